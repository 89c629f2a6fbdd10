"""How loud a clip is at every sample: its volume, its fades, the cross-fades of its transitions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from editor_app.items import AudioItem, VideoItem
from editor_app.items.values import AnimatedNumber
from editor_app.render.windows import ClipWindows, TransitionWindow

Gain = NDArray[np.float64] | float
Ticks = NDArray[np.float64]

# Beyond these a level is silence or an accident; the bounds keep the arithmetic finite.
_LOWEST_DB, _HIGHEST_DB = -200.0, 60.0


def clip_gain(item: AudioItem | VideoItem, windows: ClipWindows, ticks: Ticks) -> Gain:
    """Give the factor for `item`'s sound at the composition times `ticks`, one number where it is constant.

    Volume is linear in dB between keyframes, fades are linear in amplitude, a transition cross-fades with
    equal power over its window. Source: conventions §2, §5, §10.
    """
    local = ticks - item.start_ticks
    gain = volume(item.decibel_adjustment, local, item.duration_ticks)
    gain = gain * _ramp(local, item.audio_fade_in_duration_ticks)
    gain = gain * _ramp(item.duration_ticks - local, item.audio_fade_out_duration_ticks)
    if windows.incoming is not None:
        gain = gain * _quarter_wave(_progress(windows.incoming, ticks))
    if windows.outgoing is not None:
        gain = gain * _quarter_wave(1 - _progress(windows.outgoing, ticks))
    return gain


def volume(decibels: AnimatedNumber, local_ticks: Ticks, duration_ticks: int) -> Gain:
    """Give 10^(dB/20) at clip-local times, with the rules of `AnimatedNumber.at` for all samples at once."""
    times, values = _points(decibels, duration_ticks)
    if len(set(values)) == 1:
        return 10.0 ** (min(max(values[0], _LOWEST_DB), _HIGHEST_DB) / 20)
    level_db = np.interp(local_ticks, times, values)
    return 10.0 ** (np.clip(level_db, _LOWEST_DB, _HIGHEST_DB) / 20)


def _points(number: AnimatedNumber, duration_ticks: int) -> tuple[list[float], list[float]]:
    keys = number.keyframes
    if not keys:
        return [0.0], [float(number.value)]
    points = sorted({key.time_ticks: key.value for key in keys}.items())
    if len(keys) == 1:
        time, value = points[0]
        points = [(0, value), (duration_ticks, number.value)] if time == 0 else [(0, number.value), *points]
    return [float(time) for time, _ in points], [float(value) for _, value in points]


def _ramp(ticks: Ticks, length_ticks: int) -> Gain:
    """Rise from 0 to 1 over `length_ticks`."""
    if length_ticks <= 0 or ticks.min() >= length_ticks:
        return 1.0
    return np.clip(ticks / length_ticks, 0.0, 1.0)


def _progress(window: TransitionWindow, ticks: Ticks) -> Ticks:
    return np.clip((ticks - window.start_ticks) / (window.end_ticks - window.start_ticks), 0.0, 1.0)


def _quarter_wave(progress: Ticks) -> Gain:
    if progress.min() >= 1.0:
        return 1.0
    # Exact at the ends: past its window a clip sounds as if there had been none.
    return np.where(progress >= 1.0, 1.0, np.sin(progress * (np.pi / 2)))
