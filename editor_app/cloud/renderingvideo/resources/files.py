"""Files: what configurations show and play, under public addresses."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from editor_app.cloud.http.failures import Failure
from editor_app.cloud.http.paths import segment, with_query
from editor_app.cloud.http.threads import in_thread
from editor_app.cloud.http.uploading import Content, Progress
from editor_app.cloud.renderingvideo.bodies import check_page
from editor_app.cloud.renderingvideo.errors import (
    NETWORK,
    UNEXPECTED,
    APIError,
    NetworkError,
    NotFoundError,
    OutcomeUnknownError,
    outcome_unknown,
    refused_argument,
)
from editor_app.cloud.renderingvideo.failures import error_for
from editor_app.cloud.renderingvideo.models import (
    FileDeletion,
    FilePage,
    Pagination,
    StoredFile,
    Uploaded,
)
from editor_app.cloud.renderingvideo.multipart import FilePart, Form
from editor_app.cloud.renderingvideo.paging import MOST_ROWS, all_rows
from editor_app.cloud.renderingvideo.replies import read_model
from editor_app.cloud.renderingvideo.resources.base import Resource, made

_FILES = "/api/v1/files"
_TYPES = ("image", "video", "audio")
_HUNG_UP = "The files were not sent to their end; the service may refuse their size, their type or the key."


class AsyncFiles(Resource):
    """Calls under /api/v1/upload and /api/v1/files."""

    async def upload(self, *files: FilePart | Content, progress: Progress | None = None) -> Uploaded:
        """Upload files in one request, read in pieces, and give what is stored; never sent twice.

        `progress` is told bytes sent and bytes of all files, on the client's event loop; what it raises ends
        the upload. A file that changes meanwhile ends it too, before the service has all of it. Raise
        ValidationError, FileTypeError, StorageError, OutcomeUnknownError, APIError; OSError for a file that
        cannot be read.
        """
        parts = [file if isinstance(file, FilePart) else FilePart(file) for file in files]
        with Form(parts) as form:
            await _opened(form)
            try:
                fields = await self._transport.send_stream(
                    "/api/v1/upload", form.content_type, form.size, form.pieces(progress)
                )
            except OutcomeUnknownError as error:
                failure, is_cut = error, form.sent_bytes < form.file_bytes
            else:
                return _stored(made(Uploaded, fields), len(parts))
        raise _hung_up() if is_cut else failure

    async def list(self, page: int = 1, limit: int = 20, *, type: str | None = None) -> FilePage:
        """Give a page of files (1 to 100), of one type (image, video, audio) if wanted."""
        check_page(page, limit)
        if type is not None and type not in _TYPES:
            raise refused_argument("type", f"must be one of {', '.join(_TYPES)}.")
        return read_model(FilePage, await self._read(with_query(_FILES, page=page, limit=limit, type=type)))

    def iterate(self, *, type: str | None = None) -> AsyncIterator[StoredFile]:
        """Give the files of all pages, each once, as they are asked for."""

        async def look(page: int) -> tuple[Sequence[StoredFile], Pagination]:
            found = await self.list(page, MOST_ROWS, type=type)
            return found.files, found.pagination

        return all_rows(look, lambda file: file.id)

    async def get(self, file_id: str) -> StoredFile:
        """Find a file in the pages, as the service has no call for one; raise NotFoundError, APIError."""
        async for file in self.iterate():
            if file.id == file_id:
                return file
        raise NotFoundError(200, "NOT_FOUND", f"There is no file “{file_id}” in this account.")

    async def delete(self, file_id: str) -> FileDeletion:
        """Delete a file and what it holds; what shows it goes without. Raise NotFoundError, APIError."""
        return await self._write("DELETE", f"{_FILES}/{segment(file_id)}", FileDeletion, fileId=file_id)


async def _opened(form: Form) -> None:
    """Open what shall be sent; raise ValidationError, OSError."""
    try:
        return await in_thread(form.open)
    except Failure as error:
        failure = error_for(error)
    raise failure


def _stored(uploaded: Uploaded, sent: int) -> Uploaded:
    """Give what is stored where it is as much as was sent: else nobody knows which file has which address."""
    if len(uploaded.assets) == sent:
        return uploaded
    told = f"{sent} files were sent, and the service tells of {len(uploaded.assets)}."
    raise outcome_unknown(APIError(200, UNEXPECTED, told))


def _hung_up() -> NetworkError:
    """Give the error of a form that broke off: half of one is nothing to the service.

    A service that refuses a file early may hang up before its reason is read.
    """
    error = NetworkError(0, NETWORK, f"The connection broke. {_HUNG_UP}")
    error.may_have_arrived = False
    return error
