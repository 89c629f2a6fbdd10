"""Cropping and writing: what begins with a double-click and goes on until one leaves it, as one step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from editor_app.edits import EditError, set_fields
from editor_app.items import TextItem
from editor_app.items.media import PictureItem
from editor_app.state import EditorState
from editor_app.ui.canvas.crop_bar import bar_spot
from editor_app.ui.canvas.crop_mode import CropMode
from editor_app.ui.canvas.cropping import crop_of
from editor_app.ui.canvas.geometry import box_of
from editor_app.ui.canvas.handles import handle_points
from editor_app.ui.canvas.labels import tr
from editor_app.ui.canvas.text_editor import TextEditor

if TYPE_CHECKING:
    from editor_app.ui.canvas.area import CanvasArea

_ROOM_PX = 8


class Modes(QObject):
    """What the canvas is in the middle of; what others do to the document meanwhile ends it, unkept."""

    def __init__(self, area: CanvasArea) -> None:
        super().__init__(area)
        self._area = area
        self.editor: TextEditor | None = None
        self.writing_id: str | None = None
        self._base: EditorState | None = None
        self._written: EditorState | None = None
        self._is_own = self._is_by_key = False
        bar = area.crop_bar
        bar.ratio_chosen.connect(self.choose_ratio)
        bar.reset_wanted.connect(self.reset_crop)
        bar.done_wanted.connect(self.end_crop)
        document = area.document
        document.changed.connect(self._take_change)
        document.preview_ended.connect(self._take_change)
        document.loaded.connect(self.drop)
        area.session.playhead_changed.connect(self._take_playhead)
        area.session.selection_changed.connect(self._take_selection)

    def open(self, item_id: str, *, by_key: bool = False) -> bool:
        """Write in a text, crop a picture; tell whether there is something to open.

        `by_key`: the keyboard is then seen to be on the canvas once it comes back there.
        """
        area = self._area
        if item_id not in area.chosen_ids and item_id not in {box.item_id for box in area.boxes}:
            return False
        item = area.document.work.state.items.get(item_id)
        if isinstance(item, TextItem):
            self.write(item, by_key=by_key)
        elif isinstance(item, PictureItem):
            self.crop(item)
        else:
            return False
        return True

    # Cropping.

    def crop(self, item: PictureItem) -> None:
        """Show a picture whole, with a window over it."""
        self.end_writing()
        self.end_crop()
        area = self._area
        base, tick = area.document.work.state, area.session.playhead_ticks
        box = box_of(item, tick)
        if box is None:
            return
        crop = crop_of(item, box, tick)
        mode = CropMode(item.id, base, tick, crop, crop, crop, sets_keys=area.session.sets_keys)
        area.session.select((item.id,))
        try:
            whole = mode.whole()
        except EditError as error:
            area.notice.emit(str(error))
            return
        area.cropping = mode
        with self._own():
            area.document.preview(whole)
        self.show_bar()
        area.update()

    def choose_ratio(self, ratio: str) -> None:
        """Keep the window to one of RATIOS."""
        if (mode := self._area.cropping) is not None:
            mode.choose(ratio)
            self.show_bar()
            self._area.update()

    def reset_crop(self) -> None:
        """Let the window be the whole picture."""
        if (mode := self._area.cropping) is not None:
            mode.reset()
            self.show_bar()
            self._area.update()

    def uncrop(self, item: PictureItem) -> None:
        """Show a picture whole again, as one step; within the mode the step is still to come."""
        if self._area.cropping is not None:
            self.reset_crop()
            return
        self.crop(item)
        self.reset_crop()
        self.end_crop()

    def show_bar(self) -> None:
        """Show the bar of the mode where it covers no handle; without a mode there is none."""
        area, mode, bar = self._area, self._area.cropping, self._area.crop_bar
        if mode is None:
            if bar.isAncestorOf(area.focusWidget() or area):
                area.setFocus()
            bar.hide()
            return
        bar.show_mode(mode.ratio, can_reset=not mode.crop.is_whole, room_px=area.width() - 2 * _ROOM_PX)
        handles = list(handle_points(mode.crop.window, area.view).values())
        x, y = bar_spot((bar.width(), bar.height()), (area.width(), area.height()), handles)
        bar.move(round(x), round(y))
        bar.show()

    def end_crop(self) -> None:
        """Leave the crop and keep it, as one step."""
        area, mode = self._area, self._area.cropping
        if mode is None:
            return
        area.cropping = None
        area.cancel_gesture()
        self.show_bar()
        with self._own():
            try:
                area.document.apply(tr("Reset crop" if mode.crop.is_whole else "Crop"), mode.result())
            except EditError as error:
                area.document.cancel_preview()
                area.notice.emit(str(error))
        area.update()

    # Writing.

    def write(self, item: TextItem, *, by_key: bool = False) -> None:
        """Open an editor over a text; `by_key` as in `open`."""
        self.end_writing()
        self.end_crop()
        area = self._area
        box = box_of(item, area.session.playhead_ticks)
        if box is None:
            return
        area.session.select((item.id,))
        self._base, self._written, self.writing_id = area.document.work.state, None, item.id
        self._is_by_key = by_key
        area.frames.set_hidden_items((item.id,))
        self.editor = TextEditor(area, area.tokens)
        self.editor.written.connect(self._take_text)
        self.editor.done.connect(self.end_writing)
        self.editor.left.connect(self._go_on)
        self.editor.begin(item, box, area.view)
        area.update()

    def _take_text(self, text: str) -> None:
        if self._base is None or self.writing_id is None:
            return
        try:
            self._written = set_fields(self._base, item_ids=(self.writing_id,), fields={"text": text})
        except EditError as error:
            self._area.notice.emit(str(error))
            return
        with self._own():
            self._area.document.preview(self._written)

    def end_writing(self) -> None:
        """Close the editor and keep what was written, as one step."""
        written = self._close_editor()
        if written is not None:
            with self._own():
                self._area.document.apply(tr("Edit text"), written)
        self._area.update()

    def _go_on(self, forward: bool) -> None:
        """Keep what was written, and give the keyboard to what comes after the canvas, or before."""
        self.end_writing()
        (self._area.focusNextChild if forward else self._area.focusPreviousChild)()

    def _close_editor(self) -> EditorState | None:
        editor, written = self.editor, self._written
        if editor is None:
            return None
        self.editor = self.writing_id = self._base = self._written = None
        had_focus = editor.hasFocus()
        editor.blockSignals(True)
        editor.hide()
        editor.deleteLater()
        self._area.frames.set_hidden_items(())
        if had_focus:
            by_key, other = Qt.FocusReason.TabFocusReason, Qt.FocusReason.OtherFocusReason
            self._area.setFocus(by_key if self._is_by_key else other)
        return written

    def follow_view(self) -> None:
        """Keep the editor over its text, and the bar in sight."""
        if self._area.cropping is not None:
            self.show_bar()
        state, key = self._area.document.state, self.writing_id
        item = state.items.get(key) if key is not None else None
        if self.editor is not None and isinstance(item, TextItem):
            box = box_of(item, self._area.session.playhead_ticks)
            if box is not None:
                self.editor.dress(item, box, self._area.view)

    # What happens meanwhile.

    def settle(self) -> None:
        """Keep what is being written or cropped: the work is about to be saved or left."""
        self.end_writing()
        self.end_crop()

    def drop(self) -> None:
        """Leave everything without keeping it."""
        self._area.cropping = None
        self.show_bar()
        self._close_editor()
        self._area.update()

    @contextmanager
    def _own(self) -> Iterator[None]:
        before, self._is_own = self._is_own, True
        try:
            yield
        finally:
            self._is_own = before

    def _take_change(self, *_news: object) -> None:
        if not self._is_own and (self.editor is not None or self._area.cropping is not None):
            self.drop()

    def _take_playhead(self, *_news: object) -> None:
        self.end_writing()
        self.end_crop()

    def _take_selection(self, *_news: object) -> None:
        chosen = self._area.session.selection.item_ids
        if self.writing_id is not None and chosen != (self.writing_id,):
            self.end_writing()
        mode = self._area.cropping
        if mode is not None and chosen != (mode.item_id,):
            self.end_crop()
