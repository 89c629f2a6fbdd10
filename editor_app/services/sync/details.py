"""The title and the description of a project, which are synchronized beside its document. Pure."""

from __future__ import annotations

from dataclasses import dataclass

MOST_TITLE, MOST_DESCRIPTION = 120, 500
"""Letters that the service takes."""


@dataclass(frozen=True, slots=True)
class Details:
    """What stands beside a document at a service."""

    title: str
    description: str = ""

    def fit(self) -> Details:
        """Give them as the service takes them."""
        return Details(self.title[:MOST_TITLE], self.description[:MOST_DESCRIPTION])


@dataclass(frozen=True, slots=True)
class DetailsConflict:
    """Both sides gave the project another title or description; `part` says which.

    `was` is what both began with, None where an earlier version did not keep it.
    """

    part: str
    mine: str
    theirs: str
    was: str | None = None

    @property
    def id(self) -> str:
        """Give the name of what it is about: found again, it is the same."""
        return f"project.{self.part}"


def join_details(
    base: Details, mine: Details, theirs: Details
) -> tuple[Details, tuple[DetailsConflict, ...]]:
    """Join two people's changes; where both changed the same, mine stays and the other is told of."""
    found: dict[str, str] = {}
    conflicts: list[DetailsConflict] = []
    for part in ("title", "description"):
        was, here, there = getattr(base, part), getattr(mine, part), getattr(theirs, part)
        found[part] = there if here == was else here
        if was not in (here, there) and here != there:
            conflicts.append(DetailsConflict(part, here, there, was))
    return Details(**found), tuple(conflicts)
