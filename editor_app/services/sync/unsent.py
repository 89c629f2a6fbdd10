"""How many changes a service has not: steps counted as they are made, records after a restart. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from editor_app.edits.addresses import with_places_of
from editor_app.merge import same_content
from editor_app.merge.likeness import changed
from editor_app.state import EditorState
from editor_app.store.history import Applied, Redone, Undone

_COUNTED = ("assets", "items", "transitions")
"""A clip that comes or goes changes its track, too, and is one change."""


def count_unsent(synced: EditorState, now: EditorState) -> int:
    """Count the records that are others than those last in step; anything beside them is one change."""
    placed = with_places_of(now, synced)
    records = sum(len(changed(getattr(synced, name), getattr(placed, name))) for name in _COUNTED)
    return records or int(not same_content(synced, placed))


@dataclass(frozen=True, slots=True)
class Steps:
    """How far the document is from where counting began: a step that is taken back is none any more.

    `ahead` steps were done since, `taken_back` more can be done again; `behind` steps were done before,
    and have been taken back since; `given_up` such steps can no longer be done again.
    """

    ahead: int = 0
    taken_back: int = 0
    behind: int = 0
    given_up: int = 0

    @property
    def count(self) -> int:
        """Give how many steps lie between."""
        return self.ahead + self.behind + self.given_up

    def after(self, entry: Applied | Undone | Redone) -> Steps:
        """Count one more entry."""
        match entry:
            case Undone() if self.ahead:
                return replace(self, ahead=self.ahead - 1, taken_back=self.taken_back + 1)
            case Undone():
                return replace(self, behind=self.behind + 1)
            case Redone() if self.behind:
                return replace(self, behind=self.behind - 1)
            case Redone():
                return replace(self, ahead=self.ahead + 1, taken_back=max(0, self.taken_back - 1))
            case Applied():
                return Steps(self.ahead + 1, given_up=self.given_up + self.behind)
