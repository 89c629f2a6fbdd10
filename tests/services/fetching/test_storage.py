"""What the settings do with fetched media: measure, limit, clear, forget hosts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from editor_app.services.fetching import MediaStorage
from editor_app.store.media_cache import Usage
from tests.cloud.service import Service, raw
from tests.services.fetching.scene import Scene


async def settled(storage: MediaStorage, work: Callable[[], object]) -> None:
    """Do something and wait until it is done."""
    done = asyncio.Event()

    def hear() -> None:
        if not storage.is_busy:
            done.set()

    work()
    storage.changed.connect(hear)
    await asyncio.wait_for(done.wait(), 30)
    storage.changed.disconnect(hear)


def test_it_measures_limits_and_clears_but_for_what_is_used(
    run: Callable[..., None], elsewhere: Service
) -> None:
    async def work(scene: Scene) -> None:
        storage = MediaStorage(scene.cache, scene.fetching, scene.tasks)
        scene.cache.permit([f"127.0.0.1:{elsewhere.port}"])
        for name in "ab":
            target = scene.cache.incoming(f"https://x.example/{name}")
            target.write_bytes(name.encode() * 300)
            scene.cache.keep(f"https://x.example/{name}", target, name)
        elsewhere.will("GET /c.png", raw(b"c" * 300, kind="image/png"))
        scene.open({"c": f"{elsewhere.url}/c.png"})
        await scene.there("c")
        assert storage.usage is None
        await settled(storage, storage.measure)
        assert storage.usage == Usage(3, 900)
        assert storage.hosts == (f"127.0.0.1:{elsewhere.port}",)
        await settled(storage, lambda: storage.set_limit(700))
        assert (storage.usage, storage.limit_bytes) == (Usage(2, 600), 700)
        await settled(storage, storage.clear)
        assert storage.usage == Usage(1, 300)
        path = scene.path("c")
        assert path is not None
        assert path.exists()
        await settled(storage, storage.forget_hosts)
        assert storage.hosts == ()
        assert scene.cache.permitted_hosts() == frozenset()

    run(work)
