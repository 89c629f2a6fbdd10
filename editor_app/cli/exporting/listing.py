"""The exports of this computer as a list; nothing of them is taken up."""

from __future__ import annotations

import argparse

from editor_app.cli.exporting.telling import as_json, line_of_job
from editor_app.cli.outcome import CommandError, Exit, print_json, say, show
from editor_app.product import APPLICATION_ID
from editor_app.services.exporting.jobs.as_json import DamagedJob, job_from_json
from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.services.exporting.paid import is_begun_there
from editor_app.store.export_jobs import ExportJobStore, KeptJob
from editor_app.store.folders import Folders
from editor_app.store.local_database import LocalDatabase, LocalDatabaseError


def list_jobs(options: argparse.Namespace) -> int:
    """Print a line a job: those that are not over first, then those that are, the latest first."""
    folders = Folders.of_user()
    store = ExportJobStore(LocalDatabase(folders.services), folders.exports)
    try:
        kept = (*store.unfinished(), *reversed(store.over()))
    except LocalDatabaseError as error:
        raise CommandError(Exit.OUTPUT, str(error)) from error
    jobs = [job for one in kept if (job := _job(one)) is not None]
    if options.json:
        print_json([as_json(job) for job in jobs])
        return Exit.DONE
    for job in jobs:
        show(line_of_job(job))
    if any(not job.is_over and is_begun_there(job) for job in jobs):
        say(f"What renders at a service may be done by now. Fetch it: {APPLICATION_ID} export --resume")
    return Exit.DONE


def _job(kept: KeptJob) -> ExportJob | None:
    try:
        return job_from_json(kept.content)
    except DamagedJob:
        return None
