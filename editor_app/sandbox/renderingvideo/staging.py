"""From a config to a document with its media: the account's own uploads, and what the config carries."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from editor_app.sandbox.database import Database
from editor_app.sandbox.exports.sources import MissingMedia, places_of
from editor_app.sandbox.files import Files
from editor_app.sandbox.probing import Prober, UnfitFile
from editor_app.sandbox.records import assets
from editor_app.sandbox.renderingvideo import converting
from editor_app.sandbox.renderingvideo.addresses import inline_content, name_in
from editor_app.sandbox.renderingvideo.checking import Fault
from editor_app.sandbox.renderingvideo.media import media_faults
from editor_app.sandbox.renderingvideo.records import files
from editor_app.state import EditorState, read
from editor_app.store.project import MediaPlace

if TYPE_CHECKING:
    from editor_app.interchange.renderingvideo import Reading

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Staged:
    """A document that can be drawn: at `scale` it has the config's size; `places` by asset key."""

    state: EditorState
    places: Mapping[str, MediaPlace]
    scale: float
    fps: int


@dataclass(frozen=True, slots=True)
class Stage:
    """Where configs become documents."""

    database: Database
    files: Files
    prober: Prober

    async def put_on(self, config: Json, account_id: str | None) -> Staged:
        """Put a config that was checked on; raise MissingMedia. Of nobody's configs no upload is shown."""
        reading = await self._read(config)
        state = await asyncio.to_thread(lambda: read(reading.document)[0])
        places = await self._places(reading.addresses or {}, account_id)
        return Staged(state, places, reading.scale, reading.fps)

    async def media_faults(
        self, config: Json, addresses: Sequence[str], account_id: str | None
    ) -> list[Fault]:
        """Give which media of a config cannot be there; of nobody's only those that never could."""
        own: dict[str, bool] | None = None
        if account_id is not None:
            names = [(name,) for address in addresses if (name := name_in(address))]
            mine = await self._own(names, account_id)
            broken = await self.database.read(files.unreadable_of, mine)
            own = {name: name not in broken for name in mine}
        return await asyncio.to_thread(media_faults, config, addresses, own)

    async def _read(self, config: Json) -> Reading:
        """Give the config as a document, with what is known of its media and true sizes of its texts."""
        first = await asyncio.to_thread(converting.read_config, config)
        names = {address: name_in(address) for address in (first.addresses or {}).values()}
        known = await self.database.read(files.facts_of, filter(None, names.values()))
        facts = {address: known[name] for address, name in names.items() if name in known}
        try:
            return await self.prober.call(converting.read_exactly, config, facts)
        except UnfitFile as error:
            raise MissingMedia(f"The config could not be read: {error}") from error

    async def _places(self, wanted: Mapping[str, str], account_id: str | None) -> dict[str, MediaPlace]:
        names = {key: (name,) for key, address in wanted.items() if (name := name_in(address))}
        places = places_of(names, await self._own(names.values(), account_id), self.files.media)
        for key, address in wanted.items():
            if (carried := inline_content(address)) is not None:
                path = await asyncio.to_thread(self.files.keep_inline, *carried)
                places[key] = MediaPlace(path, None, None)
        return places

    async def _own(self, names: Iterable[tuple[str]], account_id: str | None) -> frozenset[str]:
        """Give those names that are uploads of the account, to either service."""
        if account_id is None:
            return frozenset()
        every = [name for (name,) in names]
        known = await self.database.read(files.keys_of, account_id, every)
        return known | await self.database.read(assets.files_of, account_id, every)
