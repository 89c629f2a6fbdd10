"""A project that is being made at a service, and may have been made where no answer came."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from editor_app.cloud.indream import APIError
from editor_app.services.uploads.patience import may_have_arrived
from editor_app.state.lineage import with_lineage
from editor_app.store.synced_states import SyncedState

_JUDGED = frozenset({400, 409, 413, 422})
"""Answers of a service that has looked at the order itself."""


@dataclass(frozen=True, slots=True, eq=False)
class Attempt:
    """What is sent, under one name however often: tried again it is the very same order.

    `may_be_there` tells whether an earlier try may have made it.
    """

    service: str
    sent: SyncedState
    name: str = field(default_factory=lambda: str(uuid.uuid4()))
    may_be_there: bool = False

    def order(self) -> dict[str, Any]:
        """Give what is sent."""
        return {
            "title": self.sent.title,
            "description": self.sent.description or None,
            "editorState": with_lineage(self.sent.state, self.sent.lineage),
        }

    def is_settled_by(self, error: APIError) -> bool:
        """Tell whether nothing was made, so that the next try may be another order."""
        if self.may_be_there:  # whatever kept this try off says nothing of the one before
            return error.status in _JUDGED
        return not may_have_arrived(error)
