"""Files that a config shows, sent to RenderingVideo: each content once, found again by its SHA-256."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from editor_app.cloud.renderingvideo import (
    APIError,
    AsyncRenderingVideoClient,
    DownloadError,
    FilePart,
    NotFoundError,
    StorageError,
    ValidationError,
    may_have_happened,
)
from editor_app.cloud.renderingvideo.models import StoredFile
from editor_app.services.exporting.clouds.cloud_runner import Hear
from editor_app.services.exporting.jobs.runner import JobTrouble
from editor_app.services.exporting.jobs.words import medium_unreadable
from editor_app.services.exporting.renderingvideo import words
from editor_app.services.in_flight import InFlight
from editor_app.services.uploads.fingerprints import UNREADABLE, Fingerprint, Fingerprints
from editor_app.store.importing import sha256_of
from editor_app.store.project import MediaPlace
from editor_app.store.uploads import Attempt, Uploaded, UploadStore

_FETCHED = "adopted"


@dataclass(frozen=True, slots=True)
class Piece:
    """A file that has to lie at the service, under a key of the caller's; `place` is what is known of it."""

    key: str
    path: Path
    filename: str
    mime_type: str | None = None
    place: MediaPlace | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where files go; `folder` is for what has to be looked into."""

    service: str
    name: str
    client: AsyncRenderingVideoClient
    folder: Path


class OtherMedia:
    """Sends files, or finds them there; what is known is kept in the table of uploads."""

    def __init__(self, store: UploadStore) -> None:
        self._store, self._fingerprints, self._in_flight = store, Fingerprints(), InFlight()

    async def send(self, pieces: Sequence[Piece], place: Place, hear: Hear) -> Mapping[str, str]:
        """Let the service have all files; give their public addresses by key.

        Raise JobTrouble for a file that cannot be sent, APIError, LocalDatabaseError, OSError.
        """
        contents = {piece.key: await self._content(piece) for piece in pieces}
        first = {contents[piece.key].sha256 or "": piece for piece in reversed(pieces)}
        there = await self._what_is_there(first, place)
        lacking = {key: piece for key, piece in first.items() if key not in there}
        total, before = sum(contents[piece.key].size for piece in lacking.values()), 0
        for sha256, piece in lacking.items():
            size, start = contents[piece.key].size, before
            there[sha256] = await self._sent(
                piece, sha256, size, place, lambda n, _size, start=start: hear(start + n, total)
            )
            before += size
        return {piece.key: there[contents[piece.key].sha256 or ""] for piece in pieces}

    async def _content(self, piece: Piece) -> Fingerprint:
        """Give a file's size and SHA-256; raise JobTrouble."""
        looked = await asyncio.to_thread(self._fingerprints.look, {piece.path: piece.place})
        found = looked.get(piece.path)
        if found is not None and found.sha256 is None:
            found = await asyncio.to_thread(self._fingerprints.read, piece.path)
        if found is None or not found.sha256 or found.sha256 == UNREADABLE:
            raise JobTrouble(medium_unreadable(piece.filename), "anew")
        return found

    async def _what_is_there(self, wanted: Mapping[str, Piece], place: Place) -> dict[str, str]:
        """Find what the service has: what it was sent before, and what may have reached it unheard."""
        known = await asyncio.to_thread(self._store.uploaded, place.service)
        tried = {sha256: await self._attempts(place, sha256) for sha256 in wanted}
        if not any(sha256 in known or tried[sha256] for sha256 in wanted):
            return {}
        files = {file.id: file async for file in place.client.files.iterate()}
        there = dict[str, str]()
        for sha256 in wanted:
            before = known.get(sha256)
            if before is not None and before.asset_id in files:
                there[sha256] = files[before.asset_id].url
                continue
            if before is not None:
                await asyncio.to_thread(self._store.forget, place.service, sha256)
            for attempt in tried[sha256]:
                found = await self._adopted(attempt, files.values(), place)
                if found is not None:
                    there[sha256] = await self._keep(found, attempt)
                    break
        return there

    async def _attempts(self, place: Place, sha256: str) -> tuple[Attempt, ...]:
        return await asyncio.to_thread(self._store.attempts, place.service, sha256)

    async def _adopted(
        self, attempt: Attempt, files: Iterable[StoredFile], place: Place
    ) -> StoredFile | None:
        """Find the file that a lost answer was about: of its name and size, and then of its content."""
        for file in files:
            if (file.name, file.size) != (attempt.filename, attempt.size):
                continue
            target = place.folder / _FETCHED
            await asyncio.to_thread(target.parent.mkdir, parents=True, exist_ok=True)
            try:
                await place.client.downloads.fetch(file.url, target)
                if await asyncio.to_thread(sha256_of, target) == attempt.sha256:
                    return file
            except DownloadError:
                continue
            finally:
                await asyncio.to_thread(target.unlink, missing_ok=True)
        return None

    async def _sent(self, piece: Piece, sha256: str, size: int, place: Place, hear: Hear) -> str:
        """Send a file, unless another export has meanwhile."""
        async with self._in_flight.alone(place.service, sha256):
            known = await asyncio.to_thread(self._store.uploaded, place.service)
            if sha256 in known:
                return known[sha256].url
            return await self._sent_alone(piece, sha256, size, place, hear)

    async def _sent_alone(self, piece: Piece, sha256: str, size: int, place: Place, hear: Hear) -> str:
        """Send a file, and keep where it is; raise JobTrouble, APIError."""
        attempt, digest = Attempt(place.service, "", sha256, piece.filename, size), hashlib.sha256()
        await asyncio.to_thread(self._store.begin, attempt)
        part = FilePart(piece.path, piece.filename, piece.mime_type, digest)
        try:
            uploaded = await place.client.files.upload(part, progress=hear)
        except OSError as error:
            raise JobTrouble(medium_unreadable(piece.filename), "anew") from error
        except APIError as error:
            if not may_have_happened(error):
                await asyncio.to_thread(self._store.give_up, attempt)
            if isinstance(error, ValidationError):
                raise JobTrouble(words.medium_refused(piece.filename, error, place.name), "anew") from error
            raise
        file = uploaded.assets[0]
        if digest.hexdigest() != sha256:
            await self._take_back(file, attempt, place)
            raise JobTrouble(medium_unreadable(piece.filename), "anew")
        return await self._keep(file, attempt)

    async def _take_back(self, file: StoredFile, attempt: Attempt, place: Place) -> None:
        """Delete a file that is another one than was meant: it would take storage for nothing."""
        await asyncio.to_thread(self._store.give_up, attempt)
        try:
            await place.client.files.delete(file.id)
        except (NotFoundError, StorageError):
            return

    async def _keep(self, file: StoredFile, attempt: Attempt) -> str:
        there = Uploaded(
            attempt.service, attempt.sha256, file.id, file.url, "", attempt.size, attempt.filename
        )
        await asyncio.to_thread(self._store.finish, there)
        return file.url
