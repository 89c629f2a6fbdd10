"""What needs no key: the pages of previews and tasks, their configs, and files by their address."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from editor_app.sandbox import replies as house_replies
from editor_app.sandbox.errors import ApiError
from editor_app.sandbox.renderingvideo import pages, replies
from editor_app.sandbox.renderingvideo.dispatch import Endpoint
from editor_app.sandbox.renderingvideo.errors import Refused, not_found
from editor_app.sandbox.renderingvideo.planning import plan_config
from editor_app.sandbox.renderingvideo.records import files, previews, renders, tasks
from editor_app.sandbox.renderingvideo.stills import still_of
from editor_app.sandbox.routes.media import send_file
from editor_app.sandbox.service import Service

_PREVIEW_ID = re.compile(r"temp_[a-z0-9]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; img-src 'self' data:; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def temp_config(service: Service) -> Endpoint:
    """Give what answers with the config of a preview."""

    async def answer(request: Request) -> Response:
        preview = await _preview(service, request.path_params["temp_id"])
        return replies.ok({"config": json.loads(preview.config)})

    return answer


def preview_page(service: Service, *, is_clean: bool) -> Endpoint:
    """Give what answers with the page of a preview."""

    async def answer(request: Request) -> Response:
        try:
            preview = await _preview(service, request.path_params["temp_id"])
        except ApiError:
            return _page(pages.gone("This preview does not exist, or its seven days are over."), 404)
        config = json.loads(preview.config)
        has_stills = await asyncio.to_thread(_can_be_drawn, config)
        return _page(pages.preview(preview.id, config, has_stills=has_stills, is_clean=is_clean))

    return answer


def preview_still(service: Service) -> Endpoint:
    """Give what answers with a picture of a preview."""

    async def answer(request: Request) -> Response:
        preview = await _preview(service, request.path_params["temp_id"])
        return await _still(service, request, json.loads(preview.config), preview.account_id)

    return answer


def task_still(service: Service) -> Endpoint:
    """Give what answers with a picture of a task."""

    async def answer(request: Request) -> Response:
        task = await service.database.read(tasks.find_public, request.path_params["task_id"])
        config = json.loads(await service.database.read(tasks.config_of, task.id))
        return await _still(service, request, config, task.account_id)

    return answer


def task_page(service: Service, *, is_clean: bool) -> Endpoint:
    """Give what answers with the page of a task."""

    async def answer(request: Request) -> Response:
        try:
            task = await service.database.read(tasks.find_public, request.path_params["task_id"])
        except ApiError:
            return _page(pages.gone("There is no such video."), 404)
        config = json.loads(await service.database.read(tasks.config_of, task.id))
        return _page(pages.task(task, replies.video_url(task, ""), config, is_clean=is_clean))

    return answer


def task_config(service: Service) -> Endpoint:
    """Give what answers with the config of a task."""

    async def answer(request: Request) -> Response:
        config = await service.database.read(tasks.config_of, request.path_params["task_id"])
        return house_replies.json_response(config)

    return answer


def stored_file(service: Service) -> Endpoint:
    """Give what answers the address of an uploaded file or a finished video."""

    async def answer(request: Request) -> Response:
        name = request.path_params["name"]
        file = await service.database.read(files.find_by_key, name)
        if file is not None:
            return send_file(service.files.media / name, file.mime_type, file.name)
        render = await service.database.read(renders.find_output, name)
        if render is None:
            raise not_found("File")
        return send_file(service.files.outputs / name, "video/mp4", f"{render.task_id}.mp4")

    return answer


async def _preview(service: Service, preview_id: str) -> previews.Preview:
    if not _PREVIEW_ID.fullmatch(preview_id):
        raise not_found("Temp preview")
    return await service.database.read(previews.find_public, preview_id, service.clock.now())


async def _still(
    service: Service, request: Request, config: dict[str, Any], account_id: str | None
) -> Response:
    if not await asyncio.to_thread(_can_be_drawn, config):
        raise not_found("Picture")
    png = await still_of(service.stage, config, account_id, request.path_params["number"])
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600"}
    return Response(png, headers=headers, media_type="image/png")


def _can_be_drawn(config: dict[str, Any]) -> bool:
    try:
        plan_config(config)
    except Refused:
        return False
    return True


def _page(html: str, status: int = 200) -> Response:
    return HTMLResponse(html, status, headers=dict(_HEADERS))
