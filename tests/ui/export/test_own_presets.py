"""A person's own presets: kept as a text, read again whatever stands there."""

from __future__ import annotations

import pytest

from editor_app.ui.export.own_presets import (
    MOST,
    NameWord,
    judge_name,
    read_presets,
    renamed,
    with_preset,
    without,
    write_presets,
)
from editor_app.ui.export.recipes import Preset, Recipe

TALL = Recipe("mp4", 60, size=(1080, 1920), fit="fill")


def test_what_is_kept_is_read_as_it_was() -> None:
    made = with_preset(with_preset((), "Tall", TALL), "  Two   words ", Recipe("gif", 12, alpha=True))
    assert [one.name for one in made] == ["Tall", "Two words"]
    assert read_presets(write_presets(made)) == made
    assert all(one.is_own for one in made)


def test_the_same_name_is_the_same_preset() -> None:
    made = with_preset(with_preset((), "Tall", Recipe()), "Tall", TALL)
    assert [(one.name, one.recipe) for one in made] == [("Tall", TALL)]


def test_names_stay_apart_and_are_never_empty() -> None:
    made = with_preset(with_preset((), "A", TALL), "B", TALL)
    assert renamed(made, made[0].id, "B") == made
    assert renamed(made, made[0].id, " ") == made
    assert with_preset(made, " ", TALL) == made
    assert [one.name for one in renamed(made, made[0].id, "C")] == ["C", "B"]
    assert [one.name for one in without(made, made[0].id)] == ["B"]


OFFERED = (Preset("still", "Still", Recipe("png")), *with_preset((), "Mine", TALL))
TAKEN = NameWord(False, "There is a preset “Still” already. Choose another name.")


@pytest.mark.parametrize(
    ("name", "is_renamed", "word"),
    [
        ("", False, NameWord(False)),
        ("  ", False, NameWord(False)),
        ("Other", False, NameWord(True)),
        ("Still", False, TAKEN),
        (" still ", False, TAKEN),
        ("Mine", False, NameWord(True, "“Mine” gets these settings instead of its own.", True)),
        ("mine", False, NameWord(False, "There is a preset “Mine” already. Choose another name.")),
        ("Mine", True, NameWord(True)),
        ("MINE", True, NameWord(True)),
        ("Still", True, TAKEN),
    ],
)
def test_no_two_presets_have_one_name(name: str, is_renamed: bool, word: NameWord) -> None:
    assert judge_name(name, OFFERED, OFFERED[-1].id if is_renamed else "") == word


def test_there_are_not_more_than_can_be_seen() -> None:
    made = tuple[Preset, ...]()
    for number in range(MOST + 3):
        made = with_preset(made, f"{number}", TALL)
    assert len(made) == MOST
    assert made[-1].name == f"{MOST + 2}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[1]",
        '[{"id": "a", "name": "A"}]',
        '[{"id": "a", "name": "A", "recipe": {"format": "avi"}}]',
        '[{"id": "a", "name": "A", "recipe": {"scale": 99}}]',
        '[{"id": "a", "name": " ", "recipe": {}}]',
        '[{"id": "a", "name": "A", "recipe": {"size": [1]}}]',
        '[{"id": "a", "name": "A", "recipe": {"later": 1}}]',
    ],
)
def test_what_cannot_be_read_is_left_out(text: str) -> None:
    assert read_presets(text) == ()


def test_a_damaged_one_hides_no_other() -> None:
    text = write_presets(with_preset((), "Tall", TALL))
    assert len(read_presets(f'[{{"id": 1}}, {text[1:]}')) == 1
