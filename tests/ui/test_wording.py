"""Sentences with names in the place of ids and paths: a table."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app.problem import Problem
from editor_app.state import EditorState
from editor_app.store.sidecar import Sidecar
from editor_app.ui.wording import named, told, with_names
from tests.edits.picture import state_of

PHOTO = "9f86d081884c7d659a2feaa0c55ad015"
GONE = "0b7e9c0de1234422283334444555566667777888"


def rename(document: dict[str, Any]) -> None:
    """Give two clips texts, one of them broken, an asset a hexadecimal id, and a clip that of a word."""
    items, assets = document["items"], document["assets"]
    items["A"]["text"], items["B_2"]["text"] = "Title 1", "Title 2"
    items["B_2"]["opacity"] = "faint"
    assets[PHOTO] = assets.pop("i") | {"id": PHOTO, "filename": "beach.jpg"}
    items["P1"]["assetId"] = PHOTO
    document["transitions"]["tr1"] = {"id": "tr1", "type": "fade"}


@pytest.fixture
def state() -> EditorState:
    """Two titles and two solids that look alike, with a picture below."""
    return state_of(
        "V2: A:text[0-2] B_2:text[2-4] s1[4-5] s2[5-6] | V1: P1:image[0-2]~1~clip[2-4]", edit=rename
    )


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("$.items.B_2.opacity: opacity must be a number.", "“Title 2”: opacity must be a number."),
        ("$.items.A.opacity.value: must be 1 or less.", "opacity.value of “Title 1”: must be 1 or less."),
        ('editorState.items["A"].text is too long', "text of “Title 1” is too long"),
        ("items[A].text is too long", "items[A].text is too long"),
        ("/items/A/opacity: too large. #/editorState/items/A", "opacity of “Title 1”: too large. “Title 1”"),
        ("See $.tracks[0].items[1], $.tracks[1].muted.", "See “Title 2”, muted of track V1."),
        ("$.tracks[7].items: odd", "$.tracks[7].items: odd"),
        ("$.compositionWidth: must be even.", "compositionWidth: must be even."),
        ("$.items.who.text: is odd.", "$.items.who.text: is odd."),
        ("“s2” begins before “s1” ends.", "“Shape” begins before “Shape” at 00:00:04:00 ends."),
        ("“A” begins before “s1” ends.", "“Title 1” begins before “Shape” ends."),
        (f"The asset “{PHOTO}” is odd; {PHOTO}, too.", "The asset “beach.jpg” is odd; “beach.jpg”, too."),
        (f"$.assets.{PHOTO}.size: size is odd.", "“beach.jpg”: size is odd."),
        (f"The asset “{GONE}” does not exist.", "The asset “0b7e9c0d…” does not exist."),
        ("The cut has the transition “P1clip”.", "The cut has the transition “Fade”."),
        ("$.transitions.tr1.fromClipId: is missing.", "fromClipId of “Unreadable transition”: is missing."),
        ("The clip is not on the track “V2”.", "The clip is not on the track “V2”."),
        ('Item "B_2" and item s1 overlap', "Item “Title 2” and item “Shape” overlap"),
        ("A clip may not be so long. It's 5 s.", "A clip may not be so long. It's 5 s."),
        ("“#ff00zz” cannot be read as a colour.", "“#ff00zz” cannot be read as a colour."),
        ("", ""),
    ],
)
def test_records_are_called_by_their_names(state: EditorState, said: str, shown: str) -> None:
    assert named(said, state) == shown


@pytest.mark.parametrize(
    ("path", "said", "shown"),
    [
        ("$.items.B_2.opacity", "opacity must be an object.", "“Title 2”: opacity must be an object."),
        ("$.items.s1", "“s1” is on no track.", "“Shape” is on no track."),
        (f"$.assets.{PHOTO}", "The file is missing.", "“beach.jpg”: The file is missing."),
        ("$.items.who", "It is odd.", "It is odd."),
        ("$.outputRatio", "It differs.", "It differs."),
        ("somewhere else", "It differs.", "It differs."),
    ],
)
def test_a_problem_names_what_it_is_about(state: EditorState, path: str, said: str, shown: str) -> None:
    assert told(Problem("X", path, said, "error"), state) == shown


def test_only_the_first_of_each_severity_are_named(state: EditorState) -> None:
    problems = [
        Problem("X", "$.items.A", "It is odd.", kind) for kind in ("error", "warning", "error", "info")
    ]
    shown = with_names(problems, state, Sidecar(), most=1)
    long, short = "“Title 1”: It is odd.", "It is odd."
    assert [problem.message for problem in shown] == [long, long, short, short]
