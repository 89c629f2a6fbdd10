"""Under which revision a state that was read is kept: the same on every computer. Pure."""

from __future__ import annotations

import hashlib

from editor_app.merge import same_content
from editor_app.state import EditorState, to_bytes
from editor_app.state.lineage import Lineage
from editor_app.store.synced_states import SyncedState


def digest(state: EditorState) -> str:
    """Give a name of a document's content."""
    return hashlib.sha256(to_bytes(state)).hexdigest()[:16]


def lineage_of(state: EditorState, stated: Lineage | None, known: SyncedState | None) -> Lineage:
    """Give the lineage of a state that was read with a `stated` one; `known` is what is kept under that.

    A state whose key another program left out, or left as it was while it changed the document, is named
    after its content. Editors that open it on two computers know each other's work from there on.
    """
    if stated is None:
        return Lineage(f"~{digest(state)}")
    if known is None or same_content(known.state, state):
        return stated
    return Lineage(f"{stated.revision}~{digest(state)}", (stated.revision, *stated.ancestors))
