"""Files over plain GET and HEAD, with ranges: whoever has the address has the file."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from editor_app.sandbox import replies
from editor_app.sandbox.errors import ApiError
from editor_app.sandbox.ranges import has_already, read_ranges, write_ranges
from editor_app.sandbox.records import assets, exports
from editor_app.sandbox.service import Service
from editor_app.sandbox.times import now

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'"
_MEDIA = re.compile(r"(?:image|video|audio)/[a-z0-9._-]+", re.ASCII)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, max-age=3600",
}


def policy_for(mimetype: str) -> str:
    """Give the Content-Security-Policy for a file of this type.

    What browsers take for a page (SVG and any other XML, HTML, JSON, text) gets no rights at all. Pictures,
    videos and sounds keep their origin: a sandboxed page has none, and may not load the video it shows.
    """
    return _POLICY if _MEDIA.fullmatch(mimetype.lower()) else f"sandbox; {_POLICY}"


def media_file(service: Service) -> Callable[[Request], Awaitable[Response]]:
    """Give what answers the address of an uploaded file."""

    async def answer(request: Request) -> Response:
        asset = await service.database.read(assets.find_file, request.path_params["name"])
        if asset is None:
            raise no_file()
        return send_file(service.files.media / asset.file_key, asset.mimetype, asset.filename)

    return answer


def output_file(service: Service) -> Callable[[Request], Awaitable[Response]]:
    """Give what answers the address of a finished video, until that expires."""

    async def answer(request: Request) -> Response:
        name = request.path_params["name"]
        export = await service.database.read(exports.find_output, name)
        if export is None or export.output_expires_at is None:
            raise no_file()
        if export.output_expires_at <= now():
            raise ApiError(410, "OUTPUT_EXPIRED", "The link to this video has expired. Export again.")
        filename = export.filename or f"{export.id}.{export.format}"
        return send_file(service.files.outputs / name, f"video/{export.format}", filename)

    return answer


def send_file(path: Path, mimetype: str, filename: str) -> Response:
    """Answer with a file, or a part of it; raise ApiError (404) where it is not there."""
    try:
        stat = path.stat()
    except OSError:
        raise no_file() from None
    disposition = f"inline; filename*=utf-8''{quote(filename, safe='')}"
    policy = policy_for(mimetype)
    headers = {**_HEADERS, "Content-Security-Policy": policy, "Content-Disposition": disposition}
    return _File(path, headers=headers, media_type=mimetype, stat_result=stat)


class _File(FileResponse):
    """Reads the conditions and ranges of a request as RFC 9110 has them, before the file is sent."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Headers(scope=scope)
        if has_already(", ".join(asked.getlist("if-none-match")), self.headers["etag"]):
            kept = {name: self.headers[name] for name in ("etag", "last-modified", "cache-control")}
            await Response(status_code=304, headers=kept)(scope, receive, send)
            return
        size = int(self.headers["content-length"])
        # Ranges are of GET alone, and of the version that If-Range names.
        counts = scope["method"] == "GET" and self._is_same(asked.get("if-range"))
        parts = read_ranges(asked.get("range", ""), size) if counts else None
        if parts == []:
            detail = f"The file has {size} bytes, and none of those that are asked for."
            error = ApiError(416, "RANGE_NOT_SATISFIABLE", detail, {"Content-Range": f"bytes */{size}"})
            await replies.problem(error)(scope, receive, send)
            return
        raw = [pair for pair in scope["headers"] if pair[0].lower() not in (b"range", b"if-range")]
        if parts:
            raw.append((b"range", write_ranges(parts).encode()))
        await super().__call__({**scope, "headers": raw}, receive, send)

    def _is_same(self, if_range: str | None) -> bool:
        return if_range is None or if_range in (self.headers["etag"], self.headers["last-modified"])


def no_file() -> ApiError:
    """Give the error for an address that leads nowhere."""
    return ApiError(404, "FILE_NOT_FOUND", "There is no such file.")
