"""The file library: list and delete."""

from __future__ import annotations

from starlette.responses import Response

from editor_app.sandbox.renderingvideo import bodies, replies
from editor_app.sandbox.renderingvideo.dispatch import Call
from editor_app.sandbox.renderingvideo.errors import invalid_request
from editor_app.sandbox.renderingvideo.records import files


async def list_files(call: Call) -> Response:
    """List files, the newest first."""
    query = call.query(bodies.FILES)
    page, limit = query.get("page", 1), query.get("limit", 20)
    found, total = await call.service.database.read(
        files.list_page, call.account_id, page, limit, query.get("type")
    )
    return replies.page([replies.file(file, call.base_url) for file in found], "files", page, limit, total)


async def delete_file(call: Call) -> Response:
    """Delete a file, its content too."""
    file_id = call.id("file_id")
    key = await call.service.database.write(files.delete, call.account_id, file_id)
    call.service.files.remove_media([key])
    return replies.ok({"fileId": file_id, "deleted": True, "message": replies.FILE_DELETED})


async def delete_nothing(call: Call) -> Response:
    """Refuse a path that ends before the id."""
    raise invalid_request("The id of the file is missing.", "fileId")
