"""Uploads to a local server: what goes up, when, once, and what a person decides."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from editor_app.cloud.indream.types import Asset
from editor_app.edits.addresses import Address
from editor_app.services.uploads import Remaining, totals_of
from editor_app.services.uploads.arrivals import project_assets
from editor_app.state import read
from editor_app.store.history import Work
from tests.documents import document, solid, track
from tests.sandbox.running import Running
from tests.services.uploads.scene import SERVICE, Scene, pictures, run, scene, sha256_of, work_of


def test_what_the_document_has_goes_up_once_and_is_known_from_then_on(
    server: Running, tmp_path: Path
) -> None:
    files = pictures(tmp_path / "media", 4)

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.load(work_of(files))
            await it.all_done(4)
            assert await it.on_server() == sorted(map(sha256_of, files.values()))
            assert it.uploads.addresses.keys() == files.keys()
            assert it.document.undo_stack.isClean()
            totals = totals_of(it.uploads.uploads)
            assert (totals.done, totals.sent) == (4, totals.size)
            # Another window, another day: nothing is sent again.
            addresses = it.uploads.addresses
            again = it.make()
            again.set_target(it.target)
            await it.until(lambda: again.addresses == addresses)
            assert again.uploads == ()
            again.close()
            assert len(await it.on_server()) == 4

    run(work)


def test_without_a_target_nothing_is_sent_and_nobody_is_asked(server: Running, tmp_path: Path) -> None:
    async def work() -> None:
        async with scene(server, tmp_path, is_permitted=False) as it:
            it.document.load(work_of(pictures(tmp_path / "media", 2)))
            await it.settled()
            it.uploads.refresh()
            assert (it.uploads.uploads, it.asked, it.tasks.names()) == ((), [], ())
            assert await it.on_server() == []

    run(work)


def test_another_project_is_not_sent_where_the_one_before_went(server: Running, tmp_path: Path) -> None:
    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.load(work_of(pictures(tmp_path / "media", 1)))
            await it.all_done(1)
            it.document.load(work_of(pictures(tmp_path / "media", 2, first=5)))
            assert (it.uploads.target, it.uploads.uploads, it.uploads.addresses) == (None, (), {})
            await it.settled()
            assert len(await it.on_server()) == 1

    run(work)


def test_the_first_time_somebody_is_asked_and_can_take_it_back(server: Running, tmp_path: Path) -> None:
    files = pictures(tmp_path / "media", 3)
    size = sum(path.stat().st_size for path in files.values())

    async def work() -> None:
        async with scene(server, tmp_path, is_permitted=False) as it:
            it.load(work_of(files))
            await it.until(lambda: it.asked)
            assert it.asked == [("Sandbox", 3, size)]
            it.uploads.refuse()
            assert it.uploads.question is None
            assert {one.status for one in it.uploads.uploads} == {"waiting"}
            assert await it.on_server() == []
            it.uploads.permit(SERVICE)
            await it.all_done(3)
            await it.until(lambda: it.store.permitted() == (SERVICE,))
            it.uploads.take_permission_back(SERVICE)
            it.load(work_of(pictures(tmp_path / "media", 1, first=9)))
            await it.until(lambda: it.uploads.uploads)
            assert [one.status for one in it.uploads.uploads] == ["waiting"]
            assert not it.uploads.is_permitted
            assert len(await it.on_server()) == 3

    run(work)


def test_the_same_content_goes_up_once_for_all_assets_and_projects(server: Running, tmp_path: Path) -> None:
    files = pictures(tmp_path / "media", 1)
    twin = tmp_path / "media" / "twin.png"
    twin.write_bytes(files["p0"].read_bytes())

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.load(work_of({**files, "twin": twin}))
            await it.until(lambda: len(it.uploads.addresses) == 2)
            assert it.uploads.addresses["p0"] == it.uploads.addresses["twin"]
            key, asset_id = it.key, it.store.uploaded(SERVICE)[sha256_of(twin)].asset_id
            assert len(await it.on_server()) == 1
        async with scene(server, tmp_path, key=key) as other:
            assert other.project_id != it.project_id
            other.load(work_of({"twin": twin}))
            await other.until(lambda: other.uploads.addresses)
            assert other.uploads.uploads == ()
            await other.until_on_server(1)
            listed = (await other.client.projects.list_assets(other.project_id)).items
            assert [asset.asset_id for asset in listed] == [asset_id]

    run(work)


def test_what_the_project_has_is_found_where_nobody_here_knows_of_it(server: Running, tmp_path: Path) -> None:
    """Another computer has sent it, or this one has lost its local database."""
    files = pictures(tmp_path / "media", 3)
    more = pictures(tmp_path / "media", 1, first=7)

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.load(work_of(files))
            await it.all_done(3)
            addresses, key, project_id = it.uploads.addresses, it.key, it.project_id
        elsewhere = tmp_path / "elsewhere"
        async with scene(server, elsewhere, key=key, project_id=project_id) as it:
            it.load(work_of({**files, **more}))
            await it.until(lambda: len(it.uploads.addresses) == 4)
            assert {name: it.uploads.addresses[name] for name in files} == addresses
            assert len(await it.on_server()) == 4

    run(work)


def test_what_the_service_has_no_longer_goes_up_again(server: Running, tmp_path: Path) -> None:
    files = pictures(tmp_path / "media", 1)

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.load(work_of(files))
            await it.all_done(1)
            (asset,) = (await it.client.projects.list_assets(it.project_id)).items
            await it.client.projects.remove_asset(it.project_id, asset.asset_id)
            await it.client.assets.delete(asset.asset_id)
            again = it.make()
            again.set_target(it.target)
            await it.all_done(1)
            assert it.uploads.addresses["p0"].url != asset.file_url
            assert await it.on_server() == [sha256_of(files["p0"])]
            again.close()

    run(work)


def test_what_somebody_deletes_there_goes_up_again_as_soon_as_a_clip_shows_it(
    server: Running, tmp_path: Path
) -> None:
    files = pictures(tmp_path / "media", 1)

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.load(shown(work_of(files), "p0"))
            await it.all_done(1)
            (asset,) = await project_assets(it.client, it.project_id)
            it.document.apply("Delete", it.document.work.state.replace(items={}, tracks=()))
            await deleted(it, asset)
            await it.until(lambda: not it.uploads.addresses)
            await it.settled()
            assert (it.uploads.uploads, it.uploads.remaining) == ((), Remaining())  # nobody wants it there
            it.document.undo()
            await it.all_done(1)
            assert it.uploads.addresses["p0"].url != asset.file_url
            assert await it.on_server() == [sha256_of(files["p0"])]
            assert it.uploads.remaining == Remaining()

    run(work)


def test_what_is_deleted_there_stays_so_next_time_until_a_clip_shows_it(
    server: Running, tmp_path: Path
) -> None:
    files = pictures(tmp_path / "media", 1)

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.load(work_of(files))
            await it.all_done(1)
            await deleted(it, *await project_assets(it.client, it.project_id))
            await it.until(lambda: not it.uploads.addresses)
            it.uploads.close()
            again = it.make()
            again.set_target(it.target)
            await it.settled()
            assert (again.uploads, again.remaining) == ((), Remaining())
            it.document.apply("Add", shown(it.document.work, "p0").state)
            await it.until(lambda: again.addresses)
            assert await it.on_server() == [sha256_of(files["p0"])]
            again.close()

    run(work)


async def deleted(it: Scene, asset: Asset) -> None:
    """Delete a file of the service, as the dialog with the service's media does."""
    await it.client.projects.remove_asset(it.project_id, asset.asset_id)
    await it.client.assets.delete(asset.asset_id)
    it.uploads.hear_of_deleted(SERVICE, asset.asset_id, Address(asset.file_url, asset.file_key))


def shown(work: Work, key: str) -> Work:
    """Give the document with a clip that shows an asset."""
    clip = {**solid("clip"), "type": "image", "assetId": key}
    more = read(document(items={"clip": clip}, tracks=[track("t", "clip")], assets={}))[0]
    return replace(work, state=work.state.replace(items=more.items, tracks=more.tracks))


def test_what_has_an_address_of_its_own_or_stands_in_the_document_stays_here(
    server: Running, tmp_path: Path
) -> None:
    files = pictures(tmp_path / "media", 1)

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.load(work_of(files, remoteUrl="https://r.example/a.png", remoteKey="a"))
            await it.settled()
            assert (it.uploads.uploads, it.uploads.addresses) == ((), {})
            assert await it.on_server() == []

    run(work)


def test_pause_resume_cancel_and_retry(server: Running, tmp_path: Path) -> None:
    files = pictures(tmp_path / "media", 5)

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.uploads.pause_all()
            it.load(work_of(files))
            await it.until(lambda: len(it.uploads.uploads) == 5)
            it.uploads.cancel(it.upload("picture 0.png"))
            it.uploads.pause(it.upload("picture 1.png"))
            it.uploads.pause(it.upload("picture 2.png"))
            it.uploads.resume(it.upload("picture 2.png"))
            assert await it.on_server() == []
            it.uploads.is_paused = False
            it.uploads.refresh()
            await it.until(lambda: totals_of(it.uploads.uploads).done == 3)
            assert it.upload("picture 1.png").status == "paused"
            it.uploads.resume_all()
            await it.until(lambda: totals_of(it.uploads.uploads).done == 4)
            assert it.upload("picture 0.png").status == "cancelled"
            assert len(await it.on_server()) == 4
            # It stays cancelled, also in another window.
            again = it.make()
            again.set_target(it.target)
            await it.until(lambda: again.uploads)
            assert [one.status for one in again.uploads] == ["cancelled"]
            again.retry(again.uploads[0])
            await it.all_done(1)
            await it.until(lambda: not it.store.cancelled(SERVICE, it.project_id))
            again.close()
            assert await it.on_server() == sorted(map(sha256_of, files.values()))

    run(work)


def test_what_is_paused_by_itself_stays_paused_next_time(server: Running, tmp_path: Path) -> None:
    files = pictures(tmp_path / "media", 3)

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.uploads.pause_all()
            it.load(work_of(files))
            await it.until(lambda: len(it.uploads.uploads) == 3)
            for name in ("picture 0.png", "picture 1.png"):
                it.uploads.pause(it.upload(name))
            it.uploads.resume(it.upload("picture 1.png"))
            content = sha256_of(files["p0"])
            await it.until(lambda: it.store.paused(SERVICE, it.project_id) == {content})
            it.uploads.close()
            again = it.make()
            again.set_target(it.target)
            await it.until(lambda: len(again.addresses) == 2)
            await it.settled()
            assert it.upload("picture 0.png").status == "paused"
            assert again.remaining == Remaining(1, "stuck")
            assert len(await it.on_server()) == 2
            again.resume(it.upload("picture 0.png"))
            await it.until(lambda: len(again.addresses) == 3)
            assert it.store.paused(SERVICE, it.project_id) == frozenset()
            again.close()

    run(work)


def test_so_many_at_once_as_is_set(server: Running, tmp_path: Path) -> None:
    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.uploads.set_at_once(9)
            assert it.uploads.at_once == 4
            it.uploads.set_at_once(3)
            most: list[int] = []
            it.uploads.upload_changed.connect(
                lambda _one: most.append(sum(one.is_under_way for one in it.uploads.uploads))
            )
            it.load(work_of(pictures(tmp_path / "media", 8)))
            await it.all_done(8)
            assert max(most) == 3

    run(work)


def test_contents_that_the_project_does_not_know_are_read_first(server: Running, tmp_path: Path) -> None:
    files = pictures(tmp_path / "media", 3)

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.load(work_of(files, hashed=False))
            await it.all_done(3)
            assert await it.on_server() == sorted(map(sha256_of, files.values()))
            assert it.document.undo_stack.isClean()

    run(work)


def test_what_is_removed_from_the_document_is_not_sent(server: Running, tmp_path: Path) -> None:
    files = pictures(tmp_path / "media", 2)

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.uploads.pause_all()
            it.load(work_of(files))
            await it.until(lambda: len(it.uploads.uploads) == 2)
            state = it.document.work.state
            assets = {key: asset for key, asset in state.assets.items() if key != "p0"}
            it.document.apply("Remove", state.replace(assets=assets))
            await it.until(lambda: len(it.uploads.uploads) == 1)
            it.uploads.resume_all()
            await it.all_done(1)
            it.document.undo()
            await it.all_done(2)
            assert len(await it.on_server()) == 2

    run(work)
