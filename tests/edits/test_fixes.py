"""Fixes: each makes its problem go, and lets no error in that was not there."""

from __future__ import annotations

import copy
from collections import Counter
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor_app.checks import check, missing_fonts
from editor_app.document import Document
from editor_app.edits.errors import EditError
from editor_app.edits.fixes import FIXABLE, contents, fix_all, fixes_for
from editor_app.problem import CODES, Problem, format_path, parse_path
from editor_app.state import EditorState, read, to_bytes
from editor_app.store.history import Work
from tests.checks.test_rules import NODE, rich
from tests.documents import FIXTURES, RICH, Damaged, damaged, document, number, solid, track

S = 240_000


def errors(state: EditorState) -> Counter[str]:
    return Counter(p.code for p in check(state) if p.severity == "error")


def broken(*items: Any, **root: Any) -> EditorState:
    return read(document(*items, **root))[0]


def fade(key: str = "x", first: str = "a", second: str = "b", **fields: Any) -> dict[str, Any]:
    made = {"id": key, "trackId": "t", "fromClipId": first, "toClipId": second, "type": "fade"}
    return made | {"durationTicks": 1000, **fields}


BOX = {"color": "x", "horizontalPadding": 8, "borderRadius": 4}
BEHIND = {"type": "color", "color": "#000000", "gradient": None}
PAIR = (solid("a"), solid("b", S))
FAR = (solid("a"), solid("b", 2 * S))
CASES: list[tuple[str, EditorState]] = [
    ("LOCAL_TRACK_ITEM_MISSING", broken(solid("a"), tracks=[track("t", "a", "gone", "gone")])),
    ("LOCAL_ITEM_ON_TWO_TRACKS", broken(solid("a"), tracks=[track("t", "a", "a"), track("u", "a")])),
    ("LOCAL_ITEM_ON_NO_TRACK", broken(*PAIR, tracks=[track("t", "a")])),
    ("LOCAL_TRACK_ID_DUPLICATE", broken(solid("a"), tracks=[track("t", "a"), track("t")])),
    ("EDITOR_TRACK_ITEM_OVERLAP", broken(solid("a"), solid("b", S // 2))),
    ("LOCAL_KEY_MISMATCH", broken(solid("b"), items={"a": solid("b")}, tracks=[track("t", "a")])),
    ("KEYFRAME_OUT_OF_BOUNDS", broken(solid("a", opacity=number(1, (0, 0), (S, 1), (2 * S, 0))))),
    ("KEYFRAME_OUT_OF_BOUNDS", broken(solid("a", opacity=number(1, (2 * S, 0))))),
    ("LOCAL_TRANSITION_TRACK_MISSING", broken(*PAIR, transitions={"x": fade(trackId="u")})),
    ("LOCAL_TRANSITION_CLIP_MISSING", broken(*PAIR, transitions={"x": fade(second="c")})),
    ("LOCAL_TRANSITION_GAP", broken(*FAR, transitions={"x": fade()})),
    ("LOCAL_TRANSITION_DUPLICATE", broken(*PAIR, transitions={"x": fade(), "y": fade("y")})),
    ("LOCAL_TRANSITION_TOO_LONG", broken(*PAIR, transitions={"x": fade(durationTicks=9 * S)})),
    ("EDITOR_TRANSITION_CLIP_NOT_ADJACENT", broken(*PAIR, transitions={"x": fade(first="b", second="a")})),
    (
        "LOCAL_TRANSITION_WRONG_TRACK",
        broken(*PAIR, tracks=[track("t"), track("u", "a", "b")], transitions={"x": fade()}),
    ),
    ("EDITOR_TRANSITION_TYPE_INVALID", broken(*PAIR, transitions={"x": fade(type="melt")})),
    ("EDITOR_SCHEMA_INVALID", broken(solid("a", opacity=1))),
    ("EDITOR_SCHEMA_INVALID", broken(solid("a", startTicks=-5))),
    ("EDITOR_SCHEMA_INVALID", broken(solid("a", shape="hexagon"))),
    ("EDITOR_SCHEMA_INVALID", broken(solid("a"), compositionWidth=5000)),
    ("EDITOR_SCHEMA_INVALID", broken(tracks=[])),
    ("LOCAL_NUMBER_TOO_LARGE", broken(solid("a", opacity=number(10**400)))),
    ("LOCAL_RATIO_MISMATCH", broken(solid("a"), outputRatio="1:1")),
    ("LOCAL_ASSET_MISSING", read(rich(film={"assetId": "gone"}))[0]),
    ("LOCAL_ASSET_TYPE_MISMATCH", read(rich(film={"assetId": "a-photo"}))[0]),
    ("LOCAL_TEXT_INVALID", read(rich(title={"text": "so \ud83d"}))[0]),
    ("LOCAL_CROP_TOO_LARGE", read(rich(photo={"cropTop": number(0.95)}))[0]),
    (
        "LOCAL_CAPTION_TIMES_INVALID",
        read(rich(a_lines={"captions": [{"text": "a", "startMs": 5, "endMs": 5}]}))[0],
    ),
    ("EDITOR_CAPTION_ANIMATION_WORD_TIMING_CONFLICT", read(rich(a_lines={"timingGranularity": "word"}))[0]),
    ("LOCAL_TEXT_TEMPLATE_NODES", read(rich(card={"nodes": [NODE[0], *([NODE[1]] * 4)]}))[0]),
    (
        "LOCAL_ANIMATIONS_TOO_LONG",
        read(rich(photo={"animations": {"in": {"type": "fade", "durationTicks": 10**7}}}))[0],
    ),
    (
        "LOCAL_CHART_KEY_UNMATCHED",
        read(
            rich(
                growth={
                    "data": {
                        "series": [{"key": "a", "label": "North"}, {"key": "c", "label": "East"}],
                        "rows": [{"label": "Jan", "values": {"a": 1, "b": 2}}],
                    }
                }
            )
        )[0],
    ),
    ("EDITOR_EFFECT_TYPE_INVALID", read(rich(opening={"effectType": "no-such-effect"}))[0]),
    ("EDITOR_FILTER_TYPE_INVALID", read(rich(tint={"filterType": "no-such-filter"}))[0]),
    ("LOCAL_COLOUR_UNREAD", broken(solid("a", color="00ff00"))),
    ("LOCAL_COLOUR_UNREAD", broken(solid("a", color="no colour"))),
    ("LOCAL_COLOUR_UNREAD", read(rich(title={"background": BOX}))[0]),
    ("LOCAL_COLOUR_UNREAD", read(rich(card={"nodes": [NODE[0], {**NODE[1], "color": "x"}]}))[0]),
    ("LOCAL_COLOUR_UNREAD", broken(solid("a"), globalBackground=BEHIND | {"color": "x"})),
    ("LOCAL_GRADIENT_UNREAD", broken(solid("a"), globalBackground=BEHIND | {"gradient": "conic(x)"})),
    (
        "EDITOR_TRACK_ITEM_OVERLAP",
        broken(solid("a", 0, 3 * S), solid("b", S, S), solid("c", S // 2, 3 * S)),
    ),
    ("EDITOR_TRACK_ITEM_OVERLAP", broken(solid("a", 0, S), solid("b", 0, 2 * S))),
]
NO_EDIT_HELPS = {
    "LOCAL_ARTWORK_STAND_IN": "a remark: the service draws the real artwork, the document is right",
    "LOCAL_EMPTY_TIMELINE": "nobody knows what should stand on the timeline",
    "LOCAL_KEY_TWICE": "the file is wrong, and no longer what was read from it; saving puts it right",
    "LOCAL_LETTERS_MISSING": "a font has to be installed on this computer",
    "LOCAL_MEDIA_AWAITED": "a remark: the file comes once it is uploaded, or is located in the panel",
    "LOCAL_MEDIA_COMING": "a remark: the file is on its way",
    "LOCAL_MEDIA_MISSING": "the file has to be located, which is no edit: the panel offers it",
    "LOCAL_MEDIA_TROUBLE": "the file itself is damaged, or is of a kind that is not read here",
}
"""Codes that no change of the document does away with, and why."""


@pytest.mark.parametrize(("code", "state"), CASES, ids=[f"{c}-{n}" for n, (c, _) in enumerate(CASES)])
def test_every_fix_makes_its_problem_go_and_brings_no_error(code: str, state: EditorState) -> None:
    problem = next(p for p in check(state) if p.code == code)
    found = fixes_for(state, problem)
    assert found
    for fix in found:
        after = fix.edit(state)
        assert problem not in check(after), fix.label
        assert not errors(after) - errors(state), fix.label


def test_a_missing_font_gives_way_to_a_bundled_one() -> None:
    state = read(rich(title={"fontFamily": "No Such Face"}))[0]
    (problem,) = missing_fonts(state, lambda family: family != "No Such Face")
    fix = fixes_for(state, problem, fonts=("Roboto", "Inter"))[0]
    assert fix.label == "Use Roboto"
    assert fix.edit(state).items["title"].raw["fontFamily"] == "Roboto"


def test_all_of_a_kind_go_in_one_edit() -> None:
    state = broken(*[solid(f"c{n}", n * 100) for n in range(12)])
    problems = [p for p in check(state) if p.code == "EDITOR_TRACK_ITEM_OVERLAP"]
    assert len(problems) == 11
    after, refused = fix_all(state, [fixes_for(state, p)[0] for p in problems])
    assert refused == ()
    assert check(after) == ()
    assert len(after.items) == 12


def test_a_fix_keeps_what_it_need_not_touch() -> None:
    state = broken(*PAIR, solid("c", 5 * S), transitions={"x": fade()}, tracks=[track("t", "a", "b")])
    problem = next(p for p in check(state) if p.code == "LOCAL_ITEM_ON_NO_TRACK")
    after = fixes_for(state, problem)[0].edit(state)
    assert after.tracks[0].items == ("a", "b", "c")
    assert after.transitions == state.transitions
    assert after.items["a"] is state.items["a"]


def test_every_code_has_a_fix_or_a_reason_why_not() -> None:
    tried = {code for code, _ in CASES} | {contents.FONT_MISSING}  # which has a test of its own above
    assert tried == FIXABLE
    assert tried | NO_EDIT_HELPS.keys() == CODES.keys()
    assert not tried & NO_EDIT_HELPS.keys()


@pytest.mark.parametrize(("code", "state"), CASES, ids=[f"{c}-{n}" for n, (c, _) in enumerate(CASES)])
def test_a_fix_is_one_step_that_can_be_taken_back(code: str, state: EditorState) -> None:
    edited = Document(Work(state))
    found = check(state)
    problem = next(p for p in found if p.code == code)
    edited.apply("fix", fixes_for(state, problem)[0].edit(state))
    assert problem not in check(edited.work.state)
    assert edited.undo_stack.count() == 1
    edited.undo()
    assert check(edited.work.state) == found
    assert to_bytes(edited.work.state) == to_bytes(state)


def test_trimming_an_overlap_keeps_the_later_clip_whole() -> None:
    state = broken(solid("a", 0, 3 * S), solid("b", S, S), tracks=[track("t", "a", "b")])
    problem = next(p for p in check(state) if p.code == "EDITOR_TRACK_ITEM_OVERLAP")
    fix = next(fix for fix in fixes_for(state, problem) if fix.label == "Trim the overlap")
    after = fix.edit(state)
    assert (after.items["a"].start_ticks, after.items["a"].duration_ticks) == (0, S)
    assert after.items["b"] is state.items["b"]


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("00ff00", "Use #00ff00"),
        ("FF0", "Use #ff0"),
        ("dark blue", "Use darkblue"),
        ("'red'", "Use red"),
        ("no colour", "Use #ffffff"),
    ],
)
def test_a_colour_becomes_what_was_probably_meant(written: str, label: str) -> None:
    state = broken(solid("a", color=written))
    (problem,) = check(state)
    fixes = fixes_for(state, problem)
    assert fixes[0].label == label
    assert fixes[-1].label == "Use #000000"


@pytest.mark.parametrize(
    ("next_at", "length", "tracks"),
    [
        (9 * S, 5 * S, [("a", "b")]),
        (2 * S, 2 * S, [("a", "b")]),
        (S // 30, S // 30, [("a", "b")]),
        (S // 31, 5 * S, [("a",), ("b",)]),  # for less than a picture
    ],
)
def test_a_clip_without_length_takes_the_room_that_it_has(
    next_at: int, length: int, tracks: list[tuple[str, ...]]
) -> None:
    state = broken(solid("a", 0, 0), solid("b", next_at, S))
    (problem,) = check(state)
    fix = next(fix for fix in fixes_for(state, problem) if fix.label == "Repair the value")
    mended = fix.edit(state)
    assert (mended.items["a"].duration_ticks, [one.items for one in mended.tracks]) == (length, tracks)
    assert not check(mended)


PLACES = st.lists(
    st.one_of(
        st.sampled_from(["items", "assets", "tracks", "transitions", "a", "title", "t", "x", "opacity"]),
        st.sampled_from(["keyframes", "nodes", "captions", "color", "globalBackground", "a-lines"]),
        st.integers(0, 3),
    ),
    max_size=5,
)


@given(st.sampled_from([*sorted(CODES), "NEW"]), PLACES.map(format_path) | st.just("somewhere"))
def test_a_place_that_only_a_service_names_does_no_harm(code: str, path: str) -> None:
    state = read(RICH["newer"])[0]
    for fix in fixes_for(state, Problem(code, path, "Something.", "error", ("Indream",))):
        with suppress(EditError):
            fix.edit(state)


@pytest.mark.parametrize(
    ("path", "labels"),
    [
        ("$.items.a.opacity", ["Remove the clip"]),
        ("$.tracks[0].items[1]", ["Remove the clip"]),
        ("$.transitions.x", ["Remove the transition"]),
        ("$.items.gone", []),
        ("$.tracks[7].items[1]", []),
        ("$.outputRatio", []),
        ("the second clip", []),
    ],
)
def test_what_only_a_service_says_can_be_removed(path: str, labels: list[str]) -> None:
    state = broken(*PAIR, transitions={"x": fade()})
    found = fixes_for(state, Problem("NEW", path, "Something.", "error", ("Indream",)))
    assert [fix.label for fix in found] == labels


@pytest.mark.parametrize(
    "path", ["$", "$.items.a.opacity", '$.items["a b\\"c"][3].x', "$.tracks[0].items[12]"]
)
def test_paths_are_read_as_they_are_written(path: str) -> None:
    assert format_path(parse_path(path)) == path


def _check_fixes(state: EditorState, problem: Problem) -> None:
    before = errors(state)
    for fix in fixes_for(state, problem):
        try:
            after = fix.edit(state)
        except EditError:
            continue
        left = check(after)
        assert problem not in left, (problem, fix.label)
        new = Counter(p.code for p in left if p.severity == "error") - before
        assert not new, (problem, fix.label, new)


@pytest.mark.parametrize("listed", ["x", "spin"])
def test_a_clip_is_not_put_where_something_that_is_not_there_parts_it_from_its_transition(
    listed: str,
) -> None:
    value = copy.deepcopy(RICH["seed"])
    value["tracks"][3]["items"][0] = listed  # in the place of a clip with a transition to the next
    state = read(value)[0]
    for problem in check(state):
        _check_fixes(state, problem)


@settings(max_examples=150)
@given(damaged())
def test_fixes_of_damaged_documents(case: Damaged) -> None:
    state = read(case.value)[0]
    for problem in check(state):
        _check_fixes(state, problem)


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.glob("*.json")))
def test_fixes_of_the_fixtures(name: str) -> None:
    import json

    state = read(json.loads((FIXTURES / name).read_text("utf-8")))[0]
    for problem in check(state):
        _check_fixes(state, problem)
