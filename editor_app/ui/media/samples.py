"""Pictures of what the panel offers, drawn by the very renderer that draws films."""

from __future__ import annotations

import math
from collections.abc import Hashable
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPainter, QPainterPath

from editor_app.assets import ImageAsset
from editor_app.edits import add_asset, add_transition, set_background
from editor_app.edits.blank import blank_document
from editor_app.edits.new_clips import place_assets, place_clips
from editor_app.edits.transitions import TransitionType
from editor_app.items import ImageItem
from editor_app.items.values import AnimatedNumber
from editor_app.render.media.errors import MediaMissing
from editor_app.render.picture.renderer import Renderer
from editor_app.state import EditorState
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.media.labels import tr
from editor_app.ui.media.placing import background_of
from editor_app.ui.media.presets import Preset, clip_of

_SIZE = (640, 360)
FRAMES = 24
"""So many pictures show a transition once."""


class _Sketches:
    """Two pictures, day and night, for the renderer: a pool without files."""

    def size(self, asset_id: str) -> tuple[int, int] | None:
        return _SIZE

    def identity(self, asset_id: str, source_ticks: int) -> Hashable:
        return asset_id

    def picture(self, asset_id: str, source_ticks: int, size_px: tuple[int, int]) -> QImage:
        if asset_id not in ("day", "night"):
            raise MediaMissing(asset_id, "is not there")
        mode = Qt.TransformationMode.SmoothTransformation
        return _sketch(asset_id).scaled(*size_px, Qt.AspectRatioMode.IgnoreAspectRatio, mode)


@lru_cache(maxsize=1)
def _renderer() -> Renderer:
    return Renderer(_Sketches())


@lru_cache(maxsize=256)
def still(preset: Preset, height_px: int, backdrop: str) -> QImage:
    """Draw a title, a shape or a background, `height_px` high, over a colour."""
    size = (round(height_px * 16 / 9), height_px)
    if preset.kind == "background":
        return _renderer().frame(_with_background(preset), 0, size)
    state = blank_document(width=1920, height=1080)
    made = _enlarged(preset)
    item = clip_of(made, state, item_id="sample", text=tr(preset.text))
    state = place_clips(state, items=[item])
    image = _renderer().frame(set_background(state, background=None), 0, size, transparent=True)
    whole = QImage(image.size(), QImage.Format.Format_RGB32)
    whole.fill(QColor(backdrop))
    painter = QPainter(whole)
    painter.drawImage(0, 0, image)
    painter.end()
    return whole


@lru_cache(maxsize=64)
def _film(kind: TransitionType) -> EditorState:
    state = place_assets(_two_pictures(), asset_ids=["day", "night"], start_ticks=0)
    first, second = state.tracks[0].items
    return add_transition(
        state, from_id=first, to_id=second, type=kind, duration_ticks=2 * TICKS_PER_SECOND, easing="linear"
    )


@lru_cache(maxsize=512)
def moment(kind: TransitionType, frame: int, height_px: int) -> QImage:
    """Draw a transition's frame, of `FRAMES`."""
    cut = 5 * TICKS_PER_SECOND
    share = frame / (FRAMES - 1)
    tick = round(cut - TICKS_PER_SECOND + share * (2 * TICKS_PER_SECOND - 1))
    return _renderer().frame(_film(kind), tick, (round(height_px * 16 / 9), height_px))


def _enlarged(preset: Preset) -> Preset:
    """Give a title that can be read on a tile: larger, and in the middle."""
    if preset.kind != "text":
        return preset
    look = dict(preset.look)
    middle = look.get("middle", (0.5, 0.5))
    size = look.get("font_size", 96.0)
    factor = max(1.0, min(3.2, 520 / size, 1500 / (0.56 * size * len(preset.text))))
    for name in ("font_size", "letter_spacing", "stroke_width"):
        if name in look:
            look[name] *= factor
    if background := look.get("background"):
        look["background"] = {**background, "horizontal_padding": background["horizontal_padding"] * factor}
    look["middle"] = (0.5, 0.5 + (middle[1] - 0.5) * 0.35)
    look["share"] = 0.94
    look["align"] = "center"
    return Preset(preset.kind, preset.id, preset.name, preset.text, look)


def _with_background(preset: Preset) -> EditorState:
    state = place_assets(_two_pictures(), asset_ids=["day"], start_ticks=0)
    if preset.look["type"] == "blur":
        [item] = state.items.values()
        if isinstance(item, ImageItem):
            side, width = AnimatedNumber.constant(650), AnimatedNumber.constant(620)
            narrow = item.replace(left=side, width=width, crop_left=side, crop_right=side)
            state = state.replace(items={item.id: narrow})
    else:
        state = blank_document(width=1920, height=1080)
    return set_background(state, background=background_of(preset))


@lru_cache(maxsize=1)
def _two_pictures() -> EditorState:
    state = blank_document(width=1920, height=1080)
    for key in ("day", "night"):
        fields = {
            "id": key,
            "filename": key,
            "size": 1,
            "mime_type": "image/png",
            "width": 1280,
            "height": 720,
        }
        asset = ImageAsset.model_validate(fields, by_name=True)
        state = add_asset(state, asset=asset)
    return state


@lru_cache(maxsize=2)
def _sketch(key: str) -> QImage:
    """Paint hills under a sun, or under a moon."""
    is_day = key == "day"
    image = QImage(*_SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    sky = QLinearGradient(0, 0, 0, _SIZE[1])
    sky.setColorAt(0, QColor("#6fb6e8" if is_day else "#1b1f4b"))
    sky.setColorAt(1, QColor("#fbe3b3" if is_day else "#7a4a8c"))
    painter.fillRect(image.rect(), QBrush(sky))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#fff4cf" if is_day else "#f3f0ff"))
    centre = QPointF(450, 110) if is_day else QPointF(190, 100)
    painter.drawEllipse(centre, 46, 46)
    for depth, colour in enumerate(("#7fb48c", "#4b8a68") if is_day else ("#3d3470", "#231e4a")):
        hills = QPainterPath(QPointF(0, _SIZE[1]))
        for x in range(0, _SIZE[0] + 8, 8):
            y = 250 + depth * 45 + 28 * math.sin(x / (90 + 40 * depth) + depth * 2 + (0 if is_day else 1.4))
            hills.lineTo(x, y)
        hills.lineTo(*_SIZE)
        painter.fillPath(hills, QBrush(QColor(colour)))
    painter.end()
    return image
