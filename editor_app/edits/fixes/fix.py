"""What a fix is, and what makers of fixes share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from editor_app.edits.errors import MismatchError
from editor_app.edits.joints import without_torn
from editor_app.problem import PathPart
from editor_app.record import RecordError
from editor_app.state import BrokenTrack, EditorState, Track, dialects

Edit = Callable[[EditorState], EditorState]
Where = tuple[PathPart, ...]
MOST_CHOICES = 3


@dataclass(frozen=True, slots=True)
class Fix:
    """Something that makes a problem go away."""

    label: str
    change: Edit
    """The bare change, which may leave transitions torn; `edit` is what to apply."""

    def edit(self, state: EditorState) -> EditorState:
        """Give the document without the problem; raise EditError."""
        try:
            return without_torn(state, self.change(state))
        except RecordError as error:
            raise MismatchError(str(error)) from None


def with_items(track: Track | BrokenTrack, kept: list[str], state: EditorState) -> Track | BrokenTrack:
    """Give a track, read or broken, with another list."""
    if isinstance(track, Track):
        return track.replace(items=tuple(kept))
    return dialects.read_track({**track.raw, "items": kept}, state.dialect)
