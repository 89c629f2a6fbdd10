"""The options that several subcommands share; light, so that `--help` answers at once."""

from __future__ import annotations

import argparse
from pathlib import Path


def path_argument(text: str) -> Path:
    """Read the name of a file or folder; refuse an empty one, which would mean the current folder."""
    if not text:
        raise argparse.ArgumentTypeError("a name is needed, and this one is empty")
    return Path(text)


def add_project_options(parser: argparse.ArgumentParser) -> None:
    """Add what `render` and `frame` share."""
    parser.add_argument("project", type=path_argument, metavar="PROJECT", help="project or editorState file")
    parser.add_argument(
        "--media", type=path_argument, metavar="DIR", help="look for media files here, sub-folders included"
    )
    parser.add_argument("--force", action="store_true", help="go on despite errors in the document")
    parser.add_argument("--allow-missing", action="store_true", help="draw placeholders for missing media")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
