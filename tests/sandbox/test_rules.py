"""The pure rules of the local server, as tables."""

from __future__ import annotations

import base64
import json

import pytest

from editor_app.sandbox import guard
from editor_app.sandbox.cursors import Place, read_cursor, write_cursor
from editor_app.sandbox.errors import ApiError
from editor_app.sandbox.exports.billing import bill
from editor_app.sandbox.families import declared_family, suffix_of
from editor_app.sandbox.faults import Faults, parse_faults
from editor_app.sandbox.fields import Filename, HeaderMap, Number, OneOf, Text, Uuid, WebAddress, Whole
from editor_app.sandbox.idempotency import payload_hash
from editor_app.sandbox.limits import Buckets
from editor_app.sandbox.webhooks import sign, signed_headers

PLACE = Place("2026-03-11T13:00:00.000Z", "497f6eca-6276-4993-bfeb-53cbbbba6f08")


@pytest.mark.parametrize(
    ("header", "bound_to", "is_ours"),
    [
        ("127.0.0.1:8787", "127.0.0.1", True),
        ("localhost", "127.0.0.1", True),
        ("LOCALHOST.:1", "127.0.0.1", True),
        ("[::1]:8787", "::1", True),
        ("127.0.0.2", "127.0.0.1", True),
        ("192.168.1.5:8787", "127.0.0.1", False),
        ("192.168.1.5:8787", "0.0.0.0", True),
        ("rebound.example", "0.0.0.0", False),
        ("studio.local", "studio.local", True),
        ("localhost.evil.example", "127.0.0.1", False),
        ("evil.example@127.0.0.1", "127.0.0.1", False),
        ("127.0.0.1:x", "127.0.0.1", False),
        ("", "127.0.0.1", False),
    ],
)
def test_whose_name_the_host_header_may_say(header: str, bound_to: str, is_ours: bool) -> None:
    assert guard.host_is_ours(header, bound_to) is is_ours


@pytest.mark.parametrize(
    ("origin", "is_ours"),
    [
        (None, True),
        ("http://127.0.0.1:1", True),
        ("http://127.0.0.1:2", False),
        ("https://127.0.0.1:1", False),
        ("null", False),
        ("", False),
    ],
)
def test_whose_pages_may_call(origin: str | None, is_ours: bool) -> None:
    assert guard.origin_is_ours(origin, "127.0.0.1:1") is is_ours


def test_a_cursor_comes_back_as_it_was() -> None:
    text = write_cursor("projects", PLACE)
    assert read_cursor("projects", text) == PLACE
    assert text.isascii()
    assert text.replace("-", "").replace("_", "").isalnum()


def _cursor(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "é", "====", "A" * 512, write_cursor("assets", PLACE)),
        *map(_cursor, (None, [], {}, 5, ["projects", PLACE.created_at], ["projects", 1, PLACE.id])),
        *map(_cursor, (["projects", "now", PLACE.id], ["projects", PLACE.created_at, "' OR 1=1"])),
        _cursor(["projects", PLACE.created_at, None]),
    ],
)
def test_any_other_text_is_no_cursor(text: str) -> None:
    with pytest.raises(ApiError) as refused:
        read_cursor("projects", text)
    assert refused.value.status == 400


@pytest.mark.parametrize(
    ("seconds", "billed", "credits"),
    [(0.4, 1, "0.1"), (1.0, 1, "0.1"), (1.0000000001, 1, "0.1"), (18.4, 19, "1.9"), (120, 120, "12")],
)
def test_every_second_begun_is_billed(seconds: float, billed: int, credits: str) -> None:
    assert (bill(seconds).standard_seconds, bill(seconds).credits) == (billed, credits)


def test_a_signature_is_the_one_of_the_reference() -> None:
    body = b'{"eventType":"EXPORT_COMPLETED","task":{"taskId":"638ad4d9-51e5-42ec-bb50-0db761bba304"}}'
    expected = "0967e30ab5a11ccd298ad131166419d2384b54f38390e6ab52db71a01ad6161a"
    assert sign("whs_indream_test_secret", "1710307200", body) == expected
    headers = signed_headers("whs_indream_test_secret", body, 1710307200.9)
    assert headers == {"X-Indream-Timestamp": "1710307200", "X-Indream-Signature": expected}


def test_a_bucket_fills_again() -> None:
    now = [0.0]
    buckets = Buckets(2, 0.5, lambda: now[0])
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 2]
    assert buckets.take("b") == 0
    now[0] = 1.0
    assert buckets.take("a") == 1
    now[0] = 2.0
    assert buckets.take("a") == 0
    now[0] = 1000.0
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 2]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("latency=0.5,rate=0.2,status=429", Faults(0.5, 0.2, 429)),
        ("rate=1", Faults(0, 1, 503)),
        (" latency=2 ", Faults(2, 0, 503)),
    ],
)
def test_faults_are_read(text: str, faults: Faults) -> None:
    assert parse_faults(text) == faults


@pytest.mark.parametrize(
    "text",
    ["", "x=1", "rate=2", "rate=x", "rate=nan", "latency=-1", "latency=inf", "status=200", "status=4.5"],
)
def test_what_is_no_fault_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_faults(text)


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        (Whole(1, 9), 5, 5),
        (Whole(1, 9), 5.0, 5),
        (Number(0.6, 8), 1, 1.0),
        (OneOf((30, 60)), 30.0, 30),
        (Text(3), "abc", "abc"),
        (Text(3, nullable=True), None, None),
        *((Filename(20), name, name) for name in ("a.mp4", "Köln 你好 \U0001f600.mp4", "a..b", "...", "a:b")),
        (Uuid(), PLACE.id.upper(), PLACE.id),
        (WebAddress(50), "http://[::1]:80/a?b#c", "http://[::1]:80/a?b#c"),
        (HeaderMap(), {"x-a": "é"}, {"x-a": "é"}),
    ],
)
def test_good_values_are_read(kind: object, value: object, read: object) -> None:
    assert kind.read(value) == read  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *((Whole(1, 9), bad) for bad in (0, 10, "5", True, None, 5.5, 10**40, [])),
        *((Number(0.6, 8), bad) for bad in (0.5, 8.1, "1", False, float("nan"), {})),
        *((OneOf((30, 60)), bad) for bad in (1, True, "30", None, [], {})),
        *((Text(3, 1), bad) for bad in ("", "abcd", 1, None, "\udfff")),
        *(
            (Filename(20), bad)
            for bad in ("", " ", ".", "..", "a/b", "a\\b", "a/../b\r\nX: 1.mp4", "a\0", None)
        ),
        *((Filename(20), bad) for bad in ("a\u202e4pm.exe", "\x1b[2J", "a" * 21, 5)),
        *((Uuid(), bad) for bad in ("x", PLACE.id.replace("-", ""), f"{{{PLACE.id}}}", 1, "")),
        *((WebAddress(50), bad) for bad in ("x", "http://", "file:///etc", "http://a:0/", "http://a:x/")),
        *((WebAddress(50), bad) for bad in ("http://a b/", "http://u@a/", "http://[/", "http://ä/", 5)),
        *((HeaderMap(), bad) for bad in ([], {"": "x"}, {"a b": "x"}, {"a": 1}, {"Host": "x"}, {"a": "€"})),
    ],
)
def test_bad_values_are_refused(kind: object, value: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        kind.read(value)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("mime", "suffix", "family"),
    [
        ("image/png", ".png", "image"),
        ("video/mp4", "", "video"),
        ("audio/mpeg", ".mp3", "audio"),
        ("text/plain", ".srt", "caption"),
        ("application/octet-stream", ".ass", "caption"),
        ("application/octet-stream", ".png", None),
        ("", "", None),
    ],
)
def test_what_a_client_announces(mime: str, suffix: str, family: str | None) -> None:
    assert declared_family(mime, suffix) == family


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.PNG", ".png"),
        ("a.tar.gz", ".gz"),
        ("a", ""),
        (".png", ".png"),
        ("a.", ""),
        ("a.toolong", ""),
        ("a.p/g", ""),
    ],
)
def test_endings_of_names(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix


def test_payloads_are_equal_whatever_their_order() -> None:
    assert payload_hash({"a": 1, "b": [1, 2]}) == payload_hash({"b": [1, 2], "a": 1})
    assert payload_hash({"a": 1}) != payload_hash({"a": 1.0})
    assert payload_hash({"a": "\ud800"}) != payload_hash({"a": "x"})
