"""Uploads: a file becomes an asset."""

from __future__ import annotations

import mimetypes
import os
from pathlib import Path
from typing import Any

from editor_app.cloud.http.failures import Failure
from editor_app.cloud.http.pool import PATIENCE
from editor_app.cloud.http.threads import in_thread
from editor_app.cloud.http.uploading import Content, Digest, Progress, Source
from editor_app.cloud.indream.errors import NETWORK, NetworkError, error_for, network_error, refused_argument
from editor_app.cloud.indream.headers import file_name_value, header_value
from editor_app.cloud.indream.models import Asset
from editor_app.cloud.indream.replies import read_model
from editor_app.cloud.indream.resources.base import Resource


class AsyncUploads(Resource):
    """Calls under /v1/uploads."""

    async def upload(
        self,
        content: Content,
        *,
        filename: str | None = None,
        content_type: str | None = None,
        project_id: str | None = None,
        progress: Progress | None = None,
        digest: Digest | None = None,
    ) -> Asset:
        """Upload bytes, or the file at a path, and give the asset; never sent twice.

        A path brings its name and its type along where they are not given. With `project_id` the asset
        belongs to that project. `progress` is told bytes sent and bytes in all, on the client's event loop;
        `digest` takes in what is sent, which is not what the file holds where that changes meanwhile.
        Raise ValidationError, APIError; OSError for a file that cannot be read.
        """
        named, typed = _described(content, filename, content_type)
        headers = {
            "Content-Type": header_value("content_type", typed),
            "x-file-name": file_name_value(named),
        }
        if project_id:
            headers["x-project-id"] = header_value("project_id", project_id)
        # The service looks into a file before it answers.
        patience = self._transport.timeout * PATIENCE
        with Source(content, digest) as source:
            await _opened(source)
            headers["Content-Length"] = str(source.size)
            try:
                envelope = await self._transport.send_stream(
                    "/v1/uploads", source.pieces(progress), headers, reply_timeout=patience
                )
            except NetworkError as error:
                failure, is_cut = error, 0 < source.sent < source.size
            else:
                return self._made(envelope.data, source.size)
        raise _hung_up(failure) if is_cut else failure

    def _made(self, data: Any, size: int) -> Asset:
        """Read the asset, and remember it with its size for the documents to come."""
        asset = read_model(Asset, data)
        known = asset if asset.size is not None else asset.model_copy(update={"size": size})
        self._uploads[asset.file_key] = known
        return asset


async def _opened(source: Source) -> None:
    """Open what shall be sent; raise ValidationError, OSError."""
    try:
        return await in_thread(source.open)
    except Failure as error:
        failure = error_for(error)
    raise failure


def _described(content: Content, filename: str | None, content_type: str | None) -> tuple[str, str]:
    if isinstance(content, os.PathLike):
        filename = filename or Path(content).name
        content_type = content_type or mimetypes.guess_type(filename)[0] or "application/octet-stream"
    if not filename:
        raise refused_argument("filename", "is required.")
    if not content_type:
        raise refused_argument("content_type", "is required.")
    return filename, content_type


def _hung_up(failure: NetworkError) -> NetworkError:
    """Say what a connection that breaks in the middle of a file may mean.

    A service that refuses a file early may hang up before its reason is read.
    """
    hint = "The file was not sent to its end; the service may refuse its size, its type or the key."
    return network_error(f"{failure.detail} {hint}", code=failure.error_code or NETWORK)
