"""After which failures a call is sent again, and how long after."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.cloud.http import retrying
from editor_app.cloud.http.failures import Failure, FileRefused, NoAnswer, OddAnswer, TooSlow, UnfitArgument
from editor_app.cloud.indream import AsyncIndreamClient

NOW = datetime(2026, 3, 11, 13, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failure", "transient"),
    [
        (NoAnswer("reset"), True),
        (TooSlow("late"), True),
        (OddAnswer("html", 502), True),
        (OddAnswer("html", 200), False),
        (FileRefused("busy", 503, 3.0), True),
        (FileRefused("gone", 404), False),
        (UnfitArgument("content", "is empty."), False),
    ],
)
def test_failures_that_may_pass(failure: Failure, transient: bool) -> None:
    assert retrying.is_transient(failure) is transient


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("7", 7.0),
        (" 1.5 ", 1.5),
        ("Wed, 11 Mar 2026 13:00:30 GMT", 30.0),
        ("Wed, 11 Mar 2026 12:00:00 GMT", 0.0),
        ("Wed, 11 Mar 2026 13:00:05 -0000", 5.0),
        ("86400", 86400.0),
        *((value, None) for value in ("", None, "soon", "-3", "nan", "inf", "1e3", "9" * 400, "٣")),
    ],
)
def test_retry_after_holds_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    assert retrying.read_retry_after(value, NOW) == seconds


@given(st.text(max_size=40))
def test_no_retry_after_breaks_the_reading(value: str) -> None:
    seconds = retrying.read_retry_after(value, NOW)
    assert seconds is None or seconds >= 0


def test_pauses_double_up_to_a_bound_and_are_spread() -> None:
    assert [retrying.pause_before(n, None, 0) for n in range(7)] == [0.2, 0.4, 0.8, 1.6, 3.2, 4.0, 4.0]
    assert retrying.pause_before(0, None, 0.5) == pytest.approx(0.3)
    assert retrying.pause_before(10**6, None, 0.999) <= 8


def test_what_the_service_asks_for_counts_up_to_a_minute() -> None:
    assert retrying.pause_before(0, 5, 0) == 5
    assert retrying.pause_before(3, 0, 0) == 0
    assert retrying.pause_before(0, 3600, 0) == 60
    assert 5 < retrying.pause_before(0, 5, 0.9) < 6


@pytest.mark.parametrize("seconds", [None, "5", True, 0, -1, float("nan"), float("inf"), 10**400, 5j, []])
def test_times_that_nobody_could_wait_are_named(seconds: Any) -> None:
    with pytest.raises(ValueError, match="timeout must be"):
        retrying.check_seconds(timeout=seconds)
    with pytest.raises(ValueError, match="poll_interval must be"):
        AsyncIndreamClient("key", poll_interval=seconds)


def test_other_times_are_right() -> None:
    retrying.check_seconds(timeout=5, poll_interval=0.1)
