"""What earlier exports tell of one that is about to begin."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting.clouds.history import Task
from editor_app.services.exporting.earlier import callback_of, same_film, speed_of, used_name
from editor_app.services.exporting.jobs import words
from editor_app.services.exporting.jobs.job import (
    LOCAL,
    CloudIds,
    ExportJob,
    IndreamSettings,
    OtherSettings,
    Result,
    Target,
)
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.state import EditorState, read
from editor_app.state.dialects import to_bytes
from editor_app.state.reading import parse_json
from editor_app.store.accounts import Profile
from tests.render.export.films import SECOND, document, solid
from tests.services.exporting.jobs import INDREAM, OTHER, cloud, local

ACCOUNT = Profile(INDREAM.account, "indream", INDREAM.name, INDREAM.service, INDREAM.service)
NAMED = IndreamSettings(client_task_id=" cut 3 ")
CALLING = IndreamSettings(callback_url="https://example.com/done")


def failed(sentence: str, at: str = "2026-01-01", **fields: Any) -> ExportJob:
    """Give an export with a callback that has failed."""
    return cloud(1, "failed", settings=CALLING, sentence=sentence, created_at=at, **fields)


def named(status: Any, ids: CloudIds, **fields: Any) -> ExportJob:
    """Give an export with a name of its own."""
    return cloud(1, status, settings=NAMED, cloud=ids, **fields)


@pytest.mark.parametrize(
    ("job", "is_used"),
    [
        (named("done", CloudIds(task_id="t")), True),
        (named("failed", CloudIds(task_id="t", is_spent=True)), True),
        (named("waiting", CloudIds()), True),
        (named("failed", CloudIds()), False),
        (named("cancelled", CloudIds()), False),
        (cloud(1, "done", cloud=CloudIds(task_id="t", client_task_id="cut 3")), True),
        (cloud(1, "done", cloud=CloudIds(task_id="t", client_task_id="cut 4")), False),
        (named("done", CloudIds(task_id="t"), target=replace(INDREAM, account="b")), False),
        (named("done", CloudIds(task_id="t"), target=replace(INDREAM, service="https://b")), False),
    ],
)
def test_a_name_is_used_once_a_task_has_it_or_will(job: ExportJob, is_used: bool) -> None:
    assert used_name(NAMED, ACCOUNT, [job], []) == ("cut 3" if is_used else "")
    assert used_name(IndreamSettings(), ACCOUNT, [job], []) == ""


def test_a_name_that_was_used_from_elsewhere_is_known_by_the_accounts_tasks() -> None:
    assert used_name(NAMED, ACCOUNT, [], [Task("t", "done", client_task_id="cut 3")]) == "cut 3"
    assert used_name(NAMED, ACCOUNT, [], [Task("t", "done", client_task_id="cut")]) == ""
    assert used_name(OtherSettings(), ACCOUNT, [], [Task("t", "done")]) == ""


NO_SECRET = words.no_secret(INDREAM.name)


@pytest.mark.parametrize(
    ("jobs", "callback"),
    [
        ([], "unproven"),
        ([cloud(1, "done", task="t")], "unproven"),  # it had none
        ([cloud(1, "done", task="t", settings=CALLING)], "fine"),
        ([cloud(1, "waiting", settings=CALLING)], "unproven"),
        ([failed("The line was cut.")], "unproven"),
        ([failed(NO_SECRET)], "refused"),
        ([failed(NO_SECRET, target=replace(INDREAM, account="b"))], "unproven"),
        ([cloud(2, "done", task="t", settings=CALLING, created_at="2026-01-02"), failed(NO_SECRET)], "fine"),
        (
            [
                cloud(2, "done", task="t", settings=CALLING, created_at="2026-01-01"),
                failed(NO_SECRET, "2026-01-02"),
            ],
            "refused",
        ),
    ],
)
def test_the_latest_callback_tells_how_the_next_fares(jobs: list[ExportJob], callback: str) -> None:
    assert callback_of(CALLING, ACCOUNT, jobs) == callback
    assert callback_of(IndreamSettings(), ACCOUNT, jobs) == "fine"


LINK = OtherWish(is_preview=True).settings()


AT_30 = OtherWish().settings()
WHOLE, PART = (OtherWish(range_ticks=(0, end)).settings() for end in (SECOND, SECOND // 2))
BEGUN = CloudIds(key="k", task_id="t", render_id="r")


def other(
    number: int, status: Any, settings: OtherSettings, ids: CloudIds | None = None, **fields: Any
) -> ExportJob:
    """Give an export at RenderingVideo."""
    return cloud(number, status, target=OTHER, settings=settings, cloud=ids or CloudIds(), **fields)


FILM, ANOTHER = (document(solid(SECOND, (0, 0, 9, 9), colour)) for colour in ("#e02010", "#10e020"))
ALIKE = read(parse_json(to_bytes(FILM)))[0]


@pytest.mark.parametrize(
    ("job", "made_of", "target", "settings", "is_same"),
    [
        (cloud(1, "rendering", task="t"), FILM, INDREAM, IndreamSettings(), True),
        (cloud(1, "waiting"), ALIKE, INDREAM, IndreamSettings(), True),
        (cloud(1, "waiting"), FILM, INDREAM, NAMED, True),
        (cloud(1, "waiting"), ANOTHER, INDREAM, IndreamSettings(), False),
        (cloud(1, "waiting"), None, INDREAM, IndreamSettings(), False),
        (cloud(1, "done", task="t"), FILM, INDREAM, IndreamSettings(), True),
        (cloud(1, "done", task="t"), ANOTHER, INDREAM, IndreamSettings(), False),
        (other(1, "done", OtherWish().settings()), FILM, OTHER, OtherWish().settings(), True),
        (other(1, "done", LINK), FILM, OTHER, LINK, False),
        (other(1, "rendering", LINK), FILM, OTHER, LINK, True),
        (other(1, "cancelled", AT_30, BEGUN), FILM, OTHER, AT_30, True),
        (other(1, "cancelled", AT_30, replace(BEGUN, is_spent=True)), FILM, OTHER, AT_30, True),
        (other(1, "cancelled", AT_30, CloudIds(task_id="t")), FILM, OTHER, AT_30, True),
        (other(1, "cancelled", AT_30, CloudIds(key="k", task_id="t")), FILM, OTHER, AT_30, False),
        (other(1, "cancelled", LINK, BEGUN), FILM, OTHER, LINK, False),
        (cloud(1, "cancelled", task="t"), FILM, INDREAM, IndreamSettings(), False),
        (other(1, "failed", AT_30, BEGUN, remedy="folder"), FILM, OTHER, AT_30, True),
        (other(1, "failed", AT_30, BEGUN), FILM, OTHER, AT_30, False),
        (other(1, "done", WHOLE), FILM, OTHER, AT_30, True),
        (other(1, "done", AT_30), FILM, OTHER, WHOLE, True),
        (other(1, "done", AT_30), FILM, OTHER, PART, False),
        (local(1, "paused"), FILM, LOCAL, ExportSettings(end_tick=SECOND), True),
        (local(1, "paused"), FILM, LOCAL, ExportSettings(end_tick=SECOND - 1), False),
        (local(1, "done"), FILM, LOCAL, ExportSettings(), False),
        (cloud(1, "failed"), FILM, INDREAM, IndreamSettings(), False),
        (cloud(1, "waiting"), FILM, INDREAM, IndreamSettings("webm"), False),
        (cloud(1, "waiting"), FILM, OTHER, IndreamSettings(), False),
        (local(1, "rendering"), FILM, LOCAL, ExportSettings(), True),
        (local(1, "paused"), FILM, LOCAL, ExportSettings(scale=0.5), False),
    ],
)
def test_the_same_film_at_the_same_place_is_known_while_it_is_made_and_once_it_was_paid(
    job: ExportJob, made_of: EditorState | None, target: Target, settings: Any, is_same: bool
) -> None:
    states = {} if made_of is None else {job.id: made_of}
    assert same_film(FILM, target, settings, [job], states) == (job if is_same else None)


def test_what_is_under_way_comes_before_what_is_done() -> None:
    jobs = [cloud(1, "done", task="t"), cloud(2, "rendering", task="u")]
    found = same_film(FILM, INDREAM, IndreamSettings(), jobs, {job.id: FILM for job in jobs})
    assert found == jobs[1]


HD = (1920, 1080)
A_FRAME = 1920 * 1080


def made(seconds: float, frames: int = 300, size: tuple[int, int] = HD, **fields: Any) -> ExportJob:
    """Give an export of this computer that took so long."""
    return local(1, **{"status": "done", "result": Result(1, *size, frames, frames / 30, seconds), **fields})


@pytest.mark.parametrize(
    ("jobs", "frames_a_second"),
    [
        ([], None),
        ([made(31)], 10),
        ([made(1.2)], None),
        ([made(4.9), made(31)], 10),
        ([made(31, frames=59)], None),
        ([made(31), made(301), made(16)], 10),
        ([made(301), made(31)], 5.5),
        ([made(301)] + 2 * [made(31)] + 2 * [made(16)] + 5 * [made(301)], 10),
        ([made(31, status="failed")], None),
        ([made(31, result=None)], None),
        ([made(31, settings=ExportSettings("webm"))], None),
        ([made(31, settings=ExportSettings(crf=30))], None),
        ([made(31, settings=ExportSettings(fps=60, scale=0.5))], 10),
        ([made(31, size=(960, 540))], 2.5),
        ([made(31, size=(640, 360))], None),
        ([made(31, size=(3840, 2160))], 40),
        ([cloud(1, "done", result=Result(1, *HD, 300, 10.0, 31.0))], None),
    ],
)
def test_the_speed_is_the_middle_one_of_the_latest_that_took_long_enough(
    jobs: list[ExportJob], frames_a_second: float | None
) -> None:
    found = speed_of(jobs, ExportSettings(), HD)
    assert (None if found is None else found / A_FRAME) == pytest.approx(frames_a_second)
