"""Captions: spoken words as a subtitle, written lines as texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from editor_app.assets import CaptionAsset, CaptionEntry
from editor_app.css import is_color
from editor_app.interchange.renderingvideo.spelling import seconds_of
from editor_app.interchange.renderingvideo.writing.clip import visual
from editor_app.interchange.renderingvideo.writing.desk import Desk, Json
from editor_app.interchange.renderingvideo.writing.prerenders import of_whole
from editor_app.interchange.renderingvideo.writing.stay import Stay
from editor_app.interchange.renderingvideo.writing.text import backgrounds_of, letters_of, look_of
from editor_app.items import CaptionsItem
from editor_app.timebase import ticks_from_ms


def caption_clips(desk: Desk, stay: Stay, item: CaptionsItem) -> list[Json]:
    """Give captions, as words or line by line; exact only as a film drawn beforehand."""
    drawn = of_whole(desk, stay, "captions")
    if drawn is not None:
        return [drawn]
    asset = desk.state.assets.get(item.asset_id)
    if not isinstance(asset, CaptionAsset):
        desk.lose(item.id, stay.track.id, "captions", "Their words are not in the document.", "missing")
        return []
    letters_of(desk, stay, item)
    if asset.timing_granularity == "line":
        return list(_lines(desk, stay, item, asset))
    return _words(desk, stay, item, asset)


def _shown(stay: Stay, item: CaptionsItem, asset: CaptionAsset) -> Iterator[tuple[CaptionEntry, int, int]]:
    """Give the entries that show within the clip, with their ticks in its time."""
    zero = item.content_start_offset_ticks - stay.offset
    for entry in asset.captions:
        start, end = zero + ticks_from_ms(entry.start_ms), zero + ticks_from_ms(entry.end_ms)
        start, end = max(0, start), min(stay.length, end)
        if start < end:
            yield entry, start, end


def _lines(desk: Desk, stay: Stay, item: CaptionsItem, asset: CaptionAsset) -> Iterator[Json]:
    why = "Each line becomes a text of its own."
    desk.lose(item.id, stay.track.id, "captions", why)
    if item.max_lines:
        desk.lose(item.id, stay.track.id, "max lines", "Long lines wrap as often as they need.")
    for index, (entry, start, end) in enumerate(_shown(stay, item, asset)):
        piece = replace(stay, start=stay.start + start, end=stay.start + end)
        clip = visual(desk, piece, "text", with_height=False)
        clip |= {"id": f"{item.id}-{index + 1}", "text": entry.text.strip()}
        if not clip["text"]:
            continue
        clip["style"] |= {"fill": _color(item.color, "#ffffff"), **look_of(desk, item)}
        yield from backgrounds_of(desk, piece, item, clip)
        yield clip


def _words(desk: Desk, stay: Stay, item: CaptionsItem, asset: CaptionAsset) -> list[Json]:
    words = [
        {
            "word": entry.text.strip(),
            "punctuated_word": entry.text,
            "start": seconds_of(start),
            "end": seconds_of(end),
        }
        for entry, start, end in _shown(stay, item, asset)
        if entry.text.strip()
    ]
    if not words:
        return []
    why = "The service pages by a number of words and wraps them its own way."
    desk.lose(item.id, stay.track.id, "captions", why)
    clip = visual(desk, stay, "subtitle")
    if not clip["style"]:
        del clip["style"]
    pages = list(_pages(item, asset))
    clip["words"] = words
    clip["config"] = {
        "mode": "batch",
        "wordsPerBatch": max(1, max(pages, default=1)),
        "textBoxWidth": clip["transform"]["width"],
        "textColor": _color(item.color, "#ffffff"),
        "highlightColor": _color(item.highlight_color, item.color),
        "position": "center",
        **_subtitle_look(desk, item),
    }
    if item.max_lines:
        desk.lose(item.id, stay.track.id, "max lines", "They may take more lines there.")
    return [clip]


def _subtitle_look(desk: Desk, item: CaptionsItem) -> Json:
    look = {key: value for key, value in look_of(desk, item).items() if key != "textWrap"}
    width = look.pop("strokeWidth", 0)
    stroke = look.pop("stroke", None)
    if stroke is not None:
        look |= {"borderColor": stroke, "borderWidth": width}
    if item.background and is_color(item.background.color):
        look["backgroundColor"] = item.background.color
    return look


def _pages(item: CaptionsItem, asset: CaptionAsset) -> Iterator[int]:
    """Count the words of each page: a page takes words until one starts a page's length after its first."""
    count, first = 0, 0
    for entry in asset.captions:
        start = ticks_from_ms(entry.start_ms)
        if count and start - first >= item.page_duration_ticks:
            yield count
            count = 0
        if not count:
            first = start
        count += 1
    if count:
        yield count


def _color(text: str, default: str) -> str:
    return text if is_color(text) else default
