"""The timeline that one works on: presses, keys and drops become gestures."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from editor_app.document import Document
from editor_app.session import HEADER_PX, Session
from editor_app.ui.theme import DARK, Tokens
from editor_app.ui.timeline.drop_handling import DropHandling
from editor_app.ui.timeline.drops import DropTarget
from editor_app.ui.timeline.edge_scroll import EdgeScroller, step_at
from editor_app.ui.timeline.gestures.base import Gesture, Pointer
from editor_app.ui.timeline.gestures.choose import cursor_at, gesture_at
from editor_app.ui.timeline.gestures.navigate import Pan
from editor_app.ui.timeline.gestures.razor import razor_line
from editor_app.ui.timeline.headers import HeaderClicks
from editor_app.ui.timeline.hits import Hit, hit
from editor_app.ui.timeline.keyboard import RovingKeyboard
from editor_app.ui.timeline.labels import clip_trouble, describe_clip, tooltip, track_trouble
from editor_app.ui.timeline.painting.overlay import Overlay
from editor_app.ui.timeline.rows import content_px
from editor_app.ui.timeline.surface import TimelineSurface

_ZOOM_STEP = 1.2
_NAME_PARTS = frozenset({"header", "header-grip"})
_HANDLE_PARTS = frozenset({"edge", "cut", "fade-in", "fade-out", "level"})


class TimelineArea(TimelineSurface):
    """The timeline under pointer and keyboard."""

    notice = Signal(str)
    """A sentence for the notice area: why an edit was refused."""
    menu_wanted = Signal(object, QPoint)
    """Hit, QPoint: a menu for what lies there is wanted, at a global place."""
    keyframes_wanted = Signal(str)
    """str: the keyframe lanes of an item shall open."""
    replace_wanted = Signal(str)
    """str: another medium is wanted for an item."""

    def __init__(
        self, document: Document, session: Session, parent: QWidget | None = None, *, tokens: Tokens = DARK
    ) -> None:
        self._gesture: Gesture | None = None
        self._pointer: Pointer | None = None
        self._hover_overlay = Overlay()
        super().__init__(document, session, parent, tokens=tokens)
        self._drops = DropHandling(self)
        self.linked = True
        self._clicks = HeaderClicks(self)
        self._keyboard = RovingKeyboard(self)
        self._scroller = EdgeScroller(self, self._edge_step, self._move_again)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        session.tool_changed.connect(self._take_tool)
        document.loaded.connect(self._drop_gesture)

    @property
    def gesture(self) -> Gesture | None:
        """Give the gesture in hand."""
        return self._gesture

    @property
    def overlay(self) -> Overlay:
        """Give what lies over the tracks at the moment."""
        if self._gesture is not None:
            return self._gesture.overlay
        return self._drops.overlay or self._hover_overlay

    @property
    def is_held(self) -> bool:
        """Tell whether a gesture is in hand."""
        return self._gesture is not None

    def set_drop_target(self, target: DropTarget | None) -> None:
        """Say who places what is dropped here."""
        self._drops.target = target

    def rename_track(self, index: int) -> None:
        """Let a track's name be typed in its header."""
        self._clicks.rename(self._rows[index])

    def say(self, sentence: str) -> None:
        """Tell the user something, without stopping anyone."""
        self.notice.emit(sentence)

    def _take_tool(self, _tool: object) -> None:
        self._hover_overlay = Overlay()
        self._show_cursor()
        self.update()

    # Mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture."""
        self.set_roving(False)
        at = _pointer(event)
        if self._gesture is not None:
            return
        if event.button() == Qt.MouseButton.MiddleButton:
            self._begin(Pan(self, hit(self.stage(), at.x, at.y), at))
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._press(hit(self.stage(), at.x, at.y), at)

    def _press(self, met: Hit, at: Pointer) -> None:
        if self._clicks.take(met):
            return
        if met.transition_id is not None:
            self._session.select_transition(met.transition_id)
        elif met.part in _HANDLE_PARTS and met.item_id not in self._session.selection.item_ids:
            self._session.select((met.item_id or "",))
        start = gesture_at(met, self._session.tool, ripple=self._session.ripple)
        if start is not None:
            self._begin(start(self, met, at))

    def _begin(self, gesture: Gesture) -> None:
        self._gesture = gesture
        self._hover_overlay = Overlay()
        self._pointer = gesture.press
        if gesture.scrolls:
            self._scroller.start()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the gesture, or show what a press would do."""
        self._pointer = _pointer(event)
        if self._gesture is not None:
            self._gesture.move(self._pointer)
            self.update()
        else:
            self._hover_at(self._pointer)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the gesture."""
        held = Qt.MouseButton.LeftButton | Qt.MouseButton.MiddleButton
        if self._gesture is None or event.buttons() & held:
            return
        gesture, self._gesture = self._gesture, None
        self._scroller.stop()
        gesture.release(_pointer(event))
        self._hover_at(_pointer(event))
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Rename a track by its header; give the headers their usual width; open the keyframes of a clip."""
        at = _pointer(event)
        met = hit(self.stage(), at.x, at.y)
        if met.part == "header" and met.row is not None:
            self._drop_gesture()
            self._clicks.rename(self._rows[met.row])
        elif met.part == "header-side":
            self._session.set_header_px(HEADER_PX)
        elif met.part == "clip" and met.item_id is not None:
            self.keyframes_wanted.emit(met.item_id)
        else:
            self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what the pointer was over."""
        if self._gesture is None:
            self._hover, self._hover_overlay = None, Overlay()
            self.refresh()
        super().leaveEvent(event)

    def _hover_at(self, at: Pointer) -> None:
        stage = self.stage()
        met = hit(stage, at.x, at.y)
        is_other = self._hover is None or (met.part, met.row, met.item_id) != (
            self._hover.part,
            self._hover.row,
            self._hover.item_id,
        )
        old, self._hover = self._hover, met
        if is_other:
            self._show_cursor()
            if _shows_hover(old) or _shows_hover(met):
                self.refresh()
        if self._session.tool == "razor":
            over = met.item_id is not None and met.part not in ("transition",)
            self._hover_overlay = razor_line(Gesture(self, met, at), met, at) if over else Overlay()
            self.update()

    def _show_cursor(self) -> None:
        if self._hover is not None:
            self.setCursor(cursor_at(self._hover, self._session.tool))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl zoom about the cursor, with Shift scroll in time."""
        pixels, angle = event.pixelDelta(), event.angleDelta()
        held = event.modifiers()
        if held & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_ZOOM_STEP ** (angle.y() / 120), event.position().x())
        else:
            dx, dy = (pixels.x(), pixels.y()) if not pixels.isNull() else (angle.x(), angle.y())
            is_flat = content_px(self._rows) <= self.view().lanes_px
            if held & Qt.KeyboardModifier.ShiftModifier or (is_flat and not dx):
                dx, dy = dx + dy, 0
            self.scroll_by(-dx, -dy)
        self._move_again()
        event.accept()

    def _edge_step(self) -> tuple[int, int]:
        at = self._pointer
        return step_at(self.view(), at.x, at.y) if at is not None else (0, 0)

    def _move_again(self) -> None:
        if self._gesture is not None and self._pointer is not None:
            self._gesture.move(self._pointer)

    def _drop_gesture(self) -> bool:
        if self._gesture is None:
            return False
        gesture, self._gesture = self._gesture, None
        self._scroller.stop()
        gesture.cancel()
        self.refresh()
        return True

    # Keyboard.

    def event(self, event: QEvent) -> bool:
        """Keep keys that mean something here from the window's shortcuts; show tooltips."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            cancels = event.key() == Qt.Key.Key_Escape and self._gesture is not None
            if cancels or self._keyboard.wants(event):
                event.accept()
                return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tooltip(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Cancel with Escape; go from clip to clip when the keyboard came here by Tab."""
        if event.key() == Qt.Key.Key_Escape and self._drop_gesture():
            return
        if not self._keyboard.press(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the keyboard."""
        self._keyboard.arrive(event.reason())
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let the keyboard go."""
        self._keyboard.leave(event.reason())
        super().focusOutEvent(event)

    def _show_tooltip(self, event: QHelpEvent) -> None:
        text = self.tooltip_at(event.pos().x(), event.pos().y())
        QToolTip.showText(event.globalPos(), text, self)

    def tooltip_at(self, x: float, y: float) -> str:
        """Say what lies at a point, or what a press there does; nothing where that is plain."""
        met = hit(self.stage(), x, y)
        state, sidecar = self._document.state, self._document.sidecar
        if met.part == "clip" and met.item_id is not None and met.row is not None:
            item, row = state.items[met.item_id], self._rows[met.row]
            severity = self._troubles.items.get(met.item_id)
            lines = (describe_clip(state, row, item, sidecar.edit_rate), severity and clip_trouble(severity))
            return "\n".join(filter(None, lines))
        if met.marker_id is not None:
            return next((marker.name for marker in sidecar.markers if marker.id == met.marker_id), "")
        row_id = self._rows[met.row].track_id if met.row is not None else None
        trouble = self._troubles.tracks.get(row_id) if row_id is not None else None
        told = track_trouble(trouble) if trouble is not None and met.part in _NAME_PARTS else ""
        return "\n".join(filter(None, (told, tooltip(met, self._rows))))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what lies at the pointer, or of the clip that the keyboard stands on."""
        place = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self._focused is not None:
            place = self._middle_of(self._focused) or place
        met = hit(self.stage(), place.x(), place.y())
        if met.item_id is not None and met.item_id not in self._session.selection.item_ids:
            self._session.select((met.item_id,))
        elif met.transition_id is not None:
            self._session.select_transition(met.transition_id)
        self.menu_wanted.emit(met, self.mapToGlobal(place))
        event.accept()

    def _middle_of(self, item_id: str) -> QPoint | None:
        home = self._lanes.home(item_id)
        if home is None:
            return None
        stage, item = self.stage(), self._document.state.items[item_id]
        row = self._rows[home]
        left = max(stage.view.x_of(item.start_ticks), stage.view.header_px)
        right = min(stage.view.x_of(item.end_ticks), stage.view.width_px)
        return QPoint(round((left + right) / 2), round(stage.row_y(row) + row.height_px / 2))

    # Drag and drop.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what someone will place."""
        self._drops.enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would go."""
        self._drops.move(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show nothing any more."""
        self._drops.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        """Let it be placed."""
        self._drops.drop(event)


def _pointer(event: QMouseEvent) -> Pointer:
    at, held = event.position(), event.modifiers()
    return Pointer(
        at.x(),
        at.y(),
        shift=bool(held & Qt.KeyboardModifier.ShiftModifier),
        ctrl=bool(held & Qt.KeyboardModifier.ControlModifier),
        alt=bool(held & Qt.KeyboardModifier.AltModifier),
    )


def _shows_hover(met: Hit | None) -> bool:
    return met is not None and (met.item_id is not None or met.part.startswith("header"))
