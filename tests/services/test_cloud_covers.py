"""Pictures of cloud projects: made in another process, kept, and only of what is seen."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage

from editor_app.services.cloud_covers import CloudCovers
from editor_app.services.cover_painting import Here, paint_cover
from editor_app.services.tasks import Tasks
from editor_app.state import read
from editor_app.store.cloud_covers import cloud_cover_file, read_cloud_cover, write_cloud_cover
from editor_app.store.cloud_link import CloudLink
from editor_app.store.folders import Folders
from editor_app.store.importing import sha256_of
from editor_app.store.linked_projects import note_file
from editor_app.store.local_database import LocalDatabase
from editor_app.store.media_cache import MediaCache
from editor_app.store.project import MediaPlace, new_project, save_project
from editor_app.store.uploads import Uploaded, UploadStore
from tests.sandbox.media import png
from tests.sandbox.samples import document
from tests.services.cloud_accounts import Shaky, until
from tests.store.documents import asset, image

URL = "https://media.example.com/a.png"


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


def shown() -> dict[str, Any]:
    """Make a document that shows a picture which lies elsewhere."""
    medium = asset("a", "image", "a.png", 100, remoteUrl=URL)
    return document(
        items={"a": image("a", "a")}, assets={"a": medium}, compositionWidth=320, compositionHeight=180
    )


def green(folder: Path) -> Path:
    """Make the picture's file, all green."""
    file = folder / "a.png"
    file.write_bytes(png(320, 180, "#00ff00"))
    return file


def is_green(picture: QImage) -> bool:
    """Tell whether the middle is green."""
    colour = QColor(picture.pixelColor(240, 135))
    return colour.green() > 200 and colour.red() < 60


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


def test_a_picture_that_lacked_media_is_made_anew_once_they_are_here(shaky: Shaky, tmp_path: Path) -> None:
    async def work(covers: CloudCovers) -> None:
        profile, folders = shaky.book.profiles[0], Folders(tmp_path)
        made = await shaky.book.client(profile).projects.create({"editorState": shown()}, check=False)
        ready: list[str] = []
        covers.ready.connect(ready.append)
        covers.want(profile, (made,))
        await until(lambda: bool(ready))
        without = covers.picture(profile, made)
        assert without is not None
        assert not is_green(without)
        covers.want(profile, (made,))
        covers.rest()
        by_fetching(folders, tmp_path, profile.service, made.project_id)
        covers.want(profile, (made,))
        assert covers.picture(profile, made) is without, "it is shown until then"
        await until(lambda: len(ready) == 2)
        whole = covers.picture(profile, made)
        assert whole is not None
        assert is_green(whole)
        assert cloud_cover_file(folders, profile.service, made.project_id, made.updated_at).exists()
        covers.rest()
        other = await shaky.book.client(profile).projects.create({"editorState": document()})
        covers.want(profile, (made, other))
        await until(lambda: other.project_id in ready)
        assert ready == [made.project_id, made.project_id, other.project_id]

    run(shaky, tmp_path, work)


def by_place(folders: Folders, folder: Path, service: str, project_id: str) -> Here:
    """Let the project be open, and name its file."""
    return Here(folders, service, project_id, {"a": MediaPlace(green(folder), None, None)})


def by_file(folders: Folders, folder: Path, service: str, project_id: str) -> Here:
    """Let a project file be in step that names the medium's file."""
    project = new_project(folder / "Film.editorproj", read(shown())[0])
    path = {"path": green(folder).name}
    save_project(replace(project, root={**(project.root or {}), "media": {"a": path}}))
    note_file(LocalDatabase(folders.services), CloudLink(service, project_id), project.path)
    return Here(folders, service, project_id)


def by_fetching(folders: Folders, folder: Path, service: str, project_id: str) -> Here:
    """Let the medium be in the cache."""
    MediaCache(LocalDatabase(folders.services), folders.fetched).keep(URL, green(folder), "a.png")
    return Here(folders, service, project_id)


def by_upload(folders: Folders, folder: Path, service: str, project_id: str) -> Here:
    """Let the medium have been uploaded from a file that is known."""
    file, database = green(folder), LocalDatabase(folders.services)
    sha256, size = sha256_of(file), file.stat().st_size
    UploadStore(database).finish(Uploaded(service, sha256, "asset", URL, "key", size, "a.png"))
    MediaCache(database, folders.fetched).note_places([MediaPlace(file, sha256, size)])
    return Here(folders, service, project_id)


@pytest.mark.parametrize("know", [by_place, by_file, by_fetching, by_upload])
def test_media_that_are_on_this_computer_are_seen(
    tmp_path: Path, know: Callable[[Folders, Path, str, str], Here]
) -> None:
    painted = paint_cover(shown(), know(Folders(tmp_path / "data"), tmp_path, "s", "p"))
    assert painted.is_whole
    assert is_green(QImage.fromData(painted.content))


@pytest.mark.parametrize("file", ["nothing", "rubbish"])
def test_a_file_in_step_that_cannot_be_read_is_no_reason_to_stop(tmp_path: Path, file: str) -> None:
    here = Here(Folders(tmp_path / "data"), "s", "p")
    project = tmp_path / "Film.editorproj"
    note_file(LocalDatabase(here.folders.services), CloudLink("s", "p"), project)
    if file == "rubbish":
        project.write_bytes(b"{")
    painted = paint_cover(shown(), here)
    assert not painted.is_whole
    assert not is_green(QImage.fromData(painted.content))


def test_a_document_without_anything_has_no_picture(tmp_path: Path) -> None:
    here = Here(Folders(tmp_path), "s", "p")
    assert paint_cover(document(items={}, tracks=[{"id": "t", "items": []}]), here) == (b"", True)
    assert paint_cover(document(seconds=1), here).content.startswith(b"\xff\xd8")


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
