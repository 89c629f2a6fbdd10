"""Media of an export that a service lacks: each content once for a service, found again by its SHA-256."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from editor_app.assets import Asset
from editor_app.cloud.indream import APIError, AsyncIndreamClient
from editor_app.cloud.indream.policy import is_transient
from editor_app.edits.addresses import Address, has_address
from editor_app.services.exporting.clouds.cloud_runner import Hear
from editor_app.services.exporting.jobs import words
from editor_app.services.exporting.jobs.runner import JobTrouble
from editor_app.services.exporting.jobs.snapshot import Snapshot
from editor_app.services.in_flight import InFlight
from editor_app.services.stated_type import stated_type
from editor_app.services.uploads.fingerprints import Fingerprints
from editor_app.services.uploads.foreign import foreign
from editor_app.services.uploads.gathering import known_contents
from editor_app.services.uploads.limits import refusal
from editor_app.services.uploads.wanted import UPLOADED_KINDS, Survey, Wanted, survey
from editor_app.store.media_files import used_assets
from editor_app.store.uploads import Uploaded, UploadStore


@dataclass(frozen=True, slots=True)
class Place:
    """Where media go: a service under the name that uploads are remembered by, and perhaps a project."""

    service: str
    name: str
    client: AsyncIndreamClient
    project_id: str | None = None


class MediaSender:
    """Sends what a snapshot shows; `in_flight` is shared with whoever else sends to the same services.

    `homes` gives the addresses of services: what lies at another one is sent, as that is its account's own.
    """

    def __init__(
        self,
        store: UploadStore,
        in_flight: InFlight | None = None,
        homes: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        self._store, self._fingerprints, self._homes = store, Fingerprints(), homes
        self._in_flight = in_flight or InFlight()

    async def send(self, snapshot: Snapshot, place: Place, hear: Hear) -> Mapping[str, Address]:
        """Let a service have all media that the film shows; give their places by asset key.

        Raise JobTrouble for media that cannot be sent, APIError, LocalDatabaseError, OSError.
        """
        found = await self._surveyed(snapshot, place)
        gone = [one for one in found.present if not await _is_there(place.client, one)]
        for one in gone:
            await asyncio.to_thread(self._store.forget, place.service, one.sha256)
        if gone:
            found = await self._surveyed(snapshot, place)
        _refuse(snapshot, found, place)
        wanted = [one for one in found.wanted if one.is_used]
        total = sum(one.size for one in wanted)
        before, addresses = 0, dict(found.addresses)
        for one in wanted:
            start = before
            there = await self._sent(one, place, lambda n, _size, start=start: hear(start + n, total))
            before += one.size
            addresses |= dict.fromkeys(one.keys, Address(there.url, there.file_key))
        return addresses

    async def _surveyed(self, snapshot: Snapshot, place: Place) -> Survey:
        """Compare what is shown with what the service has, once all files have been read."""
        homes = self._homes()
        while True:
            found = await asyncio.to_thread(self._survey, snapshot, place.service, homes)
            if not found.unread:
                return found
            await asyncio.to_thread(self._fingerprints.read_some, found.unread)

    def _survey(self, snapshot: Snapshot, service: str, homes: Mapping[str, str]) -> Survey:
        shown = used_assets(snapshot.state)
        sources = {key: snapshot.sources[key] for key in shown if key in snapshot.sources}
        by_path = {place.path: place for place in snapshot.places.values()}
        paths = [source.path for source in sources.values() if source.path is not None]
        files = self._fingerprints.look({path: by_path.get(path) for path in paths})
        contents = known_contents(snapshot.state, snapshot.places)
        away = foreign(snapshot.state, service, self._store.places(), homes)
        return survey(snapshot.state, sources, contents, files, self._store.uploaded(service), foreign=away)

    async def _sent(self, wanted: Wanted, place: Place, hear: Hear) -> Uploaded:
        """Send a content, unless another export, or an upload, has meanwhile."""
        async with self._in_flight.alone(place.service, wanted.sha256):
            return await self._sent_alone(wanted, place, hear)

    async def _sent_alone(self, wanted: Wanted, place: Place, hear: Hear) -> Uploaded:
        known = await asyncio.to_thread(self._store.uploaded, place.service)
        if wanted.sha256 in known:
            return known[wanted.sha256]
        digest = hashlib.sha256()
        try:
            asset = await place.client.uploads.upload(
                wanted.path,
                filename=wanted.filename,
                content_type=stated_type(wanted.mime_type),
                project_id=place.project_id,
                progress=hear,
                digest=digest,
            )
        except OSError as error:
            raise JobTrouble(words.medium_unreadable(wanted.filename), "anew") from error
        except APIError as error:
            if error.status in (400, 413, 415, 422) and not is_transient(error):
                raise JobTrouble(words.medium_refused(wanted.filename, error, place.name), "anew") from error
            raise
        if digest.hexdigest() != wanted.sha256:
            raise JobTrouble(words.medium_unreadable(wanted.filename), "anew")
        there = Uploaded(
            place.service,
            wanted.sha256,
            asset.asset_id,
            asset.file_url,
            asset.file_key,
            wanted.size,
            wanted.filename,
        )
        await asyncio.to_thread(self._store.finish, there)
        return there


def _refuse(snapshot: Snapshot, found: Survey, place: Place) -> None:
    """Raise JobTrouble where a medium that shows is neither here nor at the service, or is too large."""
    here = {key for one in found.wanted for key in one.keys} | found.addresses.keys()
    names = list[str]()
    for key in used_assets(snapshot.state):
        asset = snapshot.state.assets.get(key)
        if not isinstance(asset, Asset) or asset.type not in UPLOADED_KINDS:
            continue
        if has_address(asset) and key not in found.missing:
            continue
        if key not in here:
            names.append(asset.filename)
    if names:
        raise JobTrouble(words.media_missing(tuple(names), place.name), "anew")
    for one in found.wanted:
        if one.is_used and (sentence := refusal(one)):
            raise JobTrouble(sentence, "anew")


async def _is_there(client: AsyncIndreamClient, one: Uploaded) -> bool:
    """Tell whether a service still has a file; raise APIError."""
    try:
        await client.assets.get(one.asset_id)
    except APIError as error:
        if error.status == 404:
            return False
        raise
    return True
