"""Where a download goes on."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app.cloud.http.ranges import (
    Coming,
    Known,
    range_headers,
    resume_at,
    tells_its_end,
    validator_of,
    what_comes,
)

TAGGED = Known(100, '"v1"')


@pytest.mark.parametrize(
    ("have", "known", "start"),
    [
        (0, TAGGED, 0),
        (40, TAGGED, 40),
        (40, Known(100, None), 40),
        (40, Known(None, '"v1"'), 40),
        (40, Known(), 0),
        (100, TAGGED, 99),
        (120, TAGGED, 99),
        (0, Known(0, '"v1"'), 0),
    ],
)
def test_where_to_go_on(have: int, known: Known, start: int) -> None:
    assert resume_at(have, known) == start


@pytest.mark.parametrize(
    ("status", "headers", "told"),
    [
        (200, {"transfer-encoding": "chunked"}, True),
        (200, {"transfer-encoding": "gzip, Chunked"}, True),
        (200, {"content-length": "9", "content-encoding": "gzip"}, True),
        (200, {"transfer-encoding": "gzip"}, False),
        (200, {}, False),
        (206, {"transfer-encoding": "chunked"}, False),
    ],
)
def test_what_is_all_of_a_file_of_unknown_length(status: int, headers: dict[str, str], told: bool) -> None:
    assert tells_its_end(status, headers) is told


@pytest.mark.parametrize(
    ("start", "known", "headers"),
    [
        (0, TAGGED, {}),
        (40, TAGGED, {"Range": "bytes=40-", "If-Range": '"v1"'}),
        (40, Known(100), {"Range": "bytes=40-"}),
    ],
)
def test_what_to_ask_for(start: int, known: Known, headers: dict[str, str]) -> None:
    assert range_headers(start, known) == headers


@pytest.mark.parametrize(
    ("status", "headers", "known", "coming"),
    [
        (200, {"content-length": "100", "etag": '"v1"'}, Known(), Coming(0, TAGGED)),
        (200, {"content-length": "7", "etag": '"v2"'}, TAGGED, Coming(0, Known(7, '"v2"'))),
        (200, {}, TAGGED, Coming(0, Known())),
        (200, {"content-length": "٣"}, TAGGED, Coming(0, Known())),
        (200, {"content-length": "9", "content-encoding": "gzip", "etag": '"z"'}, TAGGED, Coming(0, Known())),
        (206, {"content-range": "bytes 40-99/100", "etag": '"v1"'}, TAGGED, Coming(40, TAGGED)),
        (206, {"content-range": "bytes 40-59/100"}, TAGGED, Coming(40, TAGGED)),
        (206, {"content-range": "bytes 40-99/*"}, TAGGED, Coming(40, TAGGED)),
        (206, {"content-range": "bytes 40-99/100"}, Known(None, '"v1"'), Coming(40, TAGGED)),
        (206, {"content-range": "bytes 40-99/100", "etag": '"v2"'}, TAGGED, None),
        (206, {"content-range": "bytes 40-98/99"}, TAGGED, None),
        (206, {"content-range": "bytes 0-99/100"}, TAGGED, None),
        (206, {"content-range": "items 40-99/100"}, TAGGED, None),
        (206, {}, TAGGED, None),
        (416, {"content-range": "bytes */100"}, TAGGED, None),
    ],
)
def test_what_an_answer_brings(status: int, headers: Any, known: Known, coming: Coming | None) -> None:
    assert what_comes(status, headers, 40, known) == coming


@pytest.mark.parametrize(
    ("headers", "validator"),
    [
        ({"etag": '"a"', "last-modified": "then"}, '"a"'),
        ({"etag": 'W/"a"', "last-modified": "then"}, "then"),
        ({"etag": 'W/"a"'}, None),
        ({"etag": " "}, None),
        ({}, None),
    ],
)
def test_what_marks_a_version(headers: dict[str, str], validator: str | None) -> None:
    assert validator_of(headers) == validator
