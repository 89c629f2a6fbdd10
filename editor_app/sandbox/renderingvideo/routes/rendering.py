"""Starting renders: what is charged, and when nothing is."""

from __future__ import annotations

import sqlite3

from editor_app.sandbox.renderingvideo import faults, replies
from editor_app.sandbox.renderingvideo.billing import QUALITIES, cost_of
from editor_app.sandbox.renderingvideo.dispatch import Call
from editor_app.sandbox.renderingvideo.errors import Refused
from editor_app.sandbox.renderingvideo.records import renders, tasks, wallets
from editor_app.sandbox.renderingvideo.records.tasks import Task
from editor_app.sandbox.renderingvideo.replies import Json


def cost(task: Task) -> int:
    """Give the credits that a render of a task takes."""
    quality = next(tier for tier in QUALITIES if tier.name == task.quality)
    return cost_of(task.duration, quality)


async def start(call: Call, task_id: str, webhook_url: str | None) -> Json:
    """Charge for a render and let it wait, unless there is a video already; raise Refused."""
    refused = faults.asked_for(call.service.settings.faults, ["RENDER_TRIGGER_FAILED"])

    def work(connection: sqlite3.Connection) -> Json:
        task = tasks.find(connection, call.account_id, task_id)
        if task.status == "rendering":
            raise Refused(400, "ALREADY_RENDERING", "Task is already rendering", {"taskId": task.id})
        if task.status == "completed":
            return replies.already(task, wallets.get(connection, call.account_id).credits, call.base_url)
        price = cost(task)
        wallets.check(connection, call.account_id, price)
        if refused:
            raise refused
        left = wallets.charge(connection, call.account_id, price)
        return replies.started(
            task, renders.insert(connection, task, price, webhook_url), left, call.base_url
        )

    reply = await call.service.database.write(work)
    await call.service.queue.wake()
    return reply
