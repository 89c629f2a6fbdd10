"""What the inspector reads, changes and resets, without widgets."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app.edits import EditError, Handles, LockedTrackError
from editor_app.edits.moments import shown_time
from editor_app.items import ITEM_TYPES
from editor_app.items.values import AnimatedNumber, TextBackground
from editor_app.state import EditorState
from editor_app.ui.inspector.changing import Part, change, reset, toggle_key
from editor_app.ui.inspector.defaults import default_of, has_default
from editor_app.ui.inspector.fields import Field, common_fields, fields_of
from editor_app.ui.inspector.reading import MIXED, key_times, read
from editor_app.ui.inspector.transition_page import shortage
from editor_app.ui.widgets.relative import Relative
from tests.ui.inspector.scene import S, state


def field(kind: str, name: str) -> Field:
    return next(found for found in fields_of(kind) if found.name == name)


def item(found: EditorState, key: str) -> Any:
    return found.items[key]


def keys_of(found: EditorState, key: str, name: str) -> list[tuple[float, float]]:
    return [(point.time_ticks / S, point.value) for point in getattr(item(found, key), name).keyframes]


# Fields.


@pytest.mark.parametrize(
    ("kind", "name", "editor", "unit", "factor"),
    [
        ("solid", "left", "moving", "px", 1.0),
        ("solid", "opacity", "moving", "%", 100.0),
        ("solid", "color", "colour", "", 1.0),
        ("solid", "keep_aspect_ratio", "switch", "", 1.0),
        ("solid", "start_ticks", "time", "s", 1 / S),
        ("text", "text", "text", "", 1.0),
        ("text", "font_family", "font", "", 1.0),
        ("text", "font_style", "font-style", "", 1.0),
        ("text", "align", "choice", "", 1.0),
        ("text", "background", "background", "", 1.0),
        ("video", "playback_rate", "number", "×", 1.0),
        ("audio", "decibel_adjustment", "moving", "dB", 1.0),
    ],
)
def test_a_field_is_shown_as_its_annotation_says(
    kind: str, name: str, editor: str, unit: str, factor: float
) -> None:
    found = field(kind, name)
    assert (found.kind, found.measure.unit, found.factor) == (editor, unit, factor)


@pytest.mark.parametrize("kind", sorted(ITEM_TYPES))
def test_every_type_has_fields_that_are_named_once(kind: str) -> None:
    names = [found.name for found in fields_of(kind)]
    assert {"start_ticks", "duration_ticks"} <= set(names)
    assert len(names) == len(set(names))
    assert all(found.label for found in fields_of(kind))


def test_time_comes_last_and_what_people_look_for_first() -> None:
    names = [found.name for found in fields_of("solid")]
    assert names[:4] == ["left", "top", "width", "height"]
    assert set(names[-2:]) == {"start_ticks", "duration_ticks"}


def test_sound_has_no_box_and_what_is_unknown_no_fields() -> None:
    assert not {found.name for found in fields_of("audio")} & {"left", "width", "rotation"}
    assert fields_of("hologram") == ()


@pytest.mark.parametrize(
    ("kinds", "there", "gone"),
    [
        ((), set[str](), {"left"}),
        (("text",), {"text", "left"}, set[str]()),
        (("text", "text"), {"text", "left"}, set[str]()),
        (("text", "solid"), {"left", "color"}, {"text", "shape"}),
        (("solid", "audio"), {"start_ticks"}, {"left", "decibel_adjustment"}),
    ],
)
def test_several_types_share_what_all_have(kinds: tuple[str, ...], there: set[str], gone: set[str]) -> None:
    names = {found.name for found in common_fields(kinds)}
    assert there <= names
    assert not names & gone


# Reading.


@pytest.mark.parametrize(
    ("at", "local"), [(-1, 0), (4 * S, 0), (5 * S, S), (8 * S - 1, 4 * S - 1), (9 * S, 4 * S - 1)]
)
def test_the_time_beside_a_clip_is_that_of_its_nearest_end(at: int, local: int) -> None:
    assert shown_time(item(state(), "b"), at) == local


@pytest.mark.parametrize(
    ("at", "value", "keys"),
    [(0, 0.0, "here"), (S, 0.5, "elsewhere"), (2 * S, 1.0, "here"), (3 * S, 1.0, "elsewhere")],
)
def test_a_number_with_keys_is_read_at_the_playhead(at: int, value: float, keys: str) -> None:
    found = read(field("solid", "opacity"), [item(state(), "a")], at)
    assert (found.value, found.keys) == (value, keys)


@pytest.mark.parametrize(
    ("ids", "name", "value"),
    [
        ("ab", "left", 0),
        ("ab", "opacity", MIXED),
        ("ab", "color", MIXED),
        ("ab", "start_ticks", MIXED),
        ("ab", "duration_ticks", 4 * S),
        ("a", "color", "#ff0000"),
        ("aa", "color", "#ff0000"),
    ],
)
def test_values_that_differ_are_mixed(ids: str, name: str, value: object) -> None:
    found = state()
    assert read(field("solid", name), [item(found, key) for key in ids], S).value == value


def test_a_value_with_parts_is_read_part_by_part() -> None:
    found = state()
    texts = [
        item(found, "txt"),
        item(found, "txt").replace(font_style={"variant": "normal", "weight": "700"}),
    ]
    parts = read(field("text", "font_style"), texts, 0).value
    assert (parts["variant"], parts["weight"]) == ("normal", MIXED)
    assert read(field("text", "background"), texts, 0).value is None


def test_key_times_are_absolute() -> None:
    found = state()
    assert key_times(field("solid", "opacity"), [item(found, "a"), item(found, "b")]) == [0, 2 * S]
    assert key_times(field("solid", "color"), [item(found, "a")]) == []


# Changing.


def test_a_number_without_keys_is_set_for_the_whole_clip() -> None:
    made = change(state(), ["b"], field("solid", "left"), 7, playhead_ticks=5 * S)
    assert item(made, "b").left == AnimatedNumber.constant(7)


def test_a_number_with_keys_gets_one_at_the_playhead_and_others_stay_whole() -> None:
    made = change(state(), ["a", "b"], field("solid", "opacity"), 0.2, playhead_ticks=S)
    assert keys_of(made, "a", "opacity") == [(0, 0), (1, 0.2), (2, 1)]
    assert item(made, "b").opacity == AnimatedNumber.constant(0.2)


def test_auto_key_gives_keys_under_the_playhead_only() -> None:
    made = change(state(), ["a", "b"], field("solid", "left"), 7, playhead_ticks=5 * S, auto_key=True)
    assert keys_of(made, "b", "left") == [(1, 7)]
    assert item(made, "a").left == AnimatedNumber.constant(7)


@pytest.mark.parametrize(
    ("key", "name", "value", "start", "length"),
    [
        ("b", "start_ticks", 6 * S, 6, 4),
        ("b", "duration_ticks", 2 * S, 4, 2),
        ("m", "duration_ticks", 6 * S, 0, 6),
        ("w", "playback_rate", 2.0, 4, 2),
    ],
)
def test_fields_of_time_move_and_trim(key: str, name: str, value: float, start: int, length: int) -> None:
    found = state()
    made = item(change(found, [key], field(item(found, key).type, name), value, playhead_ticks=0), key)
    assert (made.start_ticks / S, made.duration_ticks / S) == (start, length)


@pytest.mark.parametrize(("name", "value"), [("start_ticks", 5 * S), ("duration_ticks", 6 * S)])
def test_clips_are_not_laid_over_each_other(name: str, value: int) -> None:
    with pytest.raises(EditError):
        change(state(), ["a"], field("solid", name), value, playhead_ticks=0)


@pytest.mark.parametrize(
    ("name", "by", "values"),
    [
        ("left", Relative(10), [10, 10]),
        ("opacity", Relative(-20), [0.3, 0.8]),
        ("opacity", Relative(30), [0.8, 1.0]),
        ("width", Relative(factor=2), [200, 200]),
        ("start_ticks", Relative(1), [S, 5 * S]),
        ("duration_ticks", Relative(-1), [3 * S, 3 * S]),
        ("duration_ticks", Relative(factor=0.5), [2 * S, 2 * S]),
    ],
)
def test_every_clip_changes_by_the_same_amount(name: str, by: Relative, values: list[float]) -> None:
    wanted = field("solid", name)
    made = change(state(), ["a", "b"], wanted, by, playhead_ticks=S)
    found = [read(wanted, [item(made, key)], S).value for key in "ab"]
    assert found == pytest.approx(values)


def test_a_part_changes_by_itself_and_nothing_begins_with_a_blank() -> None:
    found, background = state(), field("text", "background")
    bold = change(found, ["txt"], field("text", "font_style"), Part("weight", "700"), playhead_ticks=0)
    assert (item(bold, "txt").font_style.variant, item(bold, "txt").font_style.weight) == ("normal", "700")
    red = change(found, ["txt"], background, Part("color", "#ff0000"), playhead_ticks=0)
    assert isinstance(item(red, "txt").background, TextBackground)
    assert item(red, "txt").background.color == "#ff0000"
    assert item(change(red, ["txt"], background, None, playhead_ticks=0), "txt").background is None


@pytest.mark.parametrize("name", ["left", "color", "start_ticks"])
def test_locked_tracks_refuse(name: str) -> None:
    value: Any = "#ffffff" if name == "color" else 9 * S
    with pytest.raises(LockedTrackError):
        change(state(), ["b"], field("solid", name), value, playhead_ticks=0, locked=["V2"])


def test_the_diamond_gives_every_clip_a_key_with_its_own_value_or_none() -> None:
    opacity = field("solid", "opacity")
    on = toggle_key(state(), ["a"], opacity, playhead_ticks=S, on=True)
    assert keys_of(on, "a", "opacity") == [(0, 0), (1, 0.5), (2, 1)]
    assert toggle_key(on, ["a"], opacity, playhead_ticks=S, on=True) == on
    off = toggle_key(on, ["a"], opacity, playhead_ticks=S, on=False)
    assert keys_of(off, "a", "opacity") == [(0, 0), (2, 1)]
    with pytest.raises(EditError):
        toggle_key(state(), ["b"], opacity, playhead_ticks=0, on=True)


def test_beside_the_clip_what_has_keys_is_not_changed() -> None:
    with pytest.raises(EditError, match="Move the playhead into the clip"):
        change(state(), ["a"], field("solid", "opacity"), 0.2, playhead_ticks=5 * S)
    assert read(field("solid", "opacity"), [item(state(), "a")], 5 * S).value == 1


# Defaults.


@pytest.mark.parametrize(
    ("key", "name", "value"),
    [
        ("a", "left", (1280 - 100) / 2),
        ("a", "top", (720 - 100) / 2),
        ("a", "opacity", 1.0),
        ("v", "playback_rate", 1.0),
        ("txt", "background", None),
        ("m", "decibel_adjustment", 0.0),
    ],
)
def test_defaults(key: str, name: str, value: object) -> None:
    found = state()
    wanted = field(item(found, key).type, name)
    assert has_default(wanted)
    assert default_of(wanted, found, item(found, key)) == value


@pytest.mark.parametrize(("kind", "name"), [("solid", "start_ticks"), ("text", "text"), ("solid", "shape")])
def test_what_has_no_default_cannot_be_reset(kind: str, name: str) -> None:
    assert not has_default(field(kind, name))


def test_reset_takes_keys_away_and_gives_each_its_own_default() -> None:
    made = reset(state(), ["a", "b"], field("solid", "opacity"), [1.0, 0.5], playhead_ticks=S)
    assert item(made, "a").opacity == AnimatedNumber.constant(1)
    assert item(made, "b").opacity == AnimatedNumber.constant(0.5)


# Transitions.


@pytest.mark.parametrize(
    ("after", "before", "said"),
    [
        (S, S, ""),
        (None, None, ""),
        (S // 4, S, "The outgoing clip has only 0.25 s beyond the cut; the rest holds a still picture."),
        (
            S // 4,
            0,
            "The outgoing clip has only 0.25 s beyond the cut, and the incoming one 0.00 s before it; "
            "the rest holds a still picture.",
        ),
        (None, 0, "The incoming clip has only 0.00 s before the cut; the rest holds a still picture."),
    ],
)
def test_shortage_names_the_clip_that_has_too_little(
    after: int | None, before: int | None, said: str
) -> None:
    assert shortage(Handles(needed=S // 2, after_cut=after, before_cut=before)) == said
