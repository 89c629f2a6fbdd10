"""Where a file is, in as little room as there is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

_CUT = "…"


def place_text(path: Path, home: Path) -> str:
    """Say where something is, from the home folder on where it lies there: “~/Videos/Summer.editorproj”."""
    return str(Path("~", path.relative_to(home))) if home in path.parents else str(path)


def fitted_place(place: str, fits: Callable[[str], bool]) -> str:
    """Leave folders out of the middle of a place until it fits, then letters out of the middle of the rest.

        ~/Videos/Harbour/cuts/teaser.json  ->  ~/…/cuts/teaser.json  ->  …/cuts/teaser.json
                                           ->  cuts/te…er.json

    The file's name and its own folder tell most. Without room for that, a single “…” is left.
    """
    if fits(place):
        return place
    parts = Path(place).parts
    shorter = [Path(parts[0], _CUT, *parts[start:]) for start in range(2, len(parts) - 1)]
    last = Path(*parts[-2:])
    for text in (*map(str, shorter), str(Path(_CUT, last))):
        if len(text) < len(place) and fits(text):
            return text
    return _cut_in_the_middle(str(last), fits)


def _cut_in_the_middle(text: str, fits: Callable[[str], bool]) -> str:
    for length in range(len(text) - 1, 0, -1):
        head = (length + 1) // 2
        if fits(cut := f"{text[:head]}{_CUT}{text[len(text) - (length - head) :]}"):
            return cut
    return _CUT
