"""Texts and subtitles of a config."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import cast

from editor_app.css import is_color, parse_color
from editor_app.drawing import TextStyle
from editor_app.interchange.renderingvideo.check import is_number, list_of, object_of
from editor_app.interchange.renderingvideo.curves import Points, value_at
from editor_app.interchange.renderingvideo.reading.assets import Shelf
from editor_app.interchange.renderingvideo.reading.notes import Node
from editor_app.interchange.renderingvideo.reading.place import Place, length_of
from editor_app.interchange.renderingvideo.reading.records import Json
from editor_app.interchange.renderingvideo.reading.shapes import fill_color
from editor_app.interchange.renderingvideo.spelling import tidy
from editor_app.items.context import Measure
from editor_app.timebase import TICKS_PER_SECOND

ALIGNS = ("left", "center", "right")
_MULTIPLE = 4.0
"""A line height up to this is a multiple of the font size, a larger one px: no source says which it is."""
_DEFAULT_SIZE_PX = 48.0
_LOOSE = 1.25
"""How much wider than its estimated width the box of a text is that does not wrap."""


def text_fields(
    clip: Node, place: Place, factor: float, measure: Measure, item_id: str
) -> tuple[Json, tuple[Points, Points]]:
    """Give a text's fields and the size of its box where the config states none, in px of the config."""
    style = clip.part("style")
    words = clip.text("text", "")
    size = style.number("fontSize", _DEFAULT_SIZE_PX, at_least=0) or _DEFAULT_SIZE_PX
    look = _look(style, size, factor, item_id)
    lines = words.count("\n") + 1
    wraps = style.flag("textWrap", place.width is not None)
    natural = measure(words, _text_style(look))[0] / factor
    width = value_at(place.width, 0) if place.width else natural * _LOOSE
    if not wraps and width < natural * _LOOSE:
        width = natural * _LOOSE
    if not wraps and lines == 1:
        look["align"] = "center"  # a text that does not wrap is as wide as its line, and so centred on x
    elif not wraps and look["align"] != "center":
        width = natural
        clip.notes.lose(item_id, "textAlign", "The width of the lines is estimated.")
    height = size * look["lineHeight"] * lines
    shadow = [key for key in ("shadowColor", "shadowBlur", "shadowOffset") if style.fields.get(key)]
    if shadow:
        clip.notes.lose(item_id, "shadow", "The editor has no shadows.", "missing")
    fields = {"text": words, "color": fill_color(style, "#ffffff", item_id), **look, "resizeOnEdit": False}
    return fields, (((0, width),), ((0, height),))


def _look(style: Node, size: float, factor: float, item_id: str) -> Json:
    stroke = style.number("strokeWidth", 0.0, at_least=0)
    return {
        "align": style.choice("textAlign", ALIGNS, "center"),
        "fontFamily": style.text("fontFamily", "Arial"),
        "fontStyle": {
            "variant": style.choice("fontStyle", ("normal", "italic"), "normal"),
            "weight": _weight(style),
        },
        "fontSize": tidy(max(1.0, size * factor)),
        "lineHeight": tidy(_line_height(style, size)),
        "letterSpacing": tidy(style.number("letterSpacing", 0.0) * factor),
        "direction": "ltr",
        "strokeWidth": tidy(stroke * factor) if "stroke" in style else 0,
        "strokeColor": _color(style, "stroke", "#000000", item_id),
    }


def _weight(style: Node) -> str:
    value = style.fields.get("fontWeight", 400)
    if is_number(value):
        return str(round(cast("float", value)))
    if isinstance(value, str) and value:
        return {"normal": "400", "bold": "700"}.get(value, value)
    style.refuse("fontWeight", "must be a number or a word such as “bold”")
    return "400"


def _line_height(style: Node, size: float) -> float:
    value = style.number("lineHeight", 1.2, at_least=0)
    return value if value <= _MULTIPLE else value / size


def _color(node: Node, key: str, default: str, item_id: str) -> str:
    value = node.text(key, default)
    if not is_color(value):
        node.refuse(key, "is not a colour that can be read")
        return default
    return value


def _text_style(look: Json) -> TextStyle:
    return TextStyle(
        look["fontFamily"],
        look["fontSize"],
        weight=int(look["fontStyle"]["weight"]) if look["fontStyle"]["weight"].isdecimal() else 400,
        line_height=look["lineHeight"],
        letter_spacing=look["letterSpacing"],
        color=parse_color("#fff"),
    )


def subtitle_fields(
    clip: Node, shelf: Shelf, factor: float, frame: tuple[float, float], item_id: str
) -> tuple[Json, tuple[float, float, float, float]] | None:
    """Give captions' fields and box (left, top, width, height) in the config's px; None without words."""
    words = list(_words(clip, shelf))
    if not words:
        clip.refuse("words", "hold no words that can be read here; write them into the config")
        return None
    config = clip.part("config")
    size = config.number("fontSize", _DEFAULT_SIZE_PX, at_least=1)
    batch = (
        1
        if config.choice("mode", ("batch", "stream"), "batch") == "stream"
        else max(1, round(config.number("wordsPerBatch", 5, at_least=1)))
    )
    look = _look(config, size, factor, item_id)
    look |= {"color": _color(config, "textColor", "#ffffff", item_id)}
    look |= {"highlightColor": _color(config, "highlightColor", look["color"], item_id)}
    look |= {
        "strokeWidth": tidy(config.number("borderWidth", 0.0, at_least=0) * factor),
        "strokeColor": _color(config, "borderColor", "#000000", item_id),
    }
    color = config.text("backgroundColor", "")
    background = (
        {"color": color, "horizontalPadding": 0, "borderRadius": 0}
        if is_color(color) and parse_color(color).alpha
        else None
    )
    clip.notes.lose(item_id, "subtitle", f"Its pages follow the clock here, not its {batch} words a page.")
    for key in ("shadowColor", "fadeInAnimation"):
        if config.fields.get(key):
            clip.notes.lose(item_id, key, "The editor's captions have no such setting.", "missing")
    width = length_of(config.fields.get("textBoxWidth", "80%"), frame[0]) or frame[0] * 0.8
    height = 2 * size * look["lineHeight"]
    padding = config.number("paddingBottom", frame[1] * 0.1, at_least=0)
    tops = {"top": frame[1] * 0.1, "center": (frame[1] - height) / 2, "bottom": frame[1] - padding - height}
    top = tops[config.choice("position", tuple(tops), "bottom")]
    fields: Json = {
        "assetId": shelf.add_captions(f"{item_id}-words", words),
        **look,
        "pageDurationTicks": _page(words, batch),
        "maxLines": 2,
        "contentStartOffsetTicks": 0,
        "source": "upload",
        "captionGroupId": None,
        "background": background,
    }
    return fields, ((frame[0] - width) / 2, top, width, height)


def _page(words: Sequence[Json], batch: int) -> int:
    """Give the page length that most pages of `batch` words need."""
    starts = [word["startMs"] for word in words[::batch]]
    lengths = [b - a for a, b in itertools.pairwise(starts)] or [words[-1]["endMs"] - starts[0]]
    return max(1, round(sorted(lengths)[len(lengths) // 2] * TICKS_PER_SECOND / 1000))


def _words(clip: Node, shelf: Shelf) -> Iterator[Json]:
    _, listed = shelf.resolved(clip.fields.get("words"), "words")
    before = ""
    for index, word in enumerate(list_of(object_of(listed).get("words", listed))):
        entry = object_of(word)
        text = entry.get("punctuated_word", entry.get("word"))
        start, end = entry.get("start"), entry.get("end")
        if not isinstance(text, str) or not is_number(start) or not is_number(end):
            clip.notes.refuse((*clip.path, "words", index), "must have a word, a start and an end")
            continue
        if not 0 <= start < end:
            clip.notes.refuse((*clip.path, "words", index), "must end after it starts")
            continue
        is_apart = before[-1:].isspace() or text[:1].isspace() or not before
        before = text
        yield {
            "text": text if is_apart else f" {text}",
            "startMs": tidy(start * 1000),
            "endMs": tidy(end * 1000),
        }
