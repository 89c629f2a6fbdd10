"""How an export stands, in words, and how long its bar is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting.jobs.job import CloudIds, LogLine, Price, ProjectName, Result, Target
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.ui.export.job_actions import actions_of
from editor_app.ui.export.job_words import (
    hint_of,
    icon_of,
    job_line,
    log_of,
    name_of,
    outcome,
    sentence_of,
    share_of,
    status_line,
    told_of,
)
from tests.ui.export.scene import cloud_job, job, other_job

FILM = Result(14_200_000, 1920, 1080, 372, 12.4, 6.0)
ONE_CREDIT = "checked · 14.2 MB · 1 credit · 1920 × 1080 · RenderingVideo"
TASK = CloudIds(task_id="t")
BOX = "http://127.0.0.1:8816"


@pytest.mark.parametrize(
    ("shown", "ahead", "line"),
    [
        (job(), 0, "waits for its turn · This computer"),
        (job(), 1, "waits for the one before · This computer"),
        (job(), 3, "waits, 3 before · This computer"),
        (job(status="preparing"), 0, "preparing · This computer"),
        (
            job(status="rendering", share=0.434, speed=61.2, seconds_left=12.2),
            0,
            "rendering 43 % · 12 s left · 61 fps · This computer",
        ),
        (
            job(status="rendering", share=0.434, speed=61.2, wish="pause"),
            0,
            "rendering 43 % · will pause in a moment · This computer",
        ),
        (
            cloud_job(status="uploading", again_at=9.0, wish="cancel"),
            0,
            "uploading media · is being cancelled · Indream",
        ),
        (job(status="checking", share=1.0), 0, "checking the file · This computer"),
        (job(status="paused", share=0.5), 0, "paused at 48 % · This computer"),
        (job(status="paused"), 0, "paused · This computer"),
        (job(status="done", result=FILM), 0, "checked · 14.2 MB · 1920 × 1080 · This computer"),
        (job(status="failed", sentence="No."), 0, "failed · This computer"),
        (job(status="cancelled"), 0, "cancelled · This computer"),
        (other_job(status="cancelled"), 0, "cancelled · RenderingVideo"),
        (other_job(status="done", result=FILM, price=Price(credits="1")), 0, ONE_CREDIT),
        (
            cloud_job(status="uploading", share=0.5, speed=2_100_000, seconds_left=70),
            0,
            "uploading media 50 % · 1:10 min left · 2.1 MB/s · Indream",
        ),
        (cloud_job(sentence="Busy.", again_at=9.0), 0, "waits for a free place at the service · Indream"),
        (cloud_job(cloud=TASK), 0, "waits at the service · Indream"),
        (cloud_job(cloud=replace(TASK, key="k")), 0, "rendering · Indream"),
        (cloud_job(status="rendering", share=0.3, again_at=9.0), 0, "rendering 30 % · on hold · Indream"),
        (
            cloud_job(status="rendering", sentence="Indream has not begun with it yet."),
            0,
            "waits at the service · Indream",
        ),
        (
            cloud_job(status="rendering", share=0.5, sentence="Indream has paused it."),
            0,
            "paused at the service · Indream",
        ),
        (cloud_job(status="failed", target=Target("indream", "a", BOX, BOX)), 0, "failed · 127.0.0.1:8816"),
        (
            cloud_job(status="done", price=Price(credits="1.2"), target=Target("indream", "a", BOX, "Box")),
            0,
            "checked · Box",
        ),
        (
            cloud_job(
                status="done", result=replace(FILM, width=0), price=Price(12.4, 13, "12.5"), warnings=("x",)
            ),
            0,
            "checked · 1 warning · 14.2 MB · 12.5 credits · Indream",
        ),
    ],
)
def test_the_line_says_where_it_is_and_how_far(shown, ahead: int, line: str) -> None:
    assert job_line(shown, ahead) == line


def test_no_bar_goes_back_from_one_phase_to_the_next() -> None:
    for make, phases in (
        (job, ("waiting", "preparing", "rendering", "checking", "done")),
        (cloud_job, ("waiting", "preparing", "uploading", "rendering", "downloading", "checking", "done")),
    ):
        shares = [share_of(make(status=phase, share=share)) for phase in phases for share in (0.0, 0.5, 1.0)]
        assert shares == sorted(shares)
        assert shares[0] == 0.0
        assert shares[-1] == 1.0


@pytest.mark.parametrize(
    ("shown", "sentence"),
    [
        (job(status="failed", sentence="No room."), "No room."),
        (cloud_job(status="rendering", sentence="No line.", again_at=3.0), "No line."),
        (job(status="rendering", sentence="Old."), ""),
        (cloud_job(status="rendering", sentence="It waits."), "It waits."),
        (job(status="done", sentence="Old."), ""),
        (job(status="cancelled"), ""),
        (
            other_job(status="cancelled"),
            "18 credits paid: RenderingVideo makes the film all the same. You can fetch it.",
        ),
        (
            other_job(status="cancelled", price=Price(credits="1")),
            "1 credit paid: RenderingVideo makes the film all the same. You can fetch it.",
        ),
        (
            other_job(status="cancelled", price=None),
            "RenderingVideo makes the film all the same. You can fetch it.",
        ),
        (
            other_job(status="cancelled", cloud=TASK, price=None),
            "RenderingVideo keeps the film. You can fetch it.",
        ),
        (other_job(status="cancelled", cloud=CloudIds()), ""),
    ],
)
def test_a_sentence_stands_only_where_there_is_something_to_say(shown, sentence: str) -> None:
    assert sentence_of(shown) == sentence


@pytest.mark.parametrize(
    ("jobs", "line"),
    [
        ([], ""),
        ([job(status="done")], ""),
        ([job(status="rendering", share=0.5, seconds_left=8)], "Exports · film 1 48 % · 8 s left"),
        ([cloud_job(1, status="rendering", share=0.5, again_at=9.0)], "Exports · film 1 on hold"),
        (
            [cloud_job(1, status="rendering", again_at=9.0), job(2, status="rendering", share=0.5)],
            "Exports · film 2 48 % · 1 more",
        ),
        (
            [job(status="rendering", share=1.0, seconds_left=8), cloud_job(2, status="uploading"), job(3)],
            "Exports · film 1 97 % · 1 more · 1 waiting",
        ),
        ([job(), job(2, status="paused")], "Exports · 1 waiting · 1 paused"),
    ],
)
def test_the_status_line_says_what_is_under_way(jobs, line: str) -> None:
    assert status_line(jobs) == line


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (0.0, "The service is away."),
        (90.0, "The service is away. It is tried again in 10 s."),
        (9.5, "The service is away. It is tried again in 1:31 min."),
        (100.0, "The service is away. It is tried again now."),
    ],
)
def test_a_job_on_hold_says_when_it_goes_on(now: float, said: str) -> None:
    holding = cloud_job(status="rendering", sentence="The service is away.", again_at=100.0)
    assert sentence_of(holding, now) == said


def test_a_link_is_called_after_what_it_shows() -> None:
    settings, project = OtherWish(is_preview=True).settings(), ProjectName("Summer")
    shown = cloud_job(status="done", settings=settings, project=project)
    assert name_of(shown) == "Summer"
    assert job_line(shown) == "preview link, for seven days · Indream"
    assert outcome(shown) == "The preview link of “Summer” is ready"
    assert [
        one.id for one in actions_of(replace(shown, cloud=CloudIds(url="https://x"))) if one.is_on_row
    ] == [
        "browse",
        "link",
        "remove",
    ]


@pytest.mark.parametrize(
    ("status", "said"),
    [("done", "film 1.mp4 is ready"), ("failed", "film 1.mp4 failed"), ("waiting", "")],
)
def test_the_outcome_is_told_in_short(status, said: str) -> None:
    assert outcome(job(status=status)) == said


def test_hints_and_logs_have_times_of_here() -> None:
    shown = job(ended_at="2026-03-01T12:00:00+00:00", warnings=("A typeface is missing.",))
    assert hint_of(shown).splitlines()[:2] == ["/films/film 1.mp4", "This computer"]
    assert hint_of(shown).splitlines()[-1] == "A typeface is missing."
    shown = replace(shown, log=(LogLine("2026-03-01T12:00:00+00:00", "asked for"), LogLine("odd", "begun")))
    assert [line.split("  ")[1] for line in log_of(shown).splitlines()] == ["asked for", "begun"]
    assert log_of(shown).startswith("2026-03-01 ")


@pytest.mark.parametrize(
    ("jobs", "told"),
    [
        ([], None),
        ([job(1, status="done", ended_at="1"), job(2, status="failed", ended_at="2")], "j2"),
        ([job(1, status="done", ended_at="1"), job(2), job(3, status="paused")], "j2"),
        ([job(1), cloud_job(2, status="rendering", again_at=9.0)], "c2"),
        ([cloud_job(1, status="rendering", again_at=9.0), job(2, status="rendering")], "j2"),
    ],
)
def test_the_line_at_the_edge_is_about_one_export(jobs, told: str | None) -> None:
    found = told_of(jobs)
    assert (found.id if found else None) == told


def test_the_sign_says_what_is_made() -> None:
    signs = {
        icon_of(job(settings=ExportSettings(form))) for form in ("mp4", "m4a", "gif", "png", "png-sequence")
    }
    assert len(signs) == 5
