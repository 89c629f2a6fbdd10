"""Where a synchronized document comes from: a small key of ours at its root, which the service leaves alone.

The service has no revision check, so every state that is sent names itself and its ancestors. Source: our own
convention (decision 0023); unknown keys of the root pass the schemas of both eras.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from editor_app.state.model import EditorState, Root

LINEAGE_KEY = "editorAppLineage"
MOST_ANCESTORS = 64
"""So many revisions may pass before two editors that last met there no longer know each other's work."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """A revision and those that went into it, the nearest first."""

    revision: str
    ancestors: tuple[str, ...] = ()

    def to_json(self) -> Mapping[str, Any]:
        """Give it as it stands at the root."""
        return {"revision": self.revision, "ancestors": list(self.ancestors)}


def descend(revision: str, *parents: Lineage) -> Lineage:
    """Give the lineage of a new revision made from others: their ancestors in turn, so that none is far."""
    lines = [(parent.revision, *parent.ancestors) for parent in parents if parent.revision]
    longest = max(map(len, lines), default=0)
    in_turn = (line[place] for place in range(longest) for line in lines if place < len(line))
    ancestors = tuple(dict.fromkeys(found for found in in_turn if found != revision))
    return Lineage(revision, ancestors[:MOST_ANCESTORS])


def all_common(mine: Iterable[str], theirs: Lineage) -> list[str]:
    """Give those of my revisions, in their order, that theirs is or descends from."""
    known = {theirs.revision, *theirs.ancestors}
    return [revision for revision in mine if revision in known]


def read_lineage(state: EditorState) -> Lineage | None:
    """Read a document's lineage; None where there is none, or one that nobody can read."""
    return lineage_from_json(state.root.raw.get(LINEAGE_KEY))


def lineage_from_json(value: object) -> Lineage | None:
    """Read a lineage as it stands at the root; None where there is none, or one that nobody can read."""
    if not isinstance(value, Mapping):
        return None
    entry = cast("Mapping[str, Any]", value)
    revision, ancestors = entry.get("revision"), entry.get("ancestors")
    if not isinstance(revision, str) or not revision or not isinstance(ancestors, list):
        return None
    return Lineage(revision, tuple(a for a in cast("list[object]", ancestors) if isinstance(a, str)))


def with_lineage(state: EditorState, lineage: Lineage) -> EditorState:
    """Give the document with its lineage, as it is sent."""
    return replace(state, root=state.root.put(LINEAGE_KEY, lineage.to_json()))


def without_lineage(state: EditorState) -> EditorState:
    """Give the document without a lineage, as it is worked on."""
    if LINEAGE_KEY not in state.root.raw:
        return state
    raw = {key: value for key, value in state.root.raw.items() if key != LINEAGE_KEY}
    return replace(state, root=Root.read(raw, state.dialect))
