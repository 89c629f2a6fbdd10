"""Bytes that are no document are refused with a sentence; everything that is JSON is kept."""

from __future__ import annotations

import gc
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.state import DocumentError, parse_json
from editor_app.state.reading import MAX_DEPTH


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"hello", r"not JSON: expecting value \(line 1, column 1\)"),
        (b'{"a": 1,\n "b": tru', r"cut off|expecting value \(line 2, column 7\)"),
        (b'{"a": [1, 2', r"cut off: it ends in the middle \(line 1, column 12\)"),
        (b'{"a": "text', "cut off"),
        (b'{"a": NaN}', "NaN is not a JSON number"),
        (b"[-Infinity]", "-Infinity is not a JSON number"),
        (b"[1e400]", "number that is too large"),
        (b'{"a":-1e999}', "number that is too large"),
        (b"[123456789" + b"0" * 310 + b"]", "number that is too large"),
        (b"[" + b"9" * 10_000 + b"]", "number that is too large"),
        (b"[" + b"9" * 290 + b"e40]", "number that is too large"),
        (b"[" * 300 + b"]" * 300, f"more than {MAX_DEPTH} levels"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, f"more than {MAX_DEPTH} levels"),
        (b"\xff\xfe{\x00}\x00", r"not UTF-8 text \(byte 1\)"),
        (b'{"a": "\xed\xa0\x80"}', r"not UTF-8 text \(byte 8\)"),
        (b"PK\x03\x04", "not JSON"),
    ],
    ids=lambda value: repr(value[:12]) if isinstance(value, bytes) else "",
)
def test_what_is_no_json_is_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(DocumentError, match=says) as caught:
        parse_json(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        (b'["\\ud83d", "\\ud83d\\ude00"]', ["\ud83d", "😀"]),
        (b'["#1e293b", "9e999", 1e308, "x: 1e999"]', ["#1e293b", "9e999", 1e308, "x: 1e999"]),
        (b"[" * 150 + b"]" * 150, json.loads("[" * 150 + "]" * 150)),
        (b"[12345678901234567890123, -0.0, 1E3]", [12345678901234567890123, -0.0, 1000.0]),
    ],
    ids=["byte order mark", "surrogates", "looks large", "deep", "numbers"],
)
def test_odd_json_is_kept(data: bytes, value: Any) -> None:
    assert json.dumps(parse_json(data)) == json.dumps(value)


@given(
    st.floats(allow_nan=False, allow_infinity=False) | st.integers(),
    st.sampled_from(["%s", "[%s]", '{"a":\t%s}']),
)
def test_no_number_is_refused_by_mistake(number: float, form: str) -> None:
    text = form % json.dumps(number)
    assert parse_json(text.encode()) == json.loads(text)


@given(st.binary(max_size=40))
def test_any_bytes_are_json_or_a_sentence(data: bytes) -> None:
    with suppress(DocumentError):
        value = parse_json(data)
        assert json.loads(data) == value


def test_the_garbage_collector_runs_again_after_a_refusal() -> None:
    with pytest.raises(DocumentError):
        parse_json(b"[")
    assert gc.isenabled()
