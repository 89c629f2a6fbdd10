"""Fixes: each makes its problem go, and lets no error in that was not there."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings

from editor_app.checks import check, missing_fonts
from editor_app.edits.errors import EditError
from editor_app.edits.fixes import FIXABLE, fix_all, fixes_for
from editor_app.problem import CODES, Problem, format_path, parse_path
from editor_app.state import EditorState, read
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
    ("EDITOR_EFFECT_TYPE_INVALID", read(rich(shake={"effectType": "no-such-effect"}))[0])
    if "shake" in RICH["newer"]["items"]
    else ("EDITOR_SCHEMA_INVALID", broken(solid("a", rotation=None))),
]


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
    assert refused == 0
    assert check(after) == ()
    assert len(after.items) == 12


def test_a_fix_keeps_what_it_need_not_touch() -> None:
    state = broken(*PAIR, solid("c", 5 * S), transitions={"x": fade()}, tracks=[track("t", "a", "b")])
    problem = next(p for p in check(state) if p.code == "LOCAL_ITEM_ON_NO_TRACK")
    after = fixes_for(state, problem)[0].edit(state)
    assert after.tracks[0].items == ("a", "b", "c")
    assert after.transitions == state.transitions
    assert after.items["a"] is state.items["a"]


def test_remarks_need_no_fix() -> None:
    others = {
        "LOCAL_ARTWORK_STAND_IN",
        "LOCAL_COLOUR_UNREAD",
        "LOCAL_EMPTY_TIMELINE",
        "LOCAL_GRADIENT_UNREAD",
        "LOCAL_KEY_TWICE",
        "LOCAL_LETTERS_MISSING",
        "LOCAL_MEDIA_MISSING",
        "LOCAL_MEDIA_TROUBLE",
    }
    assert others == CODES.keys() - FIXABLE


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
