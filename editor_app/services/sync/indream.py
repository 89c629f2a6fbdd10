"""A project at Indream, or at a server that speaks as it does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from editor_app.cloud.indream import AsyncIndreamClient
from editor_app.services.sync.details import Details
from editor_app.services.sync.ports import Theirs
from editor_app.state import EditorState, payload, read
from editor_app.state.dialects import read_as
from editor_app.state.lineage import Lineage, read_lineage, with_lineage, without_lineage


class IndreamProject:
    """The project; what is read twice without a change in between is the same object."""

    def __init__(self, client: Callable[[], AsyncIndreamClient], project_id: str) -> None:
        """Begin; `client` gives the one to call with, which may be another as keys change."""
        self._client, self._project_id = client, project_id
        self._raw: Any = None
        self._read: tuple[EditorState, Lineage | None] | None = None

    async def read(self) -> Theirs:
        """Give what the service has; raise APIError, DocumentError."""
        found = await self._client().projects.get(self._project_id)
        state, lineage = await asyncio.to_thread(self._understand, found.editor_state)
        return Theirs(state, lineage, Details(found.title, found.description or ""))

    async def write(self, state: EditorState, lineage: Lineage) -> None:
        """Replace the document there; whether it is valid is for the service to say."""
        sent = await asyncio.to_thread(with_lineage, state, lineage)
        await self._client().projects.sync(self._project_id, {"editorState": sent}, check=False)

    async def describe(self, details: Details) -> None:
        """Change title and description there."""
        body = {"title": details.title, "description": details.description or None}
        await self._client().projects.update(self._project_id, body)

    def _understand(self, raw: Any) -> tuple[EditorState, Lineage | None]:
        if self._read is None or raw != self._raw:
            state = in_sent_form(read(raw)[0])
            self._raw, self._read = raw, (without_lineage(state), read_lineage(state))
        return self._read


def in_sent_form(state: EditorState) -> EditorState:
    """Give a document as one of the newer dialect, which is what all exchanges compare."""
    return state if state.dialect == "newer" else read_as(payload(state), "newer")
