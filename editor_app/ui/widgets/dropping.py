"""What passes between who is dropped upon and who places what is dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QMimeData

from editor_app.session import WhenTaken

ASSETS_MIME = "application/x-editor-app-assets"
"""Asset keys of this document, as a JSON list."""
PRESET_MIME = "application/x-editor-app-preset"
"""A text, a shape or a transition that a panel offers, as a JSON object."""


@dataclass(frozen=True, slots=True)
class ClipsDrop:
    """Clips that would be placed one after the other: their lengths in ticks.

    `kind` is the asset's type where it is one medium, which a clip could show instead of its own.
    """

    lengths_ticks: Sequence[int]
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class CutDrop:
    """Something for a cut: a transition."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is dropped: on a row, or between two (the place of a new track), or on a cut.

    `replaced_id` is the clip that is to show it instead of its own medium; `when_taken` tells what becomes of
    the place on the row if clips lie there.
    """

    start_ticks: int
    row: int | None = None
    new_track_at: int | None = None
    from_id: str | None = None
    to_id: str | None = None
    replaced_id: str | None = None
    when_taken: WhenTaken = "refuse"


class DropTarget(Protocol):
    """Who places what is dropped."""

    def offer(self, mime: QMimeData) -> ClipsDrop | CutDrop | None:
        """Tell what a drag would become here; None to refuse it."""
        ...

    def drop(self, mime: QMimeData, place: Place) -> None:
        """Place it."""
        ...
