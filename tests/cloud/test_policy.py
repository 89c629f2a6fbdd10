"""Which calls are sent again, and after what."""

from __future__ import annotations

import pytest

from editor_app.cloud.indream import policy
from editor_app.cloud.indream.errors import ProblemDetails, error_of, network_error, unexpected


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
