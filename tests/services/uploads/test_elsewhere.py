"""Media that name a place of their own: known where they were fetched from, bound or sent where need be."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from editor_app.cloud.indream.types import Asset as Listed
from editor_app.edits.addresses import Address
from editor_app.edits.assets import remove_assets
from editor_app.services.uploads.arrivals import project_assets
from editor_app.services.uploads.elsewhere import (
    Elsewhere,
    Stranger,
    introduced,
    look_elsewhere,
    with_place,
)
from editor_app.services.uploads.target import Target
from editor_app.state import EditorState, read
from editor_app.store.history import Work
from editor_app.store.uploads import Uploaded
from tests.documents import document
from tests.sandbox.running import Running
from tests.sandbox.samples import payload
from tests.services.uploads.scene import SERVICE, Scene, asset_of, pictures, run, scene, sha256_of, work_of

KNOWN = Uploaded("s", "aa", "id-a", "http://r/a", "key-a", 1, "a.png")
URL, KEY = {"remoteUrl": "http://r/a"}, {"remoteKey": "key-a"}


def state_of(**places: dict[str, str]) -> EditorState:
    """Make a document of pictures with places of their own."""
    common = {
        "type": "image",
        "filename": "a.png",
        "mimeType": "image/png",
        "size": 1,
        "width": 1,
        "height": 1,
    }
    return read(document(assets={key: {"id": key} | common | own for key, own in places.items()}))[0]


@pytest.mark.parametrize(
    ("own", "fetched", "told"),
    [
        (URL, {}, Elsewhere(present=(KNOWN,))),
        ({"remoteUrl": "http://elsewhere/a", **KEY}, {}, Elsewhere(present=(KNOWN,))),
        ({"remoteUrl": "http://r/b"}, {}, Elsewhere()),
        (
            {"remoteUrl": "http://r/b"},
            {"http://r/b": "bb"},
            Elsewhere(strangers=(Stranger("http://r/b", "", "bb"),)),
        ),
        ({"remoteUrl": "http://cdn/a"}, {"http://cdn/a": "aa"}, Elsewhere()),  # the same, but not from there
        ({}, {}, Elsewhere()),
    ],
)
def test_media_are_known_by_their_places(
    own: dict[str, str], fetched: dict[str, str], told: Elsewhere
) -> None:
    assert look_elsewhere(state_of(a=own), fetched, {"aa": KNOWN}) == told


def listed(asset_id: str, url: str, file_key: str) -> Listed:
    """Give an asset as a service lists it."""
    return Listed(
        asset_id=asset_id,
        type="image",
        filename="b.png",
        mimetype="image/png",
        file_url=url,
        file_key=file_key,
    )


def test_strangers_are_found_by_key_or_url_among_what_a_project_has() -> None:
    strangers = (
        Stranger("http://old/b", "key-b", "bb"),
        Stranger("http://r/c", "", "cc"),
        Stranger("x", "y", "z"),
    )
    there = (listed("id-b", "http://r/b", "key-b"), listed("id-c", "http://r/c", "key-c"))
    assert [(one.sha256, one.asset_id, one.url) for one in introduced("s", there, strangers)] == [
        ("bb", "id-b", "http://r/b"),
        ("cc", "id-c", "http://r/c"),
    ]


def test_only_what_names_a_place_gets_another() -> None:
    state = state_of(a=URL, b={})
    moved = with_place(state, ["a", "b", "gone"], Address("http://r/z", "key-z"))
    assert moved.assets["a"].raw["remoteUrl"] == "http://r/z"
    assert moved.assets["b"] is state.assets["b"]
    assert with_place(state, ["b"], Address("u", "k")) is state


async def fetched(it: Scene, files: dict[str, Path], folder: Path) -> Work:
    """Give the document as another computer opens it that has fetched its media."""
    assets = dict[str, Any]()
    for asset in await project_assets(it.client, it.project_id):
        key = next(key for key, path in files.items() if path.name == asset.filename)
        copy = Path(shutil.copy(files[key], folder / "coming"))
        it.cache.keep(asset.file_url, copy, asset.filename)
        assets[key] = asset_of(key, files[key], remoteUrl=asset.file_url, remoteKey=asset.file_key)
    for path in files.values():
        path.unlink()
    return Work(read(document(assets=assets))[0])


async def opened_elsewhere(it: Scene, files: dict[str, Path], folder: Path) -> None:
    """Open the project, and wait until its media are known."""
    it.load(await fetched(it, files, folder))
    await it.until(lambda: len(it.store.uploaded(SERVICE)) == len(files))


async def made_anew(it: Scene) -> None:
    """Delete the project at its service, and make it there again."""
    await it.client.projects.delete(it.project_id)
    it.project_id = (await it.client.projects.create(payload())).project_id
    it.uploads.set_target(it.target)


def test_a_project_that_is_made_anew_has_the_media_that_were_only_fetched(
    server: Running, tmp_path: Path
) -> None:
    files = pictures(tmp_path / "media", 2)

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.load(work_of(files))
            await it.all_done(2)
            ids = {asset.asset_id for asset in await project_assets(it.client, it.project_id)}
            key, project_id = it.key, it.project_id
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        async with scene(server, elsewhere, key=key, project_id=project_id) as it:
            await opened_elsewhere(it, files, elsewhere)
            await made_anew(it)
            await it.until_on_server(2)
            assert {asset.asset_id for asset in await project_assets(it.client, it.project_id)} == ids
            assert it.uploads.uploads == ()

    run(work)


def test_what_its_service_has_no_longer_goes_up_from_the_cache(server: Running, tmp_path: Path) -> None:
    files = pictures(tmp_path / "media", 1)
    (content,) = map(sha256_of, files.values())

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.load(work_of(files))
            await it.all_done(1)
            key, project_id = it.key, it.project_id
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        async with scene(server, elsewhere, key=key, project_id=project_id) as it:
            await opened_elsewhere(it, files, elsewhere)
            before = it.document.work.state.assets["p0"].raw
            await forgotten(it.target)
            await made_anew(it)
            await it.all_done(1)
            await it.until(
                lambda: it.document.work.state.assets["p0"].raw["remoteUrl"] != before["remoteUrl"]
            )
            assert await it.on_server() == [content]
            (asset,) = await project_assets(it.client, it.project_id)
            assert it.document.work.state.assets["p0"].raw == before | {
                "remoteUrl": asset.file_url,
                "remoteKey": asset.file_key,
            }
            assert not it.document.undo_stack.canUndo()

    run(work)


async def forgotten(target: Target) -> None:
    """Delete all files of a project."""
    for asset in await project_assets(target.client, target.project_id):
        await target.client.projects.remove_asset(target.project_id, asset.asset_id)
        await target.client.assets.delete(asset.asset_id)


def test_what_somebody_lets_go_of_is_not_bound_again_until_the_document_has_it_again(
    server: Running, tmp_path: Path
) -> None:
    files = pictures(tmp_path / "media", 2)

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.load(work_of(files))
            await it.all_done(2)
            await it.settled()
            asset = next(one for one in await project_assets(it.client, it.project_id) if "0" in one.filename)
            await it.client.projects.remove_asset(it.project_id, asset.asset_id)
            it.uploads.hear_of_unbound(asset.asset_id)
            before = it.document.work.state
            it.document.apply("Remove", remove_assets(before, asset_ids=["p0"]))
            await it.settled()
            assert await it.on_server() == [sha256_of(files["p1"])]
            it.document.undo()
            await it.until_on_server(2)
            assert await it.on_server() == sorted(sha256_of(path) for path in files.values())

    run(work)
