"""The status page and its buttons: for whoever sits at this machine, and for no other page's forms."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from editor_app.sandbox.errors import ApiError, not_found
from editor_app.sandbox.guard import is_loopback
from editor_app.sandbox.page import Storage, status_page
from editor_app.sandbox.records import exports
from editor_app.sandbox.records.overview import overview
from editor_app.sandbox.service import Service
from editor_app.sandbox.times import now

_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def page(service: Service) -> Callable[[Request], Awaitable[Response]]:
    """Give what answers the page."""

    async def answer(request: Request) -> Response:
        _only_here(request)
        found = await service.database.read(overview)
        storage = await asyncio.to_thread(_storage, service.files.outputs)
        url = f"{request.url.scheme}://{request.headers['host']}"
        return HTMLResponse(status_page(found, storage, url, now()), headers=dict(_HEADERS))

    return answer


def action(service: Service) -> Callable[[Request], Awaitable[Response]]:
    """Give what answers the buttons: pause, resume or cancel a task, then show the page again."""

    async def answer(request: Request) -> Response:
        _only_here(request)
        # Browsers name the origin of every form. That it is this one has been checked for all calls.
        if "origin" not in request.headers:
            raise ApiError(403, "SANDBOX_ORIGIN_REFUSED", "This is for the buttons of the status page alone.")
        task_id, what = request.path_params["task_id"], request.path_params["what"]
        if what == "pause" and await service.database.write(exports.pause, task_id):
            service.queue.halt(task_id)
        elif what == "resume" and await service.database.write(exports.resume, task_id):
            await service.queue.wake()
        elif what == "cancel" and await service.database.write(exports.cancel_any, task_id):
            service.queue.halt(task_id)
        elif what not in ("pause", "resume", "cancel"):
            raise not_found("action")
        return RedirectResponse("/", 303)

    return answer


def _only_here(request: Request) -> None:
    if request.client is None or not is_loopback(request.client.host):
        raise ApiError(403, "SANDBOX_PAGE_IS_LOCAL", "The status page shows itself on its own machine only.")


def _storage(outputs: Path) -> Storage:
    files = [path for path in outputs.iterdir() if path.is_file()]
    return Storage(sum(path.stat().st_size for path in files), shutil.disk_usage(outputs).free)
