"""How many changes a service has not, where nobody has counted them: after a restart. Pure."""

from __future__ import annotations

from editor_app.edits.addresses import with_places_of
from editor_app.merge import same_content
from editor_app.merge.likeness import changed, changed_root
from editor_app.services.sync.details import Details
from editor_app.state import EditorState

_COUNTED = ("assets", "items", "transitions")
"""A clip that comes or goes changes its track, too, and is one change."""
_SIZE = frozenset({"compositionWidth", "compositionHeight", "outputRatio"})
"""What one change of the picture's size is made of."""


def count_unsent(
    synced: EditorState, now: EditorState, was_called: Details | None = None, is_called: Details | None = None
) -> int:
    """Count the records, and values of the whole project, that are others than those last in step.

    Anything beside them is one change. So are the title and the description, where both are given.
    """
    placed = with_places_of(now, synced)
    count = sum(len(changed(getattr(synced, name), getattr(placed, name))) for name in _COUNTED)
    count += len({_SIZE if key in _SIZE else key for key in changed_root(synced, placed)})
    if not count:
        count = int(not same_content(synced, placed))
    if was_called is not None and is_called is not None:
        count += (was_called.title != is_called.title) + (was_called.description != is_called.description)
    return count
