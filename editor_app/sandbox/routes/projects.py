"""Projects: make, list, show, rename, sync, delete."""

from __future__ import annotations

import asyncio
import math
import sqlite3

from starlette.responses import Response

from editor_app.sandbox import replies
from editor_app.sandbox.bodies import SCHEMA_VERSION
from editor_app.sandbox.cursors import read_cursor, write_cursor
from editor_app.sandbox.documents import read_document
from editor_app.sandbox.errors import ApiError
from editor_app.sandbox.idempotency import Answer, Attempt
from editor_app.sandbox.records import idempotency, projects
from editor_app.sandbox.records.projects import SavedDocument
from editor_app.sandbox.service import Call


async def create_project(call: Call) -> Response:
    """Make a project."""
    document = await _document(call)
    attempt = await asyncio.to_thread(call.attempt, "createProject")

    def create(connection: sqlite3.Connection, attempt: Attempt | None) -> Answer:
        if known := idempotency.find_answer(connection, attempt):
            return known
        title, description = call.body.get("title"), call.body.get("description")
        project = projects.insert(connection, call.caller.account_id, title, description, document)
        answer = Answer(201, replies.envelope(replies.project_summary(project)))
        idempotency.remember(connection, attempt, answer)
        return answer

    return replies.given(await call.service.database.write(create, attempt))


async def list_projects(call: Call) -> Response:
    """List projects, the newest first."""
    cursor = call.query.get("pageCursor")
    after = read_cursor("projects", cursor) if cursor is not None else None
    size = call.query.get("pageSize", 20)
    page = await call.service.database.read(projects.list_page, call.caller.account_id, size, after)
    following = write_cursor("projects", page.next) if page.next else None
    return replies.ok([replies.project_summary(p) for p in page.items], {"nextPageCursor": following})


async def get_project(call: Call) -> Response:
    """Show a project with its document."""
    project, document = await call.service.database.read(
        projects.find_with_document, call.caller.account_id, call.ids["projectId"]
    )
    detail = replies.project_detail(project, document)
    return replies.json_response(replies.envelope_with_document(detail, document.json))


async def patch_project(call: Call) -> Response:
    """Change title and description."""
    project = await call.service.database.write(
        projects.patch, call.caller.account_id, call.ids["projectId"], call.body
    )
    return replies.ok(replies.project_metadata(project))


async def sync_project(call: Call) -> Response:
    """Replace the document."""
    account_id, project_id = call.caller.account_id, call.ids["projectId"]
    await call.service.database.read(projects.find, account_id, project_id)
    if (wait := call.service.syncs.take(project_id)) > 0:
        raise ApiError(
            429,
            "OPEN_API_PROJECT_SYNC_RATE_LIMITED",
            "This project is synced too often. Wait a moment, then sync the latest document.",
            {"Retry-After": str(math.ceil(wait))},
        )
    document = await _document(call)
    project = await call.service.database.write(projects.sync, account_id, project_id, document)
    return replies.ok(replies.sync_result(project, document))


async def delete_project(call: Call) -> Response:
    """Delete a project."""
    project_id = call.ids["projectId"]
    await call.service.database.write(projects.delete, call.caller.account_id, project_id)
    return replies.ok({"projectId": project_id, "deleted": True})


async def _document(call: Call) -> SavedDocument:
    document = await asyncio.to_thread(read_document, call.body["editorState"])
    return SavedDocument(call.body.get("stateVersion", SCHEMA_VERSION), document.json)
