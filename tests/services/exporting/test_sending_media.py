"""What an export sends of media that lie at another service of ours: that one's files are no other's."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from editor_app.edits.addresses import Address, with_addresses
from editor_app.services.exporting.clouds.sending_media import MediaSender, Place
from editor_app.services.exporting.indream.request import document_order
from editor_app.services.exporting.jobs.runner import JobTrouble
from editor_app.services.exporting.jobs.snapshot import Snapshot, as_now
from tests.sandbox.running import Running
from tests.services.exporting.jobs import cloud
from tests.services.exporting.test_in_flight import shown
from tests.services.uploads.scene import SERVICE, Scene, pictures, scene, sha256_of

OTHER = {"film house": "https://film.example"}
THERE = Address("https://film.example/files/p0", "theirs")


def test_what_lies_at_another_service_is_sent_and_named_anew(
    start: Callable[..., Running], tmp_path: Path
) -> None:
    server, files = start(), pictures(tmp_path / "media", 1)

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            made = shown(files)
            it.document.load(replace(made, state=with_addresses(made.state, {"p0": THERE})))
            await it.settled()
            found = it.document.work
            snapshot = Snapshot(found.state, as_now(it.sources.sources), dict(found.media))
            addresses = await sent(it, snapshot, SERVICE)
            assert await it.on_server() == [sha256_of(files["p0"])]
            body = json.dumps(document_order(cloud(), "name", snapshot.state, addresses))
            assert addresses["p0"].url in body
            assert "film.example" not in body
            away = {key: replace(one, path=None) for key, one in snapshot.sources.items()}
            with pytest.raises(JobTrouble, match=r"Media are missing, so Sandbox .* “picture 0"):
                await sent(it, replace(snapshot, sources=away), "a third")

    asyncio.run(work())


async def sent(it: Scene, snapshot: Snapshot, service: str) -> Mapping[str, Address]:
    """Send the media of a document to a service of this name."""
    sender = MediaSender(it.store, homes=lambda: OTHER)
    return await sender.send(
        snapshot, Place(service, "Sandbox", it.client, it.project_id), lambda *_told: None
    )
