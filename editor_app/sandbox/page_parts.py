"""The words and tables of the server's pages. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from editor_app.sandbox.records.overview import SHOWN


def size(count: int) -> str:
    """Write a number of bytes for people."""
    value, unit = float(count), "bytes"
    for larger in ("kB", "MB", "GB", "TB"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    return f"{value:.0f} {unit}" if unit == "bytes" else f"{value:.1f} {unit}"


def length(seconds: float) -> str:
    """Write a length for people."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d} min"


def count(shown: int, all_of_them: int) -> str:
    """Say that not all are shown."""
    return f"<span>the latest {shown} of {all_of_them}</span>" if all_of_them > SHOWN else ""


def table(heads: Iterable[str], rows: str, empty: str, *, has_actions: bool = False) -> str:
    """Write a table, or what stands in its place."""
    if not rows:
        return f'<div class="card"><p class="empty">{escape(empty)}</p></div>'
    right = ("Length", "Billed", "Files", "Document", "Made", "Saved", "Cost", "Credits", "Stored")
    cells = "".join(f"<th{' class=num' if head in right else ''}>{escape(head)}</th>" for head in heads)
    actions = "<th></th>" if has_actions else ""
    head = f"<thead><tr>{cells}{actions}</tr></thead>"
    return f'<div class="card"><table>{head}<tbody>{rows}</tbody></table></div>'


def moment(iso: str) -> str:
    """Write a moment to the minute."""
    return f'<time datetime="{escape(iso)}">{escape(iso[:10])} {escape(iso[11:16])} UTC</time>'
