"""Temporary previews: make, show, delete, and clone into permanent tasks."""

from __future__ import annotations

import asyncio
import json

from starlette.requests import Request
from starlette.responses import Response

from editor_app.sandbox.renderingvideo import bodies, checking, replies
from editor_app.sandbox.renderingvideo.dispatch import Call, Endpoint, read_body
from editor_app.sandbox.renderingvideo.errors import Refused
from editor_app.sandbox.renderingvideo.media import addresses_of
from editor_app.sandbox.renderingvideo.planning import Plan, as_json
from editor_app.sandbox.renderingvideo.records import previews, tasks, wallets
from editor_app.sandbox.renderingvideo.routes import rendering
from editor_app.sandbox.renderingvideo.routes.planned import planned
from editor_app.sandbox.renderingvideo.routes.video import about
from editor_app.sandbox.renderingvideo.staging import Json
from editor_app.sandbox.service import Service
from editor_app.sandbox.times import now


async def create(call: Call) -> Response:
    """Make a preview of a schema, which is looked at only from outside, and for its media."""
    config = await call.body()
    await _refuse(call.service, config, call.account_id)
    call.fail_if_asked("REMOTE_ERROR")
    service = call.service
    expires_at = service.clock.later(service.settings.limits.preview_seconds)
    preview = await service.database.write(
        previews.insert, call.account_id, as_json(config), service.clock.now(), expires_at
    )
    return replies.ok(
        {
            "tempId": preview.id,
            "previewUrl": f"{call.base_url}/t/{preview.id}",
            "viewerUrl": f"{call.base_url}/preview/{preview.id}",
            "expiresIn": replies.EXPIRES_IN,
            "note": replies.PREVIEW_NOTE,
        }
    )


def create_public(service: Service) -> Endpoint:
    """Give what makes a preview for whoever asks, without a key."""

    async def answer(request: Request) -> Response:
        limits = service.settings.limits
        config = await read_body(request, limits.json_bytes, limits.idle_seconds)
        await _refuse(service, config, None)
        expires_at = service.clock.later(limits.preview_seconds)
        preview = await service.database.write(
            previews.insert, None, as_json(config), service.clock.now(), expires_at
        )
        seconds = round(limits.preview_seconds)
        return replies.ok(
            {
                "tempId": preview.id,
                "url": f"/t/{preview.id}",
                "viewerUrl": f"/preview/{preview.id}",
                "expiresIn": f"{seconds} seconds ({seconds / 86_400:g} days)",
            }
        )

    return answer


async def get(call: Call) -> Response:
    """Show the config behind a preview."""
    preview = await _find(call)
    call.fail_if_asked("REMOTE_ERROR")
    return replies.ok({"tempId": preview.id, "config": json.loads(preview.config)})


async def delete(call: Call) -> Response:
    """Delete a preview."""
    preview = await _find(call)
    call.fail_if_asked("REMOTE_ERROR")
    service = call.service
    await service.database.write(previews.delete, call.account_id, preview.id, service.clock.now())
    return replies.ok({"tempId": preview.id, "deleted": True, "message": replies.PREVIEW_DELETED})


async def convert(call: Call) -> Response:
    """Clone a preview into a task; it stays as it is."""
    told = about(bodies.read_values(bodies.CONVERT, await call.body()))
    preview = await _find(call)
    plan = await _plan(call, preview)
    task = await call.service.database.write(tasks.insert, call.account_id, plan, told, now())
    return replies.ok(
        {
            "tempId": preview.id,
            "converted": True,
            **replies.ids(task),
            **replies.links(task, call.base_url),
            "configUrl": f"{task.id}.json",
            "title": task.title,
            "category": task.category,
            "message": replies.CONVERTED,
        }
    )


async def render(call: Call) -> Response:
    """Clone a preview into a task and render that; nothing is made where the credits are short."""
    body = bodies.read_values(bodies.PREVIEW_RENDER, await call.body())
    preview = await _find(call)
    plan = await _plan(call, preview)
    await call.service.database.read(wallets.check, call.account_id, plan.cost)
    task = await call.service.database.write(tasks.insert, call.account_id, plan, about(body), now())
    try:
        started = await rendering.start(call, task.id, body.get("webhook_url"))
    except Refused as error:
        error.details["taskId"] = task.id  # the clone stays, and can be rendered later
        raise
    cloned = {"tempId": preview.id, "converted": True, "convertMessage": replies.CONVERTED}
    return replies.ok({**cloned, "configUrl": f"{task.id}.json", **started})


async def _refuse(service: Service, config: Json, account_id: str | None) -> None:
    """Raise Refused (400 INVALID_CONFIG) for what cannot be shown; other faults stop a render only."""
    checking.refuse(checking.outline_faults(config))
    addresses = await asyncio.to_thread(_addresses, config)
    checking.refuse(await service.stage.media_faults(config, addresses, account_id))


def _addresses(config: Json) -> tuple[str, ...]:
    from editor_app.interchange.renderingvideo import to_editor_state

    return addresses_of(config, to_editor_state(config))


async def _find(call: Call) -> previews.Preview:
    service = call.service
    return await service.database.read(
        previews.find, call.account_id, call.id("temp_id"), service.clock.now()
    )


async def _plan(call: Call, preview: previews.Preview) -> Plan:
    plan = await planned(call, json.loads(preview.config))
    call.fail_if_asked("REMOTE_ERROR")
    return plan
