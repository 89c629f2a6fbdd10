"""How a command ends: the exit codes, and the sentence that goes with each failure."""

from __future__ import annotations

import argparse
import json
import sys
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from editor_app.problem import printable

if TYPE_CHECKING:
    Subcommands = argparse._SubParsersAction[argparse.ArgumentParser]
else:
    Subcommands = object


class Exit(IntEnum):
    """The exit codes, as scripts see them."""

    DONE = 0
    DOCUMENT_ERRORS = 1
    UNREADABLE = 2
    MEDIA = 3
    OUTPUT = 4
    SERVICE = 5
    CRASHED = 70
    INTERRUPTED = 130


class CommandError(Exception):
    """A command stops; the text is one or more sentences for the person who gave it."""

    def __init__(self, code: Exit, text: str) -> None:
        self.code = code
        super().__init__(text)


def say(text: str) -> None:
    """Print a line for people to stderr, so that stdout holds results alone."""
    print(printable(text), file=sys.stderr, flush=True)


def show(text: str) -> None:
    """Print a line of the result to stdout; raise CommandError where that takes no more."""
    try:
        print(printable(text), flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        sys.stdout = None  # what it holds back would be tried once more at the end
        raise CommandError(
            Exit.OUTPUT, f"The result cannot be printed: {error.strerror or error}."
        ) from error


def print_json(value: Any) -> None:
    """Print a result for programs to stdout."""
    show(json.dumps(value, indent=2))
