"""What a service lacks, and what that waits for: tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from editor_app.services.uploads import Remaining, Status, Upload, Wanted
from editor_app.services.uploads.remaining import remaining_of

WANTED = Wanted("aa", Path("a"), "a", "x/y", "image", 5, 0.0, ("a",), True)
NOTHING = {"unread": 0, "unreadable": 0, "is_asked": False, "is_permitted": True, "is_stopped": False}


@pytest.mark.parametrize(
    ("statuses", "how", "remaining"),
    [
        ((), {}, Remaining()),
        (("done", "done"), {"is_permitted": False}, Remaining()),
        (("done", "waiting", "sending", "failed"), {}, Remaining(2, "going")),
        (("checking", "holding", "paused"), {}, Remaining(2, "going")),
        (("waiting",), {"is_asked": True, "is_permitted": False}, Remaining(1, "asked")),
        (("waiting", "failed"), {"is_permitted": False}, Remaining(2, "forbidden")),
        (("failed", "cancelled"), {"is_permitted": False}, Remaining(2, "stuck")),
        (("failed", "done"), {}, Remaining(1, "stuck")),
        (("paused",), {}, Remaining(1, "stuck")),
        (("waiting", "waiting"), {"is_stopped": True}, Remaining(2, "stuck")),
        (("done",), {"unreadable": 2}, Remaining(2, "stuck")),
        (("done",), {"unread": 2, "unreadable": 1}, Remaining(2, "going")),
    ],
)
def test_what_is_not_there_is_counted_whatever_the_reason(
    statuses: tuple[Status, ...], how: dict[str, Any], remaining: Remaining
) -> None:
    uploads = [Upload(WANTED, status) for status in statuses]
    assert remaining_of(uploads, **{**NOTHING, **how}) == remaining


def test_what_is_gone_from_this_computer_is_not_counted_as_here() -> None:
    gone = Upload(WANTED, "failed")
    gone.is_gone = True
    assert remaining_of([gone, Upload(WANTED, "done")], **NOTHING) == Remaining(1, "gone")
    assert remaining_of([gone, Upload(WANTED, "waiting")], **NOTHING) == Remaining(1, "going")
    assert remaining_of([gone, Upload(WANTED, "cancelled")], **NOTHING) == Remaining(1, "stuck")
