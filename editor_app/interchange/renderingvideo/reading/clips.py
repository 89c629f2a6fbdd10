"""One clip of a config as items of the editor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import cast

from editor_app.interchange.renderingvideo.curves import Points, clamped, value_at
from editor_app.interchange.renderingvideo.reading.assets import Shelf
from editor_app.interchange.renderingvideo.reading.layout import Frame, children_of
from editor_app.interchange.renderingvideo.reading.media import (
    fitted,
    looped,
    picture_fields,
    radius,
    sound_fields,
    source_fields,
    source_seconds,
)
from editor_app.interchange.renderingvideo.reading.motion import read_motion, slide_distance
from editor_app.interchange.renderingvideo.reading.notes import Node
from editor_app.interchange.renderingvideo.reading.place import Canvas, Place, anchored, read_place
from editor_app.interchange.renderingvideo.reading.records import Json, boxed
from editor_app.interchange.renderingvideo.reading.shapes import (
    data_url,
    fill_color,
    known_drawing,
    note_outline,
    polygon,
    solid,
)
from editor_app.interchange.renderingvideo.reading.text import subtitle_fields, text_fields
from editor_app.interchange.renderingvideo.reading.unread import note_unread
from editor_app.interchange.renderingvideo.vocabulary import UNDRAWN
from editor_app.items.context import Measure
from editor_app.timebase import ticks_from_seconds

_NO_RADIUS: Json = {"value": 0, "keyframes": []}


@dataclass(frozen=True, slots=True)
class Desk:
    """What the clips of one config are read with."""

    canvas: Canvas
    shelf: Shelf
    measure: Measure


@dataclass(frozen=True, slots=True)
class _Piece:
    """A clip on its way: its place, and the box and fields found for it."""

    clip: Node
    desk: Desk
    item_id: str
    start: int
    duration: int

    @property
    def base(self) -> Json:
        return {
            "id": self.item_id,
            "startTicks": self.start,
            "durationTicks": self.duration,
            "isDraggingInTimeline": False,
        }


def read_clip(clip: Node, desk: Desk, item_id: str) -> list[Json]:
    """Give the items that stand for a clip, none where it cannot be drawn: then that is refused."""
    kind = cast("str", clip.fields["type"])
    if kind == "subtitle" and "children" in clip.path:
        clip.refuse("type", "“subtitle” has no place in a layout")
        return []
    if kind in UNDRAWN:
        clip.refuse("type", f"“{kind}” cannot be drawn: the editor has no {UNDRAWN[kind]}")
        return []
    note_unread(clip, kind, item_id)
    start = ticks_from_seconds(clip.number("start", 0.0))
    duration = max(1, ticks_from_seconds(clip.number("duration", 1.0)))
    return _READERS[kind](_Piece(clip, desk, item_id, start, duration))


def _placed(piece: _Piece, kind: str, fields: Json, place: Place, size: tuple[Points, Points]) -> Json:
    """Put the fields of an item into its box and motion."""
    full = replace(place, width=place.width or size[0], height=place.height or size[1])
    full = anchored(piece.clip, full, piece.item_id)
    full, animations = read_motion(piece.clip, full, piece.duration, piece.desk.canvas)
    full = replace(full, opacity=clamped(full.opacity, 0.0, 1.0))
    box = boxed(full, size, piece.duration, piece.desk.canvas.factor)
    return {**piece.base, "type": kind, **box, **fields, **({"animations": animations} if animations else {})}


def _image(piece: _Piece) -> list[Json]:
    return _picture(piece, "image", {})


def _video(piece: _Piece) -> list[Json]:
    source, duration = source_fields(piece.clip, piece.duration)
    sound = sound_fields(piece.clip, duration, piece.item_id)
    return _picture(replace(piece, duration=duration), "video", {**source, **sound})


def _picture(piece: _Piece, kind: str, more: Json) -> list[Json]:
    clip, desk = piece.clip, piece.desk
    seconds = source_seconds(more, piece.duration) if more else 0.0
    fields, facts = picture_fields(clip, desk.shelf, kind, piece.item_id, desk.canvas.factor, seconds)
    if not fields["assetId"]:
        return []
    place = read_place(clip, desk.canvas, piece.item_id)
    natural = desk.canvas.width, desk.canvas.height
    crop, size = fitted(clip, place, facts, natural, piece.item_id)
    if clip.part("style").fields.get("objectFit") == "contain" and facts is not None:
        place = replace(place, width=None, height=None)
    return [_placed(piece, kind, {**fields, **crop, **more}, place, size)]


def _audio(piece: _Piece) -> list[Json]:
    source, duration = source_fields(piece.clip, piece.duration)
    piece = replace(piece, duration=duration)
    found = piece.desk.shelf.medium("audio", piece.clip.fields["src"], source_seconds(source, duration))
    if found is None:
        piece.clip.refuse("src", "names an asset without an address")
        return []
    still: Json = {
        name: {"value": value, "keyframes": []}
        for name, value in zip(
            ("left", "top", "width", "height", "scaleX", "scaleY", "opacity"),
            (0, 0, 100, 100, 1, 1, 1),
            strict=True,
        )
    }
    sound = sound_fields(piece.clip, duration, piece.item_id)
    item = {**piece.base, "type": "audio", **still, "assetId": found[0], **source, **sound}
    return looped(piece.clip, item, found[1], piece.item_id)


def _text(piece: _Piece) -> list[Json]:
    desk = piece.desk
    place = read_place(piece.clip, desk.canvas, piece.item_id)
    fields, size = text_fields(piece.clip, place, desk.canvas.factor, desk.measure, piece.item_id)
    if not piece.clip.part("style").fields.get("textWrap", place.width is not None):
        place = replace(place, width=None)
    distance = slide_distance(piece.clip, piece.duration, "y")
    if distance is not None and place.height is None:
        size = size[0], ((0, distance),)  # the text lies in the middle of its box, however high that is
    return [_placed(piece, "text", fields, place, size)]


def _rect(piece: _Piece) -> list[Json]:
    style = piece.clip.part("style")
    note_outline(style, piece.item_id)
    place = read_place(piece.clip, piece.desk.canvas, piece.item_id)
    for key in ("width", "height"):
        if key not in piece.clip.part("transform"):
            piece.clip.notes.lose(piece.item_id, key, "A size that is not stated is taken as 100 px.")
    fields = solid(
        "rectangle",
        fill_color(style, "#ffffff", piece.item_id),
        radius(style, piece.item_id, piece.desk.canvas.factor),
    )
    return [_placed(piece, "solid", fields, place, (((0, 100.0),), ((0, 100.0),)))]


def _circle(piece: _Piece) -> list[Json]:
    style, clip = piece.clip.part("style"), piece.clip
    note_outline(style, piece.item_id)
    if (clip.number("endAngle", 360.0) - clip.number("startAngle", 0.0)) % 360 != 0:
        clip.refuse("endAngle", "cannot be drawn: the editor has whole circles only")
        return []
    size: Points = ((0, clip.number("size", 0.0)),)
    place = replace(read_place(clip, piece.desk.canvas, piece.item_id), width=size, height=size)
    fields = solid("circle", fill_color(style, "#ffffff", piece.item_id), _NO_RADIUS)
    return [_placed(piece, "solid", fields, place, (size, size))]


def _polygon(piece: _Piece) -> list[Json]:
    style = piece.clip.part("style")
    note_outline(style, piece.item_id)
    found = polygon(piece.clip, read_place(piece.clip, piece.desk.canvas, piece.item_id))
    if found is None:
        piece.clip.refuse("sides", "cannot be drawn: the editor has regular polygons of 3 or 4 sides only")
        return []
    shape, place = found
    fields = solid(shape, fill_color(style, "#ffffff", piece.item_id), _NO_RADIUS)
    assert place.width is not None
    assert place.height is not None
    return [_placed(piece, "solid", fields, place, (place.width, place.height))]


def _svg(piece: _Piece) -> list[Json]:
    clip, desk = piece.clip, piece.desk
    _, found = desk.shelf.resolved(clip.fields.get("svg", clip.fields.get("src")), "svg")
    if not isinstance(found, str) or not found:
        clip.refuse("svg" if "svg" in clip else "src", "must be markup, an address or a reference to one")
        return []
    if not found.lstrip().startswith("<"):
        return _picture(replace(piece, clip=_with_source(clip, found)), "image", {})
    known = known_drawing(found)
    if known is None:
        return _picture(replace(piece, clip=_with_source(clip, data_url(found))), "image", {})
    place = read_place(clip, desk.canvas, piece.item_id)
    whole: tuple[Points, Points] = ((0, desk.canvas.width),), ((0, desk.canvas.height),)
    return [_placed(piece, "solid", solid(known[0], known[1], _NO_RADIUS), place, whole)]


def _with_source(clip: Node, address: str) -> Node:
    return Node({**clip.fields, "src": address}, clip.path, clip.notes)


def _subtitle(piece: _Piece) -> list[Json]:
    clip, canvas = piece.clip, piece.desk.canvas
    found = subtitle_fields(
        clip, piece.desk.shelf, canvas.factor, (canvas.width, canvas.height), piece.item_id
    )
    if found is None:
        return []
    fields, (left, top, width, height) = found
    place = read_place(clip, canvas, piece.item_id)
    transform = clip.part("transform")
    if "x" not in transform:
        place = replace(place, x=((0, left + width / 2),))
    if "y" not in transform:
        place = replace(place, y=((0, top + height / 2),))
    return [_placed(piece, "captions", fields, place, (((0, width),), ((0, height),)))]


def _layout(piece: _Piece) -> list[Json]:
    """Read a layout's children, and its own fill as a rectangle behind them."""
    clip, desk = piece.clip, piece.desk
    whole: tuple[Points, Points] = ((0, desk.canvas.width),), ((0, desk.canvas.height),)
    place = read_place(clip, desk.canvas, piece.item_id)
    place = replace(place, width=place.width or whole[0], height=place.height or whole[1])
    place = anchored(clip, place, piece.item_id)
    _note_layout(piece)
    curves = (place.width, place.height, place.x, place.y, place.rotation, place.scale_x, place.scale_y)
    width, height, x, y, turn, *scale = (value_at(points, 0) if points else 0.0 for points in curves)
    frame = Frame(width, height, x, y, turn, (scale[0], scale[1]))
    made: list[Json] = []
    if "fill" in clip.part("style"):
        made += _rect(replace(piece, item_id=f"{piece.item_id}-0"))
    canvas = desk.canvas.width, desk.canvas.height
    for count, child in enumerate(children_of(clip, frame, canvas, desk.measure), start=1):
        made += read_clip(child, desk, f"{piece.item_id}-{count}")
    return made


def _note_layout(piece: _Piece) -> None:
    clip, lose = piece.clip, piece.clip.notes.lose
    if clip.flag("clip", False):
        lose(f"{piece.item_id}-1", "clip", "The editor does not cut off what reaches beyond a layout.")
    moves = [a.fields.get("type") for a in clip.parts("animations")] if "animations" in clip else []
    if (
        "keyframes" in clip
        or "transition" in clip
        or any(kind not in ("fadeIn", "fadeOut") for kind in moves)
    ):
        lose(
            f"{piece.item_id}-1", "motion", "A layout's parts stand still here, apart from fades.", "missing"
        )


_READERS: Mapping[str, Callable[[_Piece], list[Json]]] = MappingProxyType(
    {
        "image": _image,
        "video": _video,
        "audio": _audio,
        "text": _text,
        "rect": _rect,
        "circle": _circle,
        "polygon": _polygon,
        "svg": _svg,
        "subtitle": _subtitle,
        "layout": _layout,
    }
)
