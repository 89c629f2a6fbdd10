"""Documents and export settings as the command line takes them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from editor_app.cli.outcome import CommandError, Exit

if TYPE_CHECKING:
    from editor_app.state.model import EditorState

RATIOS = ("16:9", "9:16", "1:1", "4:3", "3:4", "custom")


def read_document(path: Path) -> EditorState:
    """Read a project or a bare editorState; raise CommandError."""
    from editor_app.store.project import ProjectError, load_project

    try:
        return load_project(path).state
    except ProjectError as error:
        raise CommandError(Exit.UNREADABLE, str(error)) from error


def read_for_verdict(path: Path) -> Any:
    """Read what a service shall judge: the document of a project file, any other JSON as it is.

    Raise CommandError for what is no JSON.
    """
    from editor_app.product import PROJECT_FORMAT
    from editor_app.state import DocumentError, parse_json

    try:
        value: Any = parse_json(path.read_bytes())
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        fault = f"“{path}” cannot be {'opened' if isinstance(error, DocumentError) else 'read'}: {reason}"
        raise CommandError(Exit.UNREADABLE, f"{fault.rstrip('.')}.") from error
    if isinstance(value, dict) and cast("dict[str, Any]", value).get("format") == PROJECT_FORMAT:
        return cast("dict[str, Any]", value).get("editorState")
    return cast("Any", value)


def add_export_options(parser: argparse.ArgumentParser) -> None:
    """Add what an export is told beside its document."""
    parser.add_argument(
        "--ratio", choices=RATIOS, default="custom", help="default custom: as the document is"
    )
    parser.add_argument("--scale", type=float, default=1.0, help="size of the video, 0.6 to 8 (default 1)")
    parser.add_argument("--fps", type=int, choices=(30, 60), default=30, help="frames a second (default 30)")
    parser.add_argument("--format", choices=("mp4", "webm"), default="mp4", help="default mp4")
    parser.add_argument("--client-task-id", metavar="ID", help="a second call with it makes no second task")
    parser.add_argument("--filename", metavar="NAME", help="what the video is to be called")
    parser.add_argument("--callback-url", metavar="URL", help="whom the service tells of the task")


def export_body(options: argparse.Namespace) -> dict[str, Any]:
    """Give the settings of an export as the service names them."""
    body: dict[str, Any] = {
        "ratio": options.ratio,
        "scale": options.scale,
        "fps": options.fps,
        "format": options.format,
        "clientTaskId": options.client_task_id,
        "filename": options.filename,
        "callbackUrl": options.callback_url,
    }
    return {name: value for name, value in body.items() if value is not None}
