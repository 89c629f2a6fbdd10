"""Begins exports, follows them as far as the command is to wait, and tells how they ended."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from editor_app.cli.exporting import contact
from editor_app.cli.exporting.accounts import CommandAccounts
from editor_app.cli.exporting.again import (
    alone,
    is_fetched_only,
    is_same_account,
    job_to_retry,
    left_before,
    made_before,
    over_jobs,
    refuse_rival,
    take_up,
    try_again,
)
from editor_app.cli.exporting.bench import Bench, bench
from editor_app.cli.exporting.dry_run import dry_run
from editor_app.cli.exporting.plan import Asked, read_order, refuse_existing
from editor_app.cli.exporting.telling import (
    JobLines,
    as_json,
    exit_of,
    fetching,
    going_on,
    line_of_job,
    made_line,
)
from editor_app.cli.interrupts import stop_if_asked
from editor_app.cli.outcome import CommandError, Exit, print_json, say, show
from editor_app.services.account_drafts import LOCAL_WORKSPACE, AccountError
from editor_app.services.exporting.exports import target_of
from editor_app.services.exporting.jobs.job import LOCAL, UNKNOWN, CloudIds, ExportJob, ProjectName, Target
from editor_app.services.exporting.jobs.wanted import Wanted
from editor_app.services.exporting.renderingvideo.accounts import LOCAL_WORKSPACE as OTHER_WORKSPACE
from editor_app.store.accounts import Profile
from editor_app.store.cloud_link import read_link
from editor_app.store.export_jobs import KeptJob
from editor_app.store.local_database import LocalDatabaseError

_LOOK_S = 0.1


def make(options: argparse.Namespace, cancelled: threading.Event) -> int:
    """Export a project; give the exit code. Raise CommandError."""
    asked, accounts = read_order(options), CommandAccounts()
    stop_if_asked()
    if options.dry_run:
        return dry_run(asked, None if options.to == "local" else _profile(options, accounts), options)
    return asyncio.run(_make(asked, accounts, options, cancelled))


def resume(options: argparse.Namespace, cancelled: threading.Event) -> int:
    """Go on with the exports that nobody works on; give the exit code. Raise CommandError."""
    return asyncio.run(_resume(options, cancelled))


async def _make(
    asked: Asked, accounts: CommandAccounts, options: argparse.Namespace, cancelled: threading.Event
) -> int:
    async with bench(accounts) as made:
        profile: Profile | None = None
        if options.to == "sandbox" and options.url is None and options.account is None:
            profile = await made.workspace()
        elif options.to != "local":
            profile = _profile(options, accounts)
        if profile is not None:
            _need_key(accounts, profile)
        target = LOCAL
        if profile is not None:
            target = replace(target_of(profile), account=accounts.account_of(profile))
        async with alone(made.store):
            left = None if options.anew else await asyncio.to_thread(left_before, made.store, target, asked)
            begun = await _begun(made, asked, target, _ids(asked, profile), options) if left is None else None
        if left is not None:
            return await _gone_on(made, left, options, cancelled)
        assert begun is not None
        job, is_enough = begun
        return await _followed(made, [job.id], is_enough, options, cancelled)


async def _begun(
    made: Bench, asked: Asked, target: Target, ids: CloudIds, options: argparse.Namespace
) -> tuple[ExportJob, Callable[[ExportJob], bool]]:
    """Begin an export, or have one fetched that the service has made; tell what is waited for."""
    await asyncio.to_thread(refuse_rival, made.store, asked)
    try:
        await made.queue.give_up_left(asked.output)
    except (LocalDatabaseError, OSError) as error:
        raise CommandError(Exit.OUTPUT, str(error)) from error
    earlier = None if options.anew else await asyncio.to_thread(made_before, made.store, target, asked)
    if earlier is not None:
        say(f"{target.name} has made this film already, so it is fetched. To make another: --anew")
        await try_again(made.queue, [earlier], asked.output)
        return earlier, _is_over
    name = ProjectName(asked.project.title, str(asked.project.path.absolute()))
    job = made.queue.start(Wanted(target, asked.settings, asked.output, name, ids), asked.snapshot)
    await made.queue.kept(job.id)
    return job, _is_over if _waits(target, options) else _is_on_its_way


async def _gone_on(
    made: Bench, left: ExportJob, options: argparse.Namespace, cancelled: threading.Event
) -> int:
    """Go on with an export that was begun by the same command before; give the exit code."""
    say(f"{left.output.name}: this export is unfinished, so it goes on. To make another film: --anew")
    waits = _waits(left.target, options)
    if not await take_up(made.queue, made.store, left, waits=waits, cancelled=cancelled):
        print_json(as_json(left)) if options.json else show(line_of_job(left))
        return Exit.INTERRUPTED if cancelled.is_set() else Exit.DONE
    if options.overwrite:
        await made.queue.claim(left.id)
    return await _followed(made, [left.id], _is_over if waits else _is_on_its_way, options, cancelled)


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


def _is_over(job: ExportJob) -> bool:
    return job.is_over


def _is_on_its_way(job: ExportJob) -> bool:
    """Tell whether the service makes the film without any more help."""
    has_begun = job.target.kind != "renderingvideo" or bool(job.cloud.render_id)
    return job.is_over or (job.has_task and has_begun)


async def _resume(options: argparse.Namespace, cancelled: threading.Event) -> int:
    accounts = _named_accounts(options)
    async with bench(accounts) as made:
        failed = [job for job in over_jobs(made.store) if is_fetched_only(job)]
        if _needs_workspace(made.store.unfinished(), failed):
            await made.workspace()
        await made.queue.load()
        left = [job for job in made.queue.jobs if not job.is_over]
        for job in left:
            made.queue.resume(job.id) if job.status == "paused" else None
        mute = [job for job in (*left, *failed) if not _speaks(accounts, job)]
        again = [job for job in failed if job not in mute]
        await try_again(made.queue, again)
        ids = [job.id for job in (*left, *again) if job not in mute]
        if not left and not failed and not options.json:
            say("Nothing is left to go on with.")
        code = await _followed(made, ids, lambda job: job.is_over, options, cancelled)
        return Exit.SERVICE if mute and code == Exit.DONE else code


def retry(options: argparse.Namespace, cancelled: threading.Event) -> int:
    """Try one failed export again as it was; give the exit code. Raise CommandError."""
    return asyncio.run(_retry(options, cancelled))


async def _retry(options: argparse.Namespace, cancelled: threading.Event) -> int:
    accounts = _named_accounts(options)
    output = None if options.output is None else options.output.absolute()
    async with bench(accounts) as made:
        job = job_to_retry(made.store, options.retry)
        refuse_existing(output or job.output, options)
        if _needs_workspace((), [job]):
            await made.workspace()
        if not _speaks(accounts, job):
            return Exit.SERVICE
        await try_again(made.queue, [job], output)
        return await _followed(made, [job.id], lambda job: job.is_over, options, cancelled)


def _named_accounts(options: argparse.Namespace) -> CommandAccounts:
    """Give the accounts, with the one that the command names; an address alone may speak either language."""
    accounts = CommandAccounts()
    if options.url is not None or options.account is not None:
        is_open = options.to == "local" and options.url is not None
        kinds = ("indream", "renderingvideo") if is_open else (options.to,)
        for kind in kinds:
            accounts.chosen("indream" if kind == "local" else kind, options.account, options.url)
    return accounts


def _needs_workspace(left: Sequence[KeptJob], failed: Sequence[ExportJob]) -> bool:
    """Tell whether an export is the local server's, which this command has to start then."""
    services = {str(dict(kept.content.get("target") or {}).get("service")) for kept in left}
    services |= {job.target.service for job in failed}
    return bool(services & {LOCAL_WORKSPACE, OTHER_WORKSPACE})


def _speaks(accounts: CommandAccounts, job: ExportJob) -> bool:
    """Tell whether an export can go on; say why not."""
    if job.target.is_local:
        return True
    profile = accounts.for_service(job.target.service)
    if profile is not None:
        now = replace(job.target, account=accounts.account_of(profile))
        if not is_same_account(job.target, now):
            say(f"{job.output.name}: it was begun with another key at {job.target.name}. Set that one first.")
            return False
    sentence = f"There is no account for {job.target.service} here. Name its address with --to and --url."
    if profile is not None:
        try:
            accounts.client(profile)
        except AccountError as error:
            sentence = str(error)
        else:
            return True
    say(f"{job.output.name}: {sentence}")
    return False


async def _followed(
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
            say(
                f"{job.target.name} has not answered within {contact.PATIENCE_S:g} s. Look at the address "
                f"({job.target.service}) and at the line. The export is kept. Go on with it: "
                f"{going_on(options)}"
            )
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
    try:
        while not all(is_enough(job) or job.id in _given_up(watch) for job in _jobs(made, ids)):
            if cancelled.is_set() and not was_stopped:
                was_stopped = True
                ids = _called_off(made, ids)
                continue
            if watch.is_to_be_told(time.monotonic()):
                lines.end()
                say(f"No answer yet: waiting up to {contact.PATIENCE_S:g} s for the first. Ctrl-C ends that.")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(heard.wait(), _LOOK_S)
            heard.clear()
    finally:
        made.queue.job_changed.disconnect(hear)
        lines.end()
    return was_stopped


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
        say(f"{job.output.name}: {job.sentence}")
        if is_fetched_only(job):
            say(f"{job.target.name} has it. Fetch it, without paying again: {fetching(job, options)}")
    elif not job.is_over and was_stopped:
        goes_on = _is_on_its_way(job)
        what = f"{job.target.name} goes on with it. Fetch it" if goes_on else "it is kept. Go on with it"
        say(f"interrupted; {what}: {going_on(options)}")
    elif not options.json and job.status == "done":
        show(made_line(job))
    elif not options.json and not job.is_over:
        show(line_of_job(job))
        say(f"{job.target.name} makes the film. Fetch it: {going_on(options)}")
