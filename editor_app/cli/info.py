"""`editor-app info MEDIA|PROJECT`: what a file is."""

from __future__ import annotations

import argparse
import contextlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from editor_app.cli.options import path_argument
from editor_app.cli.outcome import CommandError, Exit, Subcommands, print_json, show
from editor_app.product import PROJECT_SUFFIX
from editor_app.timebase import TICKS_PER_SECOND, format_clock

if TYPE_CHECKING:
    from editor_app.render.media import MediaInfo


def add_to(commands: Subcommands) -> None:
    """Add the subcommand to the parser."""
    parser = commands.add_parser("info", help="describe a media file or a project")
    parser.add_argument("file", type=path_argument, metavar="MEDIA|PROJECT")
    parser.add_argument(
        "--media", type=path_argument, metavar="DIR", help="look for a project's media files here"
    )
    parser.add_argument("--json", action="store_true", help="print the facts as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the facts of one file."""
    facts = _facts(options.file, options.media)
    if options.json:
        print_json(facts)
    else:
        for name, value in facts.items():
            show(f"{_words(name)}: {_plain(value)}")
    return Exit.DONE


def _facts(path: Path, folder: Path | None) -> dict[str, Any]:
    if path.suffix.lower() not in (PROJECT_SUFFIX, ".json"):
        return _media_facts(path)
    try:
        return _project_facts(path, folder)
    except CommandError as no_project:
        if path.suffix.lower() == ".json" and path.is_file():
            with contextlib.suppress(CommandError):
                return _media_facts(path)  # a Lottie animation
        raise no_project from None


def _project_facts(path: Path, folder: Path | None) -> dict[str, Any]:
    from editor_app.cli.opening import count_errors, media_folder, open_project
    from editor_app.state.queries import project_length
    from editor_app.store.media_files import find_media

    project, problems = open_project(path)
    state = project.state
    media = find_media(state, project.media, media_folder(folder))
    length = project_length(state)
    return {
        "file": str(path),
        "kind": "project" if project.root is not None else "editorState",
        "title": project.title,
        "dialect": str(state.dialect),
        "width": state.composition_width,
        "height": state.composition_height,
        "duration": format_clock(length),
        "durationSeconds": length / TICKS_PER_SECOND,
        "tracks": len(state.tracks),
        "items": dict(sorted(Counter(str(item.type) for item in state.items.values()).items())),
        "transitions": len(state.transitions),
        "assets": len(state.assets),
        "missingMedia": [medium.filename for medium in media.missing],
        "errors": count_errors(problems),
        "otherProblems": len(problems) - count_errors(problems),
    }


def _media_facts(path: Path) -> dict[str, Any]:
    from editor_app.cli.apart import Died, each_apart
    from editor_app.cli.media_trial import describe

    (outcome,) = each_apart(describe, [path])
    if isinstance(outcome, Died):
        raise CommandError(Exit.UNREADABLE, f"“{path}” crashes its decoder. Do not use this file.")
    if isinstance(outcome, str):
        raise CommandError(Exit.UNREADABLE, outcome)
    return _info_facts(outcome)


def _info_facts(info: MediaInfo) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "file": str(info.path),
        "kind": info.kind,
        "format": info.format,
        "sizeBytes": info.size_bytes,
    }
    if info.duration_ticks:
        facts["duration"] = format_clock(info.duration_ticks)
        facts["durationSeconds"] = info.duration_ticks / TICKS_PER_SECOND
    if info.width:
        facts |= {"width": info.width, "height": info.height}
    if video := info.video:
        facts |= {
            "videoCodec": video.codec,
            "pixelFormat": video.pixel_format,
            "frameRate": round(float(video.frame_rate), 3) if video.frame_rate else None,
            "variableFrameRate": video.variable_rate,
            "rotation": video.rotation,
            "colour": f"{video.matrix}, {video.primaries}, {video.transfer}, "
            + ("full range" if video.full_range else "limited range"),
            "hdr": video.hdr,
            "alpha": video.alpha,
        }
    if audio := info.audio:
        facts |= {"audioCodec": audio.codec, "sampleRate": audio.sample_rate, "channels": audio.channels}
    if info.warnings:
        facts["warnings"] = list(info.warnings)
    return facts


def _words(name: str) -> str:
    """Turn `sizeBytes` into `size bytes`."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{count} {name}" for name, count in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
