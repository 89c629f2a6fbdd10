"""Texts as clips."""

from __future__ import annotations

from editor_app.css import is_color
from editor_app.interchange.renderingvideo.spelling import tidy
from editor_app.interchange.renderingvideo.writing.clip import visual
from editor_app.interchange.renderingvideo.writing.desk import Desk, Json
from editor_app.interchange.renderingvideo.writing.stay import Stay
from editor_app.items import CaptionsItem, TextItem
from editor_app.items.text_template import TextNode


def text_clips(desk: Desk, stay: Stay, item: TextItem) -> list[Json]:
    """Give a text; it stands about the middle of its box, so its height is not needed."""
    if not item.text:
        return []
    clip = visual(desk, stay, "text", with_height=False)
    clip["text"] = item.text
    clip["style"] |= {"fill": item.color if is_color(item.color) else "#ffffff", **look_of(desk, item)}
    return [clip]


def look_of(desk: Desk, item: TextItem | CaptionsItem | TextNode) -> Json:
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
        style["letterSpacing"] = tidy(item.letter_spacing * desk.k)
    if item.stroke_width > 0:
        style |= {"stroke": item.stroke_color if is_color(item.stroke_color) else "#000000"}
        style["strokeWidth"] = desk.px(item.stroke_width)
    return style
