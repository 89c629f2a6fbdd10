"""What one row of a list of exports says and offers, whatever it is about. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from PySide6.QtCore import Qt

from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.ui.export.job_actions import JobAction
from editor_app.ui.export.job_words import icon_of, job_line, name_of, sentence_of, share_of, waits_there

Tone = Literal["accent", "ok", "quiet", "error"]


class Role(IntEnum):
    """What a model knows of a row beside its text."""

    ROW = Qt.ItemDataRole.UserRole
    COVER = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row; `share` (0 to 1) is how far it is, None shows no bar."""

    key: str
    name: str
    line: str
    sentence: str = ""
    share: float | None = None
    tone: Tone = "accent"
    icon: str = "mdi6.movie-open-outline"
    actions: tuple[JobAction, ...] = ()
    tip: str = ""
    """What the pointer is told; empty: the line, whole."""

    def offers(self, action: str) -> bool:
        """Tell whether something can be done with it now."""
        return any(one.id == action for one in self.actions)


def row_of_job(job: ExportJob, ahead: int, actions: tuple[JobAction, ...], now: float = 0.0) -> ListRow:
    """Give the row of an export of this computer's queue; `now` is in seconds since 1970."""
    tones: dict[str, Tone] = {"done": "ok", "paused": "quiet", "failed": "error", "cancelled": "quiet"}
    has_bar = not job.is_over or job.status == "done"
    return ListRow(
        job.id,
        name_of(job),
        job_line(job, ahead),
        sentence_of(job, now),
        share_of(job) if has_bar else None,
        "quiet" if waits_there(job) else tones.get(job.status, "accent"),
        icon_of(job),
        actions,
    )
