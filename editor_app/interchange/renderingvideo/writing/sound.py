"""How loud a clip is: a volume, fades and an envelope, for sounds and for the sound of videos."""

from __future__ import annotations

import itertools
import math

from editor_app.interchange.renderingvideo.curves import Points, points_of, value_at
from editor_app.interchange.renderingvideo.spelling import SILENT_DB, seconds_of, tidy
from editor_app.interchange.renderingvideo.writing.desk import Desk, Json
from editor_app.interchange.renderingvideo.writing.stay import Stay
from editor_app.items import AudioItem, VideoItem
from editor_app.timebase import TICKS_PER_SECOND

_STEP = TICKS_PER_SECOND // 20
_MOST_POINTS = 2_000


def source_of(desk: Desk, stay: Stay, item: AudioItem | VideoItem) -> Json:
    """Give where in its medium a clip plays, and how fast."""
    rate = item.playback_rate
    start = max(0.0, item.source_start_ticks + stay.offset * rate)
    fields: Json = {"source": {"start": seconds_of(start), "end": seconds_of(start + stay.length * rate)}}
    if rate != 1:
        fields["playbackRate"] = tidy(rate)
    return fields


def is_plain(item: VideoItem, stay: Stay) -> bool:
    """Tell whether a video's sound is one volume, so that the video clip can carry it."""
    fades = item.audio_fade_in_duration_ticks or item.audio_fade_out_duration_ticks
    is_crossed = stay.windows.incoming or stay.windows.outgoing
    return not fades and not is_crossed and len(stay.curve(item.decibel_adjustment)) == 1


def is_silent(item: VideoItem, stay: Stay) -> bool:
    """Tell whether a video is never heard."""
    return all(decibels <= SILENT_DB for _, decibels in stay.curve(item.decibel_adjustment))


def volume_of(desk: Desk, stay: Stay, decibels: float) -> Json:
    """Give a volume; a louder one than the medium's own is cut, as no source says what happens above 1."""
    gain = 10 ** (decibels / 20)
    if gain > 1:
        why = f"It is {decibels:.1f} dB louder here than its medium; there it is as loud as the medium."
        desk.lose(stay.item.id, stay.track.id, "volume", why)
        gain = 1.0
    return {"volume": tidy(gain)} if gain < 1 else {}


def loudness(desk: Desk, stay: Stay, item: AudioItem | VideoItem) -> Json:
    """Give the volume, fades and envelope of an audio clip."""
    decibels = stay.curve(item.decibel_adjustment)
    fade_in, fade_out = item.audio_fade_in_duration_ticks, item.audio_fade_out_duration_ticks
    is_whole = stay.offset == 0 and stay.length == item.duration_ticks
    is_crossed = stay.windows.incoming or stay.windows.outgoing
    if len(decibels) == 1 and not is_crossed and (is_whole or not (fade_in or fade_out)):
        fades = {"fadeIn": fade_in, "fadeOut": fade_out}
        written = {name: seconds_of(ticks) for name, ticks in fades.items() if ticks}
        return {**volume_of(desk, stay, decibels[0][1]), **written}
    envelope = list(_envelope(stay, item))
    if max(gain for _, gain in envelope) > 1:
        why = "Where it is louder than the medium, the medium's own loudness stays."
        desk.lose(stay.item.id, stay.track.id, "volume", why)
    why = "The sound's course is written as straight pieces of volume."
    desk.lose(stay.item.id, stay.track.id, "sound envelope", why)
    points = [{"time": seconds_of(t), "volume": tidy(min(1.0, gain))} for t, gain in envelope]
    return {"gainEnvelope": points}


def _envelope(stay: Stay, item: AudioItem | VideoItem) -> list[tuple[int, float]]:
    """Give (clip ticks, gain): decibels, fades and the equal-power cross-fades of transitions."""
    decibels = points_of(item.decibel_adjustment, item.duration_ticks)
    step = max(_STEP, stay.length // _MOST_POINTS)
    edges = {0, stay.length, *(t - stay.offset for t, _ in decibels)}
    for fade in (item.audio_fade_in_duration_ticks, item.duration_ticks - item.audio_fade_out_duration_ticks):
        edges.add(fade - stay.offset)
    for window in (stay.windows.incoming, stay.windows.outgoing):
        if window:
            edges |= {window.start_ticks - stay.start, window.end_ticks - stay.start}
    inside = sorted({t for t in edges if 0 <= t <= stay.length})
    points: list[tuple[int, float]] = []
    for start, end in itertools.pairwise(inside):
        gains = (_gain(stay, item, decibels, t) for t in (start, (start + end) // 2, end))
        is_flat = len({round(gain, 6) for gain in gains}) == 1
        points += [
            (t, _gain(stay, item, decibels, t)) for t in ([start] if is_flat else range(start, end, step))
        ]
    return [*points, (stay.length, _gain(stay, item, decibels, stay.length))]


def _gain(stay: Stay, item: AudioItem | VideoItem, decibels: Points, tick: int) -> float:
    local = tick + stay.offset
    gain = 10 ** (value_at(decibels, local) / 20)
    gain *= _ramp(local, item.audio_fade_in_duration_ticks)
    gain *= _ramp(item.duration_ticks - local, item.audio_fade_out_duration_ticks)
    now = stay.start + tick
    if stay.windows.incoming and now < stay.windows.incoming.end_ticks:
        gain *= math.sin(stay.windows.incoming.progress(now) * math.pi / 2)
    if stay.windows.outgoing and now >= stay.windows.outgoing.start_ticks:
        gain *= math.cos(stay.windows.outgoing.progress(now) * math.pi / 2)
    return max(0.0, gain)


def _ramp(ticks: int, length: int) -> float:
    return min(1.0, max(0.0, ticks / length)) if length > 0 else 1.0
