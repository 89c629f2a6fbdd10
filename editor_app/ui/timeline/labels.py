"""What clips are called on the timeline and by screen readers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from editor_app.checks.troubles import TrackTrouble
from editor_app.items import BrokenItem, Item
from editor_app.problem import Severity
from editor_app.state import EditorState
from editor_app.timebase import format_timecode
from editor_app.ui.names import clip_label, kind_name
from editor_app.ui.timeline.hits import Hit
from editor_app.ui.timeline.rows import Row


def tr(text: str) -> str:
    """Translate a text of the timeline."""
    return QCoreApplication.translate("Timeline", text)


def describe_clip(state: EditorState, row: Row, item: Item | BrokenItem, fps: int) -> str:
    """Describe a clip in a sentence: name, kind, track, time."""
    return tr("{label}, {kind}, track {track}, from {start} to {end}").format(
        label=clip_label(state, item),
        kind=kind_name(item.type or ""),
        track=row.name,
        start=format_timecode(item.start_ticks, fps),
        end=format_timecode(item.end_ticks, fps),
    )


def track_trouble(trouble: TrackTrouble) -> str:
    """Say how much is wrong on a track, and how to get there."""
    if trouble.count == 1:
        return tr("1 problem on this track; F8 leads to it.")
    return tr("{count} problems on this track; F8 goes from one to the next.").format(
        count=f"{trouble.count:,}"
    )


def clip_trouble(severity: Severity) -> str:
    """Say that something is wrong with a clip, and how to get there."""
    if severity == "error":
        return tr("Something is wrong with it; F8 leads there.")
    return tr("Something about it may surprise; F8 leads there.")


def counted_short(count: int) -> str:
    """Write a number where there is room for two digits."""
    return str(count) if count < 100 else "99+"


def tooltip(met: Hit, rows: Sequence[Row]) -> str:
    """Say what a press on a button or handle does."""
    row = rows[met.row] if met.row is not None and met.row < len(rows) else None
    match met.part:
        case "header-hide":
            return tr("Show track") if row is not None and row.hidden else tr("Hide track")
        case "header-mute":
            return tr("Unmute track") if row is not None and row.muted else tr("Mute track")
        case "header-lock":
            return tr("Unlock track") if row is not None and row.locked else tr("Lock track")
        case "header":
            how = tr("Drag to reorder, double-click to rename")
            return f"{row.name}\n{how}" if row is not None else how
        case "header-side":
            return tr("Drag for wider or narrower headers, double-click for the usual width")
        case "fade-in":
            return tr("Drag to fade in")
        case "fade-out":
            return tr("Drag to fade out")
        case "level":
            return tr("Drag to change the volume, Ctrl to add a key")
        case _:
            return ""
