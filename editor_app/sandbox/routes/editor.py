"""What helps editors: capabilities, validation, illustrations."""

from __future__ import annotations

import asyncio

from starlette.responses import Response

from editor_app.problem import printable
from editor_app.sandbox import illustrations, replies
from editor_app.sandbox.capabilities import VERSION, capabilities
from editor_app.sandbox.documents import faults_of
from editor_app.sandbox.service import Call


async def get_capabilities(call: Call) -> Response:
    """Tell what documents may use."""
    return replies.ok(capabilities())


async def validate_editor_state(call: Call) -> Response:
    """Tell everything that is wrong with a document; that is a success, whatever is found."""
    faults = await asyncio.to_thread(faults_of, call.body["editorState"])
    errors = [
        {"code": fault.code, "path": printable(fault.path), "message": printable(fault.message)}
        for fault in faults
    ]
    return replies.ok({"valid": not errors, "errors": errors}, {"capabilitiesVersion": VERSION})


async def search_illustrations(call: Call) -> Response:
    """Search the names of illustrations."""
    return replies.ok(illustrations.search(call.query.get("q", "")))
