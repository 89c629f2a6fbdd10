"""Callbacks are believed only with their signature."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.cloud.indream import verify_export_webhook_request, verify_export_webhook_signature
from editor_app.cloud.indream.types import ExportWebhookEvent
from tests.cloud import official
from tests.cloud.samples import DONE, WHEN

SECRET = "whs_indream_test_secret"
TIME = "1710307200"
BODY = '{"eventType":"EXPORT_COMPLETED","task":{"taskId":"638ad4d9-51e5-42ec-bb50-0db761bba304"}}'
SIGNATURE = "0967e30ab5a11ccd298ad131166419d2384b54f38390e6ab52db71a01ad6161a"
HEADERS: dict[str, Any] = {"X-Indream-Timestamp": TIME, "X-Indream-Signature": SIGNATURE}


def verified(headers: Any = HEADERS, body: str | bytes = BODY, now: float = 1710307200, **more: Any) -> bool:
    """Ask about the known callback, changed."""
    return verify_export_webhook_request(
        webhook_secret=more.pop("secret", SECRET),
        raw_body=body,
        headers=headers,
        now_timestamp_seconds=now,
        **more,
    )


def test_the_known_vector() -> None:
    assert verify_export_webhook_signature(
        webhook_secret=SECRET, timestamp=TIME, raw_body=BODY, signature=SIGNATURE
    )
    assert verified()
    assert verified(body=BODY.encode())


@pytest.mark.parametrize(
    "headers",
    [
        {"x-indream-timestamp": TIME, "X-INDREAM-SIGNATURE": SIGNATURE.upper()},
        {"x-indream-timestamp": f" {TIME} ", "x-indream-signature": f"\t{SIGNATURE}\n"},
        {"x-indream-timestamp": [TIME, "5"], "x-indream-signature": (SIGNATURE, "x")},
        {b"x-indream-timestamp": TIME.encode(), b"x-indream-signature": SIGNATURE.encode()},
        [
            (b"other", b"1"),
            (b"x-indream-timestamp", TIME.encode()),
            (b"x-indream-signature", SIGNATURE.encode()),
        ],
    ],
)
def test_headers_come_in_many_forms(headers: Any) -> None:
    assert verified(headers)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-indream-timestamp": TIME},
        {"x-indream-signature": SIGNATURE},
        *(
            HEADERS | {"X-Indream-Signature": bad}
            for bad in ("", "x", SIGNATURE[:-1], SIGNATURE[:-1] + "z", "0" * 64, None, 5, [], [None], b"\xff")
        ),
        *(
            HEADERS | {"X-Indream-Timestamp": bad}
            for bad in ("", "now", "-1710307200", "1710307200.0", "1e9", "٣", "9" * 5000, None, [], b"\xff")
        ),
        HEADERS | {"X-Indream-Timestamp": "1710307201"},
        *(None, 5, "abc", b"abc", [5], ["abc"], [None], [("a", "b", "c")]),
    ],
)
def test_what_is_missing_or_odd_is_a_no(headers: Any) -> None:
    assert not verified(headers)


@pytest.mark.parametrize(
    ("now", "more", "valid"),
    [
        (1710307500, {}, True),
        (1710306900, {}, True),
        (1710307501, {}, False),
        (1710306899, {}, False),
        (1710307210, {"max_skew_seconds": 9}, False),
        (1710307200, {"max_skew_seconds": 0}, True),
        (1710307200, {"max_skew_seconds": -1}, False),
        (1710307200, {"max_skew_seconds": float("nan")}, False),
        (-5, {"max_skew_seconds": 10**12}, False),
    ],
)
def test_old_and_early_callbacks(now: float, more: dict[str, Any], valid: bool) -> None:
    assert verified(now=now, **more) is valid


def test_an_old_callback_is_refused_by_the_clock() -> None:
    assert not verify_export_webhook_request(webhook_secret=SECRET, raw_body=BODY, headers=HEADERS)


@pytest.mark.parametrize(
    "change",
    [
        {"secret": "other"},
        {"secret": ""},
        {"body": BODY + " "},
        {"body": "\ud800"},
        *({name: value} for name in ("secret", "body", "max_skew_seconds") for value in (None, 5j, [])),
        {"now": "today"},
    ],
)
def test_another_secret_or_body(change: dict[str, Any]) -> None:
    assert not verified(**change)


@pytest.mark.parametrize("version", official.VERSIONS)
@given(
    body=st.text(max_size=50), stamp=st.text(max_size=12), signature=st.text(max_size=70), flip=st.booleans()
)
def test_the_verdict_is_the_official_one(
    version: str, body: str, stamp: str, signature: str, flip: bool
) -> None:
    theirs = official.module(version, "webhooks")
    stamp, signature = (TIME, SIGNATURE) if flip else (stamp, signature)
    arguments = {"webhook_secret": SECRET, "timestamp": stamp, "raw_body": body, "signature": signature}
    try:
        expected = theirs.verify_export_webhook_signature(**arguments)
    except UnicodeEncodeError:
        expected = False
    assert verify_export_webhook_signature(**arguments) == expected


def test_an_event_is_read_with_its_task() -> None:
    event = ExportWebhookEvent.model_validate(
        {"eventType": "EXPORT_COMPLETED", "occurredAt": WHEN, "task": DONE}
    )
    assert (event.event_type, event.occurred_at, event.task.status) == ("EXPORT_COMPLETED", WHEN, "COMPLETED")
    with pytest.raises(ValueError, match="eventType"):
        ExportWebhookEvent.model_validate(json.loads(BODY) | {"eventType": None})
