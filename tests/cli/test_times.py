"""Times and ranges as people type them."""

from __future__ import annotations

import pytest

from editor_app.cli.outcome import CommandError, Exit
from editor_app.cli.times import range_argument, time_argument

SECOND = 240_000


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2:4.5", 2, 4.5),
        ("0:12", 0, 12),
        ("00:00:01.000:00:00:02.500", 1, 2.5),
        ("00:00:01:00:00:02", 1, 2),
        ("0:10:0:20", 10, 20),
        ("1:30:90.5", 90, 90.5),
        ("60f:135f", 2, 4.5),
        ("1:45f", 1, 1.5),
        (":3", 0, 3),
        (":0:10", 0, 10),
        ("3:", 3, None),
        ("00:00:03.000:", 3, None),
        (" 1 : 2 ", 1, 2),
    ],
)
def test_a_range_reads_in_every_form(text: str, start: float, end: float | None) -> None:
    assert range_argument(text, 30) == (start * SECOND, None if end is None else end * SECOND)


def test_frames_count_at_the_given_rate() -> None:
    assert range_argument("60f:120f", 60) == (SECOND, 2 * SECOND)


@pytest.mark.parametrize("text", ["", ":", "5", "a:b", "1:2:3:4:5:6:7", "1;2", "-1:2", "1..2"])
def test_nonsense_is_refused_in_words(text: str) -> None:
    with pytest.raises(CommandError, match="is not a range") as caught:
        range_argument(text, 30)
    assert caught.value.code == Exit.UNREADABLE


@pytest.mark.parametrize("text", ["4:2", "3:3", "00:00:02.000:00:00:01.000"])
def test_an_empty_range_is_refused_in_words(text: str) -> None:
    with pytest.raises(CommandError, match="is empty"):
        range_argument(text, 30)


def test_a_wrong_time_says_what_is_right() -> None:
    with pytest.raises(CommandError, match=r"12\.5.*00:00:12\.500.*375f"):
        time_argument("soon", 30)
