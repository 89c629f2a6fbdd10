"""What lies behind everything: the forms of the global background."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from editor_app.record import ByTag, Hint, Integer, Name, Value


class NoBackground(Value, frozen=True):
    """Nothing: black, or transparent where the file can be."""

    type: Literal["none"] = "none"


class ColorBackground(Value, frozen=True):
    """A colour, covered by a CSS gradient if there is one."""

    type: Literal["color"] = "color"
    color: Annotated[str, Hint("Colour", "style")]
    gradient: Annotated[str | None, Hint("Gradient", "style")]


class BlurBackground(Value, frozen=True):
    """A blurred copy of the lowest visible picture; levels 0 to 4."""

    type: Literal["blur"] = "blur"
    level: Annotated[int, Integer(0, 4), Hint("Blur", "style")]


class ImageBackground(Value, frozen=True):
    """A picture, scaled to cover."""

    type: Literal["image"] = "image"
    image_asset_id: str | None
    image_url: Name
    source: Literal["preset", "custom"]


def _forms() -> Mapping[str, type[Value]]:
    return {"none": NoBackground, "color": ColorBackground, "blur": BlurBackground, "image": ImageBackground}


Background = NoBackground | ColorBackground | BlurBackground | ImageBackground
AnyBackground = Annotated[Background, ByTag("type", _forms)]
