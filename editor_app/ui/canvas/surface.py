"""What the canvas shows: the last frame, and over it outlines that follow the document at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor_app.document import Document
from editor_app.session import Session
from editor_app.state.patch import Patch
from editor_app.state.queries import project_length
from editor_app.ui.canvas import painting
from editor_app.ui.canvas.crop_mode import CropMode
from editor_app.ui.canvas.geometry import ItemBox, boxes_of, frame_of, ids_at
from editor_app.ui.canvas.labels import tr
from editor_app.ui.canvas.measures import paint_overlay
from editor_app.ui.canvas.overlay import NOTHING, Overlay
from editor_app.ui.canvas.ports import Frame, FrameSource
from editor_app.ui.canvas.view import View, centred, fitted
from editor_app.ui.theme import DARK, Tokens

_ASK_MS = 80
_MOST_DEVICE_PX = 3840
_SHARPEST = 2.0
"""A frame is asked for at most so much larger than the composition."""


class CanvasSurface(QWidget):
    """The picture on its stage, with zoom and pan."""

    view_changed = Signal()
    """Zoom or place of the composition changed."""

    def __init__(
        self,
        document: Document,
        session: Session,
        frames: FrameSource,
        parent: QWidget | None = None,
        *,
        tokens: Tokens = DARK,
    ) -> None:
        super().__init__(parent)
        self.document, self.session, self.frames = document, session, frames
        self.tokens, self.ink = tokens, painting.Ink.of(tokens)
        self.cropping: CropMode | None = None
        self.shown: set[str] = set()
        self._image: QImage | None = None
        self._is_fit = True
        self._view = fitted(640, 360, self._composition(), self.ratio)
        self._ids: tuple[str, ...] | None = None
        self._known_state = document.state
        self._is_empty = project_length(document.state) == 0
        self._asked: tuple[int, int] | None = None
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(_ASK_MS)
        self._ask.timeout.connect(self._ask_now)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 160)
        self.setAccessibleName(tr("Canvas"))
        frames.frame_ready.connect(self._take_frame)
        document.changed.connect(self._take_state)
        document.sidecar_changed.connect(self._forget_boxes)
        document.loaded.connect(self._take_all)
        session.selection_changed.connect(self.refresh)
        session.playhead_changed.connect(self._forget_boxes)
        session.glance_changed.connect(self._forget_boxes)

    # What others ask of it.

    @property
    def ratio(self) -> float:
        """Give how many px of the device a px of the screen has."""
        return self.devicePixelRatioF()

    @property
    def view(self) -> View:
        """Give where the composition lies."""
        return self._view

    @property
    def is_fit(self) -> bool:
        """Tell whether the composition follows the size of the canvas."""
        return self._is_fit

    @property
    def percent(self) -> int:
        """Give the zoom: at 100 each px of the composition is one px of the device."""
        return round(self._view.zoom * self.ratio * 100)

    @property
    def image(self) -> QImage | None:
        """Give the frame that shows."""
        return self._image

    @property
    def boxes(self) -> tuple[ItemBox, ...]:
        """Give the boxes of all that can be taken hold of now, the topmost first."""
        return boxes_of(self.document.state, self._ids_now(), self.session.looked_at_ticks)

    @property
    def chosen_ids(self) -> tuple[str, ...]:
        """Give what is selected and can be taken hold of now."""
        there = self._ids_now()
        return tuple(key for key in self.session.selection.item_ids if key in there)

    @property
    def chosen(self) -> tuple[ItemBox, ...]:
        """Give the boxes of what is selected and can be taken hold of now."""
        return boxes_of(self.document.state, self.chosen_ids, self.session.looked_at_ticks)

    @property
    def frame(self) -> ItemBox | None:
        """Give the box whose handles show: that of the one selected, or the one around several."""
        chosen = self.chosen
        if not chosen:
            return None
        return frame_of(chosen)

    def sizeHint(self) -> QSize:
        """Give room for a picture."""
        return QSize(960, 600)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.tokens, self.ink = tokens, painting.Ink.of(tokens)
        self.refresh()

    def set_shown(self, name: str, on: bool) -> None:
        """Show or hide one of: safe-areas, thirds, platform."""
        (self.shown.add if on else self.shown.discard)(name)
        self.refresh()

    def refresh(self, *_news: object) -> None:
        """Paint anew."""
        self.update()

    # Zoom and pan.

    def set_view(self, view: View) -> None:
        """Show the composition elsewhere or at another size."""
        self._is_fit = False
        self._show_view(view.aligned(self.ratio))

    def fit(self) -> None:
        """Show the whole composition, now and at every size of the canvas."""
        self._is_fit = True
        self._show_view(fitted(self.width(), self.height(), self._composition(), self.ratio))

    def zoom_to(self, percent: float) -> None:
        """Zoom, with the middle of the canvas staying; 100 is a px for a px."""
        zoom = percent / 100 / self.ratio
        self.set_view(self._view.zoomed(zoom, self.width() / 2, self.height() / 2))

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Zoom in by a factor, about a point or else the middle."""
        x, y = (about.x(), about.y()) if about else (self.width() / 2, self.height() / 2)
        self.set_view(self._view.zoomed(self._view.zoom * factor, x, y))

    def _show_view(self, view: View) -> None:
        if view != self._view:
            self._view = view
            self._ask.start()
            self.view_changed.emit()
            self.refresh()

    def ask_for_size(self) -> None:
        """Tell the source at once how large the composition shows, and ask for a frame."""
        self._asked = None
        self._ask_now()
        self.frames.refresh()

    def _ask_now(self) -> None:
        self._ask.stop()
        size = self.wanted_size()
        if size != self._asked:
            self._asked = size
            self.frames.set_viewport(size)

    def wanted_size(self) -> tuple[int, int]:
        """Give the frame's size in px of the device: as it shows, but not beyond what is worth painting."""
        across, down = self._view.device_size(self.ratio)
        width, height = self._composition()
        most = min(_SHARPEST, _MOST_DEVICE_PX / max(width, height))
        if across > width * most:
            return max(1, round(width * most)), max(1, round(height * most))
        return across, down

    def _composition(self) -> tuple[int, int]:
        state = self.document.state
        return state.composition_width, state.composition_height

    # What has changed elsewhere.

    def _take_frame(self, frame: Frame) -> None:
        self._image = frame.image
        self.update()

    def _take_state(self, patch: Patch) -> None:
        old, new = self._known_state, self.document.state
        self._known_state = new
        moved = any(_time(old, key) != _time(new, key) for key in patch.items.changes)
        if moved or old.tracks is not new.tracks:
            self._ids = None
            self._is_empty = project_length(new) == 0
        if self._view.composition != self._composition():
            self._take_composition()
        self.refresh()

    def _take_composition(self) -> None:
        if self._is_fit:
            self.fit()
        else:
            self.set_view(centred(self.width(), self.height(), self._composition(), self._view.zoom))

    def _take_all(self) -> None:
        self._known_state, self._ids, self._image = self.document.state, None, None
        self._is_empty = project_length(self.document.state) == 0
        self.fit()
        self.refresh()

    def _forget_boxes(self, *_news: object) -> None:
        self._ids = None
        self.refresh()

    def _ids_now(self) -> tuple[str, ...]:
        """Give what can be taken hold of; found once until times, tracks, locks or the playhead change."""
        if self._ids is None:
            locked = self.document.sidecar.locked_tracks
            self._ids = ids_at(self.document.state, self.session.looked_at_ticks, locked)
        return self._ids

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the composition fitted, or its middle in the middle."""
        super().resizeEvent(event)
        if self._is_fit:
            self.fit()
        else:
            self._show_view(self._view.resized(self.width(), self.height()))

    def event(self, event: QEvent) -> bool:
        """Fit anew on a screen with other px."""
        if event.type() == QEvent.Type.DevicePixelRatioChange and self._is_fit:
            self.fit()
        return super().event(event)

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint stage, picture, and all that lies over it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.ink.stage)
        if self._is_empty:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painting.paint_invitation(painter, self._view, self.ink)
        else:
            self._paint_picture(painter)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painting.paint_grids(painter, self._view, self.ink, sorted(self.shown))
            self.paint_over(painter)
        self.paint_last(painter)
        painter.end()

    def _paint_picture(self, painter: QPainter) -> None:
        across, down = self._view.device_size(self.ratio)
        area = QRectF(self._view.left_px, self._view.top_px, across / self.ratio, down / self.ratio)
        if self._image is None:
            painting.paint_waiting(painter, area, self.ink)
            return
        is_sharp = (self._image.width(), self._image.height()) == (across, down)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not is_sharp)
        painter.drawImage(area, self._image, QRectF(self._image.rect()))

    def paint_over(self, painter: QPainter) -> None:
        """Paint outlines and handles, or the crop."""
        if self.cropping is not None:
            painting.paint_crop(painter, self.cropping.crop, self._view, self.ink)
            return
        chosen = self.chosen
        if len(chosen) > 1:
            for box in chosen:
                painting.paint_outline(painter, box, self._view, self.ink, faint=True)
        if (frame := self.frame) is not None:
            painting.paint_frame(painter, frame, self._view, self.ink, corners_only=not frame.item_id)

    def paint_last(self, painter: QPainter) -> None:
        """Paint what lies over everything."""
        paint_overlay(painter, self.overlay, self._view, self.ink, None)

    @property
    def overlay(self) -> Overlay:
        """Give what a gesture shows."""
        return NOTHING


def _time(state: Any, key: str) -> tuple[int, int] | None:
    item = state.items.get(key)
    return None if item is None else (item.start_ticks, item.duration_ticks)
