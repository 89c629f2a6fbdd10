"""What a clip holds follows its edges, and goes into two at a split: keyframes, fades, captions …"""

from __future__ import annotations

from typing import Any

import pytest

from editor_app import edits
from editor_app.checks import check
from editor_app.state import EditorState
from editor_app.timebase import TICKS_PER_SECOND as S
from tests.edits.picture import ids, number, state_of

MOVES = {
    "opacity": number(0, (0, 0), (4 * S, 1)),
    "animations": {"in": {"type": "fade", "durationTicks": S}, "out": {"type": "fade", "durationTicks": S}},
    "audioFadeInDurationTicks": S,
    "audioFadeOutDurationTicks": 2 * S,
    "ourExtra": {"kept": [1.0, 1]},
}


def moving(picture: str, **fields: object) -> EditorState:
    return state_of(picture, edit=lambda document: document["items"]["A"].update(MOVES | fields))


def item(state: EditorState, key: str = "A") -> Any:
    return state.items[key]


def test_a_trim_keeps_keyframes_in_place_and_shrinks_the_rest() -> None:
    state = moving("V1: A:video[2-8]")
    result = edits.trim_clip(state, item_id="A", edge="start", to_ticks=4 * S)
    assert [(k.time_ticks, k.value) for k in item(result).opacity.keyframes] == [(0, 0.5), (2 * S, 1)]
    assert item(result).opacity.value == 0.5
    result = edits.trim_clip(state, item_id="A", edge="end", to_ticks=2 * S + S)
    clip = item(result)
    assert (clip.audio_fade_in_duration_ticks, clip.audio_fade_out_duration_ticks) == (S // 3, S - S // 3)
    assert (clip.animations.in_.duration_ticks, clip.animations.out.duration_ticks) == (S // 2, S // 2)
    assert clip.raw["ourExtra"] == {"kept": [1.0, 1]}


def test_a_split_shares_out_what_belongs_to_start_and_end() -> None:
    state = moving("V1: A:video[0-6]", captionAnimations={"in": {"type": "jitter", "durationTicks": S}})
    result = edits.split_clip(state, item_id="A", at_ticks=2 * S, new_id=ids("B"))
    left, right = item(result), item(result, "B")
    assert (left.animations.in_.type, left.animations.out) == ("fade", None)
    assert (right.animations.in_, right.animations.out.type) == (None, "fade")
    assert (left.audio_fade_in_duration_ticks, left.audio_fade_out_duration_ticks) == (S, 0)
    assert (right.audio_fade_in_duration_ticks, right.audio_fade_out_duration_ticks) == (0, 2 * S)
    assert right.raw["ourExtra"] == left.raw["ourExtra"] == {"kept": [1.0, 1]}
    whole = item(state)
    for tick in range(0, 6 * S, S // 7):
        part, start = (left, 0) if tick < 2 * S else (right, 2 * S)
        shown = part.opacity.at(tick - start, part.duration_ticks)
        # Between the last tick of the left part and the cut the curve may hold.
        assert shown == pytest.approx(whole.opacity.at(tick, whole.duration_ticks), abs=2e-6)


def test_captions_split_in_the_middle_of_their_asset() -> None:
    state = state_of("V1: A:captions[0-8 off=1]")
    at = 4 * S + 100
    result = edits.split_clip(state, item_id="A", at_ticks=at, new_id=ids("B", "c2"))
    right = item(result, "B")
    asset: Any = result.assets[right.asset_id]
    assert (right.asset_id, asset.id, asset.timing_granularity) == ("c2", "c2", "line")
    zero = right.start_ticks + right.content_start_offset_ticks
    old = [(S + round(e.start_ms * 240), S + round(e.end_ms * 240)) for e in state.assets["c"].captions]  # type: ignore[union-attr]
    new = [(zero + round(e.start_ms * 240), zero + round(e.end_ms * 240)) for e in asset.captions]
    assert [max(0, e[0]) for e in new][1:] == [e[0] for e in old if e[0] >= at]
    assert [e[1] for e in new] == [e[1] for e in old if e[1] > at]
    assert 0 <= right.content_start_offset_ticks < 240
    assert item(result).asset_id == "c"
    assert not [problem for problem in check(result) if problem.severity == "error"]


def test_a_stretch_scales_keyframes_and_fits_fades() -> None:
    state = moving("V1: A:video[0-6]")
    result = edits.stretch_clip(state, item_id="A", edge="end", to_ticks=2 * S)
    clip = item(result)
    assert clip.playback_rate == 3
    assert [k.time_ticks for k in clip.opacity.keyframes] == [0, 4 * S // 3]
    assert clip.audio_fade_in_duration_ticks + clip.audio_fade_out_duration_ticks == 2 * S


def test_a_ramp_to_the_value_becomes_two_keys_before_it_changes() -> None:
    state = state_of("V1: A[0-4]", edit=lambda d: d["items"]["A"].update(opacity=number(1, (0, 0))))
    result = edits.trim_clip(state, item_id="A", edge="end", to_ticks=2 * S)
    opacity = item(result).opacity
    assert [k.time_ticks for k in opacity.keyframes] == [0, 2 * S - 1]
    assert opacity.keyframes[1].value == pytest.approx(0.5, abs=1e-5)


def test_detached_sound_takes_gain_and_fades_and_leaves_silence() -> None:
    state = moving("V1: A:video[1-7 src=1]", decibelAdjustment=number(-3, (0, -3), (S, 0)))
    result = edits.detach_sound(state, item_id="A", new_id=ids("g", "a", "as", "T"))
    sound = item(result, "a")
    assert sound.decibel_adjustment == item(state).decibel_adjustment
    assert (sound.audio_fade_in_duration_ticks, sound.audio_fade_out_duration_ticks) == (S, 2 * S)
    assert item(result).decibel_adjustment.value == edits.SILENCE_DB
    assert item(result).decibel_adjustment.keyframes == ()
    asset: Any = result.assets["as"]
    assert (asset.type, asset.filename, asset.duration_in_seconds) == ("audio", "video.bin", 10)
    again = edits.detach_sound(
        edits.add_clip(result, item=item(state).replace(id="Z", start_ticks=9 * S), track_id="V1"),
        item_id="Z",
        new_id=ids("h", "z"),
    )
    assert item(again, "z").asset_id == "as"
