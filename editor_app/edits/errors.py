"""Why an edit cannot be done.

EditError
├── MissingRecordError   nothing in the document has this id
├── BrokenRecordError    the record is unreadable, so an edit would lose what it holds
├── OverlapError         the place is taken by another clip
├── OutOfRangeError      beyond the source, before zero, shorter than a tick, longer than there is room
├── NotNeighboursError   the clips do not touch on one track
├── MismatchError        types, fields or dialects do not fit each other
├── LockedTrackError     a clip lies on a locked track
├── InUseError           something else still needs the record
└── NothingToDoError     there is nothing here that the edit could change
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor_app.problem import quoted

if TYPE_CHECKING:
    from editor_app.state import EditorState


class EditError(ValueError):
    """An edit cannot be done: a sentence for people, and the ids of the records it is about."""

    def __init__(self, sentence: str, *ids: str) -> None:
        super().__init__(sentence)
        self.ids = ids


class MissingRecordError(EditError):
    """Nothing in the document has this id."""


class BrokenRecordError(EditError):
    """The record is unreadable, so an edit would lose what it holds."""


class OverlapError(EditError):
    """The place is taken; the first id is the clip that was to be there, the second the one that is."""


class OutOfRangeError(EditError):
    """The value lies beyond what the source, the clip or the timeline allows."""


class NotNeighboursError(EditError):
    """The clips do not touch on one track."""


class MismatchError(EditError):
    """Types, fields or dialects do not fit each other."""


class LockedTrackError(EditError):
    """A clip lies on a locked track."""


class InUseError(EditError):
    """Something else still needs the record."""


class NothingToDoError(EditError):
    """There is nothing here that the edit could change."""


def called(state: EditorState, item_id: str) -> str:
    """Name a clip as people know it: its type, and its file or its text."""
    item = state.items.get(item_id)
    if item is None:
        return f"clip {quoted(item_id)}"
    asset = state.assets.get(getattr(item, "asset_id", ""))
    name = getattr(asset, "filename", None) or getattr(item, "text", None) or item_id
    return f"{item.type or 'clip'} {quoted(' '.join(str(name).split()))}"
