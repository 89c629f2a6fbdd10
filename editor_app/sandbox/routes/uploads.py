"""Uploads: the body goes to disk as it comes, is looked into, and becomes an asset or leaves no trace."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from editor_app.sandbox import families, replies
from editor_app.sandbox.errors import bad_request, invalid
from editor_app.sandbox.families import Family, Found
from editor_app.sandbox.probing import UnfitFile, content_of, text_of
from editor_app.sandbox.records import assets, projects
from editor_app.sandbox.requests import stream
from editor_app.sandbox.service import Call, Service

_LENGTH = re.compile(r"[0-9]{1,18}", re.ASCII)


async def upload_asset(call: Call) -> Response:
    """Make an asset of a file."""
    service, account_id = call.service, call.caller.account_id
    limits = service.settings.limits
    filename = families.read_filename(call.headers["x-file-name"])
    suffix = families.suffix_of(filename)
    mime = families.read_mime(call.request.headers.get("content-type", ""))
    family = families.declared_family(mime, suffix)
    size = read_length(call.request)
    families.check_size(size, family, limits)
    project_id = call.headers.get("x-project-id")
    if project_id is not None:
        await service.database.read(projects.find, account_id, project_id)
    path = await service.files.receive(_whole(call.request, size, limits.idle_seconds), suffix)
    try:
        found = await _look_into(service, path, size, family, mime, suffix)
        kept = await asyncio.to_thread(service.files.keep, path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    try:
        asset = await service.database.write(
            assets.insert, account_id, filename, size, kept.name, found, project_id
        )
    except Exception:
        kept.unlink(missing_ok=True)
        raise
    return replies.ok(replies.asset(asset, call.base_url), status=201)


def read_length(request: Request) -> int:
    """Give the size that the client announces; raise ApiError."""
    header = request.headers.get("content-length", "")
    if not header:
        raise bad_request("Content-Length is missing: an upload says its size before it begins.")
    if not _LENGTH.fullmatch(header):
        raise bad_request("Content-Length is no number of bytes.")
    if int(header) < 1:
        raise invalid("The file is empty.", "UPLOAD_SIZE_INVALID")
    return int(header)


async def _whole(request: Request, size: int, idle_seconds: float) -> AsyncIterator[bytes]:
    left = size
    async for part in stream(request, idle_seconds):
        left -= len(part)
        yield part
    if left:
        raise ClientDisconnect


async def _look_into(
    service: Service, path: Path, size: int, family: Family | None, mime: str, suffix: str
) -> Found:
    limits = service.settings.limits
    try:
        content = await asyncio.to_thread(content_of, path)
        is_caption = suffix in families.CAPTION_SUFFIXES and content == "text" and family in (None, "caption")
        if is_caption:
            families.check_size(size, "caption", limits)
            return families.found_caption(await asyncio.to_thread(text_of, path), suffix)
        if family == "caption":
            raise UnfitFile("The file is no text.")
        if content in ("text", "json"):
            kind = "JSON" if content == "json" else "text"
            raise invalid(f"The file is {kind}, which cannot be uploaded.", "UPLOAD_TYPE_INVALID")
        info = await service.prober.probe(path)
    except UnfitFile as error:
        raise families.wrong_content(str(error)) from error
    return families.found_media(info, family, mime, limits)
