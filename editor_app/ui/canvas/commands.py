"""What the canvas's actions do to the selection: align, distribute, order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from editor_app.document import Document
from editor_app.edits import EditError, align_clips, distribute_clips, order_clip
from editor_app.edits.align import Axis, Side
from editor_app.edits.errors import NothingToDoError
from editor_app.edits.order import Step
from editor_app.session import Session
from editor_app.state import EditorState
from editor_app.ui.actions import without_checked
from editor_app.ui.canvas.geometry import boxes_of, ids_at
from editor_app.ui.canvas.labels import tr

_SIDES: tuple[Side, ...] = ("left", "center", "right", "top", "middle", "bottom")
_AXES: tuple[tuple[str, Axis], ...] = (("across", "horizontal"), ("down", "vertical"))
_STEPS: tuple[Step, ...] = ("front", "forward", "backward", "back")


class BoxCommands(QObject):
    """Edits of what is selected and in sight."""

    notice = Signal(str)
    """A sentence for the notice area."""

    def __init__(self, document: Document, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session

    def table(self) -> dict[str, Callable[..., None]]:
        """Give what each action does, by id."""
        calls: dict[str, Callable[..., None]] = {}
        for side in _SIDES:
            calls[f"canvas.align-{side}"] = without_checked(partial(self.align, side))
        for name, axis in _AXES:
            calls[f"canvas.distribute-{name}"] = without_checked(partial(self.distribute, axis))
        for step in _STEPS:
            calls[f"canvas.{step}"] = without_checked(partial(self.order, step))
        return calls

    def chosen(self) -> tuple[str, ...]:
        """Give what is selected, in sight, free, and has a box."""
        state, tick = self._document.state, self._session.playhead_ticks
        there = set(ids_at(state, tick, self._document.sidecar.locked_tracks))
        selected = (key for key in self._session.selection.item_ids if key in there)
        return tuple(box.item_id for box in boxes_of(state, selected, tick))

    def align(self, side: Side) -> None:
        """Line the selection up: one clip with the composition, several with each other."""
        ids = self.chosen()

        def edit(state: EditorState) -> EditorState:
            to = "selection" if len(ids) > 1 else "composition"
            tick = self._session.playhead_ticks
            return align_clips(state, item_ids=_some(ids), side=side, at_ticks=tick, to=to)

        self._apply("Align", edit)

    def distribute(self, axis: Axis) -> None:
        """Leave equal room between the selected clips."""
        ids = self.chosen()

        def edit(state: EditorState) -> EditorState:
            tick = self._session.playhead_ticks
            return distribute_clips(state, item_ids=_some(ids), axis=axis, at_ticks=tick)

        self._apply("Distribute", edit)

    def order(self, step: Step) -> None:
        """Bring the selection forward or back; several keep their order among themselves."""
        ids, locked = _ordered(self.chosen(), self._document.state, step), self._locked()

        def edit(state: EditorState) -> EditorState:
            for item_id in _some(ids):
                state = order_clip(state, item_id=item_id, step=step, locked=locked)
            return state

        self._apply("Change the order", edit)

    def _locked(self) -> tuple[str, ...]:
        return self._document.sidecar.locked_tracks

    def _apply(self, label: str, edit: Callable[[EditorState], EditorState]) -> None:
        try:
            self._document.apply(tr(label), edit(self._document.work.state))
        except EditError as error:
            self.notice.emit(str(error))


def _some(ids: tuple[str, ...]) -> tuple[str, ...]:
    if not ids:
        raise NothingToDoError(tr("Select something in the picture first."))
    return ids


def _ordered(ids: tuple[str, ...], state: EditorState, step: Step) -> tuple[str, ...]:
    """Give the order to move several in, so that none overtakes another."""
    height = {key: number for number, track in enumerate(state.tracks) for key in track.items}
    goes_first_from_top = step in ("forward", "back")
    return tuple(sorted(ids, key=lambda key: height.get(key, 0), reverse=not goes_first_from_top))
