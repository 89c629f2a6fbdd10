"""`editor-app frame PROJECT --at TIME -o PNG`: one picture of the video."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from editor_app.cli.options import add_project_options, path_argument
from editor_app.cli.outcome import CommandError, Exit, Subcommands, print_json, say, show
from editor_app.cli.times import time_argument
from editor_app.timebase import format_clock, frame_at, tick_of_frame

if TYPE_CHECKING:
    from editor_app.cli.painting import Painted
    from editor_app.state.model import EditorState
    from editor_app.store.media_files import FoundMedia
    from editor_app.store.project import Project


def add_to(commands: Subcommands) -> None:
    """Add the subcommand to the parser."""
    parser = commands.add_parser("frame", help="save one frame of a project as a PNG")
    add_project_options(parser)
    parser.add_argument("--at", required=True, metavar="TIME", help="12.5, 00:00:12.500 or 375f")
    parser.add_argument(
        "-o", "--output", type=path_argument, required=True, metavar="PNG", help="the file to make"
    )
    parser.add_argument("--fps", type=int, choices=(30, 60), default=30, help="what frames are counted in")
    parser.add_argument("--scale", type=float, default=1.0, help="size of the picture, 0.6 to 8 (default 1)")
    parser.add_argument("--alpha", action="store_true", help="keep transparency")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Paint the frame on screen at the given time, exactly as `render` would."""
    at = time_argument(options.at, options.fps)
    tick = tick_of_frame(frame_at(at, options.fps), options.fps)
    if options.output.suffix.lower() != ".png":
        raise CommandError(Exit.UNREADABLE, f"“{options.output.name}” must end in .png.")

    from editor_app.cli.apart import Died, each_apart
    from editor_app.cli.opening import open_for_rendering, refuse_output

    refuse_output(options.output, options, "picture")
    project, media = open_for_rendering(options, lambda state: _size(state, options.scale))
    _refuse_place(project, media, options.output)

    from editor_app.cli.painting import FrameJob, NotWritten, paint_frame
    from editor_app.state.queries import project_length

    state = project.state
    size = _size(state, options.scale)
    job = FrameJob(state, dict(media.sources), tick, size, options.alpha, options.output)
    try:
        (outcome,) = each_apart(paint_frame, [job])
    except NotWritten as error:
        raise CommandError(Exit.OUTPUT, str(error)) from error
    if isinstance(outcome, Died):
        raise CommandError(Exit.MEDIA, "A medium crashed its decoder, so the frame was not painted.")
    length = project_length(state)
    after_end = (f"The video ends at {format_clock(length)}: after it only the background shows.",)
    _tell(replace(outcome, warnings=(after_end if tick >= length else ()) + outcome.warnings), options)
    return Exit.DONE


def _size(state: EditorState, scale: float) -> tuple[int, int]:
    from editor_app.render.export.limits import output_size
    from editor_app.render.export.settings import BadSettings

    try:
        return output_size(state.composition_width, state.composition_height, scale)
    except BadSettings as error:
        raise CommandError(Exit.UNREADABLE, str(error)) from error


def _refuse_place(project: Project, media: FoundMedia, output: Path) -> None:
    from editor_app.render.export.settings import CannotWrite
    from editor_app.render.export.writing import check_output

    sources = (source.path for source in media.sources.values() if source.path is not None)
    try:
        check_output(output, sources, (place.path for place in project.media.values()))
    except CannotWrite as error:
        raise CommandError(Exit.OUTPUT, str(error)) from error


def _tell(painted: Painted, options: argparse.Namespace) -> None:
    for warning in painted.warnings:
        say(f"warning: {warning}")
    width, height = painted.size
    if options.json:
        print_json(
            {
                "output": str(options.output),
                "tick": painted.tick,
                "width": width,
                "height": height,
                "warnings": list(painted.warnings),
            }
        )
    else:
        show(f"{options.output}: {width} × {height} at {format_clock(painted.tick)}")
