"""How far an upload, a download or a task of the service is, on one line of the terminal."""

from __future__ import annotations

import sys
from typing import Self

from editor_app.problem import printable_line


class Line:
    """A line on stderr that is written over, where that is a terminal; nothing elsewhere."""

    def __init__(self) -> None:
        self._is_shown = bool(sys.stderr and sys.stderr.isatty())
        self._last = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._last:
            print(file=sys.stderr)

    def write(self, text: str) -> None:
        """Show a text in the place of the last."""
        text = printable_line(text)
        if self._is_shown and text != self._last:
            print(f"\r{text}\x1b[K", end="", file=sys.stderr, flush=True)
            self._last = text


class Bytes(Line):
    """Bytes of a file."""

    def __init__(self, verb: str) -> None:
        super().__init__()
        self._verb = verb

    def show(self, done: int, total: int | None) -> None:
        """Say how many of how many there are."""
        share = f" of {total / 1e6:.1f}" if total else ""
        self.write(f"{self._verb} {done / 1e6:.1f}{share} MB")
