"""JSON of others that is clips becomes clips; what is none stays text; what cannot be used is told."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor_app import edits
from editor_app.checks import check
from editor_app.edits.blank import blank_document
from editor_app.edits.clip_json import MOST_LETTERS, MOST_TRACKS, FoundClips, find_clips
from editor_app.state import EditorState
from editor_app.timebase import TICKS_PER_SECOND as S
from tests.documents import RICH, Damaged, damaged
from tests.edits.picture import assets_json, document_of, ids, item_json, state_of, text_of

BEFORE = "V1: A[0-4]"


def part_of(picture: str, *names: str, **more: Any) -> dict[str, Any]:
    document = document_of(picture)
    return {name: document[name] for name in names} | more


def found(value: Any, state: EditorState | None = None) -> FoundClips | None:
    return find_clips(value if isinstance(value, str) else json.dumps(value), state or state_of(BEFORE))


def pasted(value: Any, state: EditorState, at: int = 5 * S) -> EditorState:
    clips = found(value, state)
    assert clips is not None
    return edits.paste_clips(state, clipboard=clips.clipboard, at_ticks=at, new_id=ids())


def errors(state: EditorState) -> set[str]:
    return {f"{p.code} {p.message}" for p in check(state) if p.severity == "error"}


def lanes(value: Any) -> str:
    """Draw the tracks that open for it above what was there, without the names of anything."""
    state = pasted(value, state_of(BEFORE))
    tracks = [track for track in state.tracks if track.id != "V1"]
    spans = [" ".join(span(state.items[key]) for key in track.items) for track in tracks]
    return " | ".join(spans)


def span(item: Any) -> str:
    return f"{item.type}[{item.start_ticks / S:g}-{item.end_ticks / S:g}]"


def solids(*spans: tuple[int, int]) -> list[Any]:
    return [
        item_json(f"s{number}", "solid", start * S, (end - start) * S, "newer")
        for number, (start, end) in enumerate(spans)
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (document_of("V1: a[2-4] b[4-5] | V2: c[2-3]"), "solid[5-7] solid[7-8] | solid[5-6]"),
        (document_of("V1: a:video[2-4 src=1]", dialect="seed"), "video[5-7]"),
        ({"editorState": document_of("V1: a[2-4]"), "format": "mp4"}, "solid[5-7]"),
        (part_of("V1: | V2: a[2-4] | V3: b[3-4]", "items", "tracks"), "solid[5-7] | solid[6-7]"),
        (part_of("V1: a:image[2-4]", "items", assets=assets_json()), "image[5-7]"),
        (part_of("V1: a:image[2-4]", "items", assets=list(assets_json().values())), "image[5-7]"),
        (solids((0, 2), (2, 3)), "solid[5-7] solid[7-8]"),
        (solids((0, 2), (1, 3), (2, 4)), "solid[5-7] solid[7-9] | solid[6-8]"),
        ({"items": solids((1, 2))}, "solid[5-6]"),
        (solids((9, 12))[0], "solid[5-8]"),
        (
            part_of("V1: a:audio[0-2] | V2: b[2-4]", "items", assets=assets_json()),
            "solid[7-9] | audio[5-7]",
        ),
        (part_of("V1: a[0-2] b[1-3]", "items", "tracks"), "solid[5-7] | solid[6-8]"),
        (
            [{k: v for k, v in solids((0, 1))[0].items() if k not in ("id", "isDraggingInTimeline")}],
            "solid[5-6]",
        ),
        ("\n " + json.dumps(solids((0, 1))) + "\n", "solid[5-6]"),
    ],
)
def test_it_becomes_clips_at_the_playhead(value: Any, expected: str) -> None:
    assert lanes(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        "Hello",
        "{Hello}",
        "[1, 2",
        "{}",
        "[]",
        "[1, 2, null]",
        {"items": {}},
        {"items": [{"name": "milk"}, 3]},
        {"type": "text", "text": "another format's"},
        {"type": "hologram", "startTicks": 0, "durationTicks": 1},
        {"type": ["solid"], "startTicks": 0},
        {"editorState": {"items": None}},
        "[" * 100_000,
        "[" + "1," * MOST_LETTERS + "1]",
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_none_stays_text(value: Any) -> None:
    assert found(value) is None


BROKEN = {**solids((0, 1))[0], "shape": "cube"}


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (solids((0, 1)), ""),
        (
            [*solids((0, 1), (2, 3)), {**BROKEN, "id": "x"}],
            "1 of 3 clips was left out: “x”. In the JSON of “x”, “shape” must be",
        ),
        ([*solids((0, 1)), {"type": "hologram"}, 7], "2 of 3 clips were left out: “number 2” and 1 more. "),
        ([*solids((0, 1)), item_json("p", "image", 0, S, "newer")], "“p”. The image names an asset that"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_sentence(value: Any, says: str) -> None:
    clips = found(value, blank_document(width=640, height=360))
    assert clips is not None
    assert says in clips.left_out
    assert bool(says) == bool(clips.left_out)
    assert set(clips.clipboard.items) == {"s0", "s1"} & clips.clipboard.items.keys()


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (
            BROKEN,
            "Nothing was pasted: the clip “s0” cannot be used. In the JSON of “s0”, “shape” must be",
        ),
        (
            {**BROKEN, "shape": "circle", "top": 100},
            "In the JSON of “s0”, “top” must be an object in braces { }, not 100.",
        ),
        ([BROKEN, {**BROKEN, "id": "b"}], "Nothing was pasted: the clip “s0” and 1 more cannot be used. In"),
        (
            {**BROKEN, "shape": "circle", "top": {"value": 1, "keyframes": [7]}},
            "“top.keyframes[0]” must be an",
        ),
        (document_of("V1:"), "The document on the clipboard holds no clips."),
        (
            '{"items": {"a": {"startTicks": 1, "deep": ' + "[" * 300 + "]" * 300 + "}}}",
            "more than 200 levels deep",
        ),
        ('{"items": {"a": {"startTicks": 1, ', "cut off"),
        ('[{"startTicks": 1}' + " " * MOST_LETTERS + "]", "too large to be pasted. Save it as a file"),
        (solids(*[(0, 1)] * (MOST_TRACKS + 1)), "more than 200 tracks"),
    ],
    ids=[
        "broken",
        "bare number",
        "two broken",
        "deep inside",
        "empty",
        "deep",
        "cut off",
        "large",
        "many tracks",
    ],
)
def test_clips_of_which_none_can_be_used_are_refused_in_a_sentence(value: Any, says: str) -> None:
    with pytest.raises(edits.EditError) as refused:
        found(value)
    assert says in str(refused.value)


def test_assets_come_along_by_their_ids_and_only_those_in_use() -> None:
    value = part_of("V1: a:image[0-1] | V2: b:video[0-1]", "items", assets=assets_json())
    state = pasted(value, blank_document(width=640, height=360))
    used = {getattr(item, "asset_id", None) for item in state.items.values()}
    assert used == set(state.assets) <= set(assets_json())
    again = pasted(value, state)
    assert again.assets == state.assets
    assert len(again.items) == 4


def test_an_item_may_name_an_asset_of_the_document() -> None:
    state = state_of("V1: A:image[0-4]")
    assert lanes_of(pasted([item_json("p", "image", 0, S, "newer")], state)) == [1, 1]


def lanes_of(state: EditorState) -> list[int]:
    return [len(track.items) for track in state.tracks]


def test_transitions_and_links_come_along_where_the_clips_touch() -> None:
    value = document_of("V1: a[0-2]~1~b[2-4] | V2: c[0-2 link=g] | V3: d[0-2 link=g]")
    value["transitions"]["torn"] = {
        **next(iter(value["transitions"].values())),
        "id": "torn",
        "fromClipId": "c",
    }
    value["transitions"]["twin"] = {**next(iter(value["transitions"].values())), "id": "twin"}
    state = pasted(value, blank_document(width=640, height=360))
    assert len(state.transitions) == 1
    assert "~1~" in text_of(state)
    groups = [group for item in state.items.values() if (group := getattr(item, "link_group_id", None))]
    assert len(groups) == 2
    assert len(set(groups)) == 1
    assert errors(state) == set()


@pytest.mark.parametrize(
    ("theirs", "mine", "unfit"),
    [("seed", "seed", 0), ("newer", "newer", 0), ("seed", "newer", 3), ("newer", "seed", 1)],
)
def test_a_rich_document_comes_into_either_dialect_as_far_as_that_knows_it(
    theirs: str, mine: str, unfit: int
) -> None:
    before = state_of(BEFORE, dialect=mine)
    state = pasted(RICH[theirs], before)
    clips = found(RICH[theirs], before)
    assert clips is not None
    assert ("does not fit the document" in clips.left_out) == bool(unfit)
    assert len(state.items) == len(before.items) + len(RICH[theirs]["items"]) - unfit
    assert errors(state) <= errors(before)


@settings(max_examples=150, deadline=None)
@given(damaged(), st.sampled_from(["seed", "newer"]))
def test_whatever_is_damaged_no_error_comes_in(case: Damaged, mine: str) -> None:
    before = state_of(BEFORE, dialect=mine)
    try:
        if found(case.value, before) is None:
            return
    except edits.EditError:
        return
    assert errors(pasted(case.value, before)) <= errors(before)
