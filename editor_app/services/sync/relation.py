"""How what a service has stands to what this document was last in step with. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from editor_app.state.lineage import Lineage, all_common, descend
from editor_app.store.cloud_link import SyncPoint


@dataclass(frozen=True, slots=True)
class InStep:
    """The service has what this document was last in step with."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The service has another state, made from what is known here.

    `ancestors` are the nearest revisions that both hold, of which none went into another: several where two
    computers have joined each other's work at the same time.
    """

    ancestors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """Nobody knows where the service's state comes from, so nothing may be joined without asking.

    `stripped`: another program left our key out; `unknown`: no common ancestor is kept here.
    """

    reason: Literal["stripped", "unknown"]


Relation = InStep | Changed | Foreign


def ancestry(point: SyncPoint) -> tuple[str, ...]:
    """Give the revisions that a document holds, the nearest first."""
    known = (*reversed(point.pending), point.revision, *point.ancestors)
    return tuple(dict.fromkeys(revision for revision in known if revision))


def relate(
    point: SyncPoint, theirs: Lineage | None, kept: Mapping[str, Lineage], *, alike: str | None
) -> Relation:
    """Tell the relation; `kept` are the lineages whose states are at hand, by revision.

    `alike` names the one of the point's own revisions whose content the service's equals, whatever its
    lineage says: a key that was left out, or kept, by a program that changed nothing changes nothing.
    """
    mine = ancestry(point)
    if alike is not None:
        is_news = theirs is not None and not _as_lineage(mine).holds(theirs.revision)
        return InStep() if alike == point.revision and not is_news else Changed((alike,))
    if theirs is None:
        return Foreign("stripped")
    common = all_common([revision for revision in mine if revision in kept], theirs)
    nearest = tuple(
        one for one in common if not any(other != one and kept[other].holds(one) for other in common)
    )
    return Changed(nearest) if nearest else Foreign("unknown")


def after_joining(point: SyncPoint, theirs: Lineage) -> SyncPoint:
    """Give how far a document is in step that has taken theirs in."""
    beyond = descend(theirs.revision, theirs, _as_lineage(ancestry(point)))
    return SyncPoint(theirs.revision, beyond.ancestors)


def _as_lineage(revisions: tuple[str, ...]) -> Lineage:
    """Give what holds just these."""
    return Lineage(revisions[0], revisions[1:]) if revisions else Lineage("")
