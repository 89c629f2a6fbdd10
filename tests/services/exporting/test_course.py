"""What may happen to an export, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from editor_app.services.exporting.jobs.course import MOST_LOG_LINES, IllegalEvent, must_be_kept, step
from editor_app.services.exporting.jobs.events import (
    CancelHeard,
    Cancelled,
    Claimed,
    Event,
    Failed,
    Finished,
    Held,
    Linked,
    Moved,
    Named,
    Ordered,
    Paused,
    Placing,
    PutBack,
    Recovered,
    Relocated,
    RenderBegun,
    Resumed,
    Retried,
    SnapshotDropped,
    Started,
    TaskMade,
    Unnamed,
    Warned,
    Wished,
    Woken,
)
from editor_app.services.exporting.jobs.job import CloudIds, ExportJob, Price, Result, Status, Target
from tests.services.exporting.jobs import INDREAM, OTHER, cloud, local

RESULT = Result(1000, 128, 72, 30, 1.0, 0.5)
EVENTS: dict[type, Event] = {
    type(event): event
    for event in (
        Started(),
        Moved("rendering"),
        Wished("pause"),
        Named("k", "t", "document"),
        TaskMade("task"),
        RenderBegun("render"),
        Linked("https://x"),
        Held("Wait.", 5.0),
        Woken(1.0),
        PutBack("Full.", 5.0),
        Unnamed(),
        Warned("Mind."),
        Placing("1-2-3"),
        Relocated(Path("/films/other.mp4"), "Taken."),
        Claimed("1-2-3"),
        Paused(),
        Resumed(),
        Finished(RESULT),
        Failed("No."),
        Cancelled(),
        CancelHeard(),
        Retried(),
        Recovered(),
        Ordered(7),
        SnapshotDropped(),
    )
}
RUNNING = {"preparing", "uploading", "rendering", "downloading", "checking"}
OPEN = {"waiting", "paused"} | RUNNING
CLOUD_ONLY = {Named, TaskMade, RenderBegun, CancelHeard}
LEGAL: dict[type, set[str]] = {
    Started: {"waiting"},
    Moved: {"preparing", "uploading", "rendering"},
    **dict.fromkeys((Named, TaskMade, RenderBegun, Linked, Held, PutBack, Unnamed), RUNNING),
    Wished: RUNNING,
    **dict.fromkeys((Warned, Placing, Relocated), RUNNING),
    Claimed: OPEN,
    Woken: {"waiting"} | RUNNING,
    Paused: {"waiting"} | RUNNING,
    Resumed: {"paused"},
    Finished: RUNNING,
    Failed: OPEN,
    Cancelled: OPEN,
    CancelHeard: {"cancelled"},
    Retried: {"failed", "cancelled"},
    Recovered: {"waiting"} | RUNNING,
    Ordered: {"waiting", "paused"},
    SnapshotDropped: {"done", "failed", "cancelled"},
}


def test_every_event_is_looked_at() -> None:
    assert EVENTS.keys() == set(get_args(Event)) == LEGAL.keys()


@pytest.mark.parametrize("status", get_args(Status))
@pytest.mark.parametrize("kind", LEGAL)
def test_what_cannot_happen_is_refused(kind: type, status: Status) -> None:
    owed = CloudIds(key="k", task_id="t", is_cancel_owed=True)
    again_at = 5.0 if kind is Woken else None
    job = cloud(status=status, cloud=owed) if kind in CLOUD_ONLY else local(1, status, again_at=again_at)
    if status in LEGAL[kind]:
        step(job, EVENTS[kind])
    else:
        with pytest.raises(IllegalEvent, match=job.id):
            step(job, EVENTS[kind])


@pytest.mark.parametrize("event", [Named("k", "t", "document"), TaskMade("t"), RenderBegun("r")])
def test_a_job_of_this_computer_has_no_task(event: Event) -> None:
    with pytest.raises(IllegalEvent):
        step(local(status="preparing"), event)


@pytest.mark.parametrize("event", [Paused(), Resumed()])
def test_what_is_made_elsewhere_is_not_paused(event: Event) -> None:
    with pytest.raises(IllegalEvent):
        step(cloud(status="paused" if event == Resumed() else "rendering"), event)


@pytest.mark.parametrize(
    ("old", "new", "is_legal"),
    [
        ("preparing", "uploading", True),
        ("preparing", "rendering", True),
        ("rendering", "downloading", True),
        ("checking", "downloading", True),
        ("downloading", "rendering", False),
        ("rendering", "uploading", False),
        ("rendering", "done", False),
    ],
)
def test_phases_come_in_order(old: Status, new: Status, is_legal: bool) -> None:
    if is_legal:
        assert step(cloud(status=old), Moved(new)).status == new
    else:
        with pytest.raises(IllegalEvent):
            step(cloud(status=old), Moved(new))


@pytest.mark.parametrize("ending", [Paused(), Cancelled(), Finished(RESULT), Failed("No."), Recovered()])
def test_what_is_wanted_of_it_is_known_until_it_no_longer_runs(ending: Event) -> None:
    wanted = run(local(), Started(), Wished("pause"), Moved("rendering", 0.5))
    assert (wanted.wish, wanted.share) == ("pause", 0.5)
    assert step(wanted, ending).wish == ""


def run(job: ExportJob, *events: Event) -> ExportJob:
    for number, event in enumerate(events):
        job = step(job, event, f"2026-01-01T00:00:{number:02}+00:00")
    return job


def test_a_film_of_a_cloud_from_beginning_to_end() -> None:
    price = Price(1.0, 1.0, "0.1")
    job = run(
        cloud(),
        Started(),
        Moved("uploading", 0.5, 1000.0, 3.0),
        Named("k", "mine", "project", "p"),
        TaskMade("task", price),
        Moved("rendering", 0.4),
        Held("The line is away.", 99.0),
        Moved("rendering", 0.6),
        Linked("https://a.example/film"),
        Moved("downloading", 1.0),
        Moved("checking"),
        Finished(RESULT, ("Mind.",)),
    )
    assert (job.status, job.share, job.result, job.warnings, job.price) == (
        "done",
        1.0,
        RESULT,
        ("Mind.",),
        price,
    )
    assert job.cloud == CloudIds("k", "mine", "project", "p", "task", url="https://a.example/film")
    assert (job.ended_at, job.again_at, job.sentence) == ("2026-01-01T00:00:10+00:00", None, "")
    assert not job.has_snapshot
    assert [line.text for line in job.log] == [
        "preparing",
        "uploading",
        "sending under the key k",
        "the service's task is task",
        "rendering",
        "The line is away.",
        "downloading",
        "checking",
        "done",
    ]


def test_no_room_lets_it_wait_under_the_same_names() -> None:
    job = run(
        cloud(),
        Started(),
        Named("k", "t", "document"),
        PutBack("Full.", 9.0),
        Started(),
        PutBack("Full.", 20.0),
    )
    assert (job.status, job.again_at, job.sentence) == ("waiting", 20.0, "Full.")
    assert (job.cloud.key, job.cloud.put_back) == ("k", 2)


def test_what_failed_keeps_its_task_where_that_may_still_give_a_film() -> None:
    made = run(cloud(), Started(), Named("k", "t", "document"), TaskMade("task"))
    full = run(made, Failed("The disk is full.", "room"))
    assert full.can_retry
    again = run(full, Retried(Path("/elsewhere/film.mp4")))
    assert (again.status, again.cloud.task_id, again.output) == (
        "waiting",
        "task",
        Path("/elsewhere/film.mp4"),
    )
    assert (again.sentence, again.remedy, again.ended_at) == ("", "none", "")
    spent = run(made, Failed("It cannot be rendered.", "retry", True))
    assert not spent.has_task
    assert run(spent, Retried()).cloud == CloudIds()
    assert run(full, Retried(is_anew=True)).cloud == CloudIds()
    with pytest.raises(IllegalEvent):
        run(full, SnapshotDropped(), Retried(is_anew=True))


def test_what_is_on_hold_can_be_tried_before_its_time_and_what_it_waits_for_is_known_till_then() -> None:
    held = run(cloud(), Started(), Held("The line is away.", 99.0, "line"))
    assert (held.is_holding, held.waits_for) == (True, "line")
    woken = run(held, Woken(7.0))
    assert (woken.again_at, woken.waits_for, woken.sentence) == (7.0, "line", "The line is away.")
    assert run(woken, Moved("uploading")).waits_for == ""
    back = run(held, PutBack("Full.", 99.0))
    assert (back.status, back.waits_for) == ("waiting", "room")
    assert run(back, Woken(7.0), Started()).waits_for == ""
    with pytest.raises(IllegalEvent):
        run(cloud(), Woken(7.0))


@pytest.mark.parametrize(
    ("target", "ids", "status"),
    [
        (INDREAM, CloudIds(), "preparing"),
        (INDREAM, CloudIds(key="k"), "preparing"),
        (INDREAM, CloudIds(key="k", task_id="t"), "rendering"),
        (INDREAM, CloudIds(key="k", task_id="t", is_spent=True), "preparing"),
        (INDREAM, CloudIds(task_id="to fetch"), "preparing"),
        (OTHER, CloudIds(key="k", task_id="t"), "preparing"),
        (OTHER, CloudIds(key="k", task_id="t", render_id="r"), "rendering"),
    ],
)
def test_a_turn_begins_where_the_service_is_as_far_as_is_known(
    target: Target, ids: CloudIds, status: Status
) -> None:
    left = replace(cloud(1, "rendering", cloud=ids), target=target)
    assert run(left, Recovered(), Started()).status == status


def test_what_was_cancelled_here_can_be_made_after_all_but_is_not_sent_again() -> None:
    job = run(local(), Started(), Moved("rendering", 0.5), Cancelled())
    assert (job.can_retry, job.has_snapshot) == (True, True)
    again = run(job, Retried())
    assert (again.status, again.share, again.ended_at) == ("waiting", 0.0, "")
    assert not run(job, SnapshotDropped()).can_retry
    assert not run(cloud(), Cancelled()).can_retry


def test_without_document_and_task_nothing_is_tried_again() -> None:
    dropped = run(local(), Failed("No."), SnapshotDropped())
    assert not dropped.can_retry
    with pytest.raises(IllegalEvent):
        step(dropped, Retried())


@pytest.mark.parametrize(
    ("ids", "is_owed"),
    [
        (CloudIds(), False),
        (CloudIds(key="k"), True),
        (CloudIds(key="k", task_id="t"), True),
        (CloudIds(key="k", task_id="t", is_spent=True), False),
        (CloudIds(task_id="of somebody else"), False),
    ],
)
def test_a_service_is_owed_the_news_of_a_cancel_for_what_was_sent(ids: CloudIds, is_owed: bool) -> None:
    job = run(cloud(cloud=ids), Cancelled())
    assert job.cloud.is_cancel_owed == is_owed
    if is_owed:
        assert not run(job, CancelHeard()).cloud.is_cancel_owed


@pytest.mark.parametrize(
    ("target", "ids", "said"),
    [
        (INDREAM, CloudIds(key="k", task_id="t"), "the service knows that it is cancelled"),
        (
            OTHER,
            CloudIds(key="k", task_id="t", render_id="r"),
            "the service makes the film all the same",
        ),
        (OTHER, CloudIds(key="k", task_id="t"), "nothing more is asked of the service"),
    ],
)
def test_the_log_says_what_a_cancelled_export_comes_to(target: Target, ids: CloudIds, said: str) -> None:
    assert run(cloud(cloud=ids, target=target), Cancelled(), CancelHeard()).log[-1].text == said


def test_a_restart_lets_wait_what_was_under_way() -> None:
    job = run(
        cloud(),
        Started(),
        Named("k", "t", "document"),
        TaskMade("task"),
        Moved("rendering", 0.5),
        Recovered(),
    )
    assert (job.status, job.share, job.cloud.task_id) == ("waiting", 0.0, "task")


def test_only_another_phase_has_to_be_kept_of_progress() -> None:
    job = local(status="rendering")
    assert not must_be_kept(job, Moved("rendering", 0.7))
    assert must_be_kept(job, Moved("checking"))
    assert must_be_kept(job, Warned("Mind."))


def test_a_log_does_not_grow_for_ever() -> None:
    job = local(status="rendering")
    for number in range(MOST_LOG_LINES + 20):
        job = step(job, Warned(f"{number}"))
    assert len(job.log) == MOST_LOG_LINES
    assert step(job, Warned("3")).warnings == job.warnings


def test_what_ends_is_no_longer_waited_for() -> None:
    held = run(cloud(), Started(), Held("Wait.", 9.0))
    assert held.is_holding
    assert not run(held, Failed("No.")).is_holding
    assert replace(held, status="done").is_over
