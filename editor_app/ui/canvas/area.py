"""The canvas that one works on: presses and keys become gestures."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from editor_app.document import Document
from editor_app.session import Session
from editor_app.ui.canvas import painting
from editor_app.ui.canvas.copy_move import CopyMove
from editor_app.ui.canvas.crop_bar import CropBar
from editor_app.ui.canvas.crop_mode import CropDrag
from editor_app.ui.canvas.describing import Description
from editor_app.ui.canvas.dropping import DropSurface
from editor_app.ui.canvas.geometry import covers, hit_stack, next_below
from editor_app.ui.canvas.gestures import (
    Gesture,
    Marquee,
    Move,
    Pan,
    Pointer,
    Resize,
    Rotate,
)
from editor_app.ui.canvas.handles import ROTATE, handle_at
from editor_app.ui.canvas.hovering import Hover
from editor_app.ui.canvas.key_move import KeyMove
from editor_app.ui.canvas.keyboard import CanvasKeys
from editor_app.ui.canvas.measures import paint_overlay
from editor_app.ui.canvas.modes import Modes
from editor_app.ui.canvas.motion import Motion
from editor_app.ui.canvas.overlay import Overlay
from editor_app.ui.canvas.ports import FrameSource
from editor_app.ui.theme import DARK, Tokens

_ZOOM_STEP = 1.2
_SAME_PLACE_PX = 4


class CanvasArea(DropSurface):
    """The picture under pointer and keyboard."""

    notice = Signal(str)
    """A sentence for the notice area."""
    menu_wanted = Signal(object, QPoint)
    """tuple[str, ...], QPoint: a menu for what lies under a point, the topmost first, at a global place."""

    def __init__(
        self,
        document: Document,
        session: Session,
        frames: FrameSource,
        parent: QWidget | None = None,
        *,
        tokens: Tokens = DARK,
    ) -> None:
        self._gesture: Gesture | None = None
        self._pointer: QPointF | None = None
        self._last_click: QPointF | None = None
        self._went_below: str | None = None
        self._clicked_key = False
        self._was_chosen = False
        self._came_by_key = False
        super().__init__(document, session, frames, parent, tokens=tokens)
        self.crop_bar = CropBar(self, tokens)
        self.modes = Modes(self)
        self.keys = CanvasKeys(self)
        self.motion = Motion(self)
        self.hover = Hover(self)
        self.description = Description(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        document.loaded.connect(self._forget_gesture)
        session.playhead_changed.connect(self.keys.settle)
        session.selection_changed.connect(self.keys.settle)
        self.view_changed.connect(self.modes.follow_view)

    @property
    def gesture(self) -> Gesture | None:
        """Give the gesture in hand."""
        return self._gesture

    @property
    def overlay(self) -> Overlay:
        """Give what the gesture in hand shows, or what is dragged over the canvas."""
        return self._gesture.overlay if self._gesture is not None else self.drag_overlay

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.crop_bar.set_tokens(tokens)
        super().set_tokens(tokens)

    def set_speed(self, speed: object) -> None:
        """Take how fast the picture plays: 0 while it stands."""
        self.motion.is_playing = bool(speed)
        self.update()

    def stack_at(self, x: float, y: float) -> tuple[str, ...]:
        """Give what lies under a point of the canvas, the topmost first."""
        return hit_stack(self.boxes, *self.view.to_composition(x, y))

    # Mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture."""
        if self._gesture is not None:
            return
        at = _pointer(event)
        if event.button() == Qt.MouseButton.MiddleButton or (
            event.button() == Qt.MouseButton.LeftButton and self.session.tool == "hand"
        ):
            self._begin(Pan(self, at))
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.keys.settle()
            self._press(at)
        self._came_by_key = False

    def _press(self, at: Pointer) -> None:
        self.modes.end_writing()
        if self.cropping is not None:
            window = self.cropping.crop.window
            handle = handle_at(window, self.view, at.x, at.y, turns=False)
            if handle is not None or window.contains(*self.view.to_composition(at.x, at.y)):
                self._begin(CropDrag(self, at, handle))
                return
            self.modes.end_crop()
        handle = self.handle_under(at.x, at.y)
        if handle is not None:
            self._begin(Rotate(self, at) if handle == ROTATE else Resize(self, at, handle))
            return
        key = None if at.ctrl else self.motion.key_under(at.x, at.y)
        if key is not None and (drag := self.motion.drag(key, at)) is not None:
            self._begin(drag)
            return
        self._press_on(self.stack_at(at.x, at.y), at)

    def _press_on(self, stack: tuple[str, ...], at: Pointer) -> None:
        chosen = [key for key in stack if key in self.session.selection.item_ids]
        if chosen and chosen[0] != stack[0] and self._is_backdrop(chosen[0]):
            chosen = []  # or nothing that lies on it could be taken hold of
        self._was_chosen = bool(chosen)
        if chosen and at.ctrl and not at.shift:
            self._begin(CopyMove(self, at, stack[0]))
        elif at.ctrl or at.shift:
            self._begin(Marquee(self, at, stack[0] if stack else None))
        elif chosen:
            self._begin(Move(self, at, chosen[0]))
        elif stack and self._is_backdrop(stack[0]):
            # A picture that fills the frame leaves no other place to draw a marquee from.
            self._begin(Marquee(self, at, None))
        elif stack:
            self.session.select((stack[0],))
            self._begin(Move(self, at, stack[0]))
        else:
            self._begin(Marquee(self, at, None))

    def _is_backdrop(self, item_id: str) -> bool:
        return any(b.item_id == item_id and covers(b, self.view.composition) for b in self.boxes)

    def handle_under(self, x: float, y: float) -> str | None:
        """Give the handle of the selection under a point of the canvas."""
        frame = self.frame
        if frame is None:
            return None
        return handle_at(frame, self.view, x, y, corners_only=not frame.item_id, turns=frame.turns)

    def choose_at(self, at: Pointer, clicked: str | None) -> None:
        """Select what lies at a click; a second click at the same place goes one deeper."""
        stack, here = self.stack_at(at.x, at.y), QPointF(at.x, at.y)
        again = self._last_click is not None and _near(self._last_click, here)
        self._went_below = None
        if stack and self._was_chosen:
            chosen = self.session.selection.item_ids
            below = next_below(stack, clicked) if again and len(chosen) == 1 else None
            self._went_below = chosen[0] if below else None
            self.session.select((below or stack[0],))
        self._last_click = here

    def _begin(self, gesture: Gesture) -> None:
        self._gesture = gesture
        self.hover.forget()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the gesture, or show what a press would do."""
        self._pointer = event.position()
        if self._gesture is not None:
            self._gesture.move(_pointer(event))
            self.update()
        else:
            self.hover.follow(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the gesture."""
        held = Qt.MouseButton.LeftButton | Qt.MouseButton.MiddleButton
        if self._gesture is None or event.buttons() & held:
            return
        gesture, self._gesture = self._gesture, None
        at = _pointer(event)
        gesture.release(at)
        self._clicked_key = isinstance(gesture, KeyMove)
        if isinstance(gesture, Marquee) and not gesture.moved and not (at.ctrl or at.shift):
            self._choose_backdrop(at)
        self.hover.follow(event.position())
        self.update()

    def _choose_backdrop(self, at: Pointer) -> None:
        stack = self.stack_at(at.x, at.y)
        if stack:
            self.session.select((stack[0],))
            self._last_click = QPointF(at.x, at.y)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Write in a text, crop a picture, leave the crop."""
        if event.button() != Qt.MouseButton.LeftButton:
            self.mousePressEvent(event)
            return
        if self.cropping is not None:
            self.modes.end_crop()
            return
        if self._clicked_key:  # the first of the two clicks took the playhead, and so the item, here
            self.mousePressEvent(event)
            return
        at = event.position()
        stack = self.stack_at(at.x(), at.y())
        if self._went_below in stack:  # the first of the two clicks went one deeper; both together do not
            self.session.select((self._went_below,))
        chosen = [key for key in stack if key in self.session.selection.item_ids]
        target = (chosen or list(stack) or [None])[0]
        if target is None or not self.modes.open(target):
            self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what the pointer was over."""
        self.hover.forget()
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the cursor with Ctrl; scroll where not all has room."""
        pixels, angle = event.pixelDelta(), event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_ZOOM_STEP ** (angle.y() / 120), event.position())
        elif not self.is_fit:
            dx, dy = (pixels.x(), pixels.y()) if not pixels.isNull() else (angle.x() / 2, angle.y() / 2)
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                dx, dy = dx + dy, 0
            self.set_view(self.view.moved(dx, dy))
        event.accept()

    def cancel_gesture(self) -> bool:
        """Let the gesture in hand be as if it had not been; tell whether there was one."""
        if self._gesture is None:
            return False
        gesture, self._gesture = self._gesture, None
        gesture.cancel()
        self.update()
        return True

    def _forget_gesture(self) -> None:
        self._gesture = None
        self._last_click = None

    # Keyboard.

    def event(self, event: QEvent) -> bool:
        """Keep keys that mean something here from the window's shortcuts; zoom by pinching."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self.keys.wants(event):
                event.accept()
                return True
        elif (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.zoom_by(max(0.2, 1 + event.value()), event.position())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Cancel, open, leave, nudge."""
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let a nudge that was held be one step."""
        self.keys.release(event)
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        super().focusInEvent(event)
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._came_by_key = event.reason() in reasons
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was nudged, and show that the keyboard is elsewhere."""
        self.keys.settle()
        super().focusOutEvent(event)
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what lies at the pointer, or of the selection."""
        place = QPointF(event.pos())
        frame = self.frame
        if event.reason() == QContextMenuEvent.Reason.Keyboard and frame is not None:
            place = QPointF(*self.view.to_screen(*frame.center))
        self.modes.end_writing()
        self.modes.end_crop()
        stack = self.stack_at(place.x(), place.y())
        if not any(key in self.session.selection.item_ids for key in stack):
            self.session.select(stack[:1])
        self.menu_wanted.emit(stack, self.mapToGlobal(place.toPoint()))
        event.accept()

    # Painting.

    def paint_over(self, painter: QPainter) -> None:
        """Paint the hovered outline and what the surface paints; nothing while one writes."""
        if self.modes.writing_id is not None:
            return
        self.hover.paint(painter)
        self.motion.paint(painter)
        super().paint_over(painter)

    def paint_last(self, painter: QPainter) -> None:
        """Paint guides, measures, drops and focus."""
        paint_overlay(painter, self.overlay, self.view, self.ink, self._pointer)
        if self.is_dragged_over:
            painting.paint_drop(painter, self.view, self.ink)
        if self.hasFocus() and self._came_by_key:
            painter.setPen(QPen(self.ink.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


def _pointer(event: QMouseEvent) -> Pointer:
    at, held = event.position(), event.modifiers()
    keys: Mapping[str, bool] = {
        "shift": bool(held & Qt.KeyboardModifier.ShiftModifier),
        "ctrl": bool(held & Qt.KeyboardModifier.ControlModifier),
        "alt": bool(held & Qt.KeyboardModifier.AltModifier),
    }
    return Pointer(at.x(), at.y(), **keys)


def _near(a: QPointF, b: QPointF) -> bool:
    return math.dist((a.x(), a.y()), (b.x(), b.y())) <= _SAME_PLACE_PX
