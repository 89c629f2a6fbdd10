"""Lines to read before exporting: the worst first, the same said once, with ways to the thing."""

from __future__ import annotations

import pytest

from editor_app.interchange.renderingvideo import Loss
from editor_app.services.exporting.preflight import Facts, preflight
from editor_app.ui.export.notes import Note, in_order, of_findings, of_losses, summary, trouble, worst_of
from tests.render.export.films import SECOND, document, solid

STATE = document(*(solid(SECOND, (0, 0, 9, 9), "#e02010") for _ in range(4)))
KEYS = tuple(STATE.items)


def test_findings_lead_to_where_something_can_be_done() -> None:
    found = of_findings(preflight(Facts(is_local=False, errors=2, missing=("a.mp4",), has_folder=False)))
    assert [(note.level, note.way, bool(note.link), note.blocks) for note in found] == [
        ("error", "problems", True, True),
        ("error", "media", True, True),
        ("error", "folder", True, True),
    ]
    assert found[0].text.startswith(found[0].short)


def test_the_same_of_many_clips_is_one_line_that_shows_them_all() -> None:
    losses = [
        Loss(key, None, "stroke", "It may play a little differently there.", "approximate") for key in KEYS
    ]
    losses += [Loss(KEYS[0], None, "blur", "it is not known there", "missing")]
    losses += [Loss("", None, "length", "it is cut", "prerender"), Loss("gone", None, "x", "", "approximate")]
    first, *_, last = of_losses(losses, STATE)
    assert (first.level, first.items) == ("warning", (KEYS[0],))
    assert "blur – it is not known there" in first.text
    alike = next(note for note in of_losses(losses, STATE) if "stroke" in note.text)
    assert alike.items == KEYS
    assert alike.text == "4 × “Shape”: stroke – They may play a little differently there."
    assert alike.link == "Show"
    assert (last.text, last.link) == ("x", "")


@pytest.mark.parametrize(
    ("counts", "text", "level"),
    [
        ((0, 0, 0, ""), "The document has no errors", "ok"),
        (
            (0, 0, 12, "3 to upload, 41 MB"),
            "The document has no errors · 12 of 12 media ready · 3 to upload, 41 MB",
            "ok",
        ),
        ((0, 1, 3, ""), "1 error · 2 of 3 media ready", "error"),
        ((2, 1, 3, ""), "3 errors · 2 of 3 media ready", "error"),
    ],
)
def test_the_verdict(counts, text: str, level: str) -> None:
    assert (summary(*counts).text, summary(*counts).level) == (text, level)


def test_the_worst_comes_first_and_the_verdict_before_what_is_good_to_know() -> None:
    notes = [Note("approximate", "a"), Note("ok", "o"), Note("note", "n"), Note("warning", "w"), trouble("t")]
    assert [note.text for note in in_order([*notes, *notes])] == ["t", "w", "o", "n", "a"]


def test_beside_the_button_stands_only_what_keeps_from_pressing_it() -> None:
    assert worst_of([Note("error", "an error of the project")], "0:12") == Note("ok", "0:12")
    found = worst_of([trouble("a long one", "a"), trouble("b"), trouble("c")], "0:12")
    assert (found.level, found.text) == ("error", "a\nb")


def test_beside_a_button_that_asks_stands_what_it_says_yes_to_and_what_that_costs() -> None:
    asked = [Note("warning", "“a.mp4” will be replaced."), Note("warning", "The same export is under way.")]
    found = worst_of(asked, "1920 × 1080\n18 credits", asked)
    said = "“a.mp4” will be replaced.\nThe same export is under way.\n18 credits"
    assert (found.level, found.text) == ("warning", said)
    assert worst_of([trouble("t"), *asked], "0:12", asked).text == "t"
