"""Proxies in the background: made by a process, kept, found again, cancelled."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import av
import pytest
from PySide6.QtCore import QObject, Signal

from editor_app.render.media.source import MediaKind, MediaSource
from editor_app.services.proxies import Proxies, ProxyProgress, make_room
from editor_app.services.tasks import Tasks
from tests.render.media.making import write_numbered

WIDE = (2600, 64)


class Originals(QObject):
    """Media that a test puts there."""

    changed = Signal(object)

    def __init__(self, *sources: MediaSource) -> None:
        super().__init__()
        self.sources: Mapping[str, MediaSource] = {source.asset_id: source for source in sources}

    def put(self, *sources: MediaSource) -> None:
        """Have other media."""
        self.sources = {source.asset_id: source for source in sources}
        self.changed.emit(self.sources)


def source_of(path: Path, kind: MediaKind = "video") -> MediaSource:
    """Make a source."""
    return MediaSource(path.stem, path, kind, path.name)


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a video too wide for this machine, one that is not, and one that is broken."""
    folder = tmp_path_factory.mktemp("media")
    write_numbered(folder / "wide.mp4", list(range(20)), Fraction(1, 25), size=WIDE)
    write_numbered(folder / "small.mp4", list(range(20)), Fraction(1, 25), size=(64, 64))
    write_numbered(folder / "long.mp4", list(range(50)), Fraction(1, 25), size=WIDE)
    (folder / "broken.mp4").write_bytes(b"no video" * 1000)
    return folder


async def settle(proxies: Proxies) -> None:
    """Wait until nothing is being made any more."""
    settled = asyncio.Event()

    def take(progress: ProxyProgress | None) -> None:
        if progress is None:
            settled.set()

    proxies.progress_changed.connect(take)
    await asyncio.wait_for(settled.wait(), 30)
    proxies.progress_changed.disconnect(take)


def test_only_what_is_too_heavy_gets_a_proxy_and_only_for_the_preview(media: Path, tmp_path: Path) -> None:
    async def main() -> None:
        tasks = Tasks()
        names = ("wide.mp4", "small.mp4", "broken.mp4")
        originals = Originals(*(source_of(media / name) for name in names))
        proxies = Proxies(originals, tasks, folder=tmp_path)
        assert proxies.sources == originals.sources
        told: list[object] = []
        progress: list[object] = []
        proxies.changed.connect(told.append)
        proxies.progress_changed.connect(progress.append)
        await settle(proxies)
        wide = proxies.sources["wide"]
        assert wide.path is not None
        assert wide.path.parent == tmp_path
        assert wide.label == "wide.mp4"
        assert proxies.sources["small"] == originals.sources["small"]
        assert proxies.sources["broken"] == originals.sources["broken"]
        assert originals.sources["wide"].path == media / "wide.mp4"
        assert told == [proxies.sources]
        assert progress[-1] is None
        assert all(isinstance(step, ProxyProgress) for step in progress[:-1])
        with av.open(str(wide.path)) as made:
            assert (made.streams.video[0].width, made.streams.video[0].frames) == (1280, 20)
        proxies.close()
        await tasks.close()

    asyncio.run(main())


def test_a_proxy_made_before_is_found_again(media: Path, tmp_path: Path) -> None:
    async def main() -> Path:
        tasks = Tasks()
        proxies = Proxies(Originals(source_of(media / "wide.mp4")), tasks, folder=tmp_path)
        await settle(proxies)
        proxies.close()
        path = proxies.sources["wide"].path
        assert path is not None
        return path

    first = asyncio.run(main())
    written = first.stat().st_ino
    os.utime(first, (1, 1))
    assert asyncio.run(main()) == first
    assert first.stat().st_ino == written
    assert first.stat().st_mtime > 1


def test_a_project_that_closes_takes_its_proxies_back(media: Path, tmp_path: Path) -> None:
    async def main() -> None:
        tasks = Tasks()
        originals = Originals(source_of(media / "long.mp4"))
        proxies = Proxies(originals, tasks, folder=tmp_path)
        # The task has begun, and the file is in hand or done: either way nothing of it may be left.
        await asyncio.sleep(0)
        originals.put()
        await settle(proxies)
        assert proxies.sources == {}
        assert not [name for name in os.listdir(tmp_path) if "part" in name]  # noqa: PTH208
        originals.put(source_of(media / "long.mp4"))
        await settle(proxies)
        path = proxies.sources["long"].path
        assert path is not None
        assert path.parent == tmp_path
        proxies.close()

    asyncio.run(main())


def test_sound_is_no_video(media: Path, tmp_path: Path) -> None:
    async def main() -> None:
        tasks = Tasks()
        proxies = Proxies(Originals(source_of(media / "wide.mp4", "audio")), tasks, folder=tmp_path)
        assert tasks.names() == ()
        proxies.close()

    asyncio.run(main())


def test_the_longest_unused_go_when_room_is_short(tmp_path: Path) -> None:
    for age, name in enumerate(("new", "old", "older", "kept")):
        (tmp_path / f"{name}.mp4").write_bytes(b"x" * 100)
        os.utime(tmp_path / f"{name}.mp4", (1000 - age, 1000 - age))
    make_room(tmp_path, 250, tmp_path / "kept.mp4")
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["kept", "new"]
