"""What the service's editor can do, and what it thinks of a document."""

from __future__ import annotations

from typing import Any, cast

from editor_app.cloud.http.threads import in_thread
from editor_app.cloud.indream.models import EditorCapabilities, EditorValidationResult
from editor_app.cloud.indream.payloads import Document, validation_body
from editor_app.cloud.indream.replies import read_model
from editor_app.cloud.indream.resources.base import Resource
from editor_app.cloud.indream.transport import Call


class AsyncEditor(Resource):
    """Calls under /v1/editor."""

    async def capabilities(self) -> EditorCapabilities:
        """Give the lists of animations, transitions, effects, filters, shapes and their presets."""
        return read_model(EditorCapabilities, await self._read("/v1/editor/capabilities"))

    async def validate(self, editor_state: Document, *, check: bool = True) -> EditorValidationResult:
        """Ask for the service's verdict, which is a result, valid or not.

        The document is checked against its schema first (raises ValidationError), unless `check` is off.
        """
        body = await in_thread(validation_body, editor_state, tuple(self._uploads.values()), check=check)
        envelope = await self._transport.request(Call("POST", "/v1/editor/validate", body))
        data: Any = envelope.data
        if isinstance(data, dict) and "capabilitiesVersion" in envelope.meta:
            data = {"capabilitiesVersion": envelope.meta["capabilitiesVersion"], **cast("Any", data)}
        return read_model(EditorValidationResult, data)
