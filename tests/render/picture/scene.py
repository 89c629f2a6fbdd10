"""Small documents and media for the picture tests: written as the JSON that a service would send."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from editor_app.drawing import Operation
from editor_app.render.media import MediaMissing
from editor_app.render.picture.gui import ensure_gui
from editor_app.render.picture.painter import Painter
from editor_app.render.picture.pictures import Pictures
from editor_app.render.picture.renderer import Renderer
from editor_app.state.dialects import read
from editor_app.state.model import EditorState

W, H = 320, 180
SECOND = 240_000

Json = dict[str, Any]


def number(value: float, *keys: tuple[int, float]) -> Json:
    """Write an animated number with (ticks, value) keys."""
    return {"value": value, "keyframes": [{"timeTicks": t, "value": v} for t, v in keys]}


def item(kind: str, item_id: str, start: int = 0, duration: int = SECOND, **fields: Any) -> Json:
    """Write an item that fills the frame; numbers become constant animated numbers."""
    base: Json = {
        "id": item_id,
        "type": kind,
        "startTicks": start,
        "durationTicks": duration,
        "isDraggingInTimeline": False,
    }
    geometry: Json = {
        "left": 0,
        "top": 0,
        "width": W,
        "height": H,
        "scaleX": 1,
        "scaleY": 1,
        "opacity": 1,
        "rotation": 0,
    }
    fields = {**geometry, **_DEFAULTS.get(kind, {}), **fields}
    constants = {k for k, v in fields.items() if k in _ANIMATED and not isinstance(v, dict)}
    return base | {k: number(v) if k in constants else v for k, v in fields.items()}


def solid(item_id: str = "s", color: str = "#ff0000", **fields: Any) -> Json:
    return item("solid", item_id, color=color, **fields)


def text(item_id: str, words: str, **fields: Any) -> Json:
    return item("text", item_id, text=words, **fields)


def image(item_id: str, asset: str, **fields: Any) -> Json:
    return item("image", item_id, assetId=asset, **fields)


def video(item_id: str, asset: str, **fields: Any) -> Json:
    return item("video", item_id, assetId=asset, **fields)


def transition(kind: str, duration: int, source: str = "a", target: str = "b", **fields: Any) -> Json:
    return {
        "id": f"{source}-{target}",
        "trackId": "t0",
        "fromClipId": source,
        "toClipId": target,
        "type": kind,
        "durationTicks": duration,
        **fields,
    }


def document(*tracks: list[Json], **root: Any) -> EditorState:
    """Make a document from tracks of items, the first on top; every asset an item names exists."""
    items = {entry["id"]: entry for track in tracks for entry in track}
    hidden = root.pop("hidden", ())
    value: Json = {
        "stateSchemaVersion": "v1",
        "compositionWidth": W,
        "compositionHeight": H,
        "timebaseTicksPerSecond": SECOND,
        "tracks": [
            {"id": f"t{i}", "items": [e["id"] for e in track], "hidden": i in hidden, "muted": False}
            for i, track in enumerate(tracks)
        ],
        "assets": {e["assetId"]: _asset(e) for e in items.values() if "assetId" in e},
        "items": items,
        "transitions": {},
        **root,
    }
    if isinstance(value["transitions"], list):
        value["transitions"] = {entry["id"]: entry for entry in value["transitions"]}
    state, problems = read(value)
    assert not problems, problems
    return state


class Pool:
    """Media made of images: one for a still, a function of the source ticks for a video."""

    def __init__(self, **media: QImage | Callable[[int], QImage]) -> None:
        self._media = media
        self.asked: list[tuple[str, int, tuple[int, int]]] = []

    def size(self, asset_id: str) -> tuple[int, int] | None:
        source = self._media.get(asset_id)
        image = source if isinstance(source, QImage) else source(0) if source else None
        return (image.width(), image.height()) if image else None

    def identity(self, asset_id: str, source_ticks: int) -> Hashable:
        return asset_id, 0 if isinstance(self._source(asset_id), QImage) else source_ticks // 8000

    def picture(self, asset_id: str, source_ticks: int, size_px: tuple[int, int]) -> QImage:
        self.asked.append((asset_id, source_ticks, size_px))
        source = self._source(asset_id)
        image = source if isinstance(source, QImage) else source(source_ticks)
        if size_px[0] < image.width() and size_px[1] < image.height():
            mode = Qt.TransformationMode.SmoothTransformation
            return image.scaled(*size_px, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
        return image

    def _source(self, asset_id: str) -> QImage | Callable[[int], QImage]:
        if asset_id not in self._media:
            raise MediaMissing(f"{asset_id}.bin", "cannot be found")
        return self._media[asset_id]


def flat(color: str, width: int = W, height: int = H) -> QImage:
    """Make an opaque picture of one colour, or a see-through one where the colour has alpha."""
    value = QColor(color)
    kind = QImage.Format.Format_RGB32 if value.alpha() == 255 else QImage.Format.Format_ARGB32_Premultiplied
    picture = QImage(width, height, kind)
    picture.fill(value)
    return picture


def quarters(width: int = W, height: int = H) -> QImage:
    """Make a picture with a red, a green, a blue and a white quarter, in reading order."""
    picture = flat("#ff0000", width, height)
    painter = QPainter(picture)
    across, down = width // 2, height // 2
    painter.fillRect(QRect(across, 0, width, down), QColor("#00ff00"))
    painter.fillRect(QRect(0, down, across, height), QColor("#0000ff"))
    painter.fillRect(QRect(across, down, width, height), QColor("#ffffff"))
    painter.end()
    return picture


def frame(state: EditorState, tick: int = 0, pool: Pool | None = None, **options: Any) -> QImage:
    """Render one frame with a fresh renderer."""
    size = options.pop("size", (state.composition_width, state.composition_height))
    return Renderer(pool or Pool()).frame(state, tick, size, **options)


def paint(*operations: Operation, pool: Pool | None = None, scale: float = 1.0, **options: Any) -> QImage:
    """Paint a display list on a canvas of the test size."""
    ensure_gui()
    size = round(W * scale), round(H * scale)
    painter = Painter(Pictures(pool or Pool()))
    return painter.paint(operations, QTransform.fromScale(scale, scale), size, **options)


def pixel(picture: QImage, x: float, y: float) -> tuple[int, int, int]:
    """Give the red, green and blue at a position; 0..1 counts from edge to edge."""
    color = picture.pixelColor(
        round(x * (picture.width() - 1)) if isinstance(x, float) else x,
        round(y * (picture.height() - 1)) if isinstance(y, float) else y,
    )
    return color.red(), color.green(), color.blue()


def _asset(entry: Json) -> Json:
    kind = {"captions": "caption"}.get(entry["type"], entry["type"])
    name = f"{entry['assetId']}.bin"
    base = {"id": entry["assetId"], "type": kind, "filename": name, "size": 1, "mimeType": "x/y"}
    return base | _ASSETS.get(kind, {})


_ANIMATED = {
    *("left", "top", "width", "height", "scaleX", "scaleY", "opacity", "rotation", "borderRadius"),
    *("cropLeft", "cropTop", "cropRight", "cropBottom", "decibelAdjustment"),
}
_PICTURE: Json = {"keepAspectRatio": True, "borderRadius": 0}
_MOVING: Json = {"sourceStartTicks": 0, "playbackRate": 1}
_SOUND: Json = {"decibelAdjustment": 0, "audioFadeInDurationTicks": 0, "audioFadeOutDurationTicks": 0}
_WORDS: Json = {
    "fontFamily": "Inter",
    "fontStyle": {"variant": "normal", "weight": "400"},
    "fontSize": 24,
    "lineHeight": 1.2,
    "letterSpacing": 0,
    "align": "center",
    "color": "#ffffff",
    "strokeWidth": 0,
    "strokeColor": "#000000",
    "direction": "ltr",
}
_DEFAULTS: dict[str, Json] = {
    "solid": {"shape": "rectangle", "keepAspectRatio": False, "borderRadius": 0},
    "image": _PICTURE,
    "video": _PICTURE | _MOVING | _SOUND,
    "gif": _PICTURE | _MOVING,
    "text": _WORDS | {"resizeOnEdit": True},
    "illustration": {"illustrationName": "IMegaphone", "color": "#ff9900", "keepAspectRatio": True},
    "audio": _MOVING | _SOUND,
    "motion-graphic": {
        "motionGraphicId": "lower-third",
        "motionGraphicVersion": 1,
        "props": {},
        "slots": {},
    },
}
_SIZE: Json = {"width": W, "height": H}
_ASSETS: dict[str, Json] = {
    "image": _SIZE,
    "video": _SIZE | {"durationInSeconds": 10, "hasAudioTrack": False},
    "gif": _SIZE | {"durationInSeconds": 1, "loopBehavior": "loop"},
    "audio": {"durationInSeconds": 10},
}
