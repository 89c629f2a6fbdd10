"""A frame of a film as a video's own planes, with pictures of the parts where something lies on it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QImage

from editor_app.render.media.planes import Planes
from editor_app.render.regions import Region


@dataclass(frozen=True, slots=True)
class Part:
    """A painted part of the frame; RGB32."""

    region: Region
    image: QImage


@dataclass(frozen=True, slots=True)
class Overlaid:
    """The planes below and the separate parts to lay over them."""

    planes: Planes
    parts: tuple[Part, ...]
