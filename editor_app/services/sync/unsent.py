"""How many changes a service has not, where nobody has counted them: after a restart. Pure."""

from __future__ import annotations

from editor_app.edits.addresses import with_places_of
from editor_app.merge import same_content
from editor_app.merge.likeness import changed
from editor_app.state import EditorState

_COUNTED = ("assets", "items", "transitions")
"""A clip that comes or goes changes its track, too, and is one change."""


def count_unsent(synced: EditorState, now: EditorState) -> int:
    """Count the records that are others than those last in step; anything beside them is one change."""
    placed = with_places_of(now, synced)
    records = sum(len(changed(getattr(synced, name), getattr(placed, name))) for name in _COUNTED)
    return records or int(not same_content(synced, placed))
