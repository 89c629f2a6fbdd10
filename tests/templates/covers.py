"""Paints the picture of a template."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from editor_app.render.media.pool import MediaPool
from editor_app.render.picture.renderer import Renderer
from editor_app.state.dialects import read
from editor_app.state.model import EditorState
from editor_app.state.reading import parse_json
from editor_app.timebase import ticks_from_seconds
from editor_app.ui.projects.templates import Template


def read_template(template: Template) -> tuple[EditorState, tuple[object, ...]]:
    """Read its document, and what is wrong with it."""
    return read(parse_json(template.path.read_bytes()))


def paint_at(state: EditorState, seconds: float) -> QImage:
    """Paint a frame at a third of its size."""
    size = (state.composition_width // 3, state.composition_height // 3)
    return Renderer(MediaPool({})).frame(state, ticks_from_seconds(seconds), size)


def paint_cover(template: Template) -> QImage:
    """Paint the picture as it is kept."""
    image = paint_at(read_template(template)[0], template.cover_at)
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return image.scaled(QSize(480, 480), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)  # fmt: skip  # noqa: E501
