"""`editor-app export PROJECT --to …`: the film, made here or by a service, through the window's own queue."""

from __future__ import annotations

import argparse

from editor_app.cli.interrupts import interruptible
from editor_app.cli.options import path_argument
from editor_app.cli.outcome import CommandError, Exit, Subcommands
from editor_app.render.export.formats import FORMATS

TARGETS = ("local", "sandbox", "indream", "renderingvideo")
EPILOG = """\
Without --wait the command ends once the service has the task; the window fetches the film at its next start,
or `export --resume` does. The same command again, with or without --wait, goes on with the unfinished export.
No film is paid for twice: where a service has made one of the same document, media and settings, or is making
it, the command fetches that one, also under another name, and so do --resume and --retry ID. What cannot be
fetched so is refused. --anew makes, and pays, another film. Here, and at the local server that the command
itself starts, it always waits.
Keys come from INDREAM_API_KEY and RENDERINGVIDEO_API_KEY, or else from the system's key chain.
"""


def add_to(commands: Subcommands) -> None:
    """Add the subcommand to the parser."""
    parser = commands.add_parser(
        "export", help="export a project here, or at a service", description=__doc__, epilog=EPILOG
    )
    parser.add_argument("project", type=path_argument, metavar="PROJECT", nargs="?", help="what to export")
    parser.add_argument("--to", choices=TARGETS, default="local", help="where it is made (default local)")
    parser.add_argument("--account", metavar="NAME", help="whose account; default: the first of its kind")
    parser.add_argument("--url", metavar="URL", help="the service's address, in the place of an account")
    parser.add_argument("-o", "--output", type=path_argument, metavar="OUT", help="the file to make")
    parser.add_argument("--overwrite", action="store_true", help="replace OUT where it is there already")
    parser.add_argument("--wait", action="store_true", help="wait for the film, and fetch it")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument("--format", choices=FORMATS, help="default: by the suffix of OUT, else mp4")
    parser.add_argument("--fps", type=int, help="frames a second (default 30)")
    parser.add_argument("--scale", type=float, default=1.0, help="size of the video, 0.6 to 8 (default 1)")
    parser.add_argument("--range", metavar="A:B", help="only from A up to B, such as 2:4.5 or 60f:135f")
    parser.add_argument("--media", type=path_argument, metavar="DIR", help="look for media files here")
    parser.add_argument("--force", action="store_true", help="go on despite errors in the document")
    parser.add_argument("--allow-missing", action="store_true", help="here: placeholders for missing media")
    parser.add_argument("--ratio", default="custom", help="indream: another shape, such as 9:16")
    parser.add_argument("--webhook-url", metavar="URL", help="whom the service tells of the end")
    parser.add_argument("--workers", type=int, metavar="N", help="renderingvideo: its workers, 1 to 64")
    parser.add_argument(
        "--prerender", action="store_true", help="renderingvideo: draw here before what it cannot draw"
    )
    parser.add_argument(
        "--preview", action="store_true", help="renderingvideo: a free link for 7 days, and no film"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="print what would be sent, cost and differ; send nothing"
    )
    parser.add_argument("--list", action="store_true", help="list the exports of this computer")
    parser.add_argument(
        "--resume",
        action="store_true",
        help="go on with what was left, fetch what was not fetched, and wait; with --url or --account: there",
    )
    parser.add_argument("--retry", metavar="ID", help="try a failed export again, as --list names it")
    parser.add_argument("--cancel", metavar="ID", help="give up an unfinished export, as --list names it")
    parser.add_argument(
        "--anew",
        action="store_true",
        help="make and pay another film where a service has this one already, is making it, or has lost it",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do what is asked for; Ctrl-C leaves no half file."""
    if options.list:
        from editor_app.cli.exporting.listing import list_jobs

        return list_jobs(options)
    if options.resume:
        _refuse_project(options, "--resume goes on with what is kept")
        with interruptible() as cancelled:
            from editor_app.cli.exporting.resuming import resume

            return resume(options, cancelled)
    if options.retry is not None:
        _refuse_project(options, "--retry takes up what is kept")
        with interruptible() as cancelled:
            from editor_app.cli.exporting.resuming import retry

            return retry(options, cancelled)
    if options.cancel is not None:
        _refuse_project(options, "--cancel gives up what is kept")
        from editor_app.cli.exporting.resuming import cancel

        return cancel(options)
    if options.project is None:
        raise CommandError(
            Exit.UNREADABLE, "Name the project to export, or say --list, --resume, --retry or --cancel."
        )
    with interruptible() as cancelled:
        from editor_app.cli.exporting.making import make

        return make(options, cancelled)


def _refuse_project(options: argparse.Namespace, why: str) -> None:
    if options.project is not None:
        raise CommandError(Exit.UNREADABLE, f"{why}, and takes no project.")
