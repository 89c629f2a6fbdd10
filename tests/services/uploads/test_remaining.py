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
        (("done", "waiting", "sending"), {}, Remaining(2, "going")),
        (("done", "waiting", "sending", "failed"), {}, Remaining(3, "going", others=1)),
        (("sending", "checking", "failed", "failed"), {}, Remaining(4, "going", others=2)),
        (("sending", "waiting", "paused", "failed"), {}, Remaining(4, "going", others=2)),
        (("checking", "holding", "paused"), {}, Remaining(3, "going", others=1)),
        (("sending", "paused", "cancelled", "failed"), {}, Remaining(4, "stuck", others=1)),
        (("waiting",), {"is_asked": True, "is_permitted": False}, Remaining(1, "asked")),
        (("paused",), {"is_asked": True, "is_permitted": False}, Remaining(1, "asked")),
        (("waiting", "failed"), {"is_permitted": False}, Remaining(2, "forbidden", others=1)),
        (("failed", "cancelled"), {"is_permitted": False}, Remaining(2, "stuck")),
        (("failed", "done"), {}, Remaining(1, "stuck")),
        (("paused",), {}, Remaining(1, "stuck")),
        (("waiting", "waiting"), {"is_stopped": True}, Remaining(2, "stuck")),
        (("done",), {"unreadable": 2}, Remaining(2, "stuck")),
        (("done",), {"unread": 2, "unreadable": 1}, Remaining(3, "going", others=1)),
    ],
)
def test_what_is_not_there_is_counted_whatever_the_reason(
    statuses: tuple[Status, ...], how: dict[str, Any], remaining: Remaining
) -> None:
    uploads = [Upload(WANTED, status) for status in statuses]
    assert remaining_of(uploads, {}, **{**NOTHING, **how}) == remaining


def test_what_is_gone_from_this_computer_is_not_counted_as_here() -> None:
    gone = Upload(WANTED, "failed")
    gone.is_gone = True
    assert remaining_of([gone, Upload(WANTED, "done")], {}, **NOTHING) == Remaining(1, "gone")
    both = Remaining(2, "going", others=1, missing=1)
    assert remaining_of([gone, Upload(WANTED, "waiting")], {}, **NOTHING) == both
    both = Remaining(2, "stuck", others=1, missing=1)
    assert remaining_of([gone, Upload(WANTED, "cancelled")], {}, **NOTHING) == both


@pytest.mark.parametrize(
    ("missing", "count"),
    [
        ({}, 0),
        ({"b": "bb"}, 1),
        ({"b": "bb", "twin": "bb"}, 1),
        ({"b": "bb", "unknown": "", "other": ""}, 3),
    ],
)
def test_what_is_on_no_list_is_counted_once_for_each_content(missing: dict[str, str], count: int) -> None:
    listed = Upload(WANTED, "cancelled")
    listed.is_gone = True
    with_listed = {"a": "aa", "twin of a": "aa", **missing}
    assert remaining_of([listed], with_listed, **NOTHING) == Remaining(count + 1, "gone")
    there = Upload(WANTED, "done")
    assert remaining_of([there], missing, **NOTHING).count == count
