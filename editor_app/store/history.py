"""Steps of work: what undo, redo, the journal and its replay all share. No Qt.

The undoable value is `Work`: document and sidecar. Where media lie on this disk is carried along, but is a
fact and not an edit: undo leaves it alone.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from editor_app.record import json_bytes
from editor_app.state.map_patch import MapPatch
from editor_app.state.model import EditorState
from editor_app.state.patch import Patch, PatchError
from editor_app.store.cloud_link import CloudLink, SyncPoint
from editor_app.store.project import MediaPlace
from editor_app.store.sidecar import Sidecar, SidecarPatch

Touched = frozenset[tuple[str, str]]
"""Records by collection and key."""
EVERYTHING = ("*", "*")
_COLLECTIONS = ("root", "tracks", "assets", "items", "transitions")
_MOST_PACKED = 32


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """What an open project holds: document, sidecar, the places of media by asset key, and its link."""

    state: EditorState
    sidecar: Sidecar = field(default_factory=Sidecar)
    media: Mapping[str, MediaPlace] = field(default_factory=dict[str, MediaPlace])
    cloud: CloudLink | None = None


class Step:
    """One thing the user did, which can be taken back.

    Its changes are objects, or, once it was packed, JSON that is read anew whenever they are asked for.
    """

    __slots__ = ("_changes", "_packed", "label")

    def __init__(self, label: str, patch: Patch, sidecar: SidecarPatch) -> None:
        self.label = label
        self._changes: tuple[Patch, SidecarPatch] | None = (patch, sidecar)
        self._packed = b""

    @property
    def patch(self) -> Patch:
        """Give what it changes in the document."""
        return self._both()[0]

    @property
    def sidecar(self) -> SidecarPatch:
        """Give what it changes in the sidecar."""
        return self._both()[1]

    @property
    def is_packed(self) -> bool:
        """Tell whether the changes are kept as JSON."""
        return self._changes is None

    def pack(self) -> None:
        """Keep the changes as JSON: a tenth of the memory, in one piece that leaves no holes when it goes.

        A large step stays as it is; packing it would hold the window up.
        """
        if self._changes is not None and _count(self._changes[0]) <= _MOST_PACKED:
            patch, sidecar = self._changes
            packed = json_bytes({"patch": patch.to_json(), "sidecar": sidecar.to_json()})
            self._packed = zlib.compress(packed, 1)
            self._changes = None  # last, as the journal's thread may be reading

    def _both(self) -> tuple[Patch, SidecarPatch]:
        changes = self._changes
        if changes is None:
            value = json.loads(zlib.decompress(self._packed))
            changes = (Patch.from_json(value["patch"]), SidecarPatch.from_json(value["sidecar"]))
        return changes

    @classmethod
    def between(cls, label: str, old: Work, new: Work) -> Step:
        """Compare two works; raise PatchError where the difference would not apply both ways."""
        step = cls(label, Patch.between(old.state, new.state), SidecarPatch.between(old.sidecar, new.sidecar))
        trial = (
            step.patch if step.patch.dialects[0] != step.patch.dialects[1] else _without_records(step.patch)
        )
        if trial:
            trial.apply(old.state)
            trial.inverse().apply(new.state)
        return step

    def __bool__(self) -> bool:
        """Tell whether anything changes."""
        return any(self._both())

    def inverse(self) -> Step:
        """Give the step that leads back."""
        patch, sidecar = self._both()
        return Step(self.label, patch.inverse(), sidecar.inverse())

    def apply(self, work: Work) -> Work:
        """Give the work after the step; raise PatchError."""
        patch, sidecar = self._both()
        state = patch.apply(work.state) if patch else work.state
        return replace(work, state=state, sidecar=sidecar.apply(work.sidecar))


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Steps in order, of which the first `position` are done; `clean` is the position that was saved."""

    steps: tuple[Step, ...] = ()
    position: int = 0
    clean: int | None = 0

    def last(self, most: int) -> History:
        """Give the history with no more than `most` steps: the oldest go first, then the farthest to redo."""
        first = max(0, self.position - most)
        steps = self.steps[first : first + most]
        return History(steps, self.position - first, _moved(self.clean, first, len(steps)))

    def without_clashes(self, touched: Touched) -> tuple[History, tuple[Step, ...]]:
        """Give the history without the steps that no longer fit where others changed `touched`, and those.

        A step that goes leaves its records as they are now, so steps beyond it that touch them go too.
        """
        kept_done, dropped_done = _sift(self.steps[: self.position][::-1], touched)
        kept_undone, dropped_undone = _sift(self.steps[self.position :], touched)
        steps = (*kept_done[::-1], *kept_undone)
        return History(steps, len(kept_done), None), (*dropped_done[::-1], *dropped_undone)


def _count(patch: Patch) -> int:
    """Count the records that a patch changes."""
    return sum(len(getattr(patch, name).changes) for name in _COLLECTIONS)


def _without_records(patch: Patch) -> Patch:
    """Give the part of a fresh patch that is read anew when applied; the rest only exchanges objects.

    Trying that too would copy the maps of all records twice: on 5,000 items 0.8 ms of 2.2 for a deletion.
    """
    return replace(patch, assets=MapPatch(), items=MapPatch(), transitions=MapPatch())


def _moved(clean: int | None, by: int, most: int) -> int | None:
    return None if clean is None or not 0 <= clean - by <= most else clean - by


def _sift(steps: Sequence[Step], touched: Touched) -> tuple[list[Step], list[Step]]:
    kept, dropped, changed = list[Step](), list[Step](), set(touched)
    for step in steps:
        mine = touched_by(step.patch, step.sidecar)
        if _clash(mine, changed):
            dropped.append(step)
            changed |= mine
        else:
            kept.append(step)
    return kept, dropped


def touched_by(patch: Patch, sidecar: SidecarPatch | None = None) -> Touched:
    """Give the records that patches change; one that changes the dialect, or has tracks by place, all."""
    if patch.dialects[0] != patch.dialects[1] or (patch.tracks and patch.tracks_by == "place"):
        return frozenset({EVERYTHING})
    records = ((name, key) for name in _COLLECTIONS for key in getattr(patch, name).changes)
    beside = (("sidecar", name) for name in (sidecar.changes if sidecar else ()))
    return frozenset((*records, *beside))


def _clash(a: Touched, b: set[tuple[str, str]]) -> bool:
    return not a.isdisjoint(b) or (bool(a) and EVERYTHING in b) or (bool(b) and EVERYTHING in a)


@dataclass(frozen=True, slots=True, eq=False)
class Applied:
    """The user did something."""

    step: Step


@dataclass(frozen=True, slots=True, eq=False)
class Undone:
    """The last step was taken back; it is told where who listens may not know it."""

    step: Step | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Redone:
    """The step that was taken back last was done again; told likewise."""

    step: Step | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Pulled:
    """Somebody else changed the document, or its title or description; with that it is in step with `point`.

    Both are one entry: a document that has the change and does not know it would take it for its own.
    """

    patch: Patch
    sidecar: SidecarPatch = field(default_factory=SidecarPatch)
    point: SyncPoint | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """Media were found, or found elsewhere."""

    places: Mapping[str, MediaPlace]


@dataclass(frozen=True, slots=True)
class Linked:
    """The project is kept in step with another project of a service, or with none."""

    link: CloudLink | None


@dataclass(frozen=True, slots=True)
class Synced:
    """The document is in step with another revision of its project; its file lacks nothing through this."""

    point: SyncPoint


@dataclass(frozen=True, slots=True)
class Marked:
    """The point that save number `number` writes."""

    number: int


@dataclass(frozen=True, slots=True)
class Saving:
    """The work at that mark is about to become the project file, with this content."""

    number: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The history did not fit the work, and was let go."""


Entry = Applied | Undone | Redone | Forgotten | Pulled | Placed | Linked | Synced | Marked | Saving
"""What a journal tells, in order."""


class Course:
    """Follows entries through the history alone: which steps are done in the end, and which were saved.

    `file_sha256` is the content of the project file as found: it tells whether a save came through.
    """

    def __init__(self, history: History | None = None, *, file_sha256: str | None = None) -> None:
        start = history or History()
        self._steps, self._position, self._clean = list(start.steps), start.position, start.clean
        self._file_sha256 = file_sha256
        self._marks: dict[int, tuple[Step | None, int]] = {}
        self._foreign = 0

    @property
    def history(self) -> History:
        """Give the steps so far."""
        return History(tuple(self._steps), self._position, self._clean)

    def play(self, entry: Entry) -> None:
        """Let one thing happen again; raise PatchError where it does not fit what was before."""
        match entry:
            case Applied(step):
                self._change(step.apply)
                self._push(step)
            case Undone(step):
                self._undo(step)
            case Redone(step):
                self._redo(step)
            case Forgotten():
                self._steps, self._position, self._clean = [], 0, None
            case Pulled() | Placed() | Linked() | Synced():
                self._change(_from_outside(entry))
                self._note_outside(entry)
            case Marked(number):
                last = self._steps[self._position - 1] if self._position else None
                self._marks[number] = (last, self._foreign)
            case Saving(number, sha256):
                if sha256 == self._file_sha256:
                    self._settle_save(number)

    def _push(self, step: Step) -> None:
        del self._steps[self._position :]
        self._steps.append(step)
        if self._clean is not None and self._clean > self._position:
            self._clean = None
        self._position += 1

    def _undo(self, step: Step | None) -> None:
        if self._position == 0:  # the step is older than this history, which was shortened
            self._steps.insert(0, _known(step))
            self._position = 1
            self._clean = None if self._clean is None else self._clean + 1
            self._marks = {number: (last or step, n) for number, (last, n) in self._marks.items()}
        self._change(lambda work: self._steps[self._position - 1].inverse().apply(work))
        self._position -= 1

    def _redo(self, step: Step | None) -> None:
        if self._position == len(self._steps):
            self._steps.append(_known(step))
        self._change(lambda work: self._steps[self._position].apply(work))
        self._position += 1

    def _note_outside(self, entry: Pulled | Placed | Linked | Synced) -> None:
        if isinstance(entry, Pulled):
            kept, _ = self.history.without_clashes(touched_by(entry.patch, entry.sidecar))
            self._steps, self._position = list(kept.steps), kept.position
        if not isinstance(entry, Synced):  # nothing that was saved before is what the project is now
            self._clean = None
            self._foreign += 1

    def _settle_save(self, number: int) -> None:
        if number in self._marks:
            last, foreign = self._marks[number]
            self._clean = position_after(self._steps, last) if foreign == self._foreign else None

    def _change(self, change: Callable[[Work], Work]) -> None:
        """Take note of what happens to the work."""


class Replay(Course):
    """Plays entries back on the work, too, to end where the one who wrote them was."""

    def __init__(self, work: Work, history: History | None = None, *, file_sha256: str | None = None) -> None:
        super().__init__(history, file_sha256=file_sha256)
        self.work = work

    def _change(self, change: Callable[[Work], Work]) -> None:
        self.work = change(self.work)


def with_sync_point(work: Work, point: SyncPoint) -> Work:
    """Give the work as in step with a revision of its project; without a project nothing changes."""
    cloud = work.cloud and replace(work.cloud, synced=point)
    return work if cloud == work.cloud else replace(work, cloud=cloud)


def _from_outside(entry: Pulled | Placed | Linked | Synced) -> Callable[[Work], Work]:
    match entry:
        case Pulled(patch, sidecar, point):
            step = Step("", patch, sidecar)
            return lambda work: with_sync_point(step.apply(work), point) if point else step.apply(work)
        case Placed(places):
            return lambda work: replace(work, media={**work.media, **places})
        case Linked(link):
            return lambda work: replace(work, cloud=link)
        case Synced(point):
            return lambda work: with_sync_point(work, point)


def _known(step: Step | None) -> Step:
    if step is None:
        raise PatchError("The journal takes back or repeats more than was done.")
    return step


def position_after(steps: Sequence[Step], last: Step | None) -> int | None:
    """Give the position at which `last` is the last step done; None where it is gone."""
    if last is None:
        return 0
    return next((place + 1 for place, step in enumerate(steps) if step is last), None)
