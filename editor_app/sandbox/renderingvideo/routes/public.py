"""What needs no key: the pages of previews and tasks, their configs, and files by their address."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from editor_app.sandbox import replies as house_replies
from editor_app.sandbox.errors import ApiError
from editor_app.sandbox.renderingvideo import pages, replies
from editor_app.sandbox.renderingvideo.dispatch import Endpoint
from editor_app.sandbox.renderingvideo.errors import not_found
from editor_app.sandbox.renderingvideo.records import files, previews, renders, tasks
from editor_app.sandbox.routes.media import send_file
from editor_app.sandbox.service import Service

_PREVIEW_ID = re.compile(r"temp_[a-z0-9]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; img-src data:; "
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
        return _page(pages.preview(preview.id, json.loads(preview.config), is_clean=is_clean))

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


def _page(html: str, status: int = 200) -> Response:
    return HTMLResponse(html, status, headers=dict(_HEADERS))
