"""What stands at the foot of the Export panel, and what an export is expected to come to."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor_app.render.export.settings import ExportReport, ExportSettings, Progress
from editor_app.services.exporting.exports import ShownJob
from editor_app.state import EditorState
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.export.before import Note, concerns
from editor_app.ui.export.estimate import output_line
from editor_app.ui.export.files import shown_path
from editor_app.ui.export.foot import foot_note
from editor_app.ui.export.texts import job_hint, job_line
from tests.render.export.films import document

FILE = Path("film.mp4")
HD = (1920, 1080)
S = TICKS_PER_SECOND


def made(settings: ExportSettings, *, status: str = "done", state: EditorState | None = None) -> ShownJob:
    """Give an export of 100 frames of 1920 × 1080 that came to 4 MB in 10 seconds."""
    job = ShownJob(1, FILE, settings, state or document())
    job.status = status  # pyright: ignore[reportAttributeAccessIssue]
    job.report = ExportReport(FILE, 100, *HD, 4_000_000, 10.0, 2)
    return job


@pytest.mark.parametrize(
    ("length", "path", "is_writing", "is_there", "placeholders", "shorts"),
    [
        (S, FILE, False, False, 0, []),
        (0, FILE, False, False, 0, ["error: The timeline is empty."]),
        (S, None, False, False, 0, ["error: The file has no name."]),
        (S, FILE, True, True, 0, ["error: This file is being exported."]),
        (S, FILE, False, True, 0, ["warning: A file will be replaced."]),
        (S, FILE, False, False, 1, ["warning: A placeholder is shown."]),
        (
            S,
            FILE,
            False,
            True,
            3,
            ["warning: A file will be replaced.", "warning: 3 placeholders are shown."],
        ),
    ],
)
def test_concerns(
    length: int, path: Path | None, is_writing: bool, is_there: bool, placeholders: int, shorts: list[str]
) -> None:
    found = concerns(length, path, is_writing=is_writing, is_there=is_there, placeholders=placeholders)
    assert [f"{note.level}: {note.short}" for note in found] == shorts


@pytest.mark.parametrize(
    ("found", "level", "text"),
    [
        ((), "ok", "1:00"),
        ((Note("warning", "long", "one"), Note("warning", "two")), "warning", "one\ntwo"),
        ((Note("warning", "long", "one"), Note("error", "long", "no name")), "error", "no name"),
    ],
)
def test_the_foot_tells_the_worst(found: tuple[Note, ...], level: str, text: str) -> None:
    assert foot_note(found, "1:00") == Note(level, text)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("settings", "jobs", "line"),
    [
        (ExportSettings(), (), "1920 × 1080 · 0:10.0"),
        (ExportSettings(scale=2), (), "3840 × 2160 · 0:10.0"),
        (ExportSettings(), (made(ExportSettings()),), "1920 × 1080 · 0:10.0\nabout 12.0 MB, in 30 s"),
        (
            ExportSettings(scale=2),
            (made(ExportSettings()),),
            "3840 × 2160 · 0:10.0\nabout 48.0 MB, in 2:00 min",
        ),
        (
            ExportSettings(fps=60),
            (made(ExportSettings()),),
            "1920 × 1080 · 0:10.0\nabout 24.0 MB, in 1:00 min",
        ),
        (ExportSettings(), (made(ExportSettings("webm")),), "1920 × 1080 · 0:10.0"),
        (ExportSettings(), (made(ExportSettings(crf=28, preset="ultrafast")),), "1920 × 1080 · 0:10.0"),
        (ExportSettings(), (made(ExportSettings(), status="failed"),), "1920 × 1080 · 0:10.0"),
    ],
)
def test_bytes_and_time_are_told_after_an_export_that_was_made_alike(
    settings: ExportSettings, jobs: tuple[ShownJob, ...], line: str
) -> None:
    assert output_line(settings, HD, 10 * S, jobs) == line


@pytest.mark.parametrize(
    ("progress", "line"),
    [
        (None, "starting …"),
        (Progress(0, 360, 0.0, None, "rendering"), "starting …"),
        (Progress(155, 360, 61.2, 12.3, "rendering"), "43 % · 61 fps · 12 s left"),
        (Progress(1, 360, 2.0, None, "rendering"), "0 % · 2 fps"),
        (Progress(360, 360, 61.2, 0.0, "checking"), "checking the file"),
    ],
)
def test_a_running_export_says_how_far_how_fast_and_how_long(progress: Progress | None, line: str) -> None:
    job = made(ExportSettings(), status="running")
    job.progress = progress
    assert job_line(job) == line
    assert job_hint(job) == (f"{progress.frames_done} of 360 frames" if progress else "")


@pytest.mark.parametrize(
    ("path", "shown"),
    [("/home/me/Videos/film.mp4", "~/Videos/film.mp4"), ("/media/film.mp4", "/media/film.mp4")],
)
def test_the_own_folder_is_written_short(path: str, shown: str) -> None:
    assert shown_path(Path(path), Path("/home/me")) == str(Path(shown))
