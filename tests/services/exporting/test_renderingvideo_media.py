"""Files at RenderingVideo: each content once, found again after lost answers, never taken for another."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from editor_app.cloud.renderingvideo import OutcomeUnknownError
from editor_app.services.exporting.jobs.runner import JobTrouble
from editor_app.services.exporting.renderingvideo.media import OtherMedia, Piece, Place
from editor_app.store.importing import sha256_of
from editor_app.store.uploads import Attempt, UploadStore
from tests.sandbox.media import png
from tests.sandbox.running import Running
from tests.services.exporting.renderingvideo_scene import OtherScene, run
from tests.services.exporting.test_indream import Start, once
from tests.services.sync.line import Line, ask_database

NAMES = "SELECT name FROM rv_files ORDER BY name"
UPLOAD = "POST /api/v1/upload"


class Sender:
    """Sends files of a folder, and notes what it hears."""

    def __init__(self, made: OtherScene) -> None:
        self.store, self.heard = UploadStore(made.database), list[tuple[int, int | None]]()
        self.service, self.media = made.other.service, OtherMedia(self.store)
        self._place = Place(self.service, "RV", made.others.client(made.other), made.folders.data / "job")

    async def send(self, *paths: Path) -> dict[str, str]:
        """Send files, each known by its whole path; give where they are, by name."""
        pieces = [Piece(str(path), path, path.name) for path in paths]
        there = await self.media.send(pieces, self._place, lambda done, size: self.heard.append((done, size)))
        return {Path(key).name: url for key, url in there.items()}


def picture(folder: Path, name: str, color: str = "#208040") -> Path:
    """Write a picture; those of one size in px have one size in bytes."""
    path = folder / name
    path.write_bytes(png(64, 64, color))
    return path


def test_one_content_under_two_names_is_sent_once(start: Start, tmp_path: Path) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        sender = Sender(made)
        first, twin = picture(tmp_path, "a.png"), picture(tmp_path, "b.png")
        there = await sender.send(first, twin)
        assert there["a.png"] == there["b.png"]
        assert await ask_database(server, NAMES) == [("a.png",)]
        size = first.stat().st_size
        assert sender.heard[-1] == (size, size)

    run(start, tmp_path, work)


def test_a_content_that_two_send_together_is_sent_once(start: Start, tmp_path: Path) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        sender = Sender(made)
        first, twin = picture(tmp_path, "a.png"), picture(tmp_path, "b.png")
        one, two = await asyncio.gather(sender.send(first), sender.send(twin))
        assert one["a.png"] == two["b.png"]
        # Whoever is read first from the disk is sent.
        assert await ask_database(server, NAMES) in ([("a.png",)], [("b.png",)])

    run(start, tmp_path, work)


def test_a_file_whose_answer_was_lost_is_taken_for_ours(start: Start, tmp_path: Path) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        sender, path = Sender(made), picture(tmp_path, "a.png")
        line.rule = once(UPLOAD, "reset after")
        with pytest.raises(OutcomeUnknownError):
            await sender.send(path)
        there = await sender.send(path)
        assert await ask_database(server, NAMES) == [("a.png",)]
        assert sender.store.uploaded(sender.service)[sha256_of(path)].url == there["a.png"]
        assert sender.store.attempts(sender.service, sha256_of(path)) == ()

    run(start, tmp_path, work)


def test_a_file_of_the_same_name_and_size_is_not(start: Start, tmp_path: Path) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        sender = Sender(made)
        (tmp_path / "other").mkdir()
        theirs, mine = picture(tmp_path / "other", "a.png", "#802040"), picture(tmp_path, "a.png")
        assert theirs.stat().st_size == mine.stat().st_size
        first = await sender.send(theirs)
        attempt = Attempt(sender.service, "", sha256_of(mine), "a.png", mine.stat().st_size)
        sender.store.begin(attempt)
        second = await sender.send(mine)
        assert first["a.png"] != second["a.png"]
        assert await ask_database(server, NAMES) == [("a.png",), ("a.png",)]
        assert list((made.folders.data / "job").iterdir()) == []

    run(start, tmp_path, work)


def test_a_file_that_is_gone_is_told_before_anything_is_sent(start: Start, tmp_path: Path) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        with pytest.raises(JobTrouble, match=r"“gone\.png” cannot be read"):
            await Sender(made).send(picture(tmp_path, "a.png"), tmp_path / "gone.png")
        assert await ask_database(server, NAMES) == []

    run(start, tmp_path, work)
