"""Whether a finished video is what was ordered: one with stand-ins for broken media is not. Pure."""

from __future__ import annotations

from editor_app.render.export.apart import Refusal
from editor_app.render.export.settings import ExportReport

_SHOWN = 5


def refusal_of(report: ExportReport) -> Refusal | None:
    """Give why the video must not be delivered, naming the media; None where it may be."""
    broken = report.unreadable
    if not broken:
        return None
    more = len(broken) - _SHOWN
    return Refusal(
        "Media could not be read while rendering. "
        + " ".join(broken[:_SHOWN])
        + (f" And {more} more." if more > 0 else "")
    )
