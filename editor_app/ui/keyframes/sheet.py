"""The dope sheet under pointer and keyboard."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QToolTip

from editor_app.session import KeyframeRef
from editor_app.timebase import snap_to_frame, ticks_per_frame
from editor_app.ui.keyframes.commands import neighbour
from editor_app.ui.keyframes.fields import Lane
from editor_app.ui.keyframes.gesture import ADDS, Gesture
from editor_app.ui.keyframes.layout import ROW_PX, Hit, header_icons, hit
from editor_app.ui.keyframes.texts import tr
from editor_app.ui.keyframes.typed import typed_value, value_text
from editor_app.ui.keyframes.view import SheetView
from editor_app.ui.keyframes.words import is_on
from editor_app.ui.widgets.inline_edit import InlineEdit
from editor_app.ui.widgets.navigation import keeps_key

_EXTRA_KEYS = (Qt.Key.Key_Insert, Qt.Key.Key_Delete, Qt.Key.Key_Escape)


class DopeSheet(SheetView):
    """Rows of keyframes: click, drag, double-click, delete; arrows and Enter do the same."""

    # Mouse.

    def _hit(self, event: QMouseEvent) -> Hit:
        return hit(self._document.state, self.sheet, event.position().x(), event.position().y())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a row, select a key, press a button of a header, or begin a drag."""
        if event.button() != Qt.MouseButton.LeftButton or self._gesture is not None:
            return
        met = self._hit(event)
        if met.lane is not None:
            self.choose_lane(met.lane)
        self._gesture = Gesture(self._bench, met, event.position().x(), event.position().y())
        if met.part in ("previous", "next"):
            self.step(1 if met.part == "next" else -1, self.lane)
        elif met.part == "toggle":
            self.toggle_here()
        else:
            self._gesture.begin(adds=bool(event.modifiers() & ADDS))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag, or show what is under the pointer."""
        if self._gesture is None:
            self._hover_over(self._hit(event))
            return
        self._gesture.move(event.position().x(), event.position().y())
        self.update()

    def _hover_over(self, met: Hit) -> None:
        hover = (met.lane, met.part)
        if hover == self._hover:
            return
        self._hover = hover
        on_button = met.part in ("previous", "next", "key", "value") or (
            met.part == "toggle" and self.can_set(self._lanes[met.lane or 0])
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor if on_button else Qt.CursorShape.ArrowCursor)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag or a click."""
        if event.button() != Qt.MouseButton.LeftButton or self._gesture is None:
            return
        gesture, self._gesture = self._gesture, None
        gesture.release(adds=bool(event.modifiers() & ADDS))
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Add a key on a row; type the value of a key or a field."""
        met = self._hit(event)
        if met.lane is None:
            return
        lane = self._lanes[met.lane]
        if met.part == "lane":
            self._commands.toggle(lane, snap_to_frame(met.tick, self._fps))
        elif met.part == "key":
            self.type_value(met.lane, self._bench.ref(met))
        elif met.part in ("value", "name"):
            self.type_value(met.lane, None)
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the rows."""
        self.scroll_to(self._scroll_px - event.angleDelta().y() * ROW_PX // 60)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what the pointer was over."""
        self._hover = (None, "")
        self.update()
        super().leaveEvent(event)

    # What keys and buttons do.

    def step(self, by: int, lane: Lane | None = None) -> None:
        """Move the playhead to the next or previous key, of one row or of all, and select it."""
        lanes: Iterable[Lane] = self._lanes if lane is None else (lane,)
        found = neighbour(self._document.state, lanes, self._session.playhead_ticks, by)
        if found is None:
            return
        where, tick = found
        self._session.set_playhead(tick)
        start = self._document.state.items[where.item_id].start_ticks
        if where.field is not None:
            self._session.select_keyframes((KeyframeRef(where.item_id, where.field.name, tick - start),))
            self.choose_lane(self._lanes.index(where))
            self.describe()

    def toggle_here(self) -> None:
        """Put a key at the playhead on the chosen row, or take it away."""
        if self.lane is not None:
            self._commands.toggle(self.lane, self._session.playhead_ticks)

    def type_value(self, number: int, ref: KeyframeRef | None) -> QLineEdit | None:
        """Let the value of a key, or of the field at the playhead, be typed."""
        lane = self._lanes[number]
        text = value_text(self._document.state, lane, ref, self._session.playhead_ticks)
        if text is None or lane.field is None:
            return None
        line = InlineEdit(text, self)
        line.setAccessibleName(tr("Value of {field}").format(field=lane.field.label))
        left = header_icons()[0][1] - 88
        line.setGeometry(QRect(left, self.sheet.top_of(number), 84, ROW_PX))
        line.setObjectName("cell")
        line.show()
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        line.left.connect(lambda: self._take_value(line, lane, ref))
        return line

    def _take_value(self, line: QLineEdit, lane: Lane, ref: KeyframeRef | None) -> None:
        was_changed, text = line.isModified(), line.text()
        if line.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not was_changed:
            return
        try:
            value = typed_value(text, lane)
        except ValueError:
            self.notice.emit(tr("“{text}” is not a number.").format(text=text))
            return
        if ref is not None:
            self._commands.set_key_value(ref, value)
        else:
            self._commands.set_value(lane, self._session.playhead_ticks, value)

    # Keyboard.

    def event(self, event: QEvent) -> bool:
        """Keep keys that mean something here from the window's shortcuts; show tooltips."""
        if keeps_key(event):
            return True
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _EXTRA_KEYS
            and (event.key() != Qt.Key.Key_Escape or self._gesture is not None)
        ):
            event.accept()
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tooltip_at(event.pos().x(), event.pos().y()), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through rows and keys, move, add, delete and type them."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Escape if self._gesture is not None:
                gesture, self._gesture = self._gesture, None
                gesture.cancel()
                self.update()
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._walk(-1 if event.key() == Qt.Key.Key_Up else 1)
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                way = -1 if event.key() == Qt.Key.Key_Left else 1
                if shift:
                    self._commands.move(self._chosen(), way * ticks_per_frame(self._fps))
                else:
                    self.step(way, self.lane)
            case Qt.Key.Key_Insert:
                self.toggle_here()
            case Qt.Key.Key_Delete:
                self._commands.delete(self._chosen())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._lane is not None:
                chosen = [ref for ref in self._chosen() if is_on(ref, self.lane)]
                self.type_value(self._lane, chosen[0] if len(chosen) == 1 else None)
            case _:
                super().keyPressEvent(event)

    def _walk(self, by: int) -> None:
        places = [number for number, lane in enumerate(self._lanes) if lane.field is not None]
        if not places:
            return
        now = places.index(self._lane) if self._lane in places else -1
        self.choose_lane(places[min(max(now + by, 0), len(places) - 1)])
