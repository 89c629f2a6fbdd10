"""What a clip has and nobody here reads: blending is refused, the rest is reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from editor_app.interchange.renderingvideo.reading.notes import Node
from editor_app.interchange.renderingvideo.vocabulary import REQUIRED

_ALL = frozenset(
    [
        "id",
        "type",
        "start",
        "duration",
        "transform",
        "zIndex",
        "opacity",
        "style",
        "animations",
        "keyframes",
        "transition",
    ]
)
_OWN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "video": frozenset(["source", "volume", "muted", "playbackRate"]),
        "audio": frozenset(
            [
                "source",
                "volume",
                "muted",
                "loop",
                "playbackRate",
                "fadeIn",
                "fadeOut",
                "gainEnvelope",
                "pan",
                "detune",
                "ducking",
            ]
        ),
        "circle": frozenset({"startAngle", "endAngle"}),
        "svg": frozenset({"svg", "src"}),
        "subtitle": frozenset({"config"}),
        "layout": frozenset(
            ["direction", "gap", "padding", "alignItems", "justifyContent", "clip", "children"]
        ),
    }
)
_STYLE_ALL = frozenset({"opacity", "filters", "cache", "cachePadding", "composite", "compositeOperation"})
_SHAPE = frozenset(["fill", "stroke", "strokeWidth", "shadowColor", "shadowBlur", "shadowOffset"])
_PICTURE = frozenset({"objectFit", "borderRadius"})
_STYLE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "image": _PICTURE,
        "video": _PICTURE,
        "svg": _PICTURE,
        "rect": _SHAPE | {"borderRadius"},
        "circle": _SHAPE,
        "polygon": _SHAPE,
        "layout": frozenset({"fill", "borderRadius"}),
        "text": _SHAPE
        | frozenset(
            ["color", "fontFamily", "fontSize", "fontWeight", "fontStyle", "lineHeight", "letterSpacing"]
        )
        | {"textAlign", "textWrap"},
    }
)
_TRANSFORM = frozenset(["x", "y", "width", "height", "scale", "rotation", "skew", "anchor"])
_NORMAL = ("source-over", "normal", "")


def note_unread(clip: Node, kind: str, item_id: str) -> None:
    """Refuse a way of blending, and report every other field that is passed over."""
    style = clip.part("style")
    if style.fields.get("compositeOperation", "") not in _NORMAL:
        style.refuse("compositeOperation", "cannot be drawn: the editor lays one picture over the other")
    unknown = [
        *_others(clip.fields, _ALL | _OWN.get(kind, frozenset()) | set(REQUIRED[kind])),
        *(f"style.{key}" for key in _others(style.fields, _STYLE_ALL | _STYLE.get(kind, frozenset()))),
        *(f"transform.{key}" for key in _others(clip.part("transform").fields, _TRANSFORM)),
    ]
    if unknown:
        listed = ", ".join(unknown)[:200]
        clip.notes.lose(item_id, "unknown fields", f"Passed over: {listed}.", "missing")


def _others(fields: Iterable[str], known: Iterable[str]) -> list[str]:
    names = frozenset(known)
    return [str(key) for key in fields if key not in names]
