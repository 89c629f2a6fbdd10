"""The drag with Ctrl: copies of what is selected come along, and the originals stay."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from editor_app.edits import EditError, copy_clips, paste_clips, random_id
from editor_app.edits.ids import NewId
from editor_app.state import EditorState
from editor_app.ui.canvas.geometry import Point, boxes_of
from editor_app.ui.canvas.gestures import Move, Pointer

if TYPE_CHECKING:
    from editor_app.ui.canvas.area import CanvasArea


def copied_above(
    state: EditorState, *, item_ids: Collection[str], new_id: NewId = random_id
) -> tuple[EditorState, tuple[str, ...]]:
    """Give the document with copies of clips at their own time, on new tracks on top, and the copies' ids.

    ```
                     | A'|
        | A | B |    | A | B |
        ^^^^^    ->
    ```
    Raise EditError.
    """
    clipboard = copy_clips(state, item_ids=item_ids)
    new = paste_clips(state, clipboard=clipboard, at_ticks=clipboard.start_ticks, new_id=new_id)
    return new, tuple(key for key in new.items if key not in state.items)


class CopyMove(Move):
    """Duplicates what is selected and moves the copies; a click adds or takes away as with Ctrl anywhere."""

    label = "Duplicate"

    def __init__(self, area: CanvasArea, press: Pointer, clicked: str) -> None:
        super().__init__(area, press, clicked)
        self._toggled = clicked
        self._originals = area.chosen_ids
        self._copies: tuple[str, ...] | None = None

    def follow(self, to: Point, at: Pointer) -> None:
        """Move the copies, which may snap to the originals."""
        if self._copies is None:
            self._copy()
        if self._copies:
            super().follow(to, at)

    def _copy(self) -> None:
        try:
            self.base, self._copies = copied_above(self.base, item_ids=self._originals)
        except EditError as error:
            self._copies = ()
            self.area.notice.emit(str(error))
            return
        self._targets = self.targets(())
        self._old = boxes_of(self.base, self._copies, self.tick)

    def release(self, at: Pointer) -> None:
        """Keep the copies and select them."""
        super().release(at)
        if self._copies and self.new is not None:
            self.area.session.reveal(self._copies)

    def click(self, at: Pointer) -> None:
        """Select what was clicked too, or no longer."""
        self.area.session.toggle(self._toggled)
