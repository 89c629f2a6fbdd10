"""What a crash has left of a project, as its journal alone tells: nothing is played on the document."""

from __future__ import annotations

from editor_app.store.cloud_link import SyncPoint
from editor_app.store.history import (
    Applied,
    Course,
    Entry,
    History,
    Linked,
    Pulled,
    Redone,
    Step,
    Synced,
    Undone,
)
from editor_app.store.sidecar import SidecarPatch
from editor_app.store.steps import Steps

_TITLE = "title"


class LeftBehind(Course):
    """Follows entries through the history, the title, and how much of it a service has heard of."""

    def __init__(self, history: History | None = None, *, file_sha256: str | None = None) -> None:
        super().__init__(history, file_sha256=file_sha256)
        self.title: str | None = None
        """The newest title, None where the journal tells of none."""
        self.is_linked: bool | None = None
        """Whether a service has the project, None where the journal does not say."""
        self._unsent, self._since_sent = Steps(), Steps()
        self._pending: tuple[str, ...] = ()

    @property
    def unsent(self) -> int:
        """Count the steps between the document and what the service has acknowledged."""
        return self._unsent.count

    def play(self, entry: Entry) -> None:
        """Let one thing happen again; raise PatchError where it does not fit what was before."""
        beside = self._beside(entry).changes
        super().play(entry)
        if _TITLE in beside:
            self.title = str(beside[_TITLE][1] or "")
        match entry:
            case Applied() | Undone() | Redone():
                self._unsent, self._since_sent = self._unsent.after(entry), self._since_sent.after(entry)
            case Linked(link):  # what is linked was made there, or came from there, just then
                self.is_linked, self._unsent, self._pending = link is not None, Steps(), ()
            case Synced(point):
                self._take_point(point)
            case Pulled():
                self._take_point(entry.point)
            case _:
                pass

    def _take_point(self, point: SyncPoint | None) -> None:
        if point is None:
            return
        self.is_linked = True
        if point.pending:
            self._since_sent = Steps()
        elif self._pending:  # what was sent has been read back
            self._unsent = self._since_sent
        self._pending = point.pending

    def _beside(self, entry: Entry) -> SidecarPatch:
        """Give what an entry, which comes next, changes of what stands beside the document."""
        step: Step | None = None
        match entry:
            case Pulled():
                return entry.sidecar
            case Applied(step):
                pass
            case Undone(step):
                step = self._steps[self._position - 1] if self._position else step
                return step.sidecar.inverse() if step else SidecarPatch()
            case Redone(step):
                step = self._steps[self._position] if self._position < len(self._steps) else step
            case _:
                pass
        return step.sidecar if step else SidecarPatch()
