"""The second service's part of the application: its routes, and how it refuses what it has none for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from editor_app.sandbox.errors import ApiError
from editor_app.sandbox.renderingvideo import replies
from editor_app.sandbox.renderingvideo.dispatch import Endpoint, endpoint, guarded
from editor_app.sandbox.renderingvideo.errors import Refused, translated
from editor_app.sandbox.renderingvideo.routes import public
from editor_app.sandbox.renderingvideo.routes.previews import create_public
from editor_app.sandbox.renderingvideo.routes.table import ROUTES
from editor_app.sandbox.service import Service

_PREFIX = "/api/"


def is_ours(path: str) -> bool:
    """Tell whether a path belongs to this service's API."""
    return path.startswith(_PREFIX)


def routes(service: Service) -> Iterator[Route]:
    """Give one route a path, so that a refused method is told all that there are."""
    paths: dict[str, dict[str, Endpoint]] = {}
    for method, path, run in ROUTES:
        paths.setdefault(path, {})[method] = endpoint(service, run)
    for path, methods in paths.items():
        yield Route(path, _by_method(methods), methods=list(methods))
    pages = (
        ("/api/temp/{temp_id}", public.temp_config(service)),
        ("/t/{temp_id}", public.preview_page(service, is_clean=True)),
        ("/preview/{temp_id}", public.preview_page(service, is_clean=False)),
        ("/v/{task_id}", public.task_page(service, is_clean=True)),
        ("/watch/{task_id}", public.task_page(service, is_clean=False)),
        ("/storage/{kind}/{year}/{month}/{name}", public.stored_file(service)),
        # Clients find `configUrl` beside whichever page they have read it for.
        *((f"{place}/{{task_id}}.json", public.task_config(service)) for place in ("", "/v", "/watch")),
    )
    stills = (
        *(
            (f"/{place}/{{temp_id}}/{{number:int}}.png", public.preview_still(service))
            for place in ("t", "preview")
        ),
        *(
            (f"/{place}/{{task_id}}/{{number:int}}.png", public.task_still(service))
            for place in ("v", "watch")
        ),
    )
    yield Route("/api/preview", guarded(create_public(service)), methods=["POST"])
    # Those with an ending come first: a page's id would take it in.
    for path, answer in sorted((*pages, *stills), key=lambda pair: not pair[0].endswith(".json")):
        yield Route(path, guarded(answer))


def refuse_route(error: HTTPException, request: Request) -> Response:
    """Answer a path or a method that is not there."""
    if error.status_code == 405:
        detail = f"{request.method} is not among the methods of this path."
        return refuse(Refused(405, "INVALID_REQUEST", detail, headers=error.headers))
    return refuse(Refused(error.status_code, "NOT_FOUND", "There is no such path.", headers=error.headers))


def refuse(error: ApiError) -> Response:
    """Answer with an error of the parts that both services share."""
    return replies.refusal(translated(error))


def _by_method(methods: Mapping[str, Endpoint]) -> Endpoint:
    async def answer(request: Request) -> Response:
        return await methods["GET" if request.method == "HEAD" else request.method](request)

    return answer
