"""What a command asks for, checked before anything is begun: document, media, settings, file."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from editor_app.assets import Asset
from editor_app.cli.opening import (
    count_errors,
    line_of,
    media_folder,
    open_project,
    refuse_output,
    unreadable_media,
)
from editor_app.cli.outcome import CommandError, Exit, say
from editor_app.cli.times import range_argument
from editor_app.edits.addresses import has_address
from editor_app.render.export.formats import (
    Format,
    default_rate,
    format_of_suffix,
    kind_of,
    rates_of,
    suffix_of,
)
from editor_app.render.export.run import checked_target
from editor_app.render.export.settings import ExportError, ExportSettings
from editor_app.services.exporting.jobs.job import IndreamSettings, OtherSettings, Settings
from editor_app.services.exporting.jobs.outputs import mark_now
from editor_app.services.exporting.jobs.snapshot import Snapshot, as_now
from editor_app.services.exporting.renderingvideo.wish import MOST_WORKERS, OtherWish
from editor_app.state import EditorState
from editor_app.state.queries import project_length
from editor_app.store.media_files import FoundMedia, find_media
from editor_app.store.project import Project

SHOWN_PROBLEMS = 20
_FORMATS = {"sandbox": ("mp4", "webm"), "indream": ("mp4", "webm"), "renderingvideo": ("mp4",)}


@dataclass(frozen=True, slots=True)
class Asked:
    """An export that can be begun."""

    project: Project
    snapshot: Snapshot
    settings: Settings
    output: Path
    replaces: str = ""
    """The mark of the file that lay at `output` when that was checked: no other may be replaced."""


def read_order(options: argparse.Namespace) -> Asked:
    """Open and check everything; raise CommandError."""
    form = _format(options)
    fps = options.fps or default_rate(form)
    start, end = (0, None) if options.range is None else range_argument(options.range, fps)
    output = _output(options, form)
    replaces = "" if options.preview or options.dry_run else refuse_existing(output, options)
    project, problems = open_project(options.project)
    errors = count_errors(problems)
    shown = problems if errors else [problem for problem in problems if problem.severity == "warning"]
    for problem in shown[:SHOWN_PROBLEMS]:
        say(line_of(problem))
    if errors and not options.force:
        raise CommandError(
            Exit.DOCUMENT_ERRORS,
            f"“{options.project}” has {errors} error{'s' * (errors != 1)}. "
            "Correct the document, or go on all the same: --force.",
        )
    _refuse_length(project.state, start, options)
    length = project_length(project.state)
    settings = _settings(options, form, fps, (start, length if end is None else min(end, length)))
    if isinstance(settings, ExportSettings):
        try:
            checked_target(project.state, settings)
        except ExportError as error:
            raise CommandError(Exit.UNREADABLE, str(error)) from error
    found = _media(project, options)
    snapshot = Snapshot(project.state, as_now(found.sources), dict(project.media))
    return Asked(project, snapshot, settings, output.absolute(), replaces)


def _format(options: argparse.Namespace) -> Format:
    """Give the format by option or name; raise CommandError for one that the target does not make."""
    by_name = None
    if options.output is not None and options.output.suffix:
        by_name = format_of_suffix(options.output.suffix)
        if by_name is None and options.format is None:
            raise CommandError(
                Exit.UNREADABLE, f"“{options.output.name}” ends in no format's name. Say --format."
            )
    form: Format = options.format or by_name or "mp4"
    able = _FORMATS.get(options.to)
    if able is not None and form not in able:
        raise CommandError(
            Exit.UNREADABLE, f"--to {options.to} makes {' or '.join(able)}, not {form}. Choose another one."
        )
    rates = rates_of(form)
    if options.fps is not None and options.fps not in rates:
        known = ", ".join(map(str, rates))
        raise CommandError(Exit.UNREADABLE, f"--fps: {options.fps} is none of {known}.")
    return form


def _output(options: argparse.Namespace, form: Format) -> Path:
    output: Path = options.output or Path(options.project.stem + suffix_of(form))
    is_folder = kind_of(form) == "sequence"
    if is_folder and output.is_file():
        raise CommandError(Exit.OUTPUT, f"“{output}” is a file; a sequence needs a new folder.")
    if not (is_folder and output.is_dir()):
        refuse_output(output, options, "video")
    if not output.absolute().parent.is_dir():
        raise CommandError(Exit.OUTPUT, f"The folder “{output.parent}” is not there. Choose another one.")
    return output


def refuse_existing(output: Path, options: argparse.Namespace) -> str:
    """Give the mark of the file that may be replaced; raise CommandError for one that is not to be."""
    mark = mark_now(output)
    if mark and not options.overwrite:
        raise CommandError(
            Exit.OUTPUT, f"“{output}” is there already. Choose another name with -o, or say --overwrite."
        )
    return mark


def _settings(options: argparse.Namespace, form: Format, fps: int, span: tuple[int, int]) -> Settings:
    if options.webhook_url is not None:
        _refuse_webhook(options.webhook_url)
    if options.workers is not None and not 1 <= options.workers <= MOST_WORKERS:
        raise CommandError(
            Exit.UNREADABLE, f"--workers: {options.workers} is not a number from 1 to {MOST_WORKERS}."
        )
    if options.to == "local":
        return ExportSettings(form, fps, options.scale, *(span if options.range else (0, None)))
    if not 0.6 <= options.scale <= 8:
        raise CommandError(Exit.UNREADABLE, f"--scale: {options.scale:g} is not from 0.6 to 8.")
    if options.to == "renderingvideo":
        return _other(options, fps, span)
    if options.range is not None:
        raise CommandError(
            Exit.UNREADABLE, f"--to {options.to} makes whole films. Leave --range out, or export here."
        )
    film = "webm" if form == "webm" else "mp4"
    return IndreamSettings(film, fps, options.scale, options.ratio, callback_url=options.webhook_url or "")


def _refuse_webhook(url: str) -> None:
    """Raise CommandError for an address of a webhook that no service could call."""
    try:
        parts = urlsplit(url)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_whole = False
    if not is_whole:
        raise CommandError(
            Exit.UNREADABLE,
            f"--webhook-url: “{url}” is no whole address. Write one such as https://example.com/done.",
        )


def _other(options: argparse.Namespace, fps: int, span: tuple[int, int]) -> OtherSettings:
    wish = OtherWish(
        fps=fps,
        scale=options.scale,
        range_ticks=span if options.range else None,
        prerenders=options.prerender,
        webhook_url=options.webhook_url or "",
        workers=options.workers or 0,
        is_preview=options.preview,
    )
    return wish.settings()


def _refuse_length(state: EditorState, start: int, options: argparse.Namespace) -> None:
    length = project_length(state)
    if length <= 0:
        raise CommandError(
            Exit.DOCUMENT_ERRORS,
            f"The timeline of “{options.project}” is empty, so there is nothing to export. Add a clip first.",
        )
    if start >= length:
        raise CommandError(
            Exit.UNREADABLE,
            f"The range “{options.range}” starts after the end of the project ({length / 240_000:g} s).",
        )


def _media(project: Project, options: argparse.Namespace) -> FoundMedia:
    """Find the media; raise CommandError where one is missing that the target cannot do without."""
    found = find_media(project.state, project.media, media_folder(options.media))
    for warning in found.warnings:
        say(f"warning: {warning}")
    is_local = options.to == "local"
    missing = [one for one in found.missing if is_local or not _is_elsewhere(project.state, one.asset_id)]
    troubles = [one.message for one in missing] + unreadable_media(found)
    may_lack = options.allow_missing and is_local
    for trouble in troubles:
        say(f"{'warning' if may_lack else 'error'}: {trouble}")
    if troubles and not may_lack:
        way = ", or go on with placeholders: --allow-missing" if is_local else ""
        raise CommandError(
            Exit.MEDIA, f"{len(troubles)} of the project's media cannot be used. Provide them{way}."
        )
    return found


def _is_elsewhere(state: EditorState, asset_id: str) -> bool:
    asset = state.assets.get(asset_id)
    return isinstance(asset, Asset) and has_address(asset)
