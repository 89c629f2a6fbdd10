"""Uploads: all files of a form, or none of them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.responses import Response

from editor_app.sandbox.errors import ApiError
from editor_app.sandbox.families import suffix_of
from editor_app.sandbox.probing import UnfitFile
from editor_app.sandbox.renderingvideo import replies
from editor_app.sandbox.renderingvideo.dispatch import Call
from editor_app.sandbox.renderingvideo.errors import Refused
from editor_app.sandbox.renderingvideo.multipart import Begun, News, checked_name, file_type, read_form
from editor_app.sandbox.renderingvideo.records import files, wallets
from editor_app.sandbox.renderingvideo.records.files import Arrived, Facts
from editor_app.sandbox.requests import stream
from editor_app.sandbox.service import Service
from editor_app.sandbox.times import now
from editor_app.timebase import TICKS_PER_SECOND

_log = logging.getLogger(__name__)


async def upload(call: Call) -> Response:
    """Store files."""
    call.fail_if_asked("UPLOAD_FAILED")
    service = call.service
    wallet = await service.database.read(wallets.get, call.account_id)
    most_bytes = service.settings.limits.storage_bytes[wallet.plan]
    form = _Form(call, most_bytes, await service.database.read(files.used_bytes, call.account_id))
    try:
        await form.receive()
        arrived = await form.keep()
        stored = await service.database.write(files.insert_all, call.account_id, arrived, most_bytes, now())
    except OSError as error:
        form.remove()
        _log.exception("An upload could not be stored.")
        raise Refused(
            500, "UPLOAD_FAILED", f"Upload failed: {error.strerror or 'the disk refuses'}."
        ) from error
    except BaseException:
        form.remove()
        raise
    count = len(stored)
    message = f"Successfully uploaded {count} file(s)"
    assets = [replies.file(file, call.base_url) for file in stored]
    return replies.ok({"message": message, "count": count, "assets": assets})


class _Form:
    """One form under way; what it brings lies among the incoming files until all of it is there."""

    def __init__(self, call: Call, most_bytes: int, used_bytes: int) -> None:
        self._call, self._most = call, most_bytes
        self._left = most_bytes - used_bytes
        self._files: list[tuple[Begun, Path, int]] = []
        self._places: list[Path] = []

    async def receive(self) -> None:
        """Read it to its end, so that clients hear the answer, even where that is a refusal."""
        request, limits = self._call.request, self._call.service.settings.limits
        parts = stream(request, limits.idle_seconds)
        news = read_form(parts, request.headers.get("content-type", ""))
        try:
            async for begun in news:
                if isinstance(begun, Begun):
                    await self._receive_file(begun, news)
        except ApiError:
            async for _ in parts:
                pass
            raise
        if not self._files:
            raise Refused(400, "NO_FILES", "No files provided. Send at least one part named file or files.")

    async def _receive_file(self, begun: Begun, news: AsyncIterator[News]) -> None:
        checked_name(begun.name)
        file_type(begun.mime_type, begun.name)
        size = 0

        async def content() -> AsyncIterator[bytes]:
            nonlocal size
            async for part in news:
                if not isinstance(part, bytes):
                    return
                size += len(part)
                self._left -= len(part)
                if self._left < 0:
                    raise files.storage_exceeded(self._most)
                yield part

        path = await self._call.service.files.receive(content(), suffix_of(begun.name))
        self._places.append(path)
        self._files.append((begun, path, size))

    async def keep(self) -> list[Arrived]:
        """Move all files to their places; give what is to be recorded."""
        arrived: list[Arrived] = []
        for begun, path, size in self._files:
            facts = await _facts(self._call.service, path)
            kept = await asyncio.to_thread(self._call.service.files.keep, path)
            self._places.append(kept)
            kind = file_type(begun.mime_type, begun.name)
            arrived.append(Arrived(begun.name, kind, begun.mime_type, size, kept.name, facts))
        return arrived

    def remove(self) -> None:
        """Leave no trace."""
        for path in self._places:
            path.unlink(missing_ok=True)


async def _facts(service: Service, path: Path) -> Facts | None:
    """Look into a file; whatever it is, the service takes it, and only rendering it will tell."""
    try:
        info = await service.prober.probe(path)
    except UnfitFile:
        return None
    seconds = info.duration_ticks / TICKS_PER_SECOND
    return Facts(info.width, info.height, seconds, info.audio is not None)
