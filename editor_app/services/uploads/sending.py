"""One upload from beginning to end: noted before it is sent, looked for before it is sent again."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable, Sequence

from editor_app.cloud.indream import APIError, ValidationError
from editor_app.cloud.indream.types import Asset
from editor_app.services.in_flight import InFlight
from editor_app.services.stated_type import stated_type
from editor_app.services.uploads.arrivals import LAG_PAUSES_S, find_among, find_arrived, project_assets
from editor_app.services.uploads.fingerprints import Fingerprints
from editor_app.services.uploads.patience import may_have_arrived
from editor_app.services.uploads.target import Target
from editor_app.services.uploads.wanted import Wanted
from editor_app.store.uploads import Attempt, Uploaded, UploadStore

_log = logging.getLogger(__name__)
_UNCOUNTED = 512 * 1024
_ARGUMENT = "SDK_ARGUMENT_INVALID"


class FileChangedError(Exception):
    """The file is not the one that was wanted any more; what was sent of it is not at the service."""


class Sender:
    """Sends contents, each once for a service."""

    def __init__(
        self,
        store: UploadStore,
        fingerprints: Fingerprints,
        in_flight: InFlight,
        lag_pauses_s: Sequence[float] = LAG_PAUSES_S,
    ) -> None:
        self._store, self._fingerprints, self._lag_pauses_s = store, fingerprints, lag_pauses_s
        self._in_flight = in_flight
        self._listed: tuple[Target | None, tuple[Asset, ...]] = None, ()
        """What the target's project had when it was first asked."""
        self._deleted: set[str] = set()

    def forget(self, asset_id: str) -> None:
        """Know that there is an asset no longer, whatever a list of before says."""
        self._deleted.add(asset_id)

    async def send(self, target: Target, wanted: Wanted, hear: Callable[[int, int], None]) -> Uploaded:
        """Bring a content to a service, unless it is there; `hear` is told bytes sent and in all.

        Raise FileChangedError, APIError, LocalDatabaseError; OSError, FileNotFoundError for a file that is
        gone. What is cancelled is not at the service, or is found there next time.
        """
        async with self._in_flight.alone(target.service, wanted.sha256):
            return await self._send_alone(target, wanted, hear)

    async def _send_alone(self, target: Target, wanted: Wanted, hear: Callable[[int, int], None]) -> Uploaded:
        if not await asyncio.to_thread(self._fingerprints.is_still, wanted.path, wanted.sha256):
            raise FileChangedError
        attempt = Attempt(target.service, target.project_id, wanted.sha256, wanted.filename, wanted.size)
        if there := await self._there_already(target, wanted, attempt):
            return there
        await asyncio.to_thread(self._store.begin, attempt)
        asset = await self._sent(target, wanted, attempt, hear)
        uploaded = _uploaded(target, wanted, asset)
        await asyncio.to_thread(self._store.finish, uploaded)
        return uploaded

    async def _there_already(self, target: Target, wanted: Wanted, next_attempt: Attempt) -> Uploaded | None:
        """Give what an export or another window has sent meanwhile, or an attempt has made unheard.

        Or what the project has all the same: sent from another computer, or when this one knew more.
        """
        known = await asyncio.to_thread(self._store.uploaded, target.service)
        if wanted.sha256 in known:
            return known[wanted.sha256]
        ids = {one.asset_id for one in known.values()} | self._deleted
        for attempt in await asyncio.to_thread(self._store.attempts, target.service, wanted.sha256):
            asset = await self._arrived(target, attempt, ids)
            if asset is not None:
                return await self._adopted(target, wanted, asset)
            await asyncio.to_thread(self._store.give_up, attempt)
        if self._listed[0] is not target:
            self._listed = target, await project_assets(target.client, target.project_id)
        asset = await find_among(target.client, self._listed[1], next_attempt, ids)
        return await self._adopted(target, wanted, asset) if asset is not None else None

    async def _adopted(self, target: Target, wanted: Wanted, asset: Asset) -> Uploaded:
        uploaded = _uploaded(target, wanted, asset)
        await asyncio.to_thread(self._store.finish, uploaded)
        return uploaded

    async def _arrived(self, target: Target, attempt: Attempt, known: set[str]) -> Asset | None:
        try:
            return await find_arrived(target.client, attempt, known, self._lag_pauses_s)
        except APIError as error:
            if error.status == 404 and attempt.project_id != target.project_id:
                return None  # that project is gone
            raise

    async def _sent(
        self, target: Target, wanted: Wanted, attempt: Attempt, hear: Callable[[int, int], None]
    ) -> Asset:
        digest, progress = hashlib.sha256(), _Progress(hear, wanted.size)
        try:
            asset = await target.client.uploads.upload(
                wanted.path,
                filename=wanted.filename,
                content_type=stated_type(wanted.mime_type),
                project_id=target.project_id,
                progress=progress,
                digest=digest,
            )
        except asyncio.CancelledError:
            if not progress.is_nearly_whole:
                await asyncio.to_thread(self._store.give_up, attempt)
            raise
        except OSError:
            await asyncio.to_thread(self._store.give_up, attempt)
            raise
        except APIError as error:
            if not may_have_arrived(error):
                await asyncio.to_thread(self._store.give_up, attempt)
            if isinstance(error, ValidationError) and error.error_code == _ARGUMENT:  # it became shorter
                raise FileChangedError from None
            raise
        if digest.hexdigest() != wanted.sha256 or await asyncio.to_thread(self._is_another, wanted):
            await self._take_back(target, asset)
            await asyncio.to_thread(self._store.give_up, attempt)
            raise FileChangedError
        return asset

    def _is_another(self, wanted: Wanted) -> bool:
        """Tell whether a file has become another behind what was read of it; one that is gone has not."""
        try:
            if self._fingerprints.is_still(wanted.path, wanted.sha256):
                return False
        except OSError:
            return False
        found = self._fingerprints.read(wanted.path)
        return found is None or found.sha256 != wanted.sha256

    async def _take_back(self, target: Target, asset: Asset) -> None:
        """Delete what was sent of a file that changed meanwhile; what cannot be deleted is in the log."""
        try:
            await target.client.projects.remove_asset(target.project_id, asset.asset_id)
            await target.client.assets.delete(asset.asset_id)
        except APIError:
            _log.warning("Asset %s holds a file that changed, and stays.", asset.asset_id, exc_info=True)


class _Progress:
    """Knows how far a body has gone, and says so."""

    def __init__(self, hear: Callable[[int, int], None], size: int) -> None:
        self._hear, self._left = hear, size

    @property
    def is_nearly_whole(self) -> bool:
        """Tell whether the service may have the whole body: the last piece is counted only afterwards."""
        return self._left <= _UNCOUNTED

    def __call__(self, sent: int, size: int) -> None:
        self._left = size - sent
        self._hear(sent, size)


def _uploaded(target: Target, wanted: Wanted, asset: Asset) -> Uploaded:
    return Uploaded(
        target.service,
        wanted.sha256,
        asset.asset_id,
        asset.file_url,
        asset.file_key,
        wanted.size,
        wanted.filename,
    )
