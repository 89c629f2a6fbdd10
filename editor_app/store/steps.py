"""How many steps lie between two moments of a document. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from editor_app.store.history import Applied, Redone, Undone


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
