"""Make a Lottie document harmless: no other files are read, and what crashes the engine is left out.

WORKAROUND(ThorVG 1.x): it dies of layers with another type's content, or that name an asset or a font
which is not there, and of compositions that contain themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from editor_app.render.media.errors import MediaHostile

_COMPOSITION, _IMAGE, _SHAPES, _TEXT = 0, 2, 4, 5
_CONTENT = {"shapes": _SHAPES, "t": _TEXT}
_BLANK = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwC"
    "AAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)

Json = dict[str, Any]


def sanitised(document: Json, label: str) -> Json:
    """Give the document without far files and dangling references; raise MediaHostile for circles."""
    assets = [_near(asset) for asset in _objects(document.get("assets"))]
    names = {str(asset["id"]) for asset in assets if "id" in asset}
    compositions = {str(a["id"]): a for a in assets if "id" in a and isinstance(a.get("layers"), list)}
    fonts = _near_fonts(document.get("fonts"))
    families = {str(font.get("fName")) for font in fonts}
    for asset in assets:
        if "layers" in asset:
            asset["layers"] = _sound_layers(asset["layers"], names, families)
    layers = _sound_layers(document["layers"], names, families)
    _refuse_circles(layers, compositions, label)
    return {**document, "assets": assets, "layers": layers, "fonts": {"list": fonts}}


def _objects(value: object) -> list[Json]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _near(asset: Json) -> Json:
    """Give the asset with its pixels inside, or with a clear one where they lie in another file."""
    if "p" not in asset or str(asset["p"]).startswith("data:image/"):
        return dict(asset)
    return {**asset, "u": "", "p": _BLANK, "e": 1}


def _near_fonts(fonts: object) -> list[Json]:
    listed = _objects(fonts.get("list")) if isinstance(fonts, Mapping) else []
    return [
        {key: value for key, value in font.items() if key != "fPath" or str(value).startswith("data:")}
        for font in listed
    ]


def _sound_layers(layers: object, assets: set[str], families: set[str]) -> list[Json]:
    kept: list[Json] = []
    for layer in _objects(layers):
        kind = layer.get("ty")
        dangling = kind in (_COMPOSITION, _IMAGE) and str(layer.get("refId")) not in assets
        if not dangling and not (kind == _TEXT and not _families_of(layer) <= families):
            kept.append({key: value for key, value in layer.items() if _CONTENT.get(key, kind) == kind})
    return kept


def _families_of(layer: Json) -> set[str]:
    """Give the font names that a text layer uses."""
    text = layer.get("t")
    content = text.get("d") if isinstance(text, dict) else None
    keys = _objects(content.get("k")) if isinstance(content, dict) else []
    styles = [key["s"] for key in keys if isinstance(key.get("s"), dict)]
    return {str(style.get("f")) for style in styles}


def _refuse_circles(layers: list[Json], compositions: Mapping[str, Json], label: str) -> None:
    done: set[str] = set()
    pending: set[str] = set()
    work: list[tuple[str, bool]] = [(name, False) for name in _inner(layers)]
    while work:
        name, leaving = work.pop()
        if leaving:
            pending.discard(name)
            done.add(name)
        elif name in pending:
            raise MediaHostile(label, "is a Lottie animation that contains itself")
        elif name in compositions and name not in done:
            pending.add(name)
            work.append((name, True))
            work += [(inner, False) for inner in _inner(compositions[name]["layers"])]


def _inner(layers: list[Json]) -> list[str]:
    return [str(layer.get("refId")) for layer in layers if layer.get("ty") == _COMPOSITION]
