"""The application: every route of the table behind the checks of Host and Origin."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from editor_app.sandbox import replies
from editor_app.sandbox.dispatch import Endpoint, endpoint, guarded, refuse
from editor_app.sandbox.errors import ApiError
from editor_app.sandbox.guard import host_is_ours, origin_is_ours
from editor_app.sandbox.openapi import document
from editor_app.sandbox.renderingvideo import application as renderingvideo
from editor_app.sandbox.routes.media import media_file, output_file
from editor_app.sandbox.routes.status import action, page
from editor_app.sandbox.routes.table import OPERATIONS
from editor_app.sandbox.service import Service


def make_app(service: Service) -> ASGIApp:
    """Make the application of a server; it starts and stops the service's own work."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await service.start()
        try:
            yield
        finally:
            await service.stop()

    async def openapi(_: Request) -> Response:
        return replies.json_response(json.dumps(document()).encode())

    files = (
        Route("/media/{name}", guarded(media_file(service))),
        Route("/outputs/{name}", guarded(output_file(service))),
    )
    pages = (
        Route("/", guarded(page(service))),
        Route("/tasks/{task_id}/{what}", guarded(action(service)), methods=["POST"]),
        Route("/openapi.json", guarded(openapi)),
    )
    app = Starlette(
        routes=[*_api_routes(service), *files, *pages, *renderingvideo.routes(service)],
        lifespan=lifespan,
        exception_handlers={HTTPException: _refuse},
    )
    app.router.redirect_slashes = False
    return _Guard(app, service.settings.host)


def _api_routes(service: Service) -> Iterator[Route]:
    """Give one route a path, so that a refused method is told all that there are."""
    paths: dict[str, dict[str, Endpoint]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = endpoint(service, operation)
    for path, methods in paths.items():
        yield Route(path, _by_method(methods), methods=list(methods))


def _by_method(methods: Mapping[str, Endpoint]) -> Endpoint:
    async def answer(request: Request) -> Response:
        return await methods["GET" if request.method == "HEAD" else request.method](request)

    return answer


async def _refuse(request: Request, error: Exception) -> Response:
    """Answer what the router refuses, each service in its own form."""
    if isinstance(error, HTTPException) and renderingvideo.is_ours(request.url.path):
        return renderingvideo.refuse_route(error, request)
    return await refuse(request, error)


class _Guard:
    """Turns away requests that a web page somewhere else has caused."""

    def __init__(self, app: ASGIApp, bound_to: str) -> None:
        self._app, self._bound_to = app, bound_to

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (error := self._trouble(Headers(scope=scope), scope["scheme"])):
            answer = renderingvideo.refuse if renderingvideo.is_ours(scope["path"]) else replies.problem
            await answer(error)(scope, receive, send)
        elif scope["type"] != "websocket":
            await self._app(scope, receive, send)

    def _trouble(self, headers: Headers, scheme: str) -> ApiError | None:
        host = headers.get("host", "")
        if len(headers.getlist("host")) != 1 or not host_is_ours(host, self._bound_to):
            return ApiError(421, "SANDBOX_HOST_REFUSED", "The Host header does not name this server.")
        if not origin_is_ours(headers.get("origin"), host, scheme):
            return ApiError(403, "SANDBOX_ORIGIN_REFUSED", "Pages of other origins may not use this server.")
        return None
