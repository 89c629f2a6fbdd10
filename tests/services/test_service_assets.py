"""Files of a service, against the local server: used here, let go, and deleted only where that is safe."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from editor_app.cloud.indream import APIError, AsyncIndreamClient
from editor_app.cloud.indream.models import Asset
from editor_app.document import Document
from editor_app.edits.addresses import Address
from editor_app.edits.assets import add_asset
from editor_app.edits.blank import blank_document
from editor_app.sandbox.faults import Faults
from editor_app.services.asset_of_service import (
    NotUsableError,
    as_document_asset,
    at_service,
    key_in,
    kind_of,
)
from editor_app.services.cloud_trouble import Trouble
from editor_app.services.fetching import Fetching
from editor_app.services.service_assets import ServiceAssets, used_by
from editor_app.services.sources import MediaSources
from editor_app.services.tasks import Tasks
from editor_app.state.backgrounds import ImageBackground
from editor_app.store.history import Work
from editor_app.store.local_database import LocalDatabase
from editor_app.store.media_cache import MediaCache
from editor_app.store.project import MediaPlace
from tests.sandbox.media import png
from tests.sandbox.samples import document
from tests.services.cloud_accounts import Shaky, until

PICTURE = Asset(
    asset_id="a1",
    type="IMAGE",
    filename="hero.png",
    mimetype="image/png",
    size=120,
    file_url="https://r.example/hero.png",
    file_key="k/hero.png",
    width=40.0,
    height=20.0,
)


@pytest.fixture
def shaky(tmp_path: Path) -> Iterator[Shaky]:
    """Run a local server of the test's own."""
    running = Shaky(tmp_path / "data")
    yield running
    running.stop()


class Scene:
    """Two projects on the service, one of them open here, and the files that belong to them."""

    def __init__(self, shaky: Shaky, folder: Path) -> None:
        self.shaky, self.folder = shaky, folder
        self.tasks = Tasks()
        self.document = Document(Work(blank_document(width=160, height=90)))
        self.assets = ServiceAssets(shaky.book, self.document, self.tasks)
        self.told: list[Trouble] = []
        self.done: list[str] = []
        self.assets.failed.connect(self.told.append)
        self.assets.done.connect(self.done.append)
        self.mine = self.other = ""

    @property
    def client(self) -> AsyncIndreamClient:
        return self.shaky.book.client(self.shaky.book.profiles[0])

    async def begin(self) -> None:
        self.mine, self.other = [await self.make(title) for title in ("Mine", "Other")]
        await self.open()

    async def make(self, title: str) -> str:
        order = {"title": title, "editorState": document()}
        return (await self.client.projects.create(order)).project_id

    async def open(self) -> None:
        self.assets.open(self.shaky.book.profiles[0], self.mine)
        await self.settled()

    async def show(self, project_id: str) -> None:
        self.assets.show_project(project_id)
        await self.settled()

    async def settled(self) -> None:
        await until(lambda: not self.assets.is_loading)

    async def upload(self, name: str, *projects: str) -> str:
        file = self.folder / name
        file.write_bytes(png(40, 20))
        asset = await self.client.uploads.upload(file)
        for project in projects:
            await self.client.projects.add_asset(project, asset.asset_id)
        return asset.asset_id

    async def names_of(self, project_id: str) -> list[str]:
        return [asset.filename for asset in (await self.client.projects.list_assets(project_id)).items]

    def shown(self) -> list[tuple[str, bool]]:
        return [(entry.asset.filename, entry.key is not None) for entry in self.assets.entries]

    async def finished(self, asset_id: str) -> None:
        await until(lambda: not self.assets.is_busy(asset_id))


@pytest.fixture
def run(shaky: Shaky, tmp_path: Path) -> Callable[[Callable[[Scene], Awaitable[None]]], None]:
    """Give a function that lets a test work on a loop of its own."""

    def start(work: Callable[[Scene], Awaitable[None]]) -> None:
        async def main() -> None:
            scene, failures = Scene(shaky, tmp_path), list[object]()
            scene.tasks.failed.connect(failures.append)
            try:
                await scene.begin()
                await work(scene)
            finally:
                scene.assets.close()
                await scene.tasks.close()
                await shaky.book.close()
            assert failures == []

        asyncio.run(main())

    return start


Run = Callable[[Callable[[Scene], Awaitable[None]]], None]


def test_a_file_of_another_project_is_used_here(run: Run) -> None:
    async def work(scene: Scene) -> None:
        asset_id = await scene.upload("hero.png", scene.other)
        await scene.show(scene.other)
        assert scene.shown() == [("hero.png", False)]
        assert not scene.assets.is_own
        scene.assets.use_here(asset_id)
        await scene.finished(asset_id)
        assert scene.told == []
        assert scene.done == ["“hero.png” is in the library now."]
        assert await scene.names_of(scene.mine) == ["hero.png"]
        (record,) = scene.document.state.assets.values()
        assert getattr(record, "remote_key", None)
        assert scene.shown() == [("hero.png", True)]
        scene.assets.use_here(asset_id)  # twice is once
        await scene.finished(asset_id)
        assert len(scene.document.state.assets) == 1
        assert scene.document.undo()
        assert scene.shown() == [("hero.png", False)]

    run(work)


def test_the_other_projects_are_offered(run: Run) -> None:
    async def work(scene: Scene) -> None:
        await until(lambda: bool(scene.assets.other_projects))
        assert [project.project_id for project in scene.assets.other_projects] == [scene.other]

    run(work)


def test_a_file_that_is_let_go_stays_on_the_service(run: Run) -> None:
    async def work(scene: Scene) -> None:
        asset_id = await scene.upload("hero.png", scene.mine)
        await scene.open()
        scene.assets.let_go(asset_id)
        await scene.finished(asset_id)
        assert scene.shown() == []
        assert await scene.names_of(scene.mine) == []
        assert (await scene.client.assets.get(asset_id)).filename == "hero.png"

    run(work)


def test_a_file_that_is_let_go_leaves_the_library_in_one_step(run: Run) -> None:
    async def work(scene: Scene) -> None:
        asset_id = await scene.upload("hero.png", scene.mine)
        await scene.open()
        unbound: list[str] = []
        scene.assets.unbound.connect(unbound.append)
        record = as_document_asset(scene.assets.entries[0].asset, "one")
        twin = record.replace(id="two")  # as a detached sound is one
        state = add_asset(add_asset(scene.document.state, asset=record), asset=twin)
        scene.document.apply("Import", state)
        scene.assets.let_go(asset_id)
        await scene.finished(asset_id)
        assert scene.done == [
            "“hero.png” is out of this project and its library; the service keeps it. Undo brings it back."
        ]
        assert (dict(scene.document.state.assets), unbound, scene.told) == ({}, [asset_id], [])
        assert await scene.names_of(scene.mine) == []
        assert scene.document.undo()
        assert set(scene.document.state.assets) == {"one", "two"}

    run(work)


def test_a_file_whose_twin_a_clip_shows_is_not_let_go(run: Run) -> None:
    async def work(scene: Scene) -> None:
        asset_id = await scene.upload("hero.png", scene.mine)
        await scene.open()
        record = as_document_asset(scene.assets.entries[0].asset, "one")
        state = add_asset(add_asset(scene.document.state, asset=record), asset=record.replace(id="two"))
        background = state.root.replace(
            global_background=ImageBackground(image_asset_id="two", image_url="x", source="custom")
        )
        scene.document.apply("Import", dataclasses.replace(state, root=background))
        scene.assets.let_go(asset_id)
        assert [trouble.sentence for trouble in scene.told] == [
            "“hero.png” is used by clips of this project. Remove those first."
        ]
        assert await scene.names_of(scene.mine) == ["hero.png"]

    run(work)


def test_a_file_that_others_use_is_not_deleted_and_they_are_named(run: Run) -> None:
    async def work(scene: Scene) -> None:
        told: list[object] = []
        scene.assets.deleted.connect(lambda _service, asset: told.append(asset))
        asset_id = await scene.upload("hero.png", scene.mine, scene.other)
        await scene.open()
        scene.assets.delete(asset_id)
        await scene.finished(asset_id)
        assert [trouble.sentence for trouble in scene.told] == [
            "“hero.png” is used by “Other”. Remove it there first."
        ]
        assert await scene.names_of(scene.mine) == ["hero.png"]
        assert told == []

    run(work)


def test_a_file_that_nobody_else_uses_is_deleted(run: Run) -> None:
    async def work(scene: Scene) -> None:
        told: list[tuple[str, str]] = []
        scene.assets.deleted.connect(lambda service, asset: told.append((service, asset.asset_id)))
        asset_id = await scene.upload("hero.png", scene.mine)
        await scene.open()
        scene.assets.delete(asset_id)
        await scene.finished(asset_id)
        assert (scene.told, scene.shown()) == ([], [])
        assert told == [(scene.shaky.book.profiles[0].service, asset_id)]
        with pytest.raises(APIError) as caught:
            await scene.client.assets.get(asset_id)
        assert caught.value.status == 404

    run(work)


def test_an_own_file_that_is_gone_is_fetched_again(run: Run) -> None:
    """Nothing says what was in the file that is gone, so that it does not come by itself."""

    async def work(scene: Scene) -> None:
        asset_id = await scene.upload("hero.png", scene.mine)
        there = await scene.client.assets.get(asset_id)
        addresses = {"a": Address(there.file_url, there.file_key or "")}
        cache = MediaCache(LocalDatabase(scene.folder / "local.sqlite3"), scene.folder / "fetched")
        sources = MediaSources(scene.document, scene.tasks, cache=cache)
        home = scene.shaky.book.profiles[0].base_url
        fetching = Fetching(
            scene.document, sources, cache, scene.tasks, home=lambda: home, places=lambda: addresses
        )
        scene.assets = ServiceAssets(
            scene.shaky.book,
            scene.document,
            scene.tasks,
            addresses=lambda: addresses,
            missing=lambda: sources.missing,
            fetch_missing=fetching.fetch_missing,
        )
        scene.assets.failed.connect(scene.told.append)
        scene.assets.done.connect(scene.done.append)
        record = as_document_asset(there, "a").replace(remote_url=None, remote_key=None)
        gone = MediaPlace(scene.folder / "gone.png", None, None)
        scene.document.load(Work(add_asset(scene.document.state, asset=record), media={"a": gone}))
        await until(lambda: bool(sources.missing))
        await scene.open()
        (entry,) = scene.assets.entries
        assert (entry.key, entry.is_missing) == ("a", True)
        assert not sources.missing[0].is_coming
        scene.assets.use_here(asset_id)
        await until(lambda: not sources.missing)
        await scene.finished(asset_id)
        path = sources.sources["a"].path
        assert path is not None
        assert path.read_bytes() == png(40, 20)
        assert (scene.told, scene.done) == ([], ["“hero.png” is fetched again."])
        assert list(scene.document.state.assets) == ["a"]
        assert not scene.assets.entries[0].is_missing
        await fetching.close()

    run(work)


def test_the_address_of_the_service_replaces_another_and_nothing_else() -> None:
    record = as_document_asset(PICTURE, "key")
    state = add_asset(blank_document(width=160, height=90), asset=record)
    assert at_service(state, "key", PICTURE) is state
    assert at_service(state, "other", PICTURE) is state
    old = state.replace(assets={"key": record.replace(remote_url="https://r.example/old.png")})
    assert dict(at_service(old, "key", PICTURE).assets) == dict(state.assets)


def test_a_storm_neither_loses_a_binding_nor_doubles_an_asset(run: Run) -> None:
    async def work(scene: Scene) -> None:
        asset_id = await scene.upload("hero.png", scene.other)
        await scene.shaky.begin_again(Faults(rate=0.5, status=503))
        while True:
            await scene.show(scene.other)
            if scene.shown():
                break
        scene.assets.use_here(asset_id)
        while True:
            await scene.finished(asset_id)
            if not scene.told:
                break
            retry = scene.told.pop().retry
            assert retry is not None
            retry()
        await scene.shaky.begin_again()
        assert await scene.names_of(scene.mine) == ["hero.png"]
        assert len(scene.document.state.assets) == 1

    run(work)


def test_what_the_service_tells_becomes_a_record() -> None:
    made = as_document_asset(PICTURE, "key")
    assert (made.id, made.type, made.remote_url, made.remote_key) == (
        "key",
        "image",
        PICTURE.file_url,
        PICTURE.file_key,
    )
    film = PICTURE.model_copy(update={"type": "VIDEO", "mimetype": "video/mp4", "duration": 2.5})
    assert as_document_asset(film, "key").model_dump()["duration_in_seconds"] == 2.5


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"type": "CAPTION", "mimetype": "application/x-subrip"}, "cannot be shown"),
        ({"type": "VIDEO", "mimetype": "video/mp4", "duration": None}, "does not tell"),
        ({"width": None}, "does not tell"),
        ({"type": "NEW", "mimetype": "model/gltf-binary"}, "cannot be shown"),
    ],
)
def test_what_cannot_be_shown_says_why(change: dict[str, object], why: str) -> None:
    with pytest.raises(NotUsableError, match=why):
        as_document_asset(PICTURE.model_copy(update=change), "key")


@pytest.mark.parametrize(
    ("kind", "mimetype", "given"),
    [
        ("IMAGE", "image/png", "image"),
        ("IMAGE", "image/gif", "gif"),
        ("video", "video/mp4", "video"),
        ("SOMETHING", "audio/mpeg", "audio"),
        ("CAPTION", "text/plain", "caption"),
        ("SOMETHING", "text/plain", ""),
    ],
)
def test_types(kind: str, mimetype: str, given: str) -> None:
    assert kind_of(PICTURE.model_copy(update={"type": kind, "mimetype": mimetype})) == given


def test_a_file_is_known_by_its_upload_too() -> None:
    state = blank_document(width=160, height=90)
    assert key_in(state, {}, PICTURE) is None
    assert key_in(state, {"local": Address("elsewhere", PICTURE.file_key)}, PICTURE) == "local"


@pytest.mark.parametrize(
    ("projects", "said"),
    [
        ([], "“a.png” is still used on the service, so that it cannot be deleted. Why."),
        (["A"], "“a.png” is used by “A”. Remove it there first."),
        (list("ABCDEFG"), "“a.png” is used by “A”, “B”, “C”, “D”, “E” and 2 more. "
         "Remove it from those projects first."),
    ],
)  # fmt: skip
def test_who_uses_a_file(projects: list[str], said: str) -> None:
    assert used_by("a.png", projects, "Why.") == said
