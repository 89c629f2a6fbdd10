"""What the window says of synchronization, and what can be done when: tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

import pytest

from editor_app.services.recovery import JournalStatus
from editor_app.services.sync.status import Kind, SyncStatus
from editor_app.services.uploads import Remaining
from editor_app.ui.window.actions import TABLE
from editor_app.ui.window.status import kept_line, sync_line, sync_sentence
from editor_app.ui.window.sync_words import (
    can_do,
    conflicts_found,
    conflicts_text,
    dropped_text,
    menu_of,
    reason_of,
    stop_text,
)

NOON = datetime(2026, 3, 1, 12, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "left_s", "text", "tone"),
    [
        (SyncStatus(), None, "", "quiet"),
        (SyncStatus(conflicts=1), None, "1 conflict", "warning"),
        (SyncStatus("in-step", at=NOON), None, "Synced 12:04", "ok"),
        (SyncStatus("in-step"), None, "Synced", "ok"),
        (SyncStatus("in-step", at=NOON, conflicts=1), None, "1 conflict", "warning"),
        (SyncStatus("in-step", at=NOON, conflicts=3), None, "3 conflicts", "warning"),
        (SyncStatus("offline", conflicts=3), None, "Offline · 3 conflicts", "warning"),
        (
            SyncStatus("offline", waiting=1, conflicts=3),
            4,
            "Offline: 1 waiting · 3 conflicts",
            "warning",
        ),
        (
            SyncStatus("waiting", waiting=2, conflicts=1),
            4,
            "2 waiting · 1 conflict",
            "warning",
        ),
        (
            SyncStatus("paused", waiting=2, conflicts=1),
            None,
            "Paused: 2 waiting · 1 conflict",
            "warning",
        ),
        (SyncStatus("syncing"), None, "Syncing…", "quiet"),
        (SyncStatus("syncing", waiting=1), None, "Syncing 1 change…", "quiet"),
        (SyncStatus("syncing", waiting=2), None, "Syncing 2 changes…", "quiet"),
        (SyncStatus("stalled"), None, "Syncing is held up", "warning"),
        (SyncStatus("stalled", waiting=2), None, "Held up: 2 waiting", "warning"),
        (SyncStatus("changed", waiting=1), None, "1 change not synced yet", "quiet"),
        (SyncStatus("changed", waiting=2), None, "2 changes not synced yet", "quiet"),
        (SyncStatus("changed"), None, "Not synced yet", "quiet"),
        (SyncStatus("paused", waiting=2), None, "Paused: 2 changes waiting", "warning"),
        (SyncStatus("paused"), None, "Syncing paused", "warning"),
        (SyncStatus("offline", waiting=3), None, "Offline: 3 changes waiting", "warning"),
        (SyncStatus("offline"), None, "Offline", "warning"),
        (SyncStatus("offline", waiting=3, again_s=12.0), 12, "Offline: 3 waiting · 12 s", "warning"),
        (SyncStatus("offline", again_s=12.0), 12, "Offline · 12 s", "warning"),
        (SyncStatus("waiting", again_s=12.0), 12, "Trying again in 12 s", "warning"),
        (SyncStatus("waiting", waiting=6, again_s=48.0), 48, "Retry in 48 s: 6 waiting", "warning"),
        (SyncStatus("waiting"), None, "Trying again soon", "warning"),
        (SyncStatus("waiting", waiting=6), None, "Trying again: 6 waiting", "warning"),
        (SyncStatus("asking"), None, "Changed elsewhere: choose", "warning"),
        (SyncStatus("refused", "Indream"), None, "Refused by Indream", "error"),
        (SyncStatus("refused", "Indream", waiting=2), None, "Refused: 2 waiting", "error"),
        (SyncStatus("denied", "Indream"), None, "Denied by Indream", "error"),
        (SyncStatus("denied", "Indream", waiting=3), None, "Denied: 3 waiting", "error"),
        (SyncStatus("locked", "Indream"), None, "No access to Indream", "error"),
        (SyncStatus("locked", "Indream", waiting=1), None, "No access: 1 waiting", "error"),
        (
            SyncStatus("locked", "Indream", waiting=2),
            None,
            "No access: 2 waiting",
            "error",
        ),
        (SyncStatus("gone", "Indream"), None, "Gone from Indream", "error"),
        (SyncStatus("unkept"), None, "Not synced: disk trouble", "error"),
        (SyncStatus("unkept", waiting=2), None, "Disk trouble: 2 waiting", "error"),
    ],
)
def test_how_it_stands_is_said_in_few_words(
    status: SyncStatus, left_s: int | None, text: str, tone: str
) -> None:
    line = sync_line(status, left_s)
    assert (line.text, line.tone) == (text, tone)


@pytest.mark.parametrize(
    ("status", "count", "text", "tone"),
    [
        (SyncStatus("in-step", at=NOON), 0, "Synced 12:04", "ok"),
        (SyncStatus("in-step", at=NOON), 1, "Synced · 1 file still here", "warning"),
        (SyncStatus("in-step", at=NOON), 20, "Synced · 20 files still here", "warning"),
        (SyncStatus("in-step", at=NOON, conflicts=2), 20, "2 conflicts", "warning"),
        (
            SyncStatus("offline", waiting=3, conflicts=2),
            0,
            "Offline: 3 waiting · 2 conflicts",
            "warning",
        ),
        (SyncStatus("paused", conflicts=1), 0, "Paused · 1 conflict", "warning"),
        (SyncStatus("waiting", conflicts=1), 0, "1 conflict", "warning"),
        (SyncStatus("refused", "Indream", conflicts=1), 0, "Refused by Indream", "error"),
        (SyncStatus("syncing"), 20, "Syncing…", "quiet"),
        (SyncStatus("offline"), 20, "Offline", "warning"),
    ],
)
def test_it_is_not_all_in_step_while_media_are_not_there(
    status: SyncStatus, count: int, text: str, tone: str
) -> None:
    line = sync_line(status, None, Remaining(count))
    assert (line.text, line.tone) == (text, tone)


@pytest.mark.parametrize(
    ("media", "text"),
    [
        (Remaining(4, "going", others=2), "Synced · 4 files still here"),
        (Remaining(4, "going", others=2, missing=1), "Synced · 4 files not there"),
        (Remaining(3, "gone", others=1), "Synced · 3 files not there"),
        (Remaining(2, "gone"), "Synced · 2 files missing"),
        (Remaining(1, "gone"), "Synced · 1 file missing"),
    ],
)
def test_files_that_are_not_even_here_are_not_said_to_be(media: Remaining, text: str) -> None:
    assert sync_line(SyncStatus("in-step", at=NOON), None, media).text == text


@pytest.mark.parametrize(
    ("media", "sentence"),
    [
        (Remaining(), "Indream has all that is here."),
        (Remaining(1), "1 file is on its way; the Uploads panel shows how far it is."),
        (Remaining(9), "9 files are on their way; the Uploads panel shows how far they are."),
        (Remaining(1, "asked"), "1 file is still here: answer above the picture whether it may go there."),
        (
            Remaining(9, "asked"),
            "9 files are still here: answer above the picture whether they may go there.",
        ),
        (
            Remaining(1, "gone"),
            "1 file is neither there nor here; put it back, or locate it in the Media panel.",
        ),
        (Remaining(9, "forbidden"), "9 files are still here until you allow uploads in the Uploads panel."),
        (Remaining(9, "stuck"), "9 files are still here; the Uploads panel says why, and what can be done."),
        (
            Remaining(4, "going", others=2),
            "4 files are not there. 2 files are on their way; the Uploads panel shows how far they are.",
        ),
        (
            Remaining(3, "gone", others=1),
            "3 files are not there. "
            "2 files are neither there nor here; put them back, or locate them in the Media panel.",
        ),
    ],
)
def test_the_tooltip_says_what_media_wait_for(media: Remaining, sentence: str) -> None:
    said = sync_sentence(SyncStatus("in-step", "Indream"), media)
    before = "Indream has the document, but not all media. " if media.count else ""
    assert said == before + sentence
    assert sync_sentence(SyncStatus("offline", "Indream", "It is away."), media) == "It is away."


def test_the_tooltip_tells_of_conflicts_and_of_the_next_try_also_while_there_is_trouble() -> None:
    said = sync_sentence(SyncStatus("offline", "Indream", "It is away.", conflicts=2), None, 12)
    assert said == (
        "It is away. The next try is in 12 s; “Sync now” tries at once. "
        "2 changes collided with those of others and wait for your choice."
    )
    said = sync_sentence(SyncStatus("waiting", "Indream", "It asks for a pause."), None, 48)
    assert said == "It asks for a pause. The next try is in 48 s; “Sync now” tries at once."


@pytest.mark.parametrize(
    ("kind", "count", "text"),
    [
        ("refused", 0, "Refused by Indream"),
        ("refused", 1, "Saved here; Indream refused: 1 problem"),
        ("refused", 3, "Saved here; Indream refused: 3 problems"),
        ("in-step", 3, "Synced"),
    ],
)
def test_the_problems_of_a_refusal_are_counted(kind: Kind, count: int, text: str) -> None:
    assert sync_line(SyncStatus(kind, "Indream"), refusals=count).text == text


def test_the_menu_leads_to_the_uploads_while_media_are_not_there() -> None:
    assert menu_of(SyncStatus("in-step"), lacks_media=True)[0] == "go.uploads"
    assert "go.uploads" not in menu_of(SyncStatus("in-step"))
    assert "go.uploads" not in menu_of(SyncStatus("offline"), lacks_media=True)


def test_a_long_name_leaves_room_for_the_rest() -> None:
    line = sync_line(SyncStatus("gone", "The studio's own service in the basement"))
    assert line.text == "Gone from The studio's own service…"


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (SyncStatus("offline", "Indream", "Indream is away."), "Indream is away."),
        (SyncStatus("in-step", "Indream"), "Indream has all that is here."),
        (
            SyncStatus("in-step", "Indream", conflicts=2),
            "Indream has all that is here. 2 changes collided with those of others and wait for your choice.",
        ),
        (SyncStatus(), ""),
    ],
)
def test_the_tooltip_is_a_sentence(status: SyncStatus, sentence: str) -> None:
    assert sync_sentence(status) == sentence


def test_a_project_of_a_service_is_not_called_nameless() -> None:
    kept = JournalStatus("kept", NOON)
    assert kept_line(kept, is_clean=False, is_untitled=True, is_linked=True).text == "Saved 12:04"
    assert kept_line(kept, is_clean=False, is_untitled=True).text == "Kept 12:04 · not yet named"


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_menu_offers_only_what_can_be_done(kind: Kind) -> None:
    status = SyncStatus(kind, "Indream", conflicts=int(kind == "off"))
    able = can_do(status, has_link=kind != "off", has_question=kind == "asking")
    known = {spec.id for spec in TABLE} | {"go.problems"}
    offered = [name for name in menu_of(status) if name]
    assert set(offered) <= known
    first = offered[0]
    assert able.get(first, True)
    assert ("sync.again" in offered) == (kind == "gone")
    assert ("edit.services" in offered) == (kind in ("locked", "denied"))
    assert ("go.problems" in offered) == (kind == "refused")
    assert len({name for name in offered}) == len(offered)
    assert ("sync.choose" in offered) == (kind == "asking")


@pytest.mark.parametrize(
    ("kind", "has_problems", "is_told"),
    [
        ("denied", False, True),
        ("denied", True, True),
        ("refused", False, True),
        ("refused", True, False),  # the Problems panel says it
        ("offline", False, False),
        ("locked", False, False),  # whoever keeps the keys says it
    ],
)
def test_why_a_service_takes_nothing_is_told_where_no_panel_says_it(
    kind: Kind, has_problems: bool, is_told: bool
) -> None:
    status = SyncStatus(kind, "Indream", "Indream takes no changes for now: why.")
    assert reason_of(status, has_problems=has_problems) == (status.sentence if is_told else "")


def test_the_menu_leads_to_no_problems_where_there_are_none() -> None:
    assert menu_of(SyncStatus("refused"), has_problems=False)[0] == "sync.now"
    assert "go.problems" not in menu_of(SyncStatus("refused"), has_problems=False)


def test_without_a_link_only_the_beginning_can_be_made() -> None:
    able = can_do(SyncStatus(), has_link=False, has_question=False)
    assert [name for name, is_able in able.items() if is_able] == ["sync.begin"]


def test_what_was_left_to_choose_when_syncing_was_stopped_can_still_be_chosen() -> None:
    status = SyncStatus(conflicts=1)
    able = can_do(status, has_link=False, has_question=False)
    assert [name for name, is_able in able.items() if is_able] == ["sync.begin", "sync.conflicts"]
    assert menu_of(status) == ("sync.conflicts", "sync.begin")


def test_stopping_says_what_stays_where() -> None:
    status = SyncStatus("offline", "Indream", waiting=2)
    assert "at Indream as it was last in step" in stop_text(status)
    assert "2 changes have not gone there and stay here only." in stop_text(status)
    assert "gone there" not in stop_text(replace(status, waiting=0))
    assert "conflict" not in stop_text(status)
    assert "1 conflict still waits for your choice" in stop_text(replace(status, conflicts=1))
    assert "2 conflicts still wait for your choice" in stop_text(replace(status, conflicts=2))


@pytest.mark.parametrize(
    ("count", "start", "action"),
    [(0, "", "Conflicts…"), (1, "1 change collided", "Conflicts (1)…"), (2, "2 changes", "Conflicts (2)…")],
)
def test_conflicts_are_counted(count: int, start: str, action: str) -> None:
    assert not count or conflicts_found(count).startswith(start)
    assert conflicts_text(count) == action


@pytest.mark.parametrize(
    ("labels", "text"),
    [
        (("Move clip",), "“Move clip” can no longer be undone: others changed the same."),
        (
            ("Move", "Trim"),
            "These steps can no longer be undone, as others changed the same: “Move”, “Trim”.",
        ),
        (
            ("A", "B", "C", "D"),
            "4 steps can no longer be undone: others changed the same. The latest is “D”.",
        ),
    ],
)
def test_steps_that_are_lost_are_named(labels: tuple[str, ...], text: str) -> None:
    assert dropped_text(labels) == text
