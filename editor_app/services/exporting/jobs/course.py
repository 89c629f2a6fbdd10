"""What may happen to an export, and what becomes of it: events in, the next value out. Pure.

```
            Started                 Moved                          Finished
  waiting ----------> preparing --> uploading --> rendering --> downloading --> checking ----------> done
     ^  ^  PutBack, Recovered  |
     |  +----------------------+        Failed -> failed ----------+
  paused <--- Paused ---------+         Cancelled -> cancelled ----+-- Retried -> waiting
```
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

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
from editor_app.services.exporting.jobs.job import (
    OVER,
    RUNNING,
    CloudIds,
    ExportJob,
    LogLine,
    Status,
)

MOST_LOG_LINES = 200
_MOST_MARKS = 8
_RUNNING = frozenset[Status](RUNNING)
_UNPAUSED = frozenset[Status]((*RUNNING, "waiting"))
_OPEN = frozenset[Status]((*RUNNING, "waiting", "paused"))


class IllegalEvent(ValueError):
    """An event that cannot happen to a job as it is; names the job."""

    def __init__(self, job: ExportJob, event: object) -> None:
        what = type(event).__name__
        super().__init__(f"{what} cannot happen to the export {job.id}, which is {job.status}.")
        self.job_id = job.id


def step(job: ExportJob, event: Event, at: str = "") -> ExportJob:
    """Give the job after an event that happened `at` a time (ISO-8601); raise IllegalEvent."""
    allowed, change = _COURSE[type(event)]
    if job.status not in allowed or not _may(job, event):
        raise IllegalEvent(job, event)
    new = change(job, event)
    line = _log_line(job, new, event)
    if line:
        new = replace(new, log=(*new.log, LogLine(at, line))[-MOST_LOG_LINES:])
    if new.is_over and not job.is_over:
        new = replace(new, ended_at=at)
    if new.wish and not new.is_running:
        new = replace(new, wish="")
    return new


def must_be_kept(job: ExportJob, event: Event) -> bool:
    """Tell whether an event has to be on the disk before anything is done after it."""
    return not isinstance(event, Moved) or event.status != job.status


def _may(job: ExportJob, event: Event) -> bool:
    """Tell what depends on more than the status."""
    match event:
        case Moved(status=status):
            is_again = (job.status, status) == ("checking", "downloading")
            return status in _RUNNING and (is_again or _rank(status) >= _rank(job.status))
        case Paused() | Resumed():
            return job.target.is_local
        case Retried(is_anew=is_anew):
            return job.can_retry and (job.has_snapshot or not is_anew)
        case Named() | TaskMade() | RenderBegun():
            return not job.target.is_local
        case CancelHeard():
            return job.cloud.is_cancel_owed
        case Ordered():
            return not job.is_running
        case Woken():
            return job.is_holding
    return True


def _rank(status: Status) -> int:
    return RUNNING.index(status)


def _start(job: ExportJob, _event: Any) -> ExportJob:
    return replace(_at_rest(job), status="rendering" if job.is_made_there else "preparing")


def _at_rest(job: ExportJob) -> ExportJob:
    calm = replace(job, share=0.0, speed=None, seconds_left=None, sentence="", remedy="none")
    return replace(calm, again_at=None, waits_for="")


def _move(job: ExportJob, event: Moved) -> ExportJob:
    share = min(1.0, max(0.0, event.share))
    return replace(
        job,
        status=event.status,
        share=share,
        speed=event.speed,
        seconds_left=event.seconds_left,
        sentence=event.sentence,
        again_at=None,
        waits_for="",
    )


def _wish(job: ExportJob, event: Wished) -> ExportJob:
    return replace(job, wish=event.wish)


def _name(job: ExportJob, event: Named) -> ExportJob:
    cloud = replace(
        job.cloud,
        key=event.key,
        client_task_id=event.client_task_id,
        route=event.route,
        project_id=event.project_id,
        task_id="",
        render_id="",
        url="",
        is_spent=False,
    )
    return replace(job, cloud=cloud)


def _take_task(job: ExportJob, event: TaskMade) -> ExportJob:
    cloud = replace(job.cloud, task_id=event.task_id, is_spent=False, put_back=0)
    return replace(job, cloud=cloud, price=event.price or job.price)


def _take_render(job: ExportJob, event: RenderBegun) -> ExportJob:
    return replace(job, cloud=replace(job.cloud, render_id=event.render_id), price=event.price or job.price)


def _link(job: ExportJob, event: Linked) -> ExportJob:
    return replace(job, cloud=replace(job.cloud, url=event.url))


def _hold(job: ExportJob, event: Held) -> ExportJob:
    held = replace(job, sentence=event.sentence, speed=None, seconds_left=None)
    return replace(held, again_at=event.again_at, waits_for=event.waits_for)


def _wake(job: ExportJob, event: Woken) -> ExportJob:
    return replace(job, again_at=event.again_at)


def _put_back(job: ExportJob, event: PutBack) -> ExportJob:
    cloud = replace(job.cloud, put_back=job.cloud.put_back + 1)
    waiting = replace(_at_rest(job), status="waiting", cloud=cloud)
    return replace(waiting, sentence=event.sentence, again_at=event.again_at, waits_for="room")


def _unname(job: ExportJob, _event: Any) -> ExportJob:
    return replace(job, cloud=CloudIds(put_back=job.cloud.put_back))


def _warn(job: ExportJob, event: Warned) -> ExportJob:
    is_new = event.sentence not in job.warnings
    return replace(job, warnings=(*job.warnings, event.sentence)) if is_new else job


def _place(job: ExportJob, event: Placing) -> ExportJob:
    return replace(job, placed=(*job.placed, event.mark)[-_MOST_MARKS:])


def _relocate(job: ExportJob, event: Relocated) -> ExportJob:
    return replace(_warn(job, Warned(event.sentence)), output=event.output, replaces="", placed=())


def _claim(job: ExportJob, event: Claimed) -> ExportJob:
    return replace(job, replaces=event.mark)


def _pause(job: ExportJob, _event: Any) -> ExportJob:
    return replace(
        job, status="paused", speed=None, seconds_left=None, sentence="", again_at=None, waits_for=""
    )


def _wait(job: ExportJob, _event: Any) -> ExportJob:
    return replace(_at_rest(job), status="waiting")


def _finish(job: ExportJob, event: Finished) -> ExportJob:
    warnings = tuple(dict.fromkeys((*job.warnings, *event.warnings)))
    over = replace(_at_rest(job), status="done", share=1.0, result=event.result)
    return replace(over, warnings=warnings, has_snapshot=False)


def _fail(job: ExportJob, event: Failed) -> ExportJob:
    cloud = replace(job.cloud, is_spent=job.cloud.is_spent or event.is_task_spent)
    over = replace(_at_rest(job), status="failed", cloud=cloud)
    return replace(over, sentence=event.sentence, remedy=event.remedy)


def _cancel(job: ExportJob, _event: Any) -> ExportJob:
    is_owed = bool(job.cloud.key) and not job.cloud.is_spent
    cloud = replace(job.cloud, is_cancel_owed=is_owed)
    is_kept = job.has_snapshot and job.target.is_local  # so that it can be made after all
    return replace(_at_rest(job), status="cancelled", cloud=cloud, has_snapshot=is_kept)


def _hear_cancel(job: ExportJob, _event: Any) -> ExportJob:
    return replace(job, cloud=replace(job.cloud, is_cancel_owed=False, is_spent=True))


def _retry(job: ExportJob, event: Retried) -> ExportJob:
    again = replace(_at_rest(job), status="waiting", ended_at="", output=event.output or job.output)
    if event.replaces is not None:
        again = replace(again, replaces=event.replaces)
    is_anew = event.is_anew or job.cloud.is_spent
    return replace(again, cloud=CloudIds(), price=None) if is_anew else again


def _order(job: ExportJob, event: Ordered) -> ExportJob:
    return replace(job, order=event.order)


def _drop_snapshot(job: ExportJob, _event: Any) -> ExportJob:
    return replace(job, has_snapshot=False)


_Change = Callable[[ExportJob, Any], ExportJob]
_COURSE: dict[type, tuple[frozenset[Status], _Change]] = {
    Started: (frozenset[Status](("waiting",)), _start),
    Moved: (_RUNNING, _move),
    Wished: (_RUNNING, _wish),
    Named: (_RUNNING, _name),
    TaskMade: (_RUNNING, _take_task),
    RenderBegun: (_RUNNING, _take_render),
    Linked: (_RUNNING, _link),
    Held: (_RUNNING, _hold),
    Woken: (_UNPAUSED, _wake),
    PutBack: (_RUNNING, _put_back),
    Unnamed: (_RUNNING, _unname),
    Warned: (_RUNNING, _warn),
    Placing: (_RUNNING, _place),
    Relocated: (_RUNNING, _relocate),
    Claimed: (_OPEN, _claim),
    Paused: (_UNPAUSED, _pause),
    Resumed: (frozenset[Status](("paused",)), _wait),
    Finished: (_RUNNING, _finish),
    Failed: (_OPEN, _fail),
    Cancelled: (_OPEN, _cancel),
    CancelHeard: (frozenset[Status](("cancelled",)), _hear_cancel),
    Retried: (frozenset[Status](("failed", "cancelled")), _retry),
    Recovered: (_UNPAUSED, _wait),
    Ordered: (_OPEN, _order),
    SnapshotDropped: (OVER, _drop_snapshot),
}


def _log_line(old: ExportJob, new: ExportJob, event: Event) -> str:
    """Give what is worth telling later, in short."""
    match event:
        case (
            Held(sentence=sentence)
            | PutBack(sentence=sentence)
            | Warned(sentence=sentence)
            | Relocated(sentence=sentence)
        ):
            return sentence if sentence != old.sentence else ""
        case Failed(sentence=sentence):
            return f"failed: {sentence}"
        case Named(key=key):
            return f"sending under the key {key}"
        case TaskMade(task_id=task_id):
            return f"the service's task is {task_id}"
        case RenderBegun(render_id=render_id):
            return f"the service's render is {render_id}"
        case Recovered():
            return "taken up again after a restart"
        case Retried():
            return "tried again"
        case Woken():
            return "tried before its time"
        case CancelHeard():
            return _end_there(old)
    return new.status if new.status != old.status else ""


def _end_there(job: ExportJob) -> str:
    """Say what a cancelled job comes to there: one service can be told, the other ends what it has begun."""
    if job.target.kind == "indream":
        return "the service knows that it is cancelled"
    is_begun = bool(job.cloud.render_id)
    return "the service makes the film all the same" if is_begun else "nothing more is asked of the service"
