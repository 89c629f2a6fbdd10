"""Reads the command line, runs the subcommand, turns every ending into an exit code and a sentence."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from editor_app.cli import (
    cloud,
    convert,
    demo,
    export,
    frame,
    info,
    render,
    sandbox,
    validate,
    webhook_listen,
    window,
)
from editor_app.cli.crash import record_crash
from editor_app.cli.outcome import CommandError, Exit, print_json, say
from editor_app.problem import printable
from editor_app.product import APPLICATION_ID, NAME, VERSION

COMMANDS = {
    "render": render,
    "frame": frame,
    "validate": validate,
    "info": info,
    "demo": demo,
    "sandbox": sandbox,
    "cloud": cloud,
    "convert": convert,
    "export": export,
    "webhook-listen": webhook_listen,
}
EPILOG = """\
without a command: open the window, on PROJECT where one is named.
times: 12.5 (seconds), 00:00:12.500 (clock) or 375f (frames); ranges A:B hold A and end before B.
exit codes: 0 done or valid; 1 the document has errors; 2 unreadable, or wrong usage; 3 media missing or
unreadable; 4 the output could not be written; 5 a service refused, or did not answer; 130 interrupted;
70 a fault of the program.
"""


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; prints results to stdout and all else to stderr."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")
    if (trouble := _trouble_with_folder()) is not None:
        say(f"{APPLICATION_ID}: {trouble}")
        return Exit.UNREADABLE
    if not arguments or not (arguments[0] in COMMANDS or arguments[0].startswith("-")):
        return _guarded(lambda: window.run(list(arguments)))
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    return _guarded(lambda: options.run(options), as_json=getattr(options, "json", False))


def _trouble_with_folder() -> str | None:
    """Say that the current folder has been deleted: no relative path leads anywhere there."""
    try:
        Path.cwd()
    except OSError:
        return "The current folder is not there any more. Go to another one, then try again."
    return None


def run_window(arguments: Sequence[str]) -> int:
    """Open the window whatever the arguments are, as the program without a console does."""
    return _guarded(lambda: window.run(list(arguments)))


def _guarded(command: Callable[[], int], *, as_json: bool = False) -> int:
    try:
        return command()
    except CommandError as error:
        return _fail(error.code, str(error), as_json)
    except KeyboardInterrupt:
        return _fail(Exit.INTERRUPTED, "interrupted.", as_json)
    except BrokenPipeError:
        # Whoever read our output has gone; closing stderr's twin keeps the interpreter from complaining.
        sys.stdout = None
        return Exit.DONE
    except Exception as error:
        return _fail(Exit.CRASHED, record_crash(error), as_json)


def _fail(code: Exit, message: str, as_json: bool) -> Exit:
    """Tell people on stderr why it failed, and who reads JSON on stdout too."""
    say(f"{APPLICATION_ID}: {message}")
    if as_json:
        with contextlib.suppress(CommandError, BrokenPipeError):  # stdout may be what failed
            print_json({"error": {"code": int(code), "message": printable(message)}})
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=APPLICATION_ID,
        description=f"{NAME}: check editorState documents and make the real video.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"{NAME} {VERSION}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS.values():
        command.add_to(commands)
    return parser
