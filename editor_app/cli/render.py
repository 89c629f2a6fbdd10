"""`editor-app render PROJECT -o OUT`: make the film, its sound, a GIF, a picture or all pictures."""

from __future__ import annotations

import argparse
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from editor_app.cli.interrupts import interruptible, stop_if_asked
from editor_app.cli.options import add_project_options, path_argument
from editor_app.cli.outcome import CommandError, Exit, Subcommands, print_json, say, show
from editor_app.cli.times import range_argument
from editor_app.product import APPLICATION_ID
from editor_app.render.export.formats import FORMATS, default_rate, format_of_suffix, kind_of, rates_of

if TYPE_CHECKING:
    from editor_app.render.export.settings import ExportReport, ExportSettings, Format
    from editor_app.state.model import EditorState

_RATES = sorted({rate for form in FORMATS for rate in rates_of(form)})
_NAMES = {"film": "video", "gif": "GIF", "sound": "sound", "still": "picture", "sequence": "sequence"}


def add_to(commands: Subcommands) -> None:
    """Add the subcommand to the parser."""
    parser = commands.add_parser("render", help="render a project to a video, sound or picture file")
    add_project_options(parser)
    parser.add_argument(
        "-o",
        "--output",
        type=path_argument,
        required=True,
        metavar="OUT",
        help="the file to make; for a sequence, a new folder",
    )
    parser.add_argument("--format", choices=FORMATS, help="default: by the suffix of OUT, else mp4")
    parser.add_argument(
        "--fps", type=int, choices=_RATES, help="frames a second: 30 (default) or 60; a GIF 10 to 25 (15)"
    )
    parser.add_argument("--scale", type=float, help="size of the video, 0.6 to 8 (default 1)")
    parser.add_argument(
        "--size", type=_size_argument, metavar="WxH", help="size in px before --scale, such as 1080x1920"
    )
    parser.add_argument(
        "--fit",
        choices=("bars", "fill"),
        default="bars",
        help="where --size has another shape (default bars)",
    )
    parser.add_argument("--range", metavar="A:B", help="only from A up to B, such as 2:4.5 or 60f:135f")
    parser.add_argument("--workers", type=int, metavar="N", help="processes at work (default: one a core)")
    parser.add_argument("--alpha", action="store_true", help="keep transparency (webm, mkv, gif, png)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check everything first, then render with progress; Ctrl-C leaves no file."""
    with interruptible() as cancelled:
        return _render(options, cancelled)


def _render(options: argparse.Namespace, cancelled: threading.Event) -> int:
    form = options.format or _format_of(options.output)
    if kind_of(form) == "sequence" and options.output.is_file():
        raise CommandError(Exit.OUTPUT, f"“{options.output}” is a file; a sequence needs a new folder.")
    fps = options.fps or default_rate(form)
    start, end = (0, None) if options.range is None else range_argument(options.range, fps)

    from editor_app.cli.opening import open_for_rendering, refuse_output
    from editor_app.render import processes
    from editor_app.render.export import settings as kinds

    processes.begin()
    stop_if_asked()
    if kind_of(form) != "sequence" or not options.output.is_dir():
        refuse_output(options.output, options, _NAMES[kind_of(form)])
    settings = kinds.ExportSettings(
        form,
        fps,
        1.0 if options.scale is None else options.scale,
        start,
        end,
        alpha=options.alpha,
        workers=options.workers,
        size=options.size,
        fit=options.fit,
    )
    project, media = open_for_rendering(
        options, lambda state: _refuse(state, _suited(settings, state, options), options)
    )
    settings = _suited(settings, project.state, options)

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
    _tell(report, settings, options.json)
    return Exit.DONE


def _suited(settings: ExportSettings, state: EditorState, options: argparse.Namespace) -> ExportSettings:
    """Give a GIF of which nobody says how large it shall be a size that can be sent."""
    from editor_app.render.export.limits import gif_size

    if settings.format != "gif" or options.scale is not None or settings.size is not None:
        return settings
    return replace(settings, size=gif_size(state.composition_width, state.composition_height))


def _format_of(output: Path) -> Format:
    if not output.suffix:
        return "mp4"
    form = format_of_suffix(output.suffix)
    if form is not None:
        return form
    known = ", ".join(form for form in FORMATS if kind_of(form) != "sequence")
    raise CommandError(
        Exit.UNREADABLE,
        f"“{output.name}” ends in none of {known}. Choose such a name, or say --format.",
    )


def _size_argument(text: str) -> tuple[int, int]:
    """Read `1080x1920`."""
    sides = text.lower().replace("×", "x").split("x")
    if len(sides) != 2 or not all(side.isascii() and side.isdigit() and len(side) < 7 for side in sides):
        raise argparse.ArgumentTypeError(f"“{text}” is not a size: write two numbers, such as 1080x1920")
    return int(sides[0]), int(sides[1])


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


def _tell(report: ExportReport, settings: ExportSettings, as_json: bool) -> None:
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
    show(f"{report.output}: {_what(report, settings)}, {report.size_bytes / 1e6:.1f} MB, in {_pace(report)}")


def _what(report: ExportReport, settings: ExportSettings) -> str:
    kind, size = kind_of(settings.format), f"{report.width} × {report.height}"
    if kind == "sound":
        return f"{report.frames / settings.fps:.1f} s of sound"
    if kind == "still":
        return size
    return f"{size}, {report.frames} {'pictures' if kind == 'sequence' else 'frames'}"


def _pace(report: ExportReport) -> str:
    speed = f" ({report.frames / report.seconds:.0f} fps)" if report.seconds and report.width else ""
    return f"{report.seconds:.1f} s{speed}"
