"""What commands that edit the document have in common; no widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from PySide6.QtCore import QObject, Signal

from editor_app.document import Document
from editor_app.edits.errors import EditError, NothingToDoError
from editor_app.edits.indexes import lane
from editor_app.session import Session
from editor_app.state import EditorState
from editor_app.ui.timeline.labels import tr

Edit = Callable[[EditorState], EditorState]


class EditingCommands(QObject):
    """Edits what is selected, a step each; what is refused is told in a sentence."""

    notice = Signal(str)
    """A sentence: why something could not be done."""

    def __init__(self, document: Document, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self.linked = True
        """Whether linked clips go along."""

    @property
    def _fps(self) -> int:
        return self._document.sidecar.edit_rate

    @property
    def _locked(self) -> tuple[str, ...]:
        return self._document.work.sidecar.locked_tracks

    def _chosen(self) -> tuple[str, ...]:
        items = self._document.work.state.items
        return tuple(key for key in self._session.selection.item_ids if key in items)

    def _need_chosen(self) -> tuple[str, ...]:
        chosen = self._chosen()
        if not chosen:
            raise NothingToDoError(tr("Select a clip first."))
        return chosen

    def _apply(
        self, label: str, edit: Edit, *, selects: Iterable[str] = (), selects_new: bool = False
    ) -> None:
        """Do it as a step, and show the clips named or all new ones; else what was selected stays so."""
        old = self._document.work.state
        try:
            new = edit(old)
        except EditError as error:
            self.notice.emit(str(error))
            return
        self._document.apply(label, new)
        chosen = [key for key in (new.items if selects_new else selects) if key not in old.items]
        if chosen:
            self._session.reveal(chosen)
        else:
            self._session.prune(new)


def nearest_cut(state: EditorState, tick: int, chosen: set[str]) -> tuple[str, str] | None:
    """Find the cut nearest to a tick; one beside a selected clip comes first."""
    best: tuple[bool, int, str, str] | None = None
    for number in range(len(state.tracks)):
        entries = lane(state, number).entries
        for (_, end, left), (start, _, right) in pairwise(entries):
            if end == start:
                found = (not (chosen & {left, right}), abs(end - tick), left, right)
                best = min(best or found, found)
    return (best[2], best[3]) if best else None
