"""Starts the program: `editor-app`, `python -m editor_app` and the frozen bundle all come here."""

from __future__ import annotations

import multiprocessing
import os
import sys

_INTERRUPTED = 130


def main() -> int:
    """Run the command line on this process's arguments and give the exit code."""
    try:
        _begin()
        from editor_app.cli.main import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:  # while it still imports: a command that runs answers for itself
        print("editor-app: interrupted.", file=sys.stderr)
        return _INTERRUPTED


def main_window() -> int:
    """Open the window: what a start menu calls."""
    _begin()
    from editor_app.cli.main import run_window

    return run_window(sys.argv[1:])


def _begin() -> None:
    # In a frozen bundle a worker process starts here too, and goes no further.
    multiprocessing.freeze_support()
    # No process started from here imports what happens to lie in the folder one is in.
    os.environ["PYTHONSAFEPATH"] = "1"


if __name__ == "__main__":
    sys.exit(main())
