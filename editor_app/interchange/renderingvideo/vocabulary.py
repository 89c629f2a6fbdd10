"""The words of schema v2: its types, names and required fields. Source: the fact sheet, part 2."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

VERSION = "2.0.0"

REQUIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "video": ("src",),
        "image": ("src",),
        "text": ("text",),
        "rect": (),
        "circle": ("size",),
        "polygon": ("sides", "size"),
        "three": (),
        "code": ("code",),
        "svg": (),
        "icon": ("icon",),
        "line": ("points",),
        "path": ("data",),
        "audio": ("src",),
        "subtitle": ("words",),
        "layout": (),
        "template": ("template", "data"),
    }
)
"""The clip types, each with the fields that it needs beside `type`, `start` and `duration`."""

UNDRAWN: Mapping[str, str] = MappingProxyType(
    {
        "three": "three-dimensional scenes",
        "code": "listings of code",
        "icon": "icons by name",
        "line": "lines",
        "path": "paths",
        "template": "templates of the service",
    }
)
"""The clip types that the editor cannot draw, and what it lacks for them."""

POOLS: Mapping[str, str] = MappingProxyType(
    {
        "fonts": "src",
        "images": "src",
        "videos": "src",
        "audios": "src",
        "subtitles": "words",
        "models": "src",
        "svgs": "svg",
    }
)
"""The groups of assets, each with the field that holds its resource."""

REFERRING = ("src", "svg", "words", "model")
"""The fields of a clip that may be a reference to an asset."""

ANIMATIONS = (
    "fadeIn",
    "fadeOut",
    "zoomIn",
    "zoomOut",
    "slideIn",
    "slideOut",
    "move",
    "scale",
    "rotate",
    "filter",
)
TRANSITIONS = ("fade", "slide", "zoom", "wipe", "blur", "push", "iris", "spin", "lightSweep")
SEAMS: Mapping[str, str] = MappingProxyType(
    {"fade": "fade", "push": "slide", "slide": "slide", "wipe": "wipe", "iris": "iris"}
)
"""The transitions that the editor draws, each by its own nearest; a fade stands for the others."""
FILTERS = ("blur", "brightness", "contrast", "saturate", "hue", "grayscale", "sepia", "invert")
FITS = ("fill", "cover", "contain")
Side = Literal["left", "right", "up", "down"]
SIDES: tuple[Side, ...] = ("left", "right", "up", "down")

ANCHORS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "center": (0.0, 0.0),
        "top-left": (-0.5, -0.5),
        "top": (0.0, -0.5),
        "top-right": (0.5, -0.5),
        "left": (-0.5, 0.0),
        "right": (0.5, 0.0),
        "bottom-left": (-0.5, 0.5),
        "bottom": (0.0, 0.5),
        "bottom-right": (0.5, 0.5),
    }
)
"""Where each anchor lies, in shares of the size from the middle."""

_CURVES = ("Sine", "Quad", "Cubic", "Quart", "Back", "Elastic", "Bounce")
EASINGS = ("linear", *(f"ease{way}{curve}" for way in ("In", "Out", "InOut") for curve in _CURVES))

EASING_OF: Mapping[str, str] = MappingProxyType(
    {
        "linear": "linear",
        "ease-in": "easeInSine",
        "ease-out": "easeOutSine",
        "ease-in-out": "easeInOutQuad",
    }
)
"""The nearest curve for each of the editor's, at most 0.024 away."""

DEFAULT_SLIDE_PX = 200.0
"""How far a clip slides where its config does not say."""

PLACEHOLDER = "asset:"
"""Begins the reference to a medium that has no public address yet; the asset's id follows."""
