"""A document that was read is written back as it was, broken parts included."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor_app.items import BrokenItem, CaptionsItem, EffectItem, TextItem, VideoItem
from editor_app.items.effect import Flash
from editor_app.state import (
    BrokenTrack,
    BrokenTransition,
    DocumentError,
    parse_json,
    payload,
    read,
    to_bytes,
    write,
)
from editor_app.state.extras import BrandRuntime, BrokenExtra
from tests.documents import FIXTURES, RICH, Damaged, damaged, document, solid, spelled, track

ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec=None, categories=None)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=200)
@given(damaged(), ANY_JSON)
def test_what_was_read_is_written_back_exactly(case: Damaged, extra: Any) -> None:
    case.value["x-extra"] = extra
    if isinstance(case.value.get("items"), dict):
        case.value["items"]["x-extra"] = extra
    before = spelled(case.value)
    state, _ = read(case.value)
    assert spelled(write(state)) == before
    assert spelled(parse_json(to_bytes(state))) == before
    assert spelled(case.value) == before


@given(ANY_JSON)
def test_any_json_is_a_document_or_is_refused_in_words(value: Any) -> None:
    if isinstance(value, dict):
        state, problems = read(value)
        assert problems
        assert spelled(write(state)) == spelled(value)
    else:
        with pytest.raises(DocumentError, match="not an object"):
            read(value)


def test_number_kinds_signs_surrogates_and_order_survive() -> None:
    text = (
        '{"zeta":1,"compositionWidth":1280.0,"compositionHeight":720,"timebaseTicksPerSecond":240000,'
        '"tracks":[{"muted":false,"hidden":false,"items":["a","a"],"id":"t"}],"assets":{},'
        '"items":{"a":{"type":"text","text":"\\ud83d","x":[-0.0,1000.0,12345678901234567890,1.0,1]}},'
        '"transitions":{},"alpha":null}'
    )
    state, problems = read(parse_json(text.encode()))
    assert to_bytes(state).decode() == text
    assert "$.items.a.id" in {p.path for p in problems}
    assert "$.items.a.text" not in {p.path for p in problems}
    assert state.composition_width == 1280


@pytest.mark.parametrize("dialect", ["seed", "newer"])
def test_the_dialect_is_found(dialect: str) -> None:
    assert read(RICH[dialect])[0].dialect == dialect


def test_newer_names_without_a_version_are_the_newer_dialect_with_a_problem() -> None:
    value = {key: entry for key, entry in RICH["newer"].items() if key != "stateSchemaVersion"}
    state, problems = read(value)
    assert state.dialect == "newer"
    assert [p.path for p in problems] == ["$.stateSchemaVersion"]


def test_seed_units_become_ticks() -> None:
    state, _ = read(RICH["seed"])
    film, words, flash = state.items["film"], state.items["subtitles"], state.items["flash"]
    assert isinstance(film, VideoItem)
    assert isinstance(words, CaptionsItem)
    assert isinstance(flash, EffectItem)
    assert (film.source_start_ticks, film.audio_fade_out_duration_ticks) == (120_000, 60_000)
    assert (words.page_duration_ticks, words.content_start_offset_ticks) == (600_000, 144_000)
    assert flash.flash == Flash(
        bright_ticks=32_000, dark_ticks=16_000, tail_dark_ticks=24_000, max_opacity=0.9
    )
    assert isinstance(state.brand_runtime, BrandRuntime)
    assert state.brand_runtime.intro_shift_ticks == -48_000


def test_both_dialects_of_one_document_have_one_view() -> None:
    seed, newer = (read(RICH[dialect])[0] for dialect in ("seed", "newer"))
    for key in ("film", "song", "spin", "subtitles"):
        different = {"link_group_id"}
        assert seed.items[key].model_dump(exclude=different) == newer.items[key].model_dump(exclude=different)


def test_ticks_win_where_both_names_differ() -> None:
    film = RICH["seed"]["items"]["film"] | {"sourceStartTicks": 7}
    item = read(RICH["seed"] | {"items": {"film": film}})[0].items["film"]
    assert isinstance(item, VideoItem)
    assert item.source_start_ticks == 7
    edited = item.replace(source_start_ticks=480_000)
    assert edited.raw["sourceStartTicks"] == 480_000
    assert edited.raw["videoStartFromInSeconds"] == 2


@pytest.mark.parametrize(
    ("dialect", "names", "missing"),
    [("newer", "seed", "sourceStartTicks"), ("seed", "newer", "videoStartFromInSeconds")],
)
def test_records_with_the_other_names_are_read_and_reported(dialect: str, names: str, missing: str) -> None:
    value = RICH[dialect] | {"items": RICH[dialect]["items"] | {"film": RICH[names]["items"]["film"]}}
    state, problems = read(value)
    film = state.items["film"]
    assert isinstance(film, VideoItem)
    assert film.source_start_ticks == 120_000
    assert f"$.items.film.{missing}" in {p.path for p in problems}
    moved = film.replace(start_ticks=240_000)
    assert moved.faults == film.faults


def test_broken_records_stay_in_their_places() -> None:
    value = document(
        solid("a"),
        tracks=[track("t", "a"), {"id": "u", "items": ["a", 5], "hidden": True}, 7],
        transitions={"x": {"id": "x", "type": "melt"}},
        deletedAssets=[3],
        brandRuntime={"brandId": 1},
    )
    value["items"]["b"] = {"id": "b", "type": "hologram", "startTicks": 5, "durationTicks": 10}
    value["items"]["c"] = [1, 2]
    state, problems = read(value)
    assert spelled(write(state)) == spelled(value)
    b, c, broken = state.items["b"], state.items["c"], state.tracks[1]
    assert isinstance(b, BrokenItem)
    assert (b.type, b.start_ticks, b.end_ticks) == ("hologram", 5, 15)
    assert isinstance(c, BrokenItem)
    assert (c.id, c.start_ticks, c.duration_ticks) == ("", 0, 0)
    assert isinstance(broken, BrokenTrack)
    assert (broken.id, broken.items, broken.hidden, broken.muted) == ("u", ("a",), True, False)
    assert isinstance(state.tracks[2], BrokenTrack)
    assert isinstance(state.transitions["x"], BrokenTransition)
    assert isinstance(state.deleted_assets[0], BrokenExtra)
    found = {p.path: p.code for p in problems}
    assert found["$.items.b.type"] == "EDITOR_SCHEMA_INVALID"
    assert found["$.items.b.isDraggingInTimeline"] == "EDITOR_SCHEMA_INVALID"
    assert found["$.items.c"] == "EDITOR_SCHEMA_INVALID"
    assert found["$.tracks[1].items[1]"] == "EDITOR_SCHEMA_INVALID"
    assert found["$.tracks[2]"] == "EDITOR_SCHEMA_INVALID"
    assert found["$.transitions.x.type"] == "EDITOR_TRANSITION_TYPE_INVALID"
    assert found["$.transitions.x.trackId"] == "EDITOR_SCHEMA_INVALID"
    assert found["$.deletedAssets[0]"] == "EDITOR_SCHEMA_INVALID"


def test_a_broken_root_is_still_a_state() -> None:
    value = {
        "items": [1],
        "tracks": {"a": 1},
        "compositionWidth": "wide",
        "globalBackground": {"type": "fog"},
    }
    state, problems = read(value)
    assert (state.composition_width, state.composition_height) == (1920, 1080)
    assert (state.items, state.tracks, state.global_background) == ({}, (), None)
    assert {p.path for p in problems} == {
        *("$.items", "$.tracks", "$.assets", "$.transitions"),
        *("$.compositionWidth", "$.compositionHeight", "$.timebaseTicksPerSecond", "$.globalBackground.type"),
    }
    assert spelled(write(state)) == spelled(value)
    repaired = state.replace(items={}, tracks=(), composition_width=640)
    assert write(repaired)["compositionWidth"] == 640
    assert write(repaired)["items"] == {}


def test_edits_of_the_root_change_only_their_leaves() -> None:
    state, _ = read(RICH["newer"])
    wide = state.replace(composition_width=1920)
    assert spelled(write(wide)) == spelled(RICH["newer"] | {"compositionWidth": 1920})
    fewer = state.replace(deleted_assets=state.deleted_assets[1:])
    assert spelled(write(fewer)) == spelled(
        RICH["newer"] | {"deletedAssets": RICH["newer"]["deletedAssets"][1:]}
    )
    assert state.replace(composition_width=1280).root is state.root


def test_a_new_item_is_spelled_in_the_dialect_of_its_document() -> None:
    film = read(RICH["newer"])[0].items["film"]
    assert isinstance(film, VideoItem)
    fresh = VideoItem(
        **{name: getattr(film, name) for name in VideoItem.model_fields if name != "id"}, id="new"
    )
    seed = read(RICH["seed"])[0]
    raw = write(seed.replace(items={**seed.items, "new": fresh}))["items"]["new"]
    assert raw["videoStartFromInSeconds"] == 0.5
    assert "sourceStartTicks" not in raw
    assert read(RICH["seed"] | {"items": {"new": raw}})[1] == ()


def test_a_payload_of_either_dialect_is_the_newer_form_with_both_names() -> None:
    for dialect in RICH:
        sent = payload(read(RICH[dialect])[0])
        state, problems = read(sent)
        assert state.dialect == "newer"
        expected = [] if dialect == "newer" else ["$.items.card.templateId"]  # “intro-card” is no UUID
        assert [p.path for p in problems] == expected
        film = sent["items"]["film"]
        assert (film["sourceStartTicks"], film["videoStartFromInSeconds"]) == (120_000, 0.5)
        assert sent["brandRuntime"]["introShiftTicks"] == -48_000
        assert "introShiftInFrames" not in sent["brandRuntime"]


def test_states_travel_between_processes() -> None:
    state, _ = read(RICH["seed"])
    copy = pickle.loads(pickle.dumps(state))
    assert to_bytes(copy) == to_bytes(state)
    assert copy.dialect == "seed"
    title = state.items["title"]
    assert isinstance(title, TextItem)
    assert pickle.loads(pickle.dumps(title)) == title


def test_saving_again_writes_only_what_changed() -> None:
    state, _ = read(json.loads((FIXTURES / "rich-newer.json").read_text("utf-8")))
    to_bytes(state)
    title = state.items["title"]
    assert title.to_bytes() is title.to_bytes()
