"""Which calls are sent again, when, and how long after."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.cloud.indream import AsyncIndreamClient, policy
from editor_app.cloud.indream.errors import ProblemDetails, error_of, network_error, unexpected

NOW = datetime(2026, 3, 11, 13, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("method", "deduplicated", "repeatable"),
    [
        ("GET", False, True),
        ("POST", True, True),
        ("POST", False, False),
        ("PATCH", False, False),
        ("DELETE", False, False),
        ("PATCH", True, False),
        ("DELETE", True, False),
    ],
)
def test_only_reading_and_deduplicated_creation_is_repeated(
    method: str, deduplicated: bool, repeatable: bool
) -> None:
    assert policy.is_repeatable(method, is_deduplicated=deduplicated) is repeatable


@pytest.mark.parametrize(
    ("key", "payload", "is_export", "deduplicated"),
    [
        ("k", None, False, True),
        ("k", None, True, True),
        (None, {"clientTaskId": "t"}, True, True),
        (None, {"clientTaskId": "t"}, False, False),
        (None, {"clientTaskId": " "}, True, False),
        (None, {"clientTaskId": 5}, True, False),
        ("  ", {}, True, False),
        ("", None, True, False),
        (None, None, True, False),
    ],
)
def test_a_creation_is_recognised_by_its_key_and_an_export_by_its_own_id(
    key: str | None, payload: dict[str, object] | None, is_export: bool, deduplicated: bool
) -> None:
    assert policy.is_deduplicated(key, payload, is_export=is_export) is deduplicated


@pytest.mark.parametrize(
    ("status", "code", "transient"),
    [
        *((status, "X", True) for status in (408, 429, 500, 502, 503, 504)),
        *((status, "X", False) for status in (200, 302, 400, 401, 403, 404, 409, 422, 501)),
        (429, "OPEN_API_EXPORT_STANDARD_SECOND_LIMIT_EXCEEDED", False),
    ],
)
def test_statuses_after_which_a_call_may_succeed(status: int, code: str, transient: bool) -> None:
    assert policy.is_transient(error_of(ProblemDetails("T", "t", status, "d", code))) is transient


def test_a_gateway_that_speaks_html_is_transient_and_so_is_no_answer() -> None:
    assert policy.is_transient(error_of(unexpected(502, "html")))
    assert not policy.is_transient(error_of(unexpected(200, "html")))
    assert policy.is_transient(network_error("reset"))


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
    assert policy.read_retry_after(value, NOW) == seconds


@given(st.text(max_size=40))
def test_no_retry_after_breaks_the_reading(value: str) -> None:
    seconds = policy.read_retry_after(value, NOW)
    assert seconds is None or seconds >= 0


def test_pauses_double_up_to_a_bound_and_are_spread() -> None:
    assert [policy.pause_before(n, None, 0) for n in range(7)] == [0.2, 0.4, 0.8, 1.6, 3.2, 4.0, 4.0]
    assert policy.pause_before(0, None, 0.5) == pytest.approx(0.3)
    assert policy.pause_before(10**6, None, 0.999) <= 8


def test_what_the_service_asks_for_counts_up_to_a_minute() -> None:
    assert policy.pause_before(0, 5, 0) == 5
    assert policy.pause_before(3, 0, 0) == 0
    assert policy.pause_before(0, 3600, 0) == 60
    assert 5 < policy.pause_before(0, 5, 0.9) < 6


@pytest.mark.parametrize("seconds", [None, "5", True, 0, -1, float("nan"), float("inf"), 10**400, 5j, []])
def test_times_that_nobody_could_wait_are_named(seconds: Any) -> None:
    with pytest.raises(ValueError, match="timeout must be"):
        policy.check_seconds(timeout=seconds)
    with pytest.raises(ValueError, match="poll_interval must be"):
        AsyncIndreamClient("key", poll_interval=seconds)


def test_other_times_are_right() -> None:
    policy.check_seconds(timeout=5, poll_interval=0.1)
