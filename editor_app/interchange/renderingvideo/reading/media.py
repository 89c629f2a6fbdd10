"""Images, videos and sounds of a config."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

from editor_app.interchange.renderingvideo.check import list_of
from editor_app.interchange.renderingvideo.curves import Points, thinned, value_at
from editor_app.interchange.renderingvideo.reading.assets import Shelf
from editor_app.interchange.renderingvideo.reading.notes import Node
from editor_app.interchange.renderingvideo.reading.place import EASED_STEPS, Place, eased
from editor_app.interchange.renderingvideo.reading.records import Json, moving
from editor_app.interchange.renderingvideo.report import MediaFacts
from editor_app.interchange.renderingvideo.spelling import SILENT_DB, tidy
from editor_app.interchange.renderingvideo.vocabulary import EASINGS, FITS
from editor_app.timebase import TICKS_PER_SECOND, ticks_from_seconds

_NO_SOURCE_END = 1e-5
_HEARD_DB, _HEARD_GAIN = 0.1, 0.001


def picture_fields(
    clip: Node, shelf: Shelf, kind: str, item_id: str, factor: float, seconds: float = 0.0
) -> tuple[Json, MediaFacts | None]:
    """Give the fields that images and videos share, and what is known of the medium."""
    found = shelf.medium(kind, clip.fields.get("src"), seconds)
    if found is None:
        clip.refuse("src", "names an asset without an address")
    asset_id, facts = found or ("", None)
    style = clip.part("style")
    fields: Json = {
        "assetId": asset_id,
        "keepAspectRatio": style.fields.get("objectFit") != "fill",
        "borderRadius": radius(style, item_id, factor),
    }
    return fields, facts


def radius(style: Node, item_id: str, factor: float) -> Json:
    """Read the corner radius, of four the first; `factor` makes px of the composition."""
    value = style.fields.get("borderRadius", 0)
    corners = list_of(value)
    if len(corners) == 4:
        value = corners[0]
        if len(set(map(str, corners))) > 1:
            style.notes.lose(item_id, "borderRadius", "All corners are as round as the first.")
    number = Node({"borderRadius": value}, style.path, style.notes).number("borderRadius", 0, at_least=0)
    return {"value": tidy(number * factor), "keyframes": []}


def fitted(
    clip: Node, place: Place, facts: MediaFacts | None, natural: tuple[float, float], item_id: str
) -> tuple[Json, tuple[Points, Points]]:
    """Give the crop that `objectFit` makes, and the size of the box."""
    fit = clip.part("style").choice("objectFit", FITS, "fill")
    width, height = _size(place, facts, natural)
    if (place.width is None or place.height is None) and facts is None:
        clip.notes.lose(item_id, "size", "The medium's own size is not known here; it fills the canvas.")
    if fit == "fill" or width <= 0 or height <= 0:
        return {}, (((0, width),), ((0, height),))
    if facts is None:
        clip.notes.lose(
            item_id, "objectFit", "The medium's own size is not known here, so it is stretched over its box."
        )
        return {}, (((0, width),), ((0, height),))
    ratio, own = width / height, facts.width / facts.height
    if fit == "contain":
        shrunk = (width, width / own) if own > ratio else (height * own, height)
        return {}, (((0, shrunk[0]),), ((0, shrunk[1]),))
    across = max(0.0, (1 - ratio / own) / 2)
    down = max(0.0, (1 - own / ratio) / 2)
    crop = {"cropLeft": across, "cropRight": across, "cropTop": down, "cropBottom": down}
    return (
        {name: {"value": tidy(share), "keyframes": []} for name, share in crop.items() if share > 1e-6},
        (((0, width),), ((0, height),)),
    )


def _size(place: Place, facts: MediaFacts | None, natural: tuple[float, float]) -> tuple[float, float]:
    own = (facts.width, facts.height) if facts else natural
    width = value_at(place.width, 0) if place.width else None
    height = value_at(place.height, 0) if place.height else None
    if width is None and height is None:
        return own
    if width is None:
        return (height or 0.0) * own[0] / own[1], height or 0.0
    return width, height if height is not None else width * own[1] / own[0]


def source_fields(clip: Node, duration: int) -> tuple[Json, int]:
    """Give where in its medium a clip plays and how fast, and its length as the medium's end leaves it."""
    source = clip.part("source")
    start = source.number("start", 0.0, at_least=0)
    rate = clip.number("playbackRate", 1.0)
    if rate < 0.01:
        clip.refuse("playbackRate", "must be a number of at least 0.01")
        rate = 1.0
    if "end" in source:
        room = (source.number("end", math.inf) - start) / rate
        if room <= 0:
            source.refuse("end", "must lie after the start")
        elif room < duration / TICKS_PER_SECOND - _NO_SOURCE_END:
            duration = max(1, ticks_from_seconds(room))
    return {"sourceStartTicks": ticks_from_seconds(start), "playbackRate": tidy(rate)}, duration


def source_seconds(fields: Json, duration: int) -> float:
    """Give how many seconds of its medium a clip reaches."""
    ticks = fields["sourceStartTicks"] + duration * fields["playbackRate"]
    return ticks / TICKS_PER_SECOND


def sound_fields(clip: Node, duration: int, item_id: str) -> Json:
    """Give volume and fades of a video or sound."""
    gain = clip.number("volume", 1.0, at_least=0)
    if clip.flag("muted", False):
        gain = 0.0
    fades = {
        f"audioFade{side}DurationTicks": min(duration, _fade(clip, f"fade{side}")) for side in ("In", "Out")
    }
    for key in ("pan", "detune", "ducking"):
        if clip.fields.get(key):
            clip.notes.lose(item_id, key, "The editor has no such setting of sound.", "missing")
    level = _envelope(clip, gain, duration) if "gainEnvelope" in clip else None
    return {"decibelAdjustment": level or {"value": decibels(gain), "keyframes": []}, **fades}


def _fade(clip: Node, key: str) -> int:
    """Give a fade's length; only sounds have them."""
    is_sound = clip.fields.get("type") == "audio"
    return ticks_from_seconds(clip.number(key, 0.0, at_least=0)) if is_sound else 0


def decibels(gain: float) -> int | float:
    """Give a gain as decibels; silence is SILENT_DB."""
    return tidy(max(SILENT_DB, 20 * math.log10(gain))) if gain > 0 else SILENT_DB


def _envelope(clip: Node, gain: float, duration: int) -> Json | None:
    """Read an envelope, straight in volume, as keyframes, which are straight in decibels."""
    found: dict[int, tuple[float, str]] = {}
    for point in clip.parts("gainEnvelope"):
        time = ticks_from_seconds(point.number("time", 0.0, at_least=0))
        found[time] = point.number("volume", 1.0, at_least=0), point.choice("easing", EASINGS, "linear")
    if not found:
        return None
    times = sorted(found)
    points: list[tuple[int, float]] = [(times[0], found[times[0]][0])]
    for start, end in pairwise(times):
        (a, _), (b, curve) = found[start], found[end]
        points += eased(start, a, end, b, curve)[1:] if curve != "linear" else _straight(start, a, end, b)
    return moving(thinned([(t, float(decibels(gain * v))) for t, v in points], _sounds_alike), duration)


def _sounds_alike(one: float, other: float) -> bool:
    """Tell whether two loudnesses in decibels differ less than anybody hears."""
    return abs(one - other) <= _HEARD_DB or abs(10 ** (one / 20) - 10 ** (other / 20)) <= _HEARD_GAIN


def _straight(start: int, a: float, end: int, b: float) -> list[tuple[int, float]]:
    """Follow a straight change of volume; one that is small stays one piece."""
    steps = 1 if max(a, b) <= 1.05 * min(a, b) or end - start < EASED_STEPS else EASED_STEPS
    return [(start + (end - start) * i // steps, a + (b - a) * i / steps) for i in range(1, steps + 1)]


def looped(clip: Node, item: Json, facts: MediaFacts | None, item_id: str) -> list[Json]:
    """Repeat a sound that loops, as far as its length is known."""
    if not clip.flag("loop", False):
        return [item]
    if facts is None or facts.duration_seconds <= 0:
        clip.notes.lose(item_id, "loop", "The sound's own length is not known here, so it plays once.")
        return [item]
    rate, start = item["playbackRate"], item["sourceStartTicks"]
    turn = int((ticks_from_seconds(facts.duration_seconds) - start) / rate)
    if turn < TICKS_PER_SECOND // 100 or turn >= item["durationTicks"]:
        return [item]
    parts: list[Json] = []
    for index, at in enumerate(range(0, item["durationTicks"], turn)):
        length = min(turn, item["durationTicks"] - at)
        part: dict[str, Any] = {**item, "startTicks": item["startTicks"] + at, "durationTicks": length}
        if index:
            part |= {"id": f"{item['id']}-{index + 1}", "audioFadeInDurationTicks": 0}
        if at + length < item["durationTicks"]:
            part["audioFadeOutDurationTicks"] = 0
        parts.append(part)
    return parts
