"""What earlier exports tell of another one: it is gone on with, fetched, or paid again if that is wanted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from editor_app.cli.exporting.before import Way, found_before
from editor_app.cli.exporting.telling import line_of_job, status_of, ways_on
from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting.jobs import words
from editor_app.services.exporting.jobs.job import (
    LOCAL,
    CloudIds,
    ExportJob,
    ProjectName,
    Target,
)
from editor_app.services.exporting.jobs.wanted import Wanted
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from tests.cli.exporting.test_export_again import options_of

AT = Target("renderingvideo", "r", "renderingvideo http://r", "R")
A, B = Path("/films/a.mp4"), Path("/films/b.mp4")
BEGUN = CloudIds(key="k", task_id="t", render_id="r")
SPENT = replace(BEGUN, is_spent=True)
WHOLE, PART = (OtherWish(range_ticks=(0, end)).settings() for end in (240_000, 120_000))
LOST = words.task_gone("R")


def made(output: Path = A, **fields: Any) -> ExportJob:
    """Give an export at R, made of the content “x”."""
    job = ExportJob("0123456789", AT, OtherWish().settings(), output, content="x")
    return replace(job, **fields)


WAYS: list[tuple[str, list[ExportJob], Way | None]] = [
    ("none", [], None),
    ("unfinished, this file", [made(B, status="uploading")], "go on"),
    ("unfinished, another file, not begun", [made(status="uploading", cloud=CloudIds(key="k"))], "wait"),
    ("made, not rendered yet", [made(status="uploading", cloud=replace(BEGUN, render_id=""))], "wait"),
    ("rendering, another file", [made(status="rendering", cloud=BEGUN)], "fetch"),
    ("done, another file", [made(status="done", cloud=BEGUN)], "fetch"),
    ("only fetched, another file", [made(status="done", cloud=CloudIds(task_id="t"))], "fetch"),
    ("not fetched", [made(status="failed", remedy="folder", cloud=BEGUN)], "try again"),
    ("cancelled, but made there", [made(status="cancelled", cloud=SPENT)], "fetch"),
    ("cancelled before", [made(status="cancelled", cloud=CloudIds(key="k", is_spent=True))], None),
    ("refused", [made(status="failed", remedy="credits")], None),
    ("could not be made", [made(status="failed", cloud=SPENT, sentence="R failed.")], None),
    (
        "could not be made, as somebody else saw",
        [made(status="failed", cloud=SPENT, sentence="R failed."), made(status="rendering", cloud=BEGUN)],
        None,
    ),
    (
        "about to be made, and done before",
        [made(status="uploading", cloud=CloudIds(key="k")), made(status="done", cloud=BEGUN)],
        "fetch",
    ),
    ("lost", [made(status="failed", cloud=SPENT, sentence=LOST)], "lost"),
    (
        "lost as it was fetched again",
        [made(status="failed", cloud=SPENT, sentence=LOST), made(status="done", cloud=BEGUN)],
        "lost",
    ),
    (
        "lost, and made anew",
        [
            made(status="done", cloud=replace(BEGUN, task_id="u")),
            made(status="failed", cloud=SPENT, sentence=LOST),
        ],
        "fetch",
    ),
    ("another document", [made(status="done", cloud=BEGUN, content="y")], None),
    ("a document nobody knows", [made(status="done", cloud=BEGUN, content="")], None),
    ("another key", [made(status="done", cloud=BEGUN, target=replace(AT, account="r 12"))], "fetch"),
    ("another account", [made(status="done", cloud=BEGUN, target=replace(AT, account="s"))], None),
    ("whole, as a range", [made(status="done", cloud=BEGUN, settings=WHOLE)], "fetch"),
    ("a part", [made(status="done", cloud=BEGUN, settings=PART)], None),
    ("another wish", [made(status="done", cloud=BEGUN, settings=OtherWish(fps=60).settings())], None),
]


@pytest.mark.parametrize(("jobs", "way"), [row[1:] for row in WAYS], ids=[row[0] for row in WAYS])
def test_what_is_known_of_a_film_decides_what_is_done(jobs: list[ExportJob], way: Way | None) -> None:
    found = found_before(jobs, Wanted(AT, OtherWish().settings(), B, content="x"), 240_000)
    assert (found.way if found else None) == way


def test_what_costs_nothing_is_made_again() -> None:
    here = ExportJob("1", LOCAL, ExportSettings(), A, content="x", status="rendering")
    assert found_before([here], Wanted(LOCAL, ExportSettings(), B, content="x"), 240_000) is None
    link = OtherWish(is_preview=True).settings()
    jobs = [made(status="done", settings=link), made(status="uploading", settings=link)]
    assert found_before(jobs, Wanted(AT, link, B, content="x"), 240_000) is None


def test_what_a_service_makes_is_listed_as_rendering() -> None:
    for status in ("waiting", "preparing", "uploading", "rendering"):
        assert status_of(made(status=status, cloud=BEGUN)) == "rendering"
    assert status_of(made(status="uploading", cloud=CloudIds(key="k"))) == "uploading"
    assert status_of(made(status="downloading", cloud=BEGUN)) == "downloading"


def test_a_link_is_listed_without_a_file() -> None:
    link = OtherWish(is_preview=True).settings()
    job = made(status="done", settings=link, project=ProjectName("Demo"), cloud=CloudIds(url="http://r/p"))
    assert line_of_job(job) == "01234567  done         R  preview link of “Demo”  http://r/p"


RETRY = "editor-app export --retry 01234567"
FURTHER: list[tuple[ExportJob, list[str]]] = [
    (
        made(status="failed", remedy="folder", cloud=BEGUN),
        [f"R has it. Fetch it, without paying again: {RETRY} -o OUT"],
    ),
    (
        made(status="failed", remedy="retry", cloud=BEGUN),
        [
            f"R has it. Fetch it, without paying again: {RETRY}",
            f"If the film there is no good, make another, which is paid again: {RETRY} --anew",
        ],
    ),
    (
        made(status="failed", remedy="retry", cloud=SPENT, sentence=LOST),
        [f"Make another film, which is paid again: {RETRY} --anew"],
    ),
    (
        made(status="failed", remedy="retry", cloud=SPENT, sentence=LOST, has_snapshot=False),
        ["Make another film, which is paid again: export the project again, with --anew"],
    ),
    (made(status="failed", remedy="credits"), [f"Then go on with it: {RETRY}"]),
    (
        made(status="failed", remedy="retry", cloud=SPENT, sentence="R failed."),
        [f"Have it made again, which may be paid again: {RETRY}"],
    ),
    (made(status="failed", remedy="anew"), []),
    (
        ExportJob("0123456789", LOCAL, ExportSettings(), A, status="failed", remedy="room"),
        [f"Then go on with it: {RETRY}"],
    ),
]


@pytest.mark.parametrize(("job", "ways"), FURTHER)
def test_a_failed_export_names_the_command_that_goes_on(job: ExportJob, ways: list[str]) -> None:
    assert ways_on(job, options_of("export", "--resume")) == ways
