"""`editor-app demo DIR`: make a small project with media of its own."""

from __future__ import annotations

import argparse

from editor_app.cli.options import path_argument
from editor_app.cli.outcome import CommandError, Exit, Subcommands, print_json, say, show


def add_to(commands: Subcommands) -> None:
    """Add the subcommand to the parser."""
    parser = commands.add_parser("demo", help="make a small demo project with generated media")
    parser.add_argument(
        "folder", type=path_argument, metavar="DIR", help="a new or empty folder, or one with the demo"
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make the demo and tell where it is."""
    from editor_app.demo.make import DemoFolderTaken, make_demo

    try:
        project = make_demo(options.folder, lambda name: say(f"making {name} …"))
    except DemoFolderTaken as error:
        raise CommandError(Exit.OUTPUT, str(error)) from error
    except OSError as error:
        raise CommandError(
            Exit.OUTPUT, f"The demo cannot be written to “{options.folder}”: {error.strerror or error}."
        ) from error
    except KeyboardInterrupt:
        raise CommandError(Exit.INTERRUPTED, "interrupted; what was made so far is removed again.") from None
    if options.json:
        print_json({"project": str(project)})
    else:
        show(f"The demo project is {project}")
    return Exit.DONE
