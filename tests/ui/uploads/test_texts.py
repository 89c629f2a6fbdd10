"""How uploads are put into words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from editor_app.services.uploads import Status, Totals, Upload, Wanted
from editor_app.ui.uploads.status import status_line
from editor_app.ui.uploads.texts import empty_text, question_text, totals_line, upload_line

WANTED = Wanted("ab", Path("a.mp4"), "a.mp4", "video/mp4", "video", 28_000_000, 9.0, ("a",), True)


@pytest.mark.parametrize(
    ("status", "sent", "speed", "line"),
    [
        ("waiting", 0, 0.0, "28.0 MB · waiting"),
        ("checking", 0, 0.0, "28.0 MB · beginning …"),
        ("sending", 0, 0.0, "0 % · 28.0 MB"),
        ("sending", 14_000_000, 2_000_000.0, "50 % · 7 s left · 14.0 MB of 28.0 MB · 2.0 MB/s"),
        ("sending", 14_000_000, 9_000.0, "50 % · 25:56 min left · 14.0 MB of 28.0 MB · 9 kB/s"),
        ("sending", 14_000_000, 900.0, "50 % · 4:19 h left · 14.0 MB of 28.0 MB · 900 bytes/s"),
        ("sending", 28_000_000, 2_000_000.0, "28.0 MB · sent, the service looks at it …"),
        ("paused", 0, 0.0, "28.0 MB · paused, will start anew"),
        ("failed", 0, 0.0, "28.0 MB · not uploaded"),
        ("cancelled", 0, 0.0, "28.0 MB · cancelled, stays on this computer"),
        ("done", 28_000_000, 0.0, "28.0 MB · uploaded"),
    ],
)
def test_a_row_says_how_its_upload_stands(status: Status, sent: int, speed: float, line: str) -> None:
    upload = Upload(WANTED, status)
    upload.sent, upload.pace.speed = sent, speed
    assert upload_line(upload, 100.0) == line


def test_what_waits_for_all_or_for_its_next_try_says_so() -> None:
    upload = Upload(WANTED)
    assert upload_line(upload, 100.0, is_paused=True) == "28.0 MB · paused"
    upload.status, upload.error, upload.again_at_s = "holding", "Sandbox does not answer", 112.4
    assert upload_line(upload, 100.0) == "Sandbox does not answer · again in 12 s"
    upload.error = ""
    assert upload_line(upload, 113.0) == "the file is changing · again in 1 s"


@pytest.mark.parametrize(
    ("totals", "line", "status"),
    [
        ({}, "", ""),
        ({"count": 3, "done": 3, "size": 9, "sent": 9}, "3 files uploaded", ""),
        ({"count": 1, "done": 1}, "1 file uploaded", ""),
        ({"count": 4, "done": 3, "failed": 1}, "3 files uploaded · 1 failed", "Uploads · 1 failed"),
        (
            {"count": 20, "done": 5, "size": 900_000_000, "sent": 120_000_000},
            "5 of 20 uploaded · 120.0 MB of 900.0 MB",
            "Uploads · 5 of 20",
        ),
        (
            {"count": 4, "done": 1, "failed": 2, "size": 90, "sent": 9},
            "1 of 2 uploaded · 2 failed · 9 bytes of 90 bytes",
            "Uploads · 1 of 2 · 2 failed",
        ),
        (
            {"count": 2, "size": 90, "sent": 9, "speed": 2e6, "seconds_left": 75.0},
            "0 of 2 uploaded · 1:15 min left · 9 bytes of 90 bytes · 2.0 MB/s",
            "Uploads · 0 of 2 · 1:15 min left",
        ),
    ],
)
def test_all_uploads_are_summed_up(totals: dict[str, Any], line: str, status: str) -> None:
    assert totals_line(Totals(**totals)) == line
    assert status_line(Totals(**totals), "") == status


def test_what_holds_all_up_is_named_in_short() -> None:
    assert status_line(Totals(count=2, seconds_left=9.0), "paused") == "Uploads · paused · 0 of 2"


def test_the_question_names_service_number_and_size() -> None:
    one, many = (question_text("Indream", count, 2_500_000) for count in (1, 12))
    assert one == "This project syncs with Indream. Upload its 1 media file (2.5 MB) there too?"
    assert many == "This project syncs with Indream. Upload its 12 media files (2.5 MB) there too?"


@pytest.mark.parametrize(
    ("known", "text"),
    [
        ({}, "All media of this project are at Film house."),
        (
            {"at_large": {"b.example": 1}},
            "There is nothing to upload. 1 file of this project has an address of its own at b.example and "
            "stays there.",
        ),
        (
            {"at_large": {"b.example": 3, "a.example": 1, "c.example": 1, "d.example": 1}, "gone": 1},
            "There is nothing to upload. 6 files of this project have addresses of their own at a.example, "
            "b.example, c.example and 1 more and stay there. 1 file is neither at Film house nor here; put "
            "it back, or locate it in Media.",
        ),
        (
            {"gone": 2},
            "There is nothing to upload. 2 files are neither at Film house nor here; put them back, or "
            "locate them in Media.",
        ),
    ],
)
def test_what_is_not_at_the_service_is_not_said_to_be(known: dict[str, Any], text: str) -> None:
    said = empty_text("Film house", is_permitted=True, **known)
    assert said == f"{text} Files that you add go up by themselves."
