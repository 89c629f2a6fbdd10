"""The part of a project that is marked for export."""

from __future__ import annotations

from editor_app.session import InOut


def marked_range(marked: InOut, length_ticks: int) -> tuple[int, int] | None:
    """Give the ticks from in to out, half-open, within the project; None where nothing is marked there.

    A point that is not set stands at the project's start or end.
    """
    if marked.in_ticks is None and marked.out_ticks is None:
        return None
    start = marked.in_ticks or 0
    end = min(length_ticks, marked.out_ticks if marked.out_ticks is not None else length_ticks)
    return (start, end) if start < end else None
