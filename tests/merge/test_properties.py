"""What holds for every merge: nothing is lost, nothing is worse, and who joins does not matter."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from editor_app.checks import check
from editor_app.edits import EditError
from editor_app.merge import (
    ABSENT,
    Conflict,
    Merged,
    choices,
    choose,
    conflict_from_json,
    conflict_to_json,
    merge,
    same_content,
)
from editor_app.merge.apart import with_own_ids
from editor_app.merge.entries import Version, place_of
from editor_app.merge.fields import is_moving
from editor_app.merge.likeness import changed, equal, plain
from editor_app.merge.sides import Side
from editor_app.merge.verdict import worse
from editor_app.problem import parse_path
from editor_app.state import EditorState, to_bytes
from editor_app.state.patch import Patch
from tests.merge.pairs import Three, keyed_threes, read_again, threes

MANY = settings(
    max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None
)
NOT_WORSE_FOR = {"LOCAL_EMPTY_TIMELINE"}


@MANY
@given(threes())
def test_what_only_one_side_changed_is_taken_as_it_is(three: Three) -> None:
    base, mine, theirs = three
    taken = merge(base, read_again(base), theirs)
    assert same_content(taken.state, theirs), (to_bytes(taken.state), to_bytes(theirs))
    assert taken.conflicts == ()
    assert merge(base, mine, read_again(base)) == Merged(mine, ())
    assert merge(base, mine, read_again(mine)) == Merged(mine, ())


@MANY
@given(threes())
def test_a_merge_loses_nothing_and_makes_nothing_worse(three: Three) -> None:
    check_merge(*three)


@MANY
@given(keyed_threes())
def test_a_merge_loses_no_keyframe(three: Three) -> None:
    check_merge(*three)


@pytest.mark.soak
@settings(MANY, max_examples=2000)
@given(threes(most=6))
def test_merges_for_long(three: Three) -> None:
    check_merge(*three)


def check_merge(base: EditorState, mine: EditorState, theirs: EditorState) -> None:
    merged = merge(base, mine, theirs)
    own = with_own_ids(Side.of(base), Side.of(mine), Side.of(theirs)).state
    is_renamed, theirs = own is not theirs, own
    check_not_worse(merged.state, mine, theirs)
    check_nothing_lost(base, mine, theirs, merged)
    check_identity(mine, merged.state)
    check_conflicts(merged)
    other = merge(base, theirs, mine)
    is_tidy = not any(map(problem_count, (mine, theirs)))  # else clips may start together
    if is_tidy and not merged.conflicts and not other.conflicts and not is_renamed:
        assert same_content(merged.state, other.state), told_apart(merged.state, other.state)
    patch = Patch.between(mine, merged.state)
    assert to_bytes(patch.apply(mine)) == to_bytes(merged.state)


def told_apart(a: EditorState, b: EditorState) -> list[Any]:
    """Give what two documents differ in."""
    names = ("assets", "items", "transitions")
    records = [
        (key, getattr(s, n).get(key))
        for n in names
        for key in changed(getattr(a, n), getattr(b, n))
        for s in (a, b)
    ]
    return [*records, *([track.raw for track in state.tracks] for state in (a, b))]


def check_not_worse(merged: EditorState, mine: EditorState, theirs: EditorState) -> None:
    found = worse(merged, mine, theirs)
    assert not found, found
    count, *sides = (problem_count(state) for state in (merged, mine, theirs))
    assert count <= sum(sides)
    if not any(sides):
        assert count == 0


def problem_count(state: EditorState) -> int:
    """Count what is wrong, a field once: who takes a side's value takes all that is wrong with it."""
    found = ((p.code, parse_path(p.path)) for p in check(state) if p.severity != "info")
    wrong = {(code, where[:3] if where[:1] == ("items",) else where) for code, where in found}
    return sum(code not in NOT_WORSE_FOR for code, _ in wrong)


def check_nothing_lost(base: EditorState, mine: EditorState, theirs: EditorState, merged: Merged) -> None:
    """Every field of every record is as the side that changed it has it, or stands in a conflict."""
    told = {(c.collection, c.key, c.part) for c in merged.conflicts}
    told |= {(c.collection, c.key, c.part.partition(".")[0]) for c in merged.conflicts}
    sides = [facts(state) for state in (base, mine, theirs, merged.state)]
    for place in {*sides[0], *sides[1], *sides[2]}:
        old, first, second, now = (side.get(place, ABSENT) for side in sides)
        wanted = [value for value in (first, second) if not equal(value, old)]
        collection, key, _ = place
        is_told = {place, (collection, key, "")} & told or (
            collection == "items" and {(collection, key, "place")} & told
        )
        is_joined = len(wanted) == 2 and all(is_inside(value, old, now) for value in wanted)
        for value in wanted:
            assert equal(now, value) or is_told or is_joined or is_derived(place), (
                place,
                old,
                first,
                second,
                now,
            )


def is_inside(value: Any, old: Any, now: Any) -> bool:
    """Tell whether all that one side changed inside a value came out so: parts, or keyframes by time."""
    if not isinstance(value, dict) or not isinstance(now, dict):
        return False
    mine, before, after = parts_of(value), parts_of(old), parts_of(now)
    steps = ((mine.get(k, ABSENT), before.get(k, ABSENT), after.get(k, ABSENT)) for k in {*mine, *before})
    return all(equal(part, was) or equal(part, came) for part, was, came in steps)


def parts_of(value: Any) -> dict[Any, Any]:
    """Give what stands for itself in a value; of a number that moves, its keyframes alone."""
    if not isinstance(value, dict):
        return {}
    return {key["timeTicks"]: key for key in value["keyframes"]} if is_moving(value) else value


def is_derived(place: tuple[str, str, str]) -> bool:
    """Tell whether a fact follows from others: a transition's track is the one of its clips."""
    return place[0] == "transitions" and place[2] == "trackId"


def facts(state: EditorState) -> dict[tuple[str, str, str], Any]:
    """Give every field of every record, and where each item lies."""
    found = dict[tuple[str, str, str], Any]()
    side = Side.of(state)
    for name in ("assets", "items", "transitions"):
        for key, record in getattr(state, name).items():
            for field, value in plain(record).items():
                found[name, key, field] = value
    for key, item in state.items.items():
        found["items", key, "place"] = place_of(Version(item, side.homes.get(key)))
    for track in state.tracks:
        found |= {("tracks", track.id, f): v for f, v in plain(track).items() if f != "items"}
    return found


def check_identity(mine: EditorState, merged: EditorState) -> None:
    for name in ("assets", "items", "transitions"):
        old = getattr(mine, name)
        for key, record in getattr(merged, name).items():
            assert record is old.get(key) or key not in old or record.raw != old[key].raw, key
    tracks = {id(track) for track in mine.tracks}
    raws = [track.raw for track in mine.tracks]
    assert all(id(track) in tracks or track.raw not in raws for track in merged.tracks)


def check_conflicts(merged: Merged) -> None:
    ids = [conflict.id for conflict in merged.conflicts]
    assert len(set(ids)) == len(ids)
    for conflict in merged.conflicts:
        assert conflict_from_json(conflict_to_json(conflict)) == conflict
        for choice in choices(conflict):
            try:
                chosen = choose(merged.state, conflict, choice)
            except EditError:
                continue
            assert problem_count(chosen) <= problem_count(merged.state), (conflict, choice)
            if choice != "both":
                check_chosen(chosen, conflict, conflict.mine if choice == "mine" else conflict.theirs)


def check_chosen(state: EditorState, conflict: Conflict, value: Any) -> None:
    if conflict.collection in ("items", "assets", "transitions"):
        if not conflict.part:
            record = getattr(state, conflict.collection).get(conflict.key)
            assert (record is None) == (value is ABSENT)
        elif value is not ABSENT and "." not in conflict.part:
            now = facts(state).get((conflict.collection, conflict.key, conflict.part), ABSENT)
            expected = value
            if conflict.part == "place":
                expected = {key: value[key] for key in now}
            assert equal(now, expected), (conflict, now)
