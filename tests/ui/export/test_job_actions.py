"""What can be done with an export, as it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editor_app.services.exporting.jobs.job import CloudIds, LogLine, Target
from editor_app.ui.export.job_actions import ICONS, actions_of, is_just_over
from tests.ui.export.scene import cloud_job, job, other_job

HELD = cloud_job(status="rendering", again_at=9.0, waits_for="account")
WORKSPACE = Target("indream", "local-workspace", "local-workspace", "Local workspace")
OTHER_IDS = CloudIds(key="k", task_id="t", render_id="r")
LINKED = CloudIds(url="https://films.example/1.mp4")


@pytest.mark.parametrize(
    ("shown", "row", "menu"),
    [
        (job(), ["pause", "cancel"], []),
        (job(status="rendering"), ["pause", "cancel"], []),
        (job(status="rendering", wish="pause"), ["cancel"], []),
        (job(status="rendering", wish="cancel"), [], []),
        (job(status="paused"), ["resume", "cancel"], []),
        (cloud_job(status="rendering"), ["cancel"], []),
        (job(status="done"), ["open", "folder", "remove"], []),
        (cloud_job(status="done", cloud=LINKED), ["open", "folder", "remove"], ["link"]),
        (job(status="failed"), ["retry", "remove"], ["elsewhere"]),
        (job(status="failed", remedy="folder"), ["elsewhere", "remove"], ["retry"]),
        (job(status="failed", has_snapshot=False), ["remove"], []),
        (cloud_job(status="failed", remedy="settings"), ["retry", "services", "remove"], ["elsewhere"]),
        (job(status="cancelled", log=(LogLine("", "x"),)), ["retry", "remove"], ["elsewhere", "log"]),
        (job(status="cancelled", has_snapshot=False, log=(LogLine("", "x"),)), ["remove"], ["log"]),
        (other_job(status="rendering"), ["cancel"], []),
        (other_job(status="cancelled"), ["fetch", "remove"], []),
        (other_job(status="cancelled", cloud=CloudIds(task_id="t")), ["fetch", "remove"], []),
        (other_job(status="cancelled", cloud=CloudIds(key="k", task_id="t")), ["remove"], []),
        (other_job(status="cancelled", cloud=CloudIds()), ["remove"], []),
        (cloud_job(status="cancelled", cloud=OTHER_IDS, has_snapshot=False), ["remove"], []),
        (cloud_job(again_at=9.0, waits_for="room"), ["try", "cancel"], []),
        (cloud_job(status="rendering", again_at=9.0, waits_for="line"), ["try", "cancel"], []),
        (cloud_job(status="uploading", again_at=9.0, waits_for="account"), ["try", "services", "cancel"], []),
        (replace(HELD, target=WORKSPACE), ["try", "cancel"], []),
    ],
)
def test_what_can_be_done(shown, row: list[str], menu: list[str]) -> None:
    actions = actions_of(shown)
    assert [one.id for one in actions if one.is_on_row] == row
    assert [one.id for one in actions if not one.is_on_row] == menu
    assert all(one.name and ICONS[one.id] for one in actions)


@pytest.mark.parametrize(
    ("shown", "action", "name"),
    [
        (HELD, "try", "Try now"),
        (job(status="cancelled"), "retry", "Export again"),
        (job(status="failed", remedy="folder"), "elsewhere", "Choose another folder…"),
        (other_job(status="cancelled"), "fetch", "Fetch the film (paid: 18 credits)"),
        (other_job(status="cancelled", price=None), "fetch", "Fetch the film"),
    ],
)
def test_what_it_is_called(shown, action: str, name: str) -> None:
    assert [one.name for one in actions_of(shown) if one.id == action] == [name]


def test_the_order_can_be_changed_where_there_are_others() -> None:
    found = actions_of(job(), can_go_earlier=True, can_go_later=True)
    assert [one.id for one in found][-2:] == ["earlier", "later"]


@pytest.mark.parametrize(
    ("status", "ended_at", "is_just"),
    [
        ("done", "1970-01-01T00:01:40+00:00", True),
        ("cancelled", "1970-01-01T00:01:39.500000+00:00", True),
        ("failed", "1970-01-01T00:01:39+00:00", False),
        ("done", "1970-01-01T00:01:41+00:00", False),  # the clock was put back
        ("done", "", False),
        ("waiting", "1970-01-01T00:01:40+00:00", False),
    ],
)
def test_an_export_has_ended_just_now_for_a_second(status, ended_at: str, is_just: bool) -> None:
    assert is_just_over(job(status=status, ended_at=ended_at), 100.0) == is_just
