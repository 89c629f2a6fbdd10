"""The rules of Range and If-None-Match, as tables."""

from __future__ import annotations

import pytest

from editor_app.sandbox.ranges import has_already, read_ranges, write_ranges


@pytest.mark.parametrize(
    ("header", "parts"),
    [
        ("bytes=0-3", [(0, 3)]),
        ("Bytes = 0-3", [(0, 3)]),
        ("bytes=5-", [(5, 9)]),
        ("bytes=5-99", [(5, 9)]),
        ("bytes=-4", [(6, 9)]),
        ("bytes=-99", [(0, 9)]),
        ("bytes=9-9", [(9, 9)]),
        ("bytes=0-0, ,2-3", [(0, 0), (2, 3)]),
        ("bytes=0-0,10-", [(0, 0)]),
        (f"bytes=0-{'9' * 5000}", [(0, 9)]),
        (f"bytes={'0' * 5000}1-2", [(1, 2)]),
        *((beyond, []) for beyond in ("bytes=10-", "bytes=10-12,20-", "bytes=-0", f"bytes={'9' * 5000}-")),
        *((other, None) for other in ("", "items=0-1", "bytes", "bytes=", "bytes=,", "bytes=abc", "bytes=-")),
        *((bad, None) for bad in ("bytes=9-5", "bytes=0-3,x", "bytes=1-2-3", "bytes=+1-2", "bytes=\u0661-")),
    ],
)
def test_ranges_of_ten_bytes(header: str, parts: list[tuple[int, int]] | None) -> None:
    assert read_ranges(header, 10) == parts
    if parts:
        assert read_ranges(write_ranges(parts), 10) == parts


@pytest.mark.parametrize(
    ("header", "etag", "has"),
    [
        ('"a"', '"a"', True),
        ('W/"a"', '"a"', True),
        ('"b", W/"a" ,"c"', '"a"', True),
        (" * ", '"a"', True),
        ("", '"a"', False),
        ("a", '"a"', False),
        ('"ab"', '"a"', False),
        ('"*"', '"a"', False),
    ],
)
def test_who_has_a_version_already(header: str, etag: str, has: bool) -> None:
    assert has_already(header, etag) is has
