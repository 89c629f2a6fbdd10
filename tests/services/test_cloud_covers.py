"""Pictures of cloud projects: made in another process, kept, and only of what is seen."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from editor_app.services.cloud_covers import CloudCovers
from editor_app.services.cover_painting import paint_cover
from editor_app.services.tasks import Tasks
from editor_app.store.cloud_covers import cloud_cover_file, read_cloud_cover, write_cloud_cover
from editor_app.store.folders import Folders
from tests.sandbox.samples import document
from tests.services.cloud_accounts import Shaky, until


@pytest.fixture
def shaky(tmp_path: Path) -> Iterator[Shaky]:
    """Run a local server of the test's own."""
    running = Shaky(tmp_path / "data")
    yield running
    running.stop()


def run(shaky: Shaky, folder: Path, work: Callable[[CloudCovers], Awaitable[None]]) -> None:
    async def main() -> None:
        tasks = Tasks()
        covers = CloudCovers(shaky.book, Folders(folder), tasks)
        try:
            await work(covers)
        finally:
            covers.rest()
            await tasks.close()
            await shaky.book.close()

    asyncio.run(main())


def test_a_picture_is_made_once_and_kept(shaky: Shaky, tmp_path: Path) -> None:
    async def work(covers: CloudCovers) -> None:
        profile = shaky.book.profiles[0]
        client = shaky.book.client(profile)
        made = await client.projects.create({"title": "Red", "editorState": document()})
        ready: list[str] = []
        covers.ready.connect(ready.append)
        covers.want(profile, (made,))
        await until(lambda: bool(ready))
        picture = covers.picture(profile, made)
        assert picture is not None
        assert (picture.width(), picture.height()) == (480, 270)
        assert QColor(picture.pixelColor(240, 135)).red() > 200
        file = cloud_cover_file(Folders(tmp_path), profile.service, made.project_id, made.updated_at)
        assert file.exists()
        shaky.stop()
        again = CloudCovers(shaky.book, Folders(tmp_path), Tasks())
        again.want(profile, (made,))
        await until(lambda: again.picture(profile, made) is not None)

    run(shaky, tmp_path, work)


def test_what_is_scrolled_away_is_left(shaky: Shaky, tmp_path: Path) -> None:
    async def work(covers: CloudCovers) -> None:
        profile = shaky.book.profiles[0]
        client = shaky.book.client(profile)
        one, other = [
            await client.projects.create({"title": title, "editorState": document()}) for title in "AB"
        ]
        ready: list[str] = []
        covers.ready.connect(ready.append)
        covers.want(profile, (one,))
        await asyncio.sleep(0)
        covers.want(profile, (other,))
        await until(lambda: bool(ready))
        assert ready == [other.project_id]

    run(shaky, tmp_path, work)


def test_a_service_that_does_not_answer_is_asked_again_another_time(shaky: Shaky, tmp_path: Path) -> None:
    async def work(covers: CloudCovers) -> None:
        profile = shaky.book.profiles[0]
        made = await shaky.book.client(profile).projects.create({"editorState": document()})
        shaky.use("sk_indream_000000000000", max_retries=0)
        covers.want(profile, (made,))
        await asyncio.sleep(0.2)
        assert covers.picture(profile, made) is None
        shaky.use(shaky.key)
        covers.want(profile, (made,))
        await until(lambda: covers.picture(profile, made) is not None)

    run(shaky, tmp_path, work)


def test_a_document_without_anything_has_no_picture() -> None:
    assert paint_cover(document(items={}, tracks=[{"id": "t", "items": []}])) == b""
    assert paint_cover(document(seconds=1)).startswith(b"\xff\xd8")


def test_only_the_latest_picture_of_a_project_is_kept(tmp_path: Path) -> None:
    folders = Folders(tmp_path)
    old = cloud_cover_file(folders, "s", "p", "1")
    new = cloud_cover_file(folders, "s", "p", "2")
    other = cloud_cover_file(folders, "s", "q", "1")
    for file in (old, other, new):
        write_cloud_cover(file, b"picture")
    assert (read_cloud_cover(old), read_cloud_cover(new), read_cloud_cover(other)) == (
        None,
        b"picture",
        b"picture",
    )
