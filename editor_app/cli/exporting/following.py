"""Follows exports as far as a command is to wait, and tells how they ended."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Mapping, Sequence

from editor_app.cli.exporting import contact
from editor_app.cli.exporting.accounts import CommandAccounts
from editor_app.cli.exporting.bench import Bench
from editor_app.cli.exporting.telling import (
    JobLines,
    as_json,
    exit_of,
    going_on,
    line_of_job,
    made_line,
    name_of,
    ways_on,
)
from editor_app.cli.outcome import Exit, print_json, say, show
from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.services.exporting.paid import is_begun_there

_LOOK_S = 0.1


def is_over(job: ExportJob) -> bool:
    """Tell whether the film is here, or will not come."""
    return job.is_over


def is_on_its_way(job: ExportJob) -> bool:
    """Tell whether the service makes the film without any more help."""
    return job.is_over or is_begun_there(job)


async def followed(
    made: Bench,
    ids: Sequence[str],
    is_enough: Callable[[ExportJob], bool],
    options: argparse.Namespace,
    cancelled: threading.Event,
) -> int:
    """Follow exports, and tell how that ended; give the exit code."""
    watch = contact.Contact()
    was_stopped = await _follow(made, ids, is_enough, cancelled, watch)
    given_up = watch.given_up(time.monotonic()) & {job.id for job in _jobs(made, ids) if not is_enough(job)}
    jobs = _jobs(made, ids)
    if was_stopped or not given_up:
        return _told(jobs, options, was_stopped, made.accounts)
    _told([job for job in jobs if job.id not in given_up], options, False, made.accounts)
    for job in jobs:
        if job.id in given_up:
            why = contact.why_given_up(job, made.accounts.said_by(job.target.service))
            say(f"{name_of(job)}: {why} The export is kept. Go on with it: {going_on(options)}")
    return Exit.SERVICE


async def _follow(
    made: Bench,
    ids: Sequence[str],
    is_enough: Callable[[ExportJob], bool],
    cancelled: threading.Event,
    watch: contact.Contact,
) -> bool:
    """Show how exports fare until they are far enough; tell whether a person has stopped that."""
    heard, lines, was_stopped = asyncio.Event(), JobLines(), False

    def hear(job: ExportJob) -> None:
        if job.id in ids:
            watch.hear(job, time.monotonic())
            lines.show(job)
            heard.set()

    made.queue.job_changed.connect(hear)
    made.queue.line_back.connect(watch.hear_service)
    try:
        while not all(is_enough(job) or job.id in _given_up(watch) for job in _jobs(made, ids)):
            if cancelled.is_set() and not was_stopped:
                was_stopped = True
                ids = _called_off(made, ids)
                continue
            if watch.is_to_be_told(time.monotonic()):
                lines.end()
                patience = f"{contact.PATIENCE_S:g} s"
                say(f"Nothing has come of it yet: waiting up to {patience} for that. Ctrl-C ends that.")
            _tell_of_waiting(made, watch.still_waited_for(time.monotonic()), lines)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(heard.wait(), _LOOK_S)
            heard.clear()
    finally:
        made.queue.job_changed.disconnect(hear)
        made.queue.line_back.disconnect(watch.hear_service)
        lines.end()
    return was_stopped


def _tell_of_waiting(made: Bench, waited: Mapping[str, float], lines: JobLines) -> None:
    """Say that a service which was there before is waited for without end, and how to end that."""
    for job in _jobs(made, list(waited)):
        lines.end()
        why = contact.why_given_up(job, made.accounts.said_by(job.target.service), waited[job.id])
        say(f"{name_of(job)}: {why} It is waited for all the same. Ctrl-C ends that; the export is kept.")


def _given_up(watch: contact.Contact) -> frozenset[str]:
    return watch.given_up(time.monotonic())


def _called_off(made: Bench, ids: Sequence[str]) -> list[str]:
    """Cancel what no service knows of yet; give what has to be waited for until it has stopped."""
    mine = [job.id for job in _jobs(made, ids) if not job.is_over and not job.cloud.key]
    for job_id in mine:
        made.queue.cancel(job_id)
    return mine


def _jobs(made: Bench, ids: Sequence[str]) -> list[ExportJob]:
    return [job for job_id in ids if (job := made.queue.job(job_id)) is not None]


def _told(
    jobs: Sequence[ExportJob], options: argparse.Namespace, was_stopped: bool, accounts: CommandAccounts
) -> int:
    """Print how exports have ended, or where they go on."""
    jobs = [accounts.with_key_named(job) for job in jobs]
    for job in jobs:
        for warning in job.warnings:
            say(f"warning: {warning}")
    if options.json and (jobs or options.resume):
        listed = [as_json(job) for job in jobs]
        print_json(listed if options.resume else listed[0])
    for job in jobs:
        _tell(job, options, was_stopped)
    if not was_stopped:
        return exit_of(jobs)
    if all(job.is_over for job in jobs):
        say("interrupted; no file was left.")
    return Exit.INTERRUPTED


def _tell(job: ExportJob, options: argparse.Namespace, was_stopped: bool) -> None:
    if job.status == "failed":
        say(f"{name_of(job)}: {job.sentence}")
        for way in ways_on(job, options):
            say(way)
    elif not job.is_over and was_stopped:
        goes_on = is_on_its_way(job)
        what = f"{job.target.name} goes on with it. Fetch it" if goes_on else "it is kept. Go on with it"
        say(f"interrupted; {what}: {going_on(options)}")
    elif not options.json and job.status == "done":
        show(made_line(job))
    elif not options.json and not job.is_over:
        show(line_of_job(job))
        say(f"{job.target.name} makes the film. Fetch it: {going_on(options)}")
