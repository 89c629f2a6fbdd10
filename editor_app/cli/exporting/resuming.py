"""Takes up the exports that are kept: all that are left, or one to try again, or to give up."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import threading
from collections.abc import Sequence
from dataclasses import replace

from editor_app.cli.exporting.accounts import CommandAccounts, place_of
from editor_app.cli.exporting.again import (
    Again,
    job_to_cancel,
    job_to_retry,
    over_jobs,
    try_again,
    unfinished_jobs,
)
from editor_app.cli.exporting.before import is_same_account
from editor_app.cli.exporting.bench import Bench, bench
from editor_app.cli.exporting.following import followed, is_over
from editor_app.cli.exporting.plan import refuse_existing
from editor_app.cli.exporting.telling import SHOWN_ID, as_json, line_of_job, name_of
from editor_app.cli.outcome import CommandError, Exit, print_json, say, show
from editor_app.product import APPLICATION_ID
from editor_app.services.account_drafts import AccountError
from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.services.exporting.paid import is_fetched_only
from editor_app.services.exporting.renderingvideo.accounts import LOCAL_WORKSPACE as OTHER_WORKSPACE
from editor_app.store.accounts import LOCAL_WORKSPACE, Profile
from editor_app.store.export_jobs import KeptJob
from editor_app.store.local_database import LocalDatabaseError

_CALLING_OFF_S = 10.0
"""How long a service may take to hear that an export is given up; it is told again later."""


def resume(options: argparse.Namespace, cancelled: threading.Event) -> int:
    """Go on with the exports that nobody works on; give the exit code. Raise CommandError."""
    return asyncio.run(_resume(options, cancelled))


def retry(options: argparse.Namespace, cancelled: threading.Event) -> int:
    """Try one failed export again as it was; give the exit code. Raise CommandError."""
    return asyncio.run(_retry(options, cancelled))


def cancel(options: argparse.Namespace) -> int:
    """Give up one export that nobody works on; give the exit code. Raise CommandError."""
    return asyncio.run(_cancel(options))


async def _resume(options: argparse.Namespace, cancelled: threading.Event) -> int:
    accounts, named = _named_accounts(options)
    async with bench(accounts) as made:
        failed = [job for job in over_jobs(made.store) if is_fetched_only(job) and _is_meant(job, named)]
        left = await _taken_up(made, named, failed)
        mute = [job for job in (*left, *failed) if not _speaks(accounts, job)]
        again = [job for job in failed if job not in mute]
        await try_again(made.queue, again)
        ids = [job.id for job in (*left, *again) if job not in mute]
        if not left and not failed and not options.json:
            say("Nothing is left to go on with.")
        code = await followed(made, ids, is_over, options, cancelled)
        if any(not _is_meant(job, named) for job in unfinished_jobs(made.store)):
            say(f"At other places exports are left: {APPLICATION_ID} export --list")
        return Exit.SERVICE if mute and code == Exit.DONE else code


def _is_meant(job: ExportJob, named: frozenset[str]) -> bool:
    """Tell whether an export is at a place that the command names, if it names any."""
    return not named or job.target.service in named


async def _taken_up(made: Bench, named: frozenset[str], failed: Sequence[ExportJob]) -> list[ExportJob]:
    """Take up the exports that are left, all of them or those at the places that are named; give them."""
    if named:
        for job in unfinished_jobs(made.store):
            if _is_meant(job, named):
                await made.queue.take_up(job.id)
    else:
        if _needs_workspace(made.store.unfinished(), failed):
            await made.workspace()
        await made.queue.load()
    left = [job for job in made.queue.jobs if not job.is_over]
    for job in left:
        made.queue.resume(job.id) if job.status == "paused" else None
    return left


async def _retry(options: argparse.Namespace, cancelled: threading.Event) -> int:
    accounts, _ = _named_accounts(options)
    output = None if options.output is None else options.output.absolute()
    async with bench(accounts) as made:
        job = job_to_retry(made.store, options.retry, is_anew=options.anew)
        replaces = refuse_existing(output or job.output, options)
        if _needs_workspace((), [job]):
            await made.workspace()
        if not _speaks(accounts, job):
            return Exit.SERVICE
        await try_again(made.queue, [job], Again(output, replaces, options.anew))
        return await followed(made, [job.id], is_over, options, cancelled)


async def _cancel(options: argparse.Namespace) -> int:
    accounts, _ = _named_accounts(options)
    async with bench(accounts) as made:
        job = job_to_cancel(made.store, options.cancel)
        if job.target.is_workspace and job.cloud.key:
            await made.workspace()
        try:
            is_cancelled = await made.queue.give_up(job.id)
        except (LocalDatabaseError, OSError) as error:
            raise CommandError(Exit.OUTPUT, str(error)) from error
        if not is_cancelled:
            raise CommandError(
                Exit.OUTPUT, f"Another program on this computer works on {name_of(job)}. Cancel it there."
            )
        job = await _called_off(made, job.id)
        print_json(as_json(job)) if options.json else show(line_of_job(job))
        if job.cloud.is_cancel_owed:
            say(f"{job.target.name} does not know it yet, and is told at the next start of the window.")
    return Exit.DONE


async def _called_off(made: Bench, job_id: str) -> ExportJob:
    """Wait until a service knows that an export is given up, or for long enough."""
    heard = asyncio.Event()

    def hear(_job: ExportJob) -> None:
        heard.set()

    made.queue.job_changed.connect(hear)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_CALLING_OFF_S):
            while (job := made.queue.job(job_id)) is not None and job.cloud.is_cancel_owed:
                await heard.wait()
                heard.clear()
    made.queue.job_changed.disconnect(hear)
    job = made.queue.job(job_id)
    assert job is not None
    return job


def _named_accounts(options: argparse.Namespace) -> tuple[CommandAccounts, frozenset[str]]:
    """Give the accounts, and the services of those that the command names.

    An address alone may speak either language.
    """
    accounts, named = CommandAccounts(), set[str]()
    if options.url is not None or options.account is not None:
        is_open = options.to == "local" and options.url is not None
        kinds = ("indream", "renderingvideo") if is_open else (options.to,)
        for kind in kinds:
            chosen = accounts.chosen("indream" if kind == "local" else kind, options.account, options.url)
            named.add(chosen.service)
    return accounts, frozenset(named)


def _needs_workspace(left: Sequence[KeptJob], failed: Sequence[ExportJob]) -> bool:
    """Tell whether an export is the local server's, which this command has to start then."""
    services = {str(dict(kept.content.get("target") or {}).get("service")) for kept in left}
    services |= {job.target.service for job in failed}
    return bool(services & {LOCAL_WORKSPACE, OTHER_WORKSPACE})


def _speaks(accounts: CommandAccounts, job: ExportJob) -> bool:
    """Tell whether an export can go on; say why not."""
    why = "" if job.target.is_local else _obstacle(accounts, job, accounts.for_service(job.target.service))
    if why:
        given_up = (
            "" if job.is_over else f" Or give it up: {APPLICATION_ID} export --cancel {job.id[:SHOWN_ID]}"
        )
        say(f"{name_of(job)}: {why}{given_up}")
    return not why


def _obstacle(accounts: CommandAccounts, job: ExportJob, profile: Profile | None) -> str:
    """Give why nobody can speak for an export with its service, in sentences; empty where somebody can."""
    if profile is None:
        base = job.target.service.rpartition(" ")[2]
        way = f"Name its address with --to and --url: {place_of(job.target.kind, base)}"
        return f"There is no account for {job.target.name or job.target.service} here. {way}"
    now = replace(job.target, account=accounts.account_of(profile))
    if not is_same_account(job.target, now):
        return f"it was begun with another key at {job.target.name}. Set that one first."
    try:
        accounts.client(profile)
    except AccountError as error:
        return str(error)
    return ""
