"""Begins exports; what a service makes already, or has made, is gone on with, and not paid for again."""

from __future__ import annotations

import argparse
import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from editor_app.cli.exporting.accounts import CommandAccounts
from editor_app.cli.exporting.again import Again, alone, known_jobs, refuse_rival, take_up, try_again
from editor_app.cli.exporting.before import Before, found_before
from editor_app.cli.exporting.bench import Bench, bench
from editor_app.cli.exporting.dry_run import dry_run
from editor_app.cli.exporting.following import followed, is_on_its_way, is_over
from editor_app.cli.exporting.plan import Asked, read_order
from editor_app.cli.exporting.telling import SHOWN_ID, as_json, going_on, line_of_job
from editor_app.cli.fidelity import item_name, table
from editor_app.cli.interrupts import stop_if_asked
from editor_app.cli.outcome import CommandError, Exit, print_json, say, show
from editor_app.interchange.renderingvideo import Loss
from editor_app.services.account_drafts import AccountError
from editor_app.services.exporting.exports import target_of
from editor_app.services.exporting.jobs.job import LOCAL, UNKNOWN, CloudIds, ExportJob, ProjectName, Target
from editor_app.services.exporting.jobs.snapshot import mark_of_content
from editor_app.services.exporting.jobs.wanted import Wanted
from editor_app.state.queries import project_length
from editor_app.store.accounts import LOCAL_WORKSPACE, Profile
from editor_app.store.cloud_link import read_link
from editor_app.store.local_database import LocalDatabaseError

SHOWN_LOSSES = 20


def make(options: argparse.Namespace, cancelled: threading.Event) -> int:
    """Export a project; give the exit code. Raise CommandError."""
    asked, accounts = read_order(options), CommandAccounts()
    stop_if_asked()
    if options.dry_run:
        profile = None if options.to == "local" else _profile(options, accounts)
        return asyncio.run(dry_run(asked, profile, accounts, options))
    return asyncio.run(carry_out(asked, accounts, options, cancelled))


async def carry_out(
    asked: Asked, accounts: CommandAccounts, options: argparse.Namespace, cancelled: threading.Event
) -> int:
    """Begin, or go on with, what was checked; give the exit code. Raise CommandError."""
    async with bench(accounts) as made:
        profile: Profile | None = None
        if options.to == "sandbox" and options.url is None and options.account is None:
            profile = await made.workspace()
        elif options.to != "local":
            profile = _profile(options, accounts)
        if profile is not None:
            _need_key(accounts, profile)
        async with alone(made.store):
            wanted = await asyncio.to_thread(_wanted, asked, accounts, profile)
            before = None
            if not options.anew:
                known = await asyncio.to_thread(known_jobs, made.store)
                before = found_before(known, wanted, project_length(asked.project.state))
            goes_on = before is not None and before.way == "go on"
            begun = None if goes_on else await _begun(made, asked, wanted, before, options)
        if begun is None:
            assert before is not None
            return await _gone_on(made, before.job, asked, options, cancelled)
        job, is_enough = begun
        losses = _heard_losses(made, job.id)
        code = await followed(made, [job.id], is_enough, options, cancelled)
        _tell_losses(losses, asked)
        return code


def _wanted(asked: Asked, accounts: CommandAccounts, profile: Profile | None) -> Wanted:
    target = LOCAL
    if profile is not None:
        target = replace(target_of(profile), account=accounts.account_of(profile))
    name = ProjectName(asked.project.title, str(asked.project.path.absolute()))
    ids, content = _ids(asked, profile), mark_of_content(asked.snapshot)
    return Wanted(target, asked.settings, asked.output, name, ids, asked.replaces, content=content)


async def _begun(
    made: Bench, asked: Asked, wanted: Wanted, before: Before | None, options: argparse.Namespace
) -> tuple[ExportJob, Callable[[ExportJob], bool]]:
    """Begin an export, or have one fetched that the service has made; tell what is waited for."""
    if before is not None:
        _refuse_before(before, options)
    await asyncio.to_thread(refuse_rival, made.store, asked)
    try:
        await made.queue.give_up_left(asked.output)
    except (LocalDatabaseError, OSError) as error:
        raise CommandError(Exit.OUTPUT, str(error)) from error
    if before is not None:
        return await _fetched(made, wanted, before, options)
    job = made.queue.start(wanted, asked.snapshot)
    await made.queue.kept(job.id)
    return job, is_over if _waits(wanted.target, options) else is_on_its_way


def _refuse_before(before: Before, options: argparse.Namespace) -> None:
    """Raise CommandError where the same film would be paid for again."""
    job, name = before.job, before.job.target.name
    known = f"“{job.output.name}” ({job.id[:SHOWN_ID]} in --list)"
    if before.way == "wait":
        raise CommandError(
            Exit.SERVICE,
            f"The same film is about to be made at {name} as {known}. Go on with it: {going_on(options)}. "
            f"To give it up: --cancel {job.id[:SHOWN_ID]}. To make, and pay, another: --anew",
        )
    if before.way == "lost":
        raise CommandError(
            Exit.SERVICE,
            f"{name} has made this film before, as {known}, and no longer has it. "
            "To make another, which is paid again: --anew",
        )


async def _fetched(
    made: Bench, wanted: Wanted, before: Before, options: argparse.Namespace
) -> tuple[ExportJob, Callable[[ExportJob], bool]]:
    """Have a film fetched that a service has, or is just making; tell what is waited for."""
    job = before.job
    does = "has made" if job.is_over else "is making"
    say(
        f"{wanted.target.name} {does} this film already (“{job.output.name}”), so it is fetched, and not "
        "paid again. To make another: --anew"
    )
    if before.way == "try again":
        await try_again(made.queue, [job], Again(wanted.output, wanted.replaces))
        return job, is_over
    again = made.queue.start(replace(wanted, cloud=CloudIds(task_id=job.cloud.task_id)))
    await made.queue.kept(again.id)
    return again, is_over if job.is_over or _waits(wanted.target, options) else is_on_its_way


def _heard_losses(made: Bench, job_id: str) -> list[Loss]:
    """Give a list that will hold what an export loses at RenderingVideo, once that is known."""
    losses = list[Loss]()

    def hear(job: ExportJob) -> None:
        if job.id == job_id and (report := made.other.report_of(job)):
            losses[:] = [loss for loss in report if loss.grade != "prerender"]

    made.queue.job_changed.connect(hear)
    return losses


def _tell_losses(losses: Sequence[Loss], asked: Asked) -> None:
    """Say what looks different at the service, which the export's warning only counts."""
    if not losses:
        return
    for line in table(losses[:SHOWN_LOSSES], lambda key: item_name(asked.project.state, key)):
        say(line)
    if len(losses) > SHOWN_LOSSES:
        say(f"… and {len(losses) - SHOWN_LOSSES} more: --dry-run shows all.")


async def _gone_on(
    made: Bench, left: ExportJob, asked: Asked, options: argparse.Namespace, cancelled: threading.Event
) -> int:
    """Go on with an export that was begun by the same command before; give the exit code."""
    say(f"{left.output.name}: this export is unfinished, so it goes on. To make another film: --anew")
    waits = _waits(left.target, options)
    if not await take_up(made.queue, made.store, left, waits=waits, cancelled=cancelled):
        print_json(as_json(left)) if options.json else show(line_of_job(left))
        return Exit.INTERRUPTED if cancelled.is_set() else Exit.DONE
    if options.overwrite:
        await made.queue.claim(left.id, asked.replaces)
    return await followed(made, [left.id], is_over if waits else is_on_its_way, options, cancelled)


def _waits(target: Target, options: argparse.Namespace) -> bool:
    """Tell whether the command ends only with the film, or with the link."""
    return options.wait or options.preview or target.is_local or target.service == LOCAL_WORKSPACE


def _profile(options: argparse.Namespace, accounts: CommandAccounts) -> Profile:
    return accounts.chosen(options.to, options.account, options.url or _local_address(options))


def _local_address(options: argparse.Namespace) -> str | None:
    """Give the address that a dry run at the local server tells of."""
    is_local = options.to == "sandbox" and options.account is None
    return "http://127.0.0.1:8787" if is_local else None


def _need_key(accounts: CommandAccounts, profile: Profile) -> None:
    try:
        accounts.client(profile)
    except AccountError as error:
        raise CommandError(Exit.SERVICE, str(error)) from error


def _ids(asked: Asked, profile: Profile | None) -> CloudIds:
    """Take the way over the project where it is kept by this very service."""
    link = read_link(asked.project.root)
    if profile is None or link is None or link.service != profile.service:
        return UNKNOWN
    return CloudIds(route="project", project_id=link.project_id)
