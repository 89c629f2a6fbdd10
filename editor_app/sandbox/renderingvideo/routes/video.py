"""Permanent tasks: make, list, show, delete, render."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from editor_app.sandbox.renderingvideo import bodies, faults, replies
from editor_app.sandbox.renderingvideo.dispatch import Call
from editor_app.sandbox.renderingvideo.errors import invalid_config
from editor_app.sandbox.renderingvideo.records import tasks
from editor_app.sandbox.renderingvideo.records.tasks import DEFAULT_CATEGORY, About
from editor_app.sandbox.renderingvideo.routes import rendering
from editor_app.sandbox.renderingvideo.routes.planned import planned
from editor_app.sandbox.times import now


def about(body: dict[str, Any]) -> About:
    """Give what a body says of a task beside its config."""
    return About(body.get("title"), body.get("category", DEFAULT_CATEGORY), body.get("metadata"))


async def create(call: Call) -> Response:
    """Make a task; nothing is rendered or charged."""
    body = await call.body()
    if not isinstance(body.get("config"), dict):
        raise invalid_config("$", "The body needs the object config, which holds the schema.")
    told = about(bodies.read_values(bodies.CREATE, body))
    plan = await planned(call, body["config"])
    call.fail_if_asked("REMOTE_ERROR")
    task = await call.service.database.write(tasks.insert, call.account_id, plan, told, now())
    return replies.ok(replies.created(task, call.base_url))


async def list_tasks(call: Call) -> Response:
    """List tasks, the newest first."""
    query = call.query(bodies.TASKS)
    page, limit = query.get("page", 1), query.get("limit", 20)
    category = query.get("category", DEFAULT_CATEGORY)
    found, total = await call.service.database.read(
        tasks.list_page, call.account_id, page, limit, query.get("status"), category
    )
    return replies.page([replies.row(task, call.base_url) for task in found], "tasks", page, limit, total)


async def get(call: Call) -> Response:
    """Show a task."""
    task = await call.service.database.read(tasks.find, call.account_id, call.id("task_id"))
    return replies.ok(replies.detail(task, call.base_url))


async def delete(call: Call) -> Response:
    """Delete a task, its renders and its videos, also while it is rendered."""
    deletion = await call.service.database.write(tasks.delete, call.account_id, call.id("task_id"))
    task, outputs = deletion
    if task.render_id is not None:
        call.service.queue.halt(task.render_id)
    call.service.files.remove_outputs(outputs)
    is_remote_gone = faults.asked_for(call.service.settings.faults, ["REMOTE_ERROR"]) is None
    return replies.ok(
        {
            **replies.ids(task),
            "deleted": True,
            "remoteDeleted": is_remote_gone,
            "message": replies.TASK_DELETED,
        }
    )


async def render(call: Call) -> Response:
    """Start a render."""
    body = bodies.read_values(bodies.RENDER, await call.body())
    return replies.ok(await rendering.start(call, call.id("task_id"), body.get("webhook_url")))
