"""Presets, changes, and who has a key."""

from __future__ import annotations

import pytest

from editor_app.ui.canvas.actions import TABLE as CANVAS
from editor_app.ui.inspector.panel import TABLE as INSPECTOR
from editor_app.ui.keyframes.actions import TABLE as KEYFRAMES
from editor_app.ui.keys.finding import finds, has_key
from editor_app.ui.keys.keymap import (
    KeyMap,
    conflicts,
    given_up,
    left_without,
    owners,
    portable,
    resolve,
    strokes,
    with_keys,
    without_change,
)
from editor_app.ui.keys.presets import NAMES, PRESETS
from editor_app.ui.keys.reserved import refusal
from editor_app.ui.keys.texts import left_sentence
from editor_app.ui.media.actions import TABLE as MEDIA
from editor_app.ui.problems.actions import TABLE as PROBLEMS
from editor_app.ui.timeline.actions import TABLE as TIMELINE
from editor_app.ui.transport.actions import TABLE as TRANSPORT
from editor_app.ui.window.actions import TABLE as WINDOW

EVERY = (*WINDOW, *TIMELINE, *CANVAS, *TRANSPORT, *KEYFRAMES, *MEDIA, *PROBLEMS, *INSPECTOR)
ALL = {spec.id: tuple(map(portable, spec.keys)) for spec in EVERY}
FEW = {"split": ("S",), "snap": ("N",), "fade": ("Ctrl+T",), "log": ()}


@pytest.mark.parametrize("preset", PRESETS)
def test_no_preset_clashes_with_itself_and_all_it_names_is_there(preset: str) -> None:
    table = PRESETS[preset]
    assert table.keys() <= ALL.keys()
    assert conflicts(table) == {}
    assert conflicts(resolve(ALL, preset, {})) == {}
    for name, keys in table.items():
        assert keys == tuple(map(portable, keys)), name
        assert all(strokes(key) for key in keys), name
        assert keys != ALL[name], f"{name} is no different from the default"
    assert not any(refusal(key) for keys in resolve(ALL, preset, {}).values() for key in keys)
    assert NAMES.keys() == PRESETS.keys()


@pytest.mark.parametrize("preset", PRESETS)
def test_what_one_does_all_the_time_has_a_key_in_every_preset(preset: str) -> None:
    keys = resolve(ALL, preset, {})
    for name in ("clip.split", "play.toggle", "snap", "clip.delete", "clip.ripple-delete", "edit.undo"):
        assert keys[name], name
    assert keys["view.palette"]
    assert keys["edit.keys"]


@pytest.mark.parametrize(
    ("preset", "action", "keys"),
    [
        ("default", "clip.split", ("S",)),
        ("premiere", "clip.split", ("Ctrl+K",)),
        ("premiere", "snap", ("S",)),
        ("premiere", "tool.roll", ("N",)),
        ("premiere", "keyframes.previous", ()),
        ("premiere", "marker.add", ("M",)),
        ("resolve", "clip.ripple-delete", ("Del",)),
        ("resolve", "tool.select", ("A",)),
        ("shotcut", "clip.ripple-delete", ("Shift+Del", "Shift+Backspace", "X")),
        ("shotcut", "clip.duplicate", ()),
    ],
)
def test_a_preset_has_the_keys_of_its_program(preset: str, action: str, keys: tuple[str, ...]) -> None:
    assert resolve(ALL, preset, {})[action] == keys


@pytest.mark.parametrize(
    ("changes", "given"),
    [
        ({}, FEW),
        ({"fade": ("S",)}, {**FEW, "fade": ("S",), "split": ()}),
        ({"split": ()}, {**FEW, "split": ()}),
        ({"split": ("S", "Ctrl+B")}, {**FEW, "split": ("S", "Ctrl+B")}),
        ({"fade": ("X",), "snap": ("X",)}, {**FEW, "fade": ("X",), "snap": ("X",)}),
        ({"unknown": ("S",)}, FEW),
        ({"fade": ("S, X",)}, {**FEW, "fade": ("S, X",), "split": ()}),
    ],
)
def test_ones_own_keys_go_first(
    changes: dict[str, tuple[str, ...]], given: dict[str, tuple[str, ...]]
) -> None:
    assert resolve(FEW, "default", changes) == given


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (FEW, {}),
        ({"a": ("S",), "b": ("S",)}, {"S": ("a", "b")}),
        ({"a": ("S",), "b": ("S",), "c": ("N", "S")}, {"S": ("a", "b", "c")}),
        ({"a": ("Ctrl+K",), "b": ("Ctrl+K, X",)}, {"Ctrl+K": ("a", "b")}),
        ({"a": ("Shift+,",), "b": ("<",)}, {"Shift+,": ("a", "b")}),
        ({"a": ("Ctrl+Shift+/",), "b": ("Ctrl+Shift+?",)}, {"Ctrl+Shift+/": ("a", "b")}),
        ({"a": ("Shift+,", "<")}, {}),
        ({"a": ("Shift+F1",), "b": ("F1",)}, {}),
        ({"a": ("Shift+S",), "b": ("S",)}, {}),
    ],
)
def test_a_key_with_two_actions_is_a_conflict(
    keys: dict[str, tuple[str, ...]], found: dict[str, tuple[str, ...]]
) -> None:
    same = {key: set(ids) for key, ids in conflicts(keys).items()}
    assert same == {key: set(ids) for key, ids in found.items()}


def test_an_action_takes_a_key_from_its_owner_and_gives_it_back() -> None:
    keymap = with_keys(KeyMap(), FEW, "fade", ("S",))
    now = resolve(FEW, keymap.preset, keymap.changes)
    assert owners(now, "S") == ("fade",)
    assert given_up(FEW, keymap, now, "split") == {"S": "fade"}
    again = with_keys(keymap, FEW, "snap", ("N", "S"))
    assert again.changes == {"fade": (), "snap": ("N", "S")}
    assert without_change(without_change(again, "snap"), "fade") == KeyMap()


def test_what_agrees_with_the_preset_is_no_change() -> None:
    keymap = with_keys(KeyMap(), FEW, "split", ("Ctrl+B",))
    assert keymap.changes == {"split": ("Ctrl+B",)}
    assert with_keys(keymap, FEW, "split", ("S",)) == KeyMap()


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("dupl", True),
        ("DUPLICATE", True),
        ("ctrl+d", True),
        ("Ctrl + D", True),
        ("ctrl+x", False),
        ("this dup", True),
        ("", True),
    ],
)
def test_a_name_or_a_key_is_found(query: str, is_found: bool) -> None:
    assert finds(query, "Duplicate this", ("Ctrl+D",)) == is_found


def test_a_pressed_key_finds_that_key_alone() -> None:
    assert has_key("Ctrl+D", ("Ctrl+D",))
    assert has_key("Ctrl+K", ("Ctrl+K, X",))
    assert not has_key("Ctrl+D", ("Ctrl+Del",))


@pytest.mark.parametrize(
    ("key", "may"), [("Esc", False), ("Return", False), ("Ctrl+Return", True), ("S", True)]
)
def test_keys_that_lead_through_the_window_stay_free(key: str, may: bool) -> None:
    assert (refusal(key) == "") == may


@pytest.mark.parametrize(
    ("keymap", "left"),
    [
        (KeyMap(), set()),
        (KeyMap(changes={"view.next-page": (), "snap": ("S",)}), {"clip.split"}),
        (
            KeyMap("shotcut"),
            {
                "clip.duplicate",
                "clip.nudge-left-10",
                "clip.nudge-right-10",
                "clip.select-after",
                "view.next-page",
                "view.previous-page",
            },
        ),
    ],
)
def test_actions_that_a_map_leaves_without_a_key(keymap: KeyMap, left: set[str]) -> None:
    now = resolve(ALL, keymap.preset, keymap.changes)
    assert set(left_without(ALL, keymap, now)) == left


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("", ""),
        ("a", "1 action is left without a key: “a”."),
        ("ab", "2 actions are left without a key: “a”, “b”."),
        ("abcdefgh", "8 actions are left without a key: “a”, “b”, “c”, “d”, “e”, “f” and 2 more."),
    ],
)
def test_they_are_counted_and_named(names: str, said: str) -> None:
    assert left_sentence(tuple(names)) == said
