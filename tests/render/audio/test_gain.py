"""How loud a clip is: the volume's rules, the fades' shape, the cross-fade's power."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.items import AudioItem
from editor_app.items.values import AnimatedNumber, Keyframe
from editor_app.render.audio.gain import clip_gain, volume
from editor_app.render.windows import ClipWindows, transition_windows
from editor_app.state.model import EditorState
from tests.render.audio.documents import SECOND, clip, document, number, transition

times = st.integers(0, 1_000)
levels = st.floats(-60, 12)


@given(
    keys=st.lists(st.tuples(times, levels), max_size=5),
    value=levels,
    at=st.lists(st.integers(-100, 1_300), min_size=1, max_size=20),
)
def test_volume_follows_the_animated_number_in_db(
    keys: list[tuple[int, float]], value: float, at: list[int]
) -> None:
    decibels = AnimatedNumber(
        value=value, keyframes=tuple(Keyframe(time_ticks=time, value=level) for time, level in keys)
    )
    expected = [10 ** (decibels.at(tick, 1_001) / 20) for tick in at]
    found = np.broadcast_to(volume(decibels, np.array(at, float), 1_001), len(at))
    assert found == pytest.approx(expected, rel=1e-9)


def gain_at(state: EditorState, item_id: str, *seconds: float) -> list[float]:
    item = state.items[item_id]
    assert isinstance(item, AudioItem)
    windows = transition_windows(state).get(item_id, ClipWindows())
    ticks = np.array(seconds) * SECOND
    return np.broadcast_to(clip_gain(item, windows, ticks), len(seconds)).tolist()


def test_a_clip_as_it_is_has_gain_1() -> None:
    assert gain_at(document({"a": clip(1, 2)}), "a", 1, 2, 2.9) == [1, 1, 1]


@pytest.mark.parametrize(
    ("level", "factor"), [(6.0206, 2), (-6.0206, 0.5), (-20, 0.1), (-1e9, 0), (1e9, 1000)]
)
def test_decibels_are_amplitude(level: float, factor: float) -> None:
    state = document({"a": clip(0, 2, decibelAdjustment=number(level))})
    assert gain_at(state, "a", 1)[0] == pytest.approx(factor, rel=1e-4, abs=1e-9)


def test_fades_are_straight_lines_of_the_clip() -> None:
    state = document(
        {"a": clip(10, 4, audioFadeInDurationTicks=SECOND, audioFadeOutDurationTicks=2 * SECOND)}
    )
    assert gain_at(state, "a", 10, 10.25, 10.5, 11, 11.9, 12, 13, 13.5, 14) == pytest.approx(
        [0, 0.25, 0.5, 1, 1, 1, 0.5, 0.25, 0]
    )


def test_fades_longer_than_the_clip_multiply() -> None:
    state = document(
        {"a": clip(0, 1, audioFadeInDurationTicks=2 * SECOND, audioFadeOutDurationTicks=2 * SECOND)}
    )
    assert gain_at(state, "a", 0.5) == pytest.approx([0.25 * 0.25])


def test_a_cross_fade_keeps_the_power() -> None:
    state = document({"a": clip(0, 4), "b": clip(4, 4)}, transitions={"x": transition("a", "b", 2)})
    seconds = np.linspace(3, 5, 41)
    out, into = (np.array(gain_at(state, item_id, *seconds)) for item_id in "ab")
    assert out**2 + into**2 == pytest.approx(np.ones(41))
    assert out[[0, 20, 40]] == pytest.approx([1, 0.7071, 0], abs=1e-4)
    assert into[[0, 20, 40]] == pytest.approx([0, 0.7071, 1], abs=1e-4)
    assert gain_at(state, "a", 2.999) == [1]
    assert gain_at(state, "b", 5, 5.001) == [1, 1]
