"""Exports: from a document or a project; list, show, cancel."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable

from starlette.responses import Response

from editor_app.sandbox import replies
from editor_app.sandbox.accounts import secret_of
from editor_app.sandbox.cursors import read_cursor, write_cursor
from editor_app.sandbox.documents import Document, read_document, stored_document
from editor_app.sandbox.errors import invalid
from editor_app.sandbox.exports.planning import Plan, plan_export
from editor_app.sandbox.idempotency import Answer, Attempt
from editor_app.sandbox.records import exports, idempotency, projects
from editor_app.sandbox.service import Call


async def create_export(call: Call) -> Response:
    """Export the document of the call."""

    async def find_document() -> Document:
        return await asyncio.to_thread(read_document, call.body["editorState"])

    return await _create(call, "createExport", None, find_document)


async def create_project_export(call: Call) -> Response:
    """Export the document of a project as it is saved now."""
    project_id = call.ids["projectId"]

    async def find_document() -> Document:
        _, saved = await call.service.database.read(
            projects.find_with_document, call.caller.account_id, project_id
        )
        return await asyncio.to_thread(stored_document, saved.json)

    return await _create(call, f"createProjectExport {project_id}", project_id, find_document)


async def _create(
    call: Call, route: str, project_id: str | None, find_document: Callable[[], Awaitable[Document]]
) -> Response:
    attempt = await asyncio.to_thread(call.attempt, route)
    # What was answered before holds, whatever has become of the project since.
    known = await call.service.database.write(_find_known, call, attempt)
    if known is not None:
        return replies.given(known)
    plan = await asyncio.to_thread(plan_export, await find_document(), call.body)
    answer = await call.service.database.write(_insert, call, project_id, plan, attempt)
    await call.service.queue.wake()
    return replies.given(answer)


def _find_known(connection: sqlite3.Connection, call: Call, attempt: Attempt | None) -> Answer | None:
    if known := idempotency.find_answer(connection, attempt):
        return known
    client_task_id = call.body.get("clientTaskId")
    if not client_task_id:
        return None
    twin = exports.find_client_task(connection, call.caller.account_id, client_task_id)
    if twin is None:
        return None
    answer = Answer(201, replies.envelope(replies.created_export(twin)))
    idempotency.remember(connection, attempt, answer)
    return answer


def _insert(
    connection: sqlite3.Connection, call: Call, project_id: str | None, plan: Plan, attempt: Attempt | None
) -> Answer:
    if known := _find_known(connection, call, attempt):  # a twin may have come in meanwhile
        return known
    account_id = call.caller.account_id
    if "callbackUrl" in call.body and secret_of(connection, account_id) is None:
        raise invalid(
            "A callbackUrl needs a webhook secret. Make one: editor-app sandbox key secret.",
            "WEBHOOK_SECRET_REQUIRED",
        )
    most = call.service.settings.limits.active_exports
    if exports.count_active(connection, account_id) >= most:
        raise invalid(
            f"{most} exports are active already (waiting, rendering or paused). Wait, or cancel one.",
            "OPEN_API_EXPORT_CONCURRENCY_LIMIT_EXCEEDED",
        )
    export = exports.insert(connection, account_id, call.caller.key_id, project_id, call.body, plan)
    answer = Answer(201, replies.envelope(replies.created_export(export)))
    idempotency.remember(connection, attempt, answer)
    return answer


async def list_exports(call: Call) -> Response:
    """List tasks, the newest first."""
    cursor = call.query.get("pageCursor")
    after = read_cursor("exports", cursor) if cursor is not None else None
    page = await call.service.database.read(
        exports.list_page,
        call.caller.account_id,
        call.query.get("pageSize", 20),
        after,
        call.query.get("createdByApiKeyId"),
    )
    following = write_cursor("exports", page.next) if page.next else None
    return replies.ok([replies.task(e, call.base_url) for e in page.items], {"nextPageCursor": following})


async def get_export(call: Call) -> Response:
    """Show a task."""
    export = await call.service.database.read(exports.find, call.caller.account_id, call.ids["taskId"])
    return replies.ok(replies.task(export, call.base_url))


async def cancel_export(call: Call) -> Response:
    """Cancel a task that is not over."""
    task_id = call.ids["taskId"]
    export = await call.service.database.write(exports.cancel, call.caller.account_id, task_id)
    call.service.queue.halt(task_id)
    return replies.ok(replies.task(export, call.base_url))
