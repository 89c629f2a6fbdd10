"""Keys that are chosen do what they are chosen for, at once and next time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.apart import play

PREMIERE = {
    "clip.split": ["Ctrl+K"],
    "snap": ["S"],
    "clip.duplicate": ["Ctrl+D"],
    "cut.fade": [],
    "view.palette": ["Ctrl+Shift+P"],
    "play.toggle": ["Space"],
}


def scene(home: Path, name: str, *words: object) -> dict[str, Any]:
    """Play a scene; give what it tells."""
    return json.loads(play("shortcuts", name, *words, home=home)[-1])


def settings_of(home: Path) -> Path:
    """Give where the settings are kept."""
    (found,) = home.rglob("settings.json")
    return found


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give one home for several starts."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def changed(home: Path) -> dict[str, Any]:
    """Give what came of a change of keys."""
    return scene(home, "change")


def test_a_preset_applies_at_once_and_cancel_takes_it_back(changed: dict[str, Any]) -> None:
    assert changed["seen at once"] == ["0"]
    assert changed["taken back"] == ["\\"]


def test_a_key_that_is_taken_is_asked_about_in_words(changed: dict[str, Any]) -> None:
    assert changed["asked"] == (
        "Ctrl+D is the key of “Add a cross-fade to the cut”. Give it to “Duplicate”, or keep it there?"
    )
    assert changed["not yet"] == ["Ctrl+Shift+/"]


def test_the_chosen_keys_do_their_actions(changed: dict[str, Any]) -> None:
    assert changed["split by Ctrl+K"].startswith("Split")
    assert changed["split by Ctrl+K"].endswith("+1")
    assert changed["duplicated by Ctrl+D"].startswith("Duplicate")
    assert changed["snap turned by S"]
    assert changed["keys"] == PREMIERE
    assert changed["tooltip"] == "Split (Ctrl+K)"
    assert "E&xport" in changed["menus"]  # Alt+X is free there, which it is not by default


def test_keys_go_from_one_computer_to_another_as_a_file(tmp_path: Path) -> None:
    told = scene(tmp_path, "files", tmp_path)
    assert told["written"] == "The keys are in “mine.json”."
    assert json.loads((tmp_path / "mine.json").read_text())["changes"] == {"clip.split": ["F7"]}
    assert told["refused"] == "“film.json” cannot be used. It holds no key map."
    assert told["still"] == ["S"]
    assert told["read"] == "The keys of “mine.json” apply."
    assert told["now"] == ["F7"]


def test_the_keys_are_there_next_time(changed: dict[str, Any], home: Path) -> None:
    again = scene(home, "look")
    assert again["keys"] == changed["keys"] == PREMIERE
    assert again["said"] == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda values: json.dumps({**values, "keys": "{"}), "Your keys could not be read"),
        (lambda _values: "{", "Your settings could not be read"),
    ],
)
def test_what_cannot_be_read_is_told_once_and_kept(tmp_path: Path, damage: Any, said: str) -> None:
    scene(tmp_path, "look")
    file = settings_of(tmp_path)
    file.write_text(damage(json.loads(file.read_text())))
    first, second = scene(tmp_path, "look"), scene(tmp_path, "look")
    assert first["keys"]["clip.split"] == ["S"]
    assert [text for text in first["said"] if text.startswith(said)]
    assert second["said"] == []
    assert any("{" in kept.read_text() for kept in file.parent.glob("settings*.json"))


def test_fields_keep_their_letters_and_buttons_name_new_keys(tmp_path: Path) -> None:
    told = scene(tmp_path, "fields")
    assert told["typed"] == "basic "
    assert told["playhead stayed"]
    assert told["buttons"] == ["Go to the start (Ctrl+Backspace)", "Save the project (B)"]
    assert told["reset"] == "Go to the start (Home)"
