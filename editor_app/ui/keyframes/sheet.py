"""The dope sheet under pointer and keyboard."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolTip, QWidget

from editor_app.document import Document
from editor_app.edits.errors import EditError
from editor_app.items.values import AnimatedNumber
from editor_app.session import KeyframeRef, Session
from editor_app.timebase import format_timecode, snap_to_frame, ticks_per_frame
from editor_app.ui.keyframes.commands import KeyframeCommands, moved, neighbour, shifted, within
from editor_app.ui.keyframes.fields import Lane, can_set_key, number_of
from editor_app.ui.keyframes.layout import (
    ROW_PX,
    RULER_PX,
    Hit,
    Sheet,
    header_icons,
    hit,
    keys_in,
    sheet_of,
)
from editor_app.ui.keyframes.painting import Look, Shown, paint_sheet
from editor_app.ui.keyframes.texts import beside_clip, tr
from editor_app.ui.theme import DARK, Tokens
from editor_app.ui.widgets.inline_edit import InlineEdit
from editor_app.ui.widgets.navigation import keeps_key

_DRAG_PX, _SNAP_PX = 4, 8
_EXTRA_KEYS = (Qt.Key.Key_Insert, Qt.Key.Key_Delete, Qt.Key.Key_Escape)


class DopeSheet(QWidget):
    """Rows of keyframes: click, drag, double-click, delete; arrows and Enter do the same."""

    notice = Signal(str)
    lane_changed = Signal()
    scrolled = Signal()

    def __init__(
        self, document: Document, session: Session, commands: KeyframeCommands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._session, self._commands = document, session, commands
        self._look = Look.of(DARK)
        self._lanes: tuple[Lane, ...] = ()
        self._lane: int | None = None
        self._scroll_px = 0
        self._hover: tuple[int | None, str] = (None, "")
        self._press: tuple[Hit, float, float] | None = None
        self._refs: tuple[KeyframeRef, ...] = ()
        self._by_ticks = 0
        self._is_dragging = False
        self._marquee: tuple[float, float, float, float] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(480, RULER_PX + 2 * ROW_PX)
        self.setAccessibleName(tr("Keyframes"))

    def sizeHint(self) -> QSize:
        """Give room for some rows."""
        return QSize(900, 200)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._look = Look.of(tokens)
        self.update()

    @property
    def look(self) -> Look:
        """Give the look."""
        return self._look

    # What shows.

    def set_lanes(self, lanes: tuple[Lane, ...]) -> None:
        """Show other rows, and keep the chosen field if it is among them."""
        chosen = self.lane
        self._lanes = lanes
        places = [number for number, lane in enumerate(lanes) if lane.field is not None]
        self._lane = lanes.index(chosen) if chosen in lanes else (places[0] if places else None)
        self.scroll_to(self._scroll_px)
        self.lane_changed.emit()
        self.update()

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """Give the rows."""
        return self._lanes

    @property
    def lane(self) -> Lane | None:
        """Give the chosen row."""
        return self._lanes[self._lane] if self._lane is not None and self._lane < len(self._lanes) else None

    def can_set(self, lane: Lane | None) -> bool:
        """Tell whether a key can be set on a row at the playhead."""
        item = self._document.state.items.get(lane.item_id) if lane is not None else None
        return can_set_key(item, self._session.playhead_ticks)

    def choose_lane(self, number: int) -> None:
        """Choose a row with a field."""
        if 0 <= number < len(self._lanes) and self._lanes[number].field is not None:
            self._lane = number
            top = number * ROW_PX
            room = self.height() - RULER_PX
            if top < self._scroll_px:
                self.scroll_to(top)
            elif top + ROW_PX > self._scroll_px + room:
                self.scroll_to(top + ROW_PX - room)
            self.describe()
            self.lane_changed.emit()
            self.update()

    @property
    def sheet(self) -> Sheet:
        """Give the layout as it is now."""
        return sheet_of(self._document.state, self._lanes, self.width(), self._scroll_px)

    @property
    def scroll_range(self) -> int:
        """Give how far the rows can be scrolled."""
        return max(0, self.sheet.content_px - self.height())

    @property
    def scroll_px(self) -> int:
        """Give how far the rows are scrolled."""
        return self._scroll_px

    def scroll_to(self, px: int) -> None:
        """Scroll the rows."""
        self._scroll_px = min(max(0, px), self.scroll_range)
        self.scrolled.emit()
        self.update()

    def shown(self) -> Shown:
        """Give all that shows, for the painters."""
        return Shown(
            self._document.state,
            self.sheet,
            self._fps,
            self._session.playhead_ticks,
            self._refs_shown(),
            self._lane if self.lane is not None else None,
            self._hover,
            self._marquee,
            self.hasFocus(),
        )

    def _refs_shown(self) -> frozenset[KeyframeRef]:
        return frozenset(shifted(self._refs, self._by_ticks)) if self._is_dragging else self._chosen()

    def _chosen(self) -> frozenset[KeyframeRef]:
        return self._session.selection.keyframes

    @property
    def _fps(self) -> int:
        return self._document.sidecar.edit_rate

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint."""
        painter = QPainter(self)
        paint_sheet(painter, self.shown(), self._look, (self.width(), self.height()))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the scroll in range."""
        super().resizeEvent(event)
        self.scroll_to(self._scroll_px)

    # Mouse.

    def _hit(self, event: QMouseEvent) -> Hit:
        return hit(self._document.state, self.sheet, event.position().x(), event.position().y())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a row, select a key, press a button of a header, or begin a drag."""
        if event.button() != Qt.MouseButton.LeftButton or self._press is not None:
            return
        met = self._hit(event)
        if met.lane is not None:
            self.choose_lane(met.lane)
        self._press = (met, event.position().x(), event.position().y())
        match met.part:
            case "ruler":
                self._scrub(met.tick)
            case "key":
                self._press_key(met, adds=bool(event.modifiers() & _ADDS))
            case "previous" | "next":
                self.step(1 if met.part == "next" else -1, self.lane)
            case "toggle":
                self.toggle_here()
            case _:
                pass

    def _press_key(self, met: Hit, *, adds: bool) -> None:
        ref = self._ref(met)
        chosen = self._chosen()
        if adds:
            self._session.select_keyframes(chosen ^ {ref})
        elif ref not in chosen:
            self._session.select_keyframes((ref,))
        self._refs = tuple(sorted(self._chosen())) if ref in self._chosen() else ()

    def _ref(self, met: Hit) -> KeyframeRef:
        lane = self._lanes[met.lane or 0]
        return KeyframeRef(lane.item_id, lane.field.name if lane.field else "", met.time_ticks or 0)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag, or show what is under the pointer."""
        if self._press is None:
            met = self._hit(event)
            hover = (met.lane, met.part)
            if hover != self._hover:
                self._hover = hover
                on_button = met.part in ("previous", "next", "key", "value") or (
                    met.part == "toggle" and self.can_set(self._lanes[met.lane or 0])
                )
                shape = Qt.CursorShape.PointingHandCursor if on_button else Qt.CursorShape.ArrowCursor
                self.setCursor(shape)
                self.update()
            return
        met, x, y = self._press
        at = event.position()
        if met.part == "ruler":
            self._scrub(self.sheet.tick_at(at.x()))
        elif self._is_dragging or max(abs(at.x() - x), abs(at.y() - y)) >= _DRAG_PX:
            self._is_dragging = True
            if met.part == "key" and self._refs:
                self._drag_keys(at.x() - x)
            elif met.part in ("lane", "nothing", "head"):
                self._marquee = (min(x, at.x()), min(y, at.y()), max(x, at.x()), max(y, at.y()))
                self.update()

    def _drag_keys(self, dx: float) -> None:
        state, met = self._document.work.state, self._press[0] if self._press else None
        if met is None or met.time_ticks is None:
            return
        sheet = self.sheet
        start = state.items[self._lanes[met.lane or 0].item_id].start_ticks
        per_px = (sheet.tick_at(1e9) - sheet.start_ticks) / max(
            1.0, sheet.x_of(sheet.end_ticks) - sheet.x_of(sheet.start_ticks)
        )
        wanted = start + met.time_ticks + round(dx * per_px)
        playhead = self._session.playhead_ticks
        near = self._session.snapping and abs(playhead - wanted) <= _SNAP_PX * per_px
        tick = playhead if near else snap_to_frame(wanted, self._fps)
        self._by_ticks = within(state, self._refs, tick - start - met.time_ticks)
        try:
            self._document.preview(moved(state, self._refs, self._by_ticks))
        except EditError as error:
            self._document.cancel_preview()
            self._by_ticks = 0
            self.notice.emit(str(error))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag or a click."""
        if event.button() != Qt.MouseButton.LeftButton or self._press is None:
            return
        (met, _, _), dragged, by = self._press, self._is_dragging, self._by_ticks
        box, refs = self._marquee, self._refs
        self._end()
        if dragged and met.part == "key" and refs:
            self._document.cancel_preview()
            self._commands.move(refs, by)
        elif dragged and box is not None:
            found = keys_in(self._document.state, self.sheet, box)
            adds = bool(event.modifiers() & _ADDS)
            self._session.select_keyframes(self._chosen() | found if adds else found)
        elif not dragged and met.part in ("lane", "nothing", "head") and not event.modifiers() & _ADDS:
            self._session.select_keyframes(())
            self._scrub(met.tick)
        elif not dragged and met.part == "key" and not event.modifiers() & _ADDS:
            self._session.select_keyframes((self._ref(met),))
        self.update()

    def _end(self) -> None:
        self._press, self._is_dragging, self._marquee = None, False, None
        self._refs, self._by_ticks = (), 0

    def _scrub(self, tick: int) -> None:
        self._session.set_playhead(snap_to_frame(tick, self._fps))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Add a key on a row; type the value of a key or a field."""
        met = self._hit(event)
        if met.lane is None:
            return
        lane = self._lanes[met.lane]
        if met.part == "lane":
            self._commands.toggle(lane, snap_to_frame(met.tick, self._fps))
        elif met.part == "key":
            self.type_value(met.lane, self._ref(met))
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
        item = self._document.state.items[lane.item_id]
        found = number_of(item, lane.field.name) if lane.field is not None else None
        if found is None or lane.field is None:
            return None
        time = ref.time_ticks if ref is not None else self._session.playhead_ticks - item.start_ticks
        time = min(max(time, 0), max(item.duration_ticks - 1, 0))
        line = InlineEdit(f"{round(found.at(time, item.duration_ticks) * lane.field.factor, 6):g}", self)
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
            value = float(text.replace(",", ".").replace("−", "-"))
        except ValueError:
            self.notice.emit(tr("“{text}” is not a number.").format(text=text))
            return
        value /= lane.field.factor if lane.field is not None else 1.0
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
            and (event.key() != Qt.Key.Key_Escape or self._press is not None)
        ):
            event.accept()
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tooltip_at(event.pos().x(), event.pos().y()), self)
            return True
        return super().event(event)

    def tooltip_at(self, x: float, y: float) -> str:
        """Say what a press at a point does, or what a key is."""
        met = hit(self._document.state, self.sheet, x, y)
        lane = self._lanes[met.lane] if met.lane is not None else None
        match met.part:
            case "previous":
                return tr("Previous keyframe of this field (Left)")
            case "next":
                return tr("Next keyframe of this field (Right)")
            case "toggle" if not self.can_set(lane):
                return beside_clip()
            case "toggle":
                return tr("Add or remove a keyframe at the playhead (Insert)")
            case "value":
                return tr("Double-click to type a value (Enter)")
            case "key" if lane is not None and lane.field is not None:
                item = self._document.state.items[lane.item_id]
                number = number_of(item, lane.field.name)
                keys = number.keyframes if number else ()
                value = next(key.value for key in keys if key.time_ticks == met.time_ticks)
                time = format_timecode(item.start_ticks + (met.time_ticks or 0), self._fps)
                text = f"{time}   {lane.field.label} {lane.field.said(value)}"
                outside = (met.time_ticks or 0) >= item.duration_ticks
                return f"{text}\n{tr('This keyframe lies after the end of its clip.')}" if outside else text
            case _:
                return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through rows and keys, move, add, delete and type them."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Escape if self._press is not None:
                self._end()
                self._document.cancel_preview()
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
                chosen = [ref for ref in self._chosen() if self._is_on_lane(ref)]
                self.type_value(self._lane, chosen[0] if len(chosen) == 1 else None)
            case _:
                super().keyPressEvent(event)

    def _is_on_lane(self, ref: KeyframeRef) -> bool:
        lane = self.lane
        return (
            lane is not None
            and lane.field is not None
            and (lane.item_id, lane.field.name) == (ref.item_id, ref.field)
        )

    def _walk(self, by: int) -> None:
        places = [number for number, lane in enumerate(self._lanes) if lane.field is not None]
        if not places:
            return
        now = places.index(self._lane) if self._lane in places else -1
        self.choose_lane(places[min(max(now + by, 0), len(places) - 1)])

    def describe(self) -> None:
        """Say in words which row is chosen, and whether a key can be set there."""
        lane = self.lane
        if lane is not None and lane.field is not None:
            number = number_of(self._document.state.items.get(lane.item_id), lane.field.name)
            count = len(number.keyframes) if number is not None else 0
            text = tr("{field}, {count} keyframes").format(field=lane.field.label, count=count)
            for ref in self._chosen():
                if number is not None and self._is_on_lane(ref):
                    text += "; " + self._spoken(lane, ref, number)
                    break
            self.setAccessibleDescription(text if self.can_set(lane) else f"{text}. {beside_clip()}")

    def _spoken(self, lane: Lane, ref: KeyframeRef, number: AnimatedNumber) -> str:
        """Say of a key when it is and what the field is then."""
        item = self._document.state.items[ref.item_id]
        at = format_timecode(item.start_ticks + ref.time_ticks, self._fps)
        value = lane.field.said(number.at(ref.time_ticks, item.duration_ticks)) if lane.field else ""
        return tr("keyframe at {time}: {value}").format(time=at, value=value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        self.describe()
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        self.update()
        super().focusOutEvent(event)


_ADDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
