"""`editor-app render PROJECT -o OUT`: make the video file."""

from __future__ import annotations

import argparse
import threading
from pathlib import Path
from typing import TYPE_CHECKING, cast

from editor_app.cli.interrupts import interruptible, stop_if_asked
from editor_app.cli.options import add_project_options, path_argument
from editor_app.cli.outcome import CommandError, Exit, Subcommands, print_json, say, show
from editor_app.cli.times import range_argument
from editor_app.product import APPLICATION_ID

if TYPE_CHECKING:
    from editor_app.render.export.settings import ExportReport, ExportSettings, Format
    from editor_app.state.model import EditorState

FORMATS = ("mp4", "webm", "mkv")


def add_to(commands: Subcommands) -> None:
    """Add the subcommand to the parser."""
    parser = commands.add_parser("render", help="render a project to a video file")
    add_project_options(parser)
    parser.add_argument(
        "-o", "--output", type=path_argument, required=True, metavar="OUT", help="the file to make"
    )
    parser.add_argument("--format", choices=FORMATS, help="default: by the suffix of OUT, else mp4")
    parser.add_argument("--fps", type=int, choices=(30, 60), default=30, help="frames a second (default 30)")
    parser.add_argument("--scale", type=float, default=1.0, help="size of the video, 0.6 to 8 (default 1)")
    parser.add_argument("--range", metavar="A:B", help="only from A up to B, such as 2:4.5 or 60f:135f")
    parser.add_argument("--workers", type=int, metavar="N", help="processes at work (default: one a core)")
    parser.add_argument("--alpha", action="store_true", help="keep transparency (webm and mkv)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check everything first, then render with progress; Ctrl-C leaves no file."""
    with interruptible() as cancelled:
        return _render(options, cancelled)


def _render(options: argparse.Namespace, cancelled: threading.Event) -> int:
    start, end = (0, None) if options.range is None else range_argument(options.range, options.fps)
    form = options.format or _format_of(options.output)

    from editor_app.cli.opening import open_for_rendering, refuse_output
    from editor_app.render import processes
    from editor_app.render.export import settings as kinds

    processes.begin()
    stop_if_asked()
    refuse_output(options.output, options, "video")
    settings = kinds.ExportSettings(
        form, options.fps, options.scale, start, end, alpha=options.alpha, workers=options.workers
    )
    project, media = open_for_rendering(options, lambda state: _refuse(state, settings, options))

    from platformdirs import user_cache_path

    from editor_app.cli.progress import ProgressLine
    from editor_app.render.export.run import export_video

    stop_if_asked()
    line = ProgressLine()
    try:
        report = export_video(
            project.state,
            media.sources,
            settings,
            options.output,
            on_progress=line.show,
            cancelled=cancelled,
            cache_dir=user_cache_path(APPLICATION_ID, appauthor=False) / "sound",
            expected=tuple(place.path for place in project.media.values()),
        )
    except kinds.ExportCancelled as error:
        raise CommandError(Exit.INTERRUPTED, "interrupted; no file was left.") from error
    except kinds.ExportError as error:
        raise CommandError(Exit.OUTPUT, str(error)) from error
    finally:
        line.end()
    _tell(report, options.json)
    return Exit.DONE


def _format_of(output: Path) -> Format:
    suffix = output.suffix.lower().removeprefix(".")
    if suffix in FORMATS:
        return cast("Format", suffix)
    if suffix in ("", "m4v"):
        return "mp4"
    raise CommandError(
        Exit.UNREADABLE,
        f"“{output.name}” ends in none of {', '.join(FORMATS)}. Choose such a name, or say --format.",
    )


def _refuse(state: EditorState, settings: ExportSettings, options: argparse.Namespace) -> None:
    """Raise CommandError for what is wrong with the request, whatever its media and the machine are."""
    from editor_app.render.export.run import checked_target
    from editor_app.render.export.settings import ExportError
    from editor_app.state.queries import project_length

    length = project_length(state)
    if length <= 0:
        raise CommandError(
            Exit.DOCUMENT_ERRORS,
            f"The timeline of “{options.project}” is empty, so there is nothing to render. Add a clip first.",
        )
    if settings.start_tick >= length:
        raise CommandError(
            Exit.UNREADABLE,
            f"The range “{options.range}” starts after the end of the project ({length / 240_000:g} s).",
        )
    try:
        checked_target(state, settings)
    except ExportError as error:
        raise CommandError(Exit.UNREADABLE, str(error)) from error


def _tell(report: ExportReport, as_json: bool) -> None:
    for warning in report.warnings:
        say(f"warning: {warning}")
    if as_json:
        print_json(
            {
                "output": str(report.output),
                "frames": report.frames,
                "width": report.width,
                "height": report.height,
                "sizeBytes": report.size_bytes,
                "seconds": round(report.seconds, 3),
                "workers": report.workers,
                "warnings": list(report.warnings),
            }
        )
        return
    speed = report.frames / report.seconds if report.seconds else 0
    show(
        f"{report.output}: {report.width} × {report.height}, {report.frames} frames, "
        f"{report.size_bytes / 1e6:.1f} MB, in {report.seconds:.1f} s ({speed:.0f} fps)"
    )
