"""A small picture on a canvas of known size, real frames for it, and real mouse and key events.

```
1280 × 720, from the top:   text  "Hello", 400..880 × 100..200
                            card  a red shape, 200..400 × 300..400
                            turned  a shape of 200 × 100 about (900, 450), turned by 30°
                            photo  an image, 480..800 × 400..580, a quarter cropped away at the left
                            back  fills the frame
```
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QLinearGradient, QMouseEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor_app.document import Document
from editor_app.render.picture.renderer import Renderer
from editor_app.session import Session
from editor_app.state import EditorState
from editor_app.state.dialects import read
from editor_app.store.history import Work
from editor_app.store.sidecar import Sidecar
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.canvas import CanvasPanel
from editor_app.ui.canvas.area import CanvasArea
from tests.documents import document, number, solid, track

S = TICKS_PER_SECOND
LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
SHIFT, CTRL, ALT, NONE = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)


def shape(key: str, left: float, top: float, width: float, height: float, **fields: Any) -> dict[str, Any]:
    """Make a shape of four seconds by its box."""
    box = {"left": left, "top": top, "width": width, "height": height}
    return solid(key, 0, 4 * S, **{name: number(value) for name, value in box.items()}, **fields)


def words(
    key: str, text: str, left: float, top: float, width: float, height: float, **fields: Any
) -> dict[str, Any]:
    """Make a text."""
    made = shape(key, left, top, width, height)
    for name in ("shape", "keepAspectRatio", "borderRadius"):
        del made[name]
    return made | {
        "type": "text",
        "text": text,
        "color": "#ffffff",
        "align": "center",
        "fontFamily": "Inter",
        "fontStyle": {"variant": "normal", "weight": "700"},
        "fontSize": 64,
        "lineHeight": 1.2,
        "letterSpacing": 0,
        "resizeOnEdit": False,
        "direction": "ltr",
        "strokeWidth": 0,
        "strokeColor": "#000000",
        "background": None,
        **fields,
    }


def photo(key: str, left: float, top: float, width: float, height: float, **fields: Any) -> dict[str, Any]:
    """Make an image."""
    made = shape(key, left, top, width, height)
    for name in ("shape", "color"):
        del made[name]
    return made | {"type": "image", "assetId": "asset-image", "keepAspectRatio": True, **fields}


IMAGE = {
    "id": "asset-image",
    "type": "image",
    "filename": "beach.jpg",
    "size": 1000,
    "mimeType": "image/jpeg",
    "remoteUrl": None,
    "remoteKey": None,
    "width": 640,
    "height": 360,
}


def state(*more: dict[str, Any], **root: Any) -> EditorState:
    """Make the document of the picture above, with `more` on top."""
    items = [
        *more,
        words("text", "Hello", 400, 100, 480, 100),
        shape("card", 200, 300, 200, 100),
        shape("turned", 800, 400, 200, 100, rotation=number(30), color="#3366ff"),
        photo("photo", 480, 400, 320, 180, cropLeft=number(0.25)),
        shape("back", 0, 0, 1280, 720, color="#223344"),
    ]
    tracks = [track(f"T-{item['id']}", item["id"]) for item in items]
    made = document(*items, tracks=tracks, assets={"asset-image": IMAGE}, **root)
    found, problems = read(made)
    assert problems == ()
    return found


class Photos:
    """Media that are all the same gradient."""

    def size(self, asset_id: str) -> tuple[int, int] | None:
        """Give the size of the picture."""
        return 640, 360

    def identity(self, asset_id: str, source_ticks: int) -> str:
        """Give the name."""
        return asset_id

    def picture(self, asset_id: str, source_ticks: int, size_px: tuple[int, int]) -> QImage:
        """Paint the gradient."""
        image = QImage(640, 360, QImage.Format.Format_ARGB32_Premultiplied)
        painter = QPainter(image)
        shade = QLinearGradient(0, 0, 640, 360)
        shade.setColorAt(0, QColor("#2a5d78"))
        shade.setColorAt(1, QColor("#e2b070"))
        painter.fillRect(image.rect(), shade)
        painter.end()
        return image


@dataclass(frozen=True)
class PaintedFrame:
    """A frame."""

    image: QImage
    tick: int
    size: tuple[int, int]
    is_exact: bool = True


class Frames(QObject):
    """Paints at once, in this process."""

    frame_ready = Signal(object)

    def __init__(self, document: Document, session: Session) -> None:
        super().__init__()
        self._document, self._session = document, session
        self._renderer = Renderer(Photos())
        self.sizes: list[tuple[int, int]] = []
        self.hidden: frozenset[str] = frozenset()
        document.changed.connect(self.refresh)
        document.loaded.connect(self.refresh)
        session.playhead_changed.connect(self.refresh)

    def set_viewport(self, size_px: tuple[int, int]) -> None:
        """Paint at this size from now on."""
        self.sizes.append(size_px)
        self.refresh()

    def set_hidden_items(self, item_ids: Collection[str]) -> None:
        """Leave items out."""
        self.hidden = frozenset(item_ids)
        self.refresh()

    def refresh(self, *_news: object) -> None:
        """Paint."""
        found = self._document.state
        shown = found.replace(
            tracks=tuple(
                t.replace(hidden=True) if self.hidden & {*t.items} else t  # type: ignore[union-attr]
                for t in found.tracks
            )
        )
        size = self.sizes[-1] if self.sizes else (640, 360)
        tick = self._session.playhead_ticks
        image = self._renderer.frame(shown, tick, size)
        self.frame_ready.emit(PaintedFrame(image, tick, size))


@dataclass
class Scene:
    """The canvas, a pointer in composition px, and a keyboard."""

    document: Document
    session: Session
    frames: Frames
    panel: CanvasPanel
    area: CanvasArea

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Give where a point of the composition lies on the canvas."""
        return self.area.view.to_screen(x, y)

    def press(
        self, x: float, y: float, keys: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT
    ) -> None:
        """Press a button at a point of the composition."""
        self.mouse(QEvent.Type.MouseButtonPress, *self.at(x, y), button, button, keys)

    def move(
        self, x: float, y: float, keys: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT
    ) -> None:
        """Move with a button down."""
        self.mouse(QEvent.Type.MouseMove, *self.at(x, y), Qt.MouseButton.NoButton, button, keys)

    def release(
        self, x: float, y: float, keys: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT
    ) -> None:
        """Let a button go."""
        self.mouse(QEvent.Type.MouseButtonRelease, *self.at(x, y), button, Qt.MouseButton.NoButton, keys)

    def click(self, x: float, y: float, keys: Qt.KeyboardModifier = NONE) -> None:
        """Press and let go."""
        self.press(x, y, keys)
        self.release(x, y, keys)

    def double_click(self, x: float, y: float) -> None:
        """Click twice, as Qt tells it."""
        self.click(x, y)
        self.mouse(QEvent.Type.MouseButtonDblClick, *self.at(x, y), LEFT, LEFT, NONE)
        self.release(x, y)

    def drag(
        self, start: tuple[float, float], end: tuple[float, float], keys: Qt.KeyboardModifier = NONE
    ) -> None:
        """Press, move in steps, and let go."""
        self.press(*start, keys)
        self.drag_to(start, end, keys)
        self.release(*end, keys)

    def drag_to(
        self, start: tuple[float, float], end: tuple[float, float], keys: Qt.KeyboardModifier = NONE
    ) -> None:
        """Move in steps."""
        for step in (0.3, 0.7, 1.0):
            at = [a + (b - a) * step for a, b in zip(start, end, strict=True)]
            self.move(at[0], at[1], keys)

    def hover(self, x: float, y: float) -> None:
        """Move without a button."""
        none = Qt.MouseButton.NoButton
        self.mouse(QEvent.Type.MouseMove, *self.at(x, y), none, none, NONE)

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        """Press a key."""
        QTest.keyClick(self.area, key, keys)

    def value(self, item_id: str, field: str) -> float:
        """Give a number of an item at the playhead."""
        item: Any = self.document.state.items[item_id]
        return getattr(item, field).at(self.session.playhead_ticks - item.start_ticks, item.duration_ticks)

    def box(self, item_id: str) -> tuple[float, float, float, float]:
        """Give left, top, width and height."""
        left, top, width, height = (self.value(item_id, name) for name in ("left", "top", "width", "height"))
        return left, top, width, height

    def steps(self) -> list[str]:
        """Give the names of the steps so far."""
        return [step.label for step in self.document.snapshot().history.steps]

    def mouse(
        self,
        kind: QEvent.Type,
        x: float,
        y: float,
        button: Qt.MouseButton,
        held: Qt.MouseButton,
        keys: Qt.KeyboardModifier,
    ) -> None:
        """Send a mouse event in px of the canvas."""
        there = QPointF(self.area.mapToGlobal(QPoint(round(x), round(y))))
        QApplication.sendEvent(self.area, QMouseEvent(kind, QPointF(x, y), there, button, held, keys))


def make_scene(found: EditorState | None = None, sidecar: Sidecar | None = None) -> Scene:
    """Show the canvas; snapping is off until a test wants it."""
    made = Document(Work(found or state(), sidecar or Sidecar()))
    session = Session()
    session.set_snapping(False)
    frames = Frames(made, session)
    panel = CanvasPanel(made, session, frames)
    panel.resize(1000, 640)
    return Scene(made, session, frames, panel, panel.area)
