"""Texts as clips, with rectangles for the boxes behind their lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from editor_app.css import is_color
from editor_app.drawing import TextStyle
from editor_app.interchange.renderingvideo.spelling import percent
from editor_app.interchange.renderingvideo.writing.clip import visual
from editor_app.interchange.renderingvideo.writing.desk import Desk, Json
from editor_app.interchange.renderingvideo.writing.geometry import geometry_of
from editor_app.interchange.renderingvideo.writing.prerenders import of_whole
from editor_app.interchange.renderingvideo.writing.stay import Stay
from editor_app.items import CaptionsItem, TextItem
from editor_app.items.text_template import TextNode

Written = TextItem | CaptionsItem | TextNode


def text_clips(desk: Desk, stay: Stay, item: TextItem) -> list[Json]:
    """Give a text; it stands about the middle of its box, so its height is not needed."""
    if not item.text:
        return []
    moves = item.caption_animations
    reasons = {
        "letter animation": moves and (moves.in_ or moves.out or moves.loop),
        "direction": item.direction == "rtl",
        "text width": len(stay.curve(item.width)) > 1,
    }
    if found := [what for what, is_so in reasons.items() if is_so]:
        drawn = of_whole(desk, stay, found[0])
        if drawn is not None:
            return [drawn]
    letters_of(desk, stay, item)
    clip = visual(desk, stay, "text", with_height=False)
    clip["text"] = item.text
    clip["style"] |= {"fill": item.color if is_color(item.color) else "#ffffff", **look_of(desk, item)}
    note_look(desk, stay, item)
    return [*backgrounds_of(desk, stay, item, clip), clip]


def letters_of(desk: Desk, stay: Stay, item: TextItem | CaptionsItem) -> None:
    """Note what is lost of the letters: their animations, and the direction of writing."""
    lose = stay.item.id, stay.track.id
    moves = item.caption_animations
    if moves and (moves.in_ or moves.out or moves.loop):
        desk.lose(
            *lose, "letter animation", "The text moves as a whole there, not letter by letter.", "missing"
        )
    if item.direction == "rtl":
        desk.lose(*lose, "direction", "RenderingVideo finds the direction of writing by itself.")


def note_look(desk: Desk, stay: Stay, item: Written) -> None:
    """Note what of a text's look is only roughly the same."""
    lose = stay.item.id, stay.track.id
    why = "Its font may be another one there, and lines may break elsewhere."
    desk.lose(*lose, "font", why)
    if item.stroke_width > 0:
        desk.lose(*lose, "outline", "Here it lies outside the letters; there on their edge.")


def look_of(desk: Desk, item: Written) -> Json:
    """Give the style of a text without its colour."""
    style: Json = {
        "fontFamily": item.font_family,
        "fontSize": desk.px(item.font_size),
        "fontWeight": item.font_style.css_weight,
        "textAlign": item.align,
        "textWrap": True,
        "lineHeight": desk.px(item.line_height * item.font_size),
    }
    if item.font_style.variant == "italic":
        style["fontStyle"] = "italic"
    if item.letter_spacing:
        style["letterSpacing"] = desk.px(item.letter_spacing)
    if item.stroke_width > 0:
        style["stroke"] = item.stroke_color if is_color(item.stroke_color) else "#000000"
        style["strokeWidth"] = desk.px(item.stroke_width)
    return style


def backgrounds_of(desk: Desk, stay: Stay, item: TextItem | CaptionsItem, text: Json) -> Iterator[Json]:
    """Give a rectangle behind each line of a text clip, as wide as the line is measured."""
    back = item.background
    if back is None or not is_color(back.color):
        return
    lose = stay.item.id, stay.track.id
    desk.lose(*lose, "background", "It becomes a rectangle behind each line, as wide as the text is here.")
    geometry = geometry_of(desk, stay)
    width = geometry.width
    lines = list(wrapped(text["text"], width, _measured(item), desk))
    height = item.font_size * item.line_height
    moves = [key for key in ("keyframes", "animations") if key in text]
    scale = geometry.scale_x[0][1], geometry.scale_y[0][1]
    is_plain = scale == (1, 1) and not geometry.rotation[0][1]
    if not is_plain and len(lines) > 1:
        desk.lose(*lose, "background", "Behind a turned or scaled text of several lines it is one rectangle.")
        lines = [max(lines)]
        height *= len(lines)
    for index, line in enumerate(lines):
        if line <= 0:
            continue
        side = {"left": -1, "right": 1}.get(item.align, 0)
        x = geometry.x[0][1] + side * (width - line) / 2
        y = geometry.y[0][1] + (index - (len(lines) - 1) / 2) * height
        clip: Json = {
            **text,
            "id": f"{text['id']}-back-{index + 1}",
            "type": "rect",
            "zIndex": text["zIndex"] - 1,
        }
        for key in ("text", "keyframes"):
            clip.pop(key, None)
        clip["transform"] = {
            **text["transform"],
            "x": percent(x / desk.width),
            "y": percent(y / desk.height),
            "width": desk.px(line + 2 * back.horizontal_padding),
            "height": desk.px(height),
        }
        own = {"opacity": text["style"]["opacity"]} if "opacity" in text["style"] else {}
        radius = {"borderRadius": desk.px(back.border_radius)} if back.border_radius else {}
        clip["style"] = {**own, "fill": back.color, **radius}
        if "keyframes" in moves:
            _follow(text, clip, (x - geometry.x[0][1]) / desk.width, (y - geometry.y[0][1]) / desk.height)
        yield clip


def _follow(text: Json, clip: Json, right: float, down: float) -> None:
    """Let a rectangle move as its text does, beside it by shares of the canvas."""
    away = {"x": right, "y": down}
    tracks: list[Json] = []
    for track in text["keyframes"]:
        shift = away.get(track["property"])
        frames: list[Json] = track["frames"]
        if shift:
            frames = [
                {**f, "value": percent(float(f["value"].removesuffix("%")) / 100 + shift)} for f in frames
            ]
        tracks.append({**track, "frames": frames})
    clip["keyframes"] = tracks


def _measured(item: Any) -> TextStyle:
    return TextStyle(
        family=item.font_family,
        font_size=item.font_size,
        weight=item.font_style.css_weight,
        italic=item.font_style.variant == "italic",
        line_height=item.line_height,
        letter_spacing=item.letter_spacing,
    )


def wrapped(text: str, width: float, style: TextStyle, desk: Desk) -> Iterator[float]:
    """Give the width of each line of a text that wraps at `width` px on word borders."""
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and desk.measure(longer, style)[0] > width:
                yield desk.measure(line, style)[0]
                line = word
            else:
                line = longer
        yield desk.measure(line, style)[0] if line else 0.0
