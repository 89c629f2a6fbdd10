"""What is written as a config and read back shows and sounds the same."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor_app.checks import check
from editor_app.interchange.renderingvideo import check_config, reduced_state, to_editor_state, to_schema
from editor_app.items import FilterItem
from editor_app.state import EditorState, read
from editor_app.state.backgrounds import BlurBackground
from editor_app.state.queries import project_length
from editor_app.timebase import TICKS_PER_SECOND as S
from editor_app.timebase import frame_at, snap_to_frame
from tests.edits.picture import state_of
from tests.edits.states import states
from tests.interchange.renderingvideo.documents import ALL_KINDS, documents
from tests.interchange.renderingvideo.pictures import alike, shown

RATE = 30
SAME_AGAIN = {
    *("font", "keyframes", "animation", "size", "outline", "sound", "sound envelope", "volume"),
    *("end of the medium", "background gradient"),
    *(f"transition {kind}" for kind in ("fade", "slide", "wipe", "iris")),
}
"""Differences that a service may make, and that our reading of the schema does not make."""


def back(state: EditorState, **options: Any) -> EditorState:
    """Write a document as a config and read it again; nothing may be wrong with either."""
    conversion = to_schema(state, fps=RATE, addresses={}, **options)
    assert check_config(conversion.config) == ()
    reading = to_editor_state(conversion.config)
    assert reading.refusals == ()
    again, problems = read(reading.document)
    assert problems == ()
    assert [p for p in check(again) if p.severity == "error"] == []
    return again


@settings(max_examples=40, deadline=None)
@given(st.one_of(states(), documents(kinds=ALL_KINDS, crops=True)))
def test_everything_comes_back_as_a_sound_document(state: EditorState) -> None:
    back(state)


@settings(max_examples=80, deadline=None)
@given(documents(), st.randoms(use_true_random=False))
def test_exact_things_show_the_same(state: EditorState, chance: random.Random) -> None:
    report = to_schema(state, fps=RATE, addresses={}).report
    if not {loss.what for loss in report} <= SAME_AGAIN:
        return
    again, length = back(state), project_length(state)
    assert project_length(again) == length
    for _ in range(5):
        tick = chance.randrange(length)
        before, after = shown(state, tick), shown(again, tick)
        assert alike(before, after, 0.5), f"at {tick}:\n{before}\n{after}"


@settings(max_examples=60, deadline=None)
@given(documents(), st.integers(0, 2 * S), st.integers(1, 3 * S), st.randoms(use_true_random=False))
def test_a_part_shows_what_the_whole_shows_then(
    state: EditorState, start: int, length: int, chance: random.Random
) -> None:
    end = min(start + length, project_length(state))
    if start >= end:
        return
    report = to_schema(state, fps=RATE, addresses={}, range_ticks=(start, end)).report
    if not {loss.what for loss in report} <= SAME_AGAIN:
        return
    again = back(state, range_ticks=(start, end))
    assert project_length(again) == end - start
    for _ in range(4):
        tick = chance.randrange(end - start)
        before, after = shown(state, start + tick), shown(again, tick)
        assert alike(before, after, 0.5), f"at {start} + {tick}:\n{before}\n{after}"


@pytest.mark.parametrize(
    "words", [("Hello ", "world ", "again"), (" Hello", " world", " again"), ("a", "b", "c")]
)
def test_spoken_words_come_back_with_their_times(words: tuple[str, ...]) -> None:
    def change(document: dict[str, Any]) -> None:
        entries = [{"text": w, "startMs": 250 * n, "endMs": 250 * n + 200.5} for n, w in enumerate(words)]
        document["assets"]["c"] |= {"timingGranularity": "word", "captions": entries}

    again = back(state_of("V1: a:captions[1-3 off=0.5]", edit=change))
    item: Any = again.items["a"]
    asset: Any = again.assets[item.asset_id]
    spoken = [(e.text.strip(), e.start_ms - 500, e.end_ms - 500) for e in asset.captions]
    assert spoken == [(w.strip(), 250 * n, 250 * n + 200.5) for n, w in enumerate(words)]
    assert "  " not in "".join(e.text for e in asset.captions)


def test_a_blurred_background_comes_back() -> None:
    def change(document: dict[str, Any]) -> None:
        document["globalBackground"] = {"type": "blur", "level": 3}

    again = back(state_of("V1: a[0-4] | V2: b:image[0-2] c:video[2-4 src=1]", edit=change))
    assert again.global_background == BlurBackground(level=3)
    assert set(again.items) == {"a", "b", "c"}


@pytest.mark.parametrize("kind", ["blur", "blurred-opening"])
def test_an_effect_comes_back_at_its_time(kind: str) -> None:
    def change(document: dict[str, Any]) -> None:
        document["items"]["e"] |= {"effectType": kind, "intensity": 0.75}

    again = back(state_of("V1: e:effect[1-3] | V2: b:image[0-2] c:video[2-4 src=1]", edit=change))
    effects: list[Any] = [item for item in again.items.values() if item.type == "effect"]
    spans = {(effect.effect_type, effect.start_ticks / S, effect.end_ticks / S) for effect in effects}
    assert spans == {(kind, 1, 2), (kind, 2, 3)}
    assert effects[0].intensity == 0.75


def test_a_look_comes_back_with_its_share() -> None:
    def change(document: dict[str, Any]) -> None:
        document["items"]["f"] |= {"filterType": "sunset-orange", "params": {"blend": 0.5}}

    again = back(state_of("V1: f:filter[0-2] | V2: b:image[0-2]", edit=change))
    (look,) = (item for item in again.items.values() if isinstance(item, FilterItem))
    assert (look.filter_type, (look.params or {})["blend"]) == ("sunset-orange", pytest.approx(0.5, abs=1e-3))


@settings(max_examples=30, deadline=None)
@given(st.one_of(states(), documents(kinds=ALL_KINDS, crops=True)), st.sampled_from([1.0, 0.5]))
def test_what_is_drawn_beforehand_can_be_drawn_and_put_in(state: EditorState, scale: float) -> None:
    plan = to_schema(state, fps=RATE, addresses={}, scale=scale).plan
    for prerender in plan.prerenders:
        reduced = reduced_state(state, prerender)
        assert {p.code for p in check(reduced) if p.severity == "error"} <= {p.code for p in check(state)}
        if prerender.kind == "webm":  # it has all its frames, and they are frames of the whole film
            borders = prerender.start_tick, prerender.end_tick
            assert borders == tuple(snap_to_frame(tick, RATE) for tick in borders)
            assert frame_at(project_length(reduced) - 1, RATE) + 1 >= frame_at(prerender.end_tick, RATE)
        else:
            assert project_length(reduced) >= prerender.end_tick
    drawn = {p.key: f"https://x.example/{p.key}" for p in plan.prerenders}
    again = to_schema(state, fps=RATE, addresses={}, scale=scale, prerendered=drawn)
    assert {p.key for p in again.plan.prerenders} <= set(drawn)
    back(state, scale=scale, prerendered=drawn)
