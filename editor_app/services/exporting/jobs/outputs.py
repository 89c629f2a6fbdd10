"""Where exports put their files, and whose the files there are: nothing is replaced that nobody meant."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

from editor_app.render.export.writing import mark_of
from editor_app.services.exporting.jobs import words
from editor_app.services.exporting.jobs.events import Relocated


def free_file(folder: Path, stem: str, suffix: str, is_taken: Callable[[Path], bool]) -> Path:
    """Give the first of “name”, “name 2”, “name 3” … that is not taken; `suffix` is empty or has its dot."""
    for number in count(1):
        path = folder / f"{stem}{'' if number == 1 else f' {number}'}{suffix}"
        if not is_taken(path):
            return path
    raise AssertionError("numbers never end")


def mark_now(output: Path) -> str:
    """Give the mark of what lies at a place now, for whoever lets that be replaced; waits for the disk."""
    try:
        return mark_of(output)
    except OSError:  # whoever writes there will be told
        return ""


def relocated(output: Path) -> Relocated:
    """Give another name to a film in whose place another file lies by now; waits for the disk."""
    other = free_file(output.parent, output.stem, output.suffix, lambda path: path == output or path.exists())
    return Relocated(other, words.relocated(output.name, other.name))
