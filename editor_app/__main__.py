"""Starts the program: `editor-app`, `python -m editor_app` and the frozen bundle all come here."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    """Run the command line on this process's arguments and give the exit code."""
    # In a frozen bundle a worker process starts here too, and goes no further.
    multiprocessing.freeze_support()
    from editor_app.cli.main import run

    return run(sys.argv[1:])


def main_window() -> int:
    """Open the window: what a start menu calls."""
    multiprocessing.freeze_support()
    from editor_app.cli.main import run_window

    return run_window(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
