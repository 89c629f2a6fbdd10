"""Where a synchronized document comes from: a small key of ours at its root, which the service leaves alone.

The service has no revision check, so every state that is sent names itself and its ancestors. Source: our own
convention (decision 0023); unknown keys of the root pass the schemas of both eras.

A revision is called `RUN.NUMBER`, where a run is one editor's from opening the project to leaving it: each
holds all of its run before it. So one name stands for many, and two editors that were apart for long still
know each other's work. Names of another kind (of contents, of projects, by earlier versions of this program)
stand for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from editor_app.state.model import EditorState, Root

LINEAGE_KEY = "editorAppLineage"
MOST_ANCESTORS = 64
"""So many of the nearest are named one by one; of those beyond, the latest of each run."""
MOST_NAMED = 256
"""So many runs may pass before two editors that last met there no longer know each other's work."""
_OF_A_RUN = re.compile(r"([^~]+)\.([0-9]{1,15})")


@dataclass(frozen=True, slots=True)
class Lineage:
    """A revision and those that went into it, the nearest first."""

    revision: str
    ancestors: tuple[str, ...] = ()

    def to_json(self) -> Mapping[str, Any]:
        """Give it as it stands at the root."""
        return {"revision": self.revision, "ancestors": list(self.ancestors)}

    @property
    def is_long(self) -> bool:
        """Tell whether it may have more ancestors than it names."""
        return len(self.ancestors) >= MOST_ANCESTORS

    def holds(self, revision: str) -> bool:
        """Tell whether it is that revision or descends from it."""
        return bool(all_common((revision,), self))


def descend(revision: str, *parents: Lineage) -> Lineage:
    """Give the lineage of a new revision made from others: their ancestors in turn, so that none is far."""
    lines = [(parent.revision, *parent.ancestors) for parent in parents if parent.revision]
    longest = max(map(len, lines), default=0)
    in_turn = (line[place] for place in range(longest) for line in lines if place < len(line))
    ancestors = tuple(dict.fromkeys(found for found in in_turn if found != revision))
    return Lineage(revision, shortened(ancestors))


def shortened(revisions: Iterable[str]) -> tuple[str, ...]:
    """Give the revisions, the nearest first, that stand for all of these."""
    known = tuple(dict.fromkeys(revisions))
    if len(known) <= MOST_ANCESTORS:
        return known
    latest = _latest(known)
    far = (one for one in known[MOST_ANCESTORS:] if latest.get(_run_of(one)[0]) == _run_of(one)[1])
    return (*known[:MOST_ANCESTORS], *far)[:MOST_NAMED]


def all_common(mine: Iterable[str], theirs: Lineage) -> list[str]:
    """Give those of my revisions, in their order, that theirs is or descends from."""
    named = (theirs.revision, *theirs.ancestors)
    known, latest = frozenset(named), _latest(named)

    def is_held(revision: str) -> bool:
        run, number = _run_of(revision)
        return revision in known or (bool(run) and number < latest.get(run, 0))

    return [revision for revision in mine if is_held(revision)]


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


def _run_of(revision: str) -> tuple[str, int]:
    """Give the run and the number in it; no run for a name that stands for itself."""
    found = _OF_A_RUN.fullmatch(revision)
    return (found[1], int(found[2])) if found is not None else ("", 0)


def _latest(revisions: Iterable[str]) -> dict[str, int]:
    """Give the greatest number of each run."""
    latest = dict[str, int]()
    for run, number in map(_run_of, revisions):
        if run:
            latest[run] = max(number, latest.get(run, 0))
    return latest
