"""Media of cloud projects come after asking, two at a time, once a content, and go on by themselves."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

import pytest

from editor_app.cloud.http.parts import Part
from editor_app.edits.addresses import Address
from editor_app.render.media.source import MediaSource
from editor_app.store.cloud_link import CloudLink
from editor_app.store.history import Work
from editor_app.store.media_cache import MediaCache
from editor_app.store.project import MediaPlace
from editor_app.store.uploads import Uploaded, UploadStore
from tests.cloud.service import Behaviour, Exchange, Service, cut, hang, raw, reset
from tests.cloud.test_downloading import served
from tests.sandbox.media import png
from tests.services.fetching.scene import Scene, with_pictures

Run = Callable[..., None]
Upload = Callable[[bytes, str], str]
PNG = png()


def picture(content: bytes = PNG) -> Behaviour:
    return raw(content, kind="image/png")


def host(service: Service) -> str:
    return f"127.0.0.1:{service.port}"


def test_what_is_fetched_is_there_next_time_and_again_once_it_is_deleted(
    run: Run, elsewhere: Service
) -> None:
    urls = {"a": f"{elsewhere.url}/a.png"}

    async def fetch(scene: Scene) -> None:
        scene.cache.permit([host(elsewhere)])
        elsewhere.will("GET /a.png", picture())
        scene.open(urls)
        await scene.there("a")
        assert not list((scene.cache.folder / "incoming").iterdir())

    async def again(scene: Scene) -> None:
        scene.open(urls)
        await scene.there("a")
        assert len(elsewhere.calls()) == 1
        path = scene.path("a")
        assert path is not None
        path.unlink()
        elsewhere.will("GET /a.png", picture())
        scene.sources.refresh()
        await elsewhere.until(lambda: len(elsewhere.calls()) == 2)
        await scene.there("a")
        assert path.read_bytes() == PNG

    run(fetch)
    run(again)


def test_a_file_of_this_computer_that_has_gone_comes_back_from_where_it_was_uploaded_to(
    run: Run, elsewhere: Service, tmp_path: Path
) -> None:
    path = tmp_path / "mine.png"
    path.write_bytes(PNG)

    async def work(scene: Scene) -> None:
        place = MediaPlace(path, hashlib.sha256(PNG).hexdigest(), len(PNG))
        scene.document.load(Work(with_pictures({"a": ""}), media={"a": place}))
        await scene.there("a")
        scene.places = {"a": Address(f"{elsewhere.url}/a.png", "a")}
        scene.fetching.hear_of_places()
        assert elsewhere.calls() == []
        elsewhere.will("GET /a.png", picture())
        path.unlink()
        scene.sources.refresh()
        await scene.until(lambda: scene.path("a") not in (None, path))
        assert scene.summary.question is None, "nobody is asked about the project's own service"
        found = scene.path("a")
        assert found is not None
        assert found.read_bytes() == PNG

    run(work, home=elsewhere.url)


def test_nobody_hears_that_a_file_is_missing_which_comes(run: Run, elsewhere: Service) -> None:
    async def work(scene: Scene) -> None:
        heard: list[bool] = []

        def hear(sources: Mapping[str, MediaSource]) -> None:
            heard.extend(source.is_coming for source in sources.values() if source.path is None)

        scene.sources.changed.connect(hear)
        elsewhere.will("GET /a.png", picture())
        scene.open({"a": f"{elsewhere.url}/a.png"})
        await scene.there("a")
        assert set(heard) == {True}

    run(work, home=elsewhere.url)


def test_two_come_at_a_time(run: Run, elsewhere: Service) -> None:
    async def work(scene: Scene) -> None:
        scene.cache.permit([host(elsewhere)])
        begun, both = 0, asyncio.Event()

        def slow(content: bytes) -> Behaviour:
            async def behave(exchange: Exchange) -> None:
                nonlocal begun
                begun += 1
                if begun == 2:
                    both.set()
                await both.wait()
                await picture(content)(exchange)

            return behave

        elsewhere.will("GET /a.png", slow(png(8, 8)))
        elsewhere.will("GET /b.png", slow(png(9, 8)))
        elsewhere.will("GET /c.png", picture(png(10, 8)))
        scene.open({name: f"{elsewhere.url}/{name}.png" for name in "abc"})
        await scene.until(lambda: scene.summary.is_busy)
        await elsewhere.until(lambda: len(elsewhere.calls()) == 2)
        assert [call.target for call in elsewhere.calls()] in (["/a.png", "/b.png"], ["/b.png", "/a.png"])
        await scene.there(*"abc")
        busy = [summary for summary in scene.summaries if summary.is_busy]
        assert [summary.files for summary in busy] == [3] * len(busy)
        assert [summary.fetched for summary in busy] == sorted(summary.fetched for summary in busy)

    run(work)


def test_a_download_that_breaks_off_goes_on_where_it_was(run: Run, elsewhere: Service) -> None:
    content = os.urandom(1_500_000)

    async def work(scene: Scene) -> None:
        scene.cache.permit([host(elsewhere)])
        broken = served(content, breaks_after=700_000)
        elsewhere.will("GET /a.png", broken, reset, reset, reset, reset, served(content))
        scene.open({"a": f"{elsewhere.url}/a.png"}, size=len(content))
        await scene.there("a")
        path = scene.path("a")
        assert path is not None
        assert path.read_bytes() == content
        assert elsewhere.calls()[-1].headers["range"] == "bytes=700000-"
        assert any(host(elsewhere) in summary.waits for summary in scene.summaries)
        assert all(summary.failures == () for summary in scene.summaries)
        assert any(0.3 < shares.get("a", 0) < 0.6 for shares in scene.shares)

    run(work)


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (404, "“a.png” is no longer at"),
        (410, "“a.png” is no longer at"),
        (403, "does not give “a.png” away; its link may have expired. Locate the file."),
        (418, "cannot be fetched from"),
    ],
)
def test_what_a_service_does_not_give_is_said_in_words_and_can_be_tried_again(
    run: Run, elsewhere: Service, status: int, says: str
) -> None:
    async def work(scene: Scene) -> None:
        scene.cache.permit([host(elsewhere)])
        elsewhere.will("GET /a.png", raw(b"", status=status), picture())
        scene.open({"a": f"{elsewhere.url}/a.png"})
        await scene.until(lambda: scene.summary.failures)
        assert says in scene.says("a")
        assert host(elsewhere) in scene.says("a")
        assert not scene.sources.missing[0].is_coming
        assert not scene.summary.is_busy
        assert scene.sources.missing[0].not_fetched == "refused"
        scene.fetching.fetch_missing()
        assert scene.sources.missing[0].not_fetched == ""
        await scene.there("a")
        assert scene.summary.failures == ()

    run(work)


def test_a_disk_that_is_full_is_told_and_nothing_half_is_left(
    run: Run, elsewhere: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_full = True
    write = Part.write

    def refuse(part: Part, file: BinaryIO, block: bytearray) -> None:
        if is_full and block:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(part, file, block)

    monkeypatch.setattr(Part, "write", refuse)

    async def work(scene: Scene) -> None:
        nonlocal is_full
        scene.cache.permit([host(elsewhere)])
        elsewhere.will("GET /a.png", picture(), picture())
        scene.open({"a": f"{elsewhere.url}/a.png"})
        await scene.until(lambda: scene.summary.failures)
        assert "its disk has no room for it. Make room there" in scene.says("a")
        assert left_over(scene.cache) == []
        assert scene.sources.missing[0].not_fetched == "no room"
        is_full = False
        scene.fetching.fetch_missing()
        await scene.there("a")

    run(work)


def test_another_file_than_was_uploaded_is_not_taken(run: Run, elsewhere: Service) -> None:
    url = f"{elsewhere.url}/a.png"

    async def work(scene: Scene) -> None:
        scene.cache.permit([host(elsewhere)])
        uploaded = Uploaded("s", "0" * 64, "id", url, "key", len(PNG), "a.png")
        UploadStore(scene.database).finish(uploaded)
        elsewhere.will("GET /a.png", cut(PNG, 20, content_type="image/png"), picture())
        scene.open({"a": url})
        await scene.until(lambda: scene.summary.failures)
        assert "gives another file than the “a.png” that was uploaded" in scene.says("a")
        assert left_over(scene.cache) == []

    run(work)


def test_what_was_uploaded_from_here_is_not_fetched(run: Run, elsewhere: Service, tmp_path: Path) -> None:
    own, url = tmp_path / "own.png", f"{elsewhere.url}/a.png"
    own.write_bytes(PNG)
    digest = hashlib.sha256(PNG).hexdigest()

    async def work(scene: Scene) -> None:
        UploadStore(scene.database).finish(Uploaded("s", digest, "id", url, "key", len(PNG), "own.png"))
        scene.cache.note_places([MediaPlace(own, digest, len(PNG))])
        scene.open({"a": url})
        await scene.there("a")
        assert scene.path("a") == own
        assert elsewhere.calls() == []

    run(work)


def test_a_project_that_is_closed_fetches_nothing_more(run: Run, elsewhere: Service) -> None:
    async def work(scene: Scene) -> None:
        scene.cache.permit([host(elsewhere)])
        elsewhere.will("GET /a.png", hang)
        urls = {"a": f"{elsewhere.url}/a.png", "b": f"{elsewhere.url}/b.png"}
        elsewhere.will("GET /b.png", hang)
        scene.open(urls)
        await elsewhere.until(lambda: len(elsewhere.calls()) == 2)
        scene.fetching.end_project()
        assert not scene.summary.is_busy
        elsewhere.will("GET /a.png", picture())
        elsewhere.will("GET /b.png", picture(png(8, 8)))
        scene.open(urls)
        await scene.there("a", "b")

    run(work)


def test_nothing_else_is_said_of_media_that_did_not_come_once_their_project_is_closed(
    run: Run, elsewhere: Service
) -> None:
    async def work(scene: Scene) -> None:
        elsewhere.will("GET /a.png", raw(b"", status=404))
        scene.open({"a": f"{elsewhere.url}/a.png"})
        await scene.until(lambda: scene.summary.failures)
        said, source = scene.says("a"), scene.sources.sources["a"]
        scene.fetching.end_project()
        assert (scene.says("a"), scene.sources.sources["a"]) == (said, source)
        assert source.not_fetched, "else a renderer would say that the file is to be put back"

    run(work, home=elsewhere.url)


def test_what_was_fetched_stays_found_where_the_database_cannot_be_read(
    run: Run, elsewhere: Service, tmp_path: Path
) -> None:
    async def work(scene: Scene) -> None:
        elsewhere.will("GET /a.png", picture())
        scene.open({"a": f"{elsewhere.url}/a.png"})
        await scene.there("a")
        scene.database.path = tmp_path  # a folder is no database
        scene.sources.refresh()
        while scene.sources.is_looking:  # noqa: ASYNC110 - nothing is told where nothing is new
            await asyncio.sleep(0.01)
        path = scene.path("a")
        assert path is not None
        assert scene.sources.missing == ()
        path.unlink()
        scene.sources.refresh()
        await scene.until(lambda: scene.path("a") is None)

    run(work, home=elsewhere.url)


def test_someone_can_stop_it_and_begin_again_at_once(run: Run, elsewhere: Service) -> None:
    async def work(scene: Scene) -> None:
        scene.cache.permit([host(elsewhere)])
        elsewhere.will("GET /a.png", hang, picture())
        scene.open({"a": f"{elsewhere.url}/a.png"})
        await elsewhere.until(lambda: len(elsewhere.calls()) == 1)
        scene.fetching.cancel()
        assert not scene.sources.missing[0].is_coming
        scene.fetching.fetch_missing()  # the first one may still hold the file
        await scene.there("a")

    run(work)


def test_what_the_project_uses_stays_whatever_the_limit(run: Run, elsewhere: Service) -> None:
    contents = {"a": os.urandom(600), "b": os.urandom(600)}

    async def work(scene: Scene) -> None:
        scene.cache.permit([host(elsewhere)])
        for name, content in contents.items():
            elsewhere.will(f"GET /{name}.png", picture(content))
        scene.open({name: f"{elsewhere.url}/{name}.png" for name in contents})
        await scene.there("a", "b")
        await scene.until(lambda: not scene.summary.is_busy)
        assert len(scene.notices) == 1
        assert "are kept while it is open" in scene.notices[0]
        scene.fetching.end_project()
        await asyncio.to_thread(wait_until, lambda: scene.cache.usage().files == 1)

    run(work, limit_bytes=1000)


def test_one_file_beyond_the_limit_is_not_fetched(run: Run, elsewhere: Service) -> None:
    async def work(scene: Scene) -> None:
        scene.cache.permit([host(elsewhere)])
        elsewhere.will("GET /a.png", picture(os.urandom(2000)))
        scene.open({"a": f"{elsewhere.url}/a.png"})
        await scene.until(lambda: scene.summary.failures)
        assert "Raise the limit in Settings" in scene.says("a")

    run(work, limit_bytes=1000)


def test_two_windows_fetch_a_file_once(elsewhere: Service, tmp_path: Path) -> None:
    url = f"{elsewhere.url}/a.png"

    async def work() -> None:
        async with Scene(tmp_path) as one, Scene(tmp_path) as other:
            one.cache.permit([host(elsewhere)])
            release = asyncio.Event()
            loop = asyncio.get_running_loop()
            asked = asyncio.Event()

            async def slow(exchange: Exchange) -> None:
                loop.call_soon_threadsafe(asked.set)
                done = asyncio.run_coroutine_threadsafe(release.wait(), loop)
                await asyncio.wrap_future(done)
                await picture()(exchange)

            elsewhere.will("GET /a.png", slow)
            one.open({"a": url})
            await asyncio.wait_for(asked.wait(), 30)
            other.open({"a": url})
            await other.until(lambda: other.summary.is_busy)
            release.set()
            await asyncio.gather(one.there("a"), other.there("a"))
            assert len(elsewhere.calls()) == 1

    asyncio.run(work())


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for what a thread does."""
    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.01)


def left_over(cache: MediaCache) -> list[str]:
    """Name what lies in the cache beside the locks."""
    return [path.name for path in cache.folder.rglob("*") if path.is_file() and path.suffix != ".lock"]


@pytest.mark.parametrize(
    ("is_of_cloud", "was_here", "waits"),
    [(True, False, True), (True, True, False), (False, False, False)],
)
def test_only_what_another_has_still_to_upload_is_awaited(
    run: Run, tmp_path: Path, is_of_cloud: bool, was_here: bool, waits: bool
) -> None:
    link = CloudLink("a-service", "a-project") if is_of_cloud else None
    media = {"a": MediaPlace(tmp_path / "gone.png", None, 3)} if was_here else {}

    async def work(scene: Scene) -> None:
        scene.document.load(Work(with_pictures({"a": ""}), media=media, cloud=link))
        await scene.until(lambda: scene.sources.missing)
        [lost] = scene.sources.missing
        assert (lost.is_awaited, lost.is_coming) == (waits, False)
        assert scene.sources.sources["a"].is_coming == waits  # so that a renderer does not warn of it
        said = "“a.png” is not uploaded yet by whoever added it; it comes once they have."
        assert (lost.reason == said) == waits

    run(work)


def test_what_was_awaited_is_fetched_as_soon_as_it_has_an_address(run: Run, elsewhere: Service) -> None:
    async def work(scene: Scene) -> None:
        scene.cache.permit([host(elsewhere)])
        link = CloudLink("a-service", "a-project")
        scene.document.load(Work(with_pictures({"a": ""}), cloud=link))
        await scene.until(lambda: [one.is_awaited for one in scene.sources.missing] == [True])
        elsewhere.will("GET /a.png", picture())
        scene.document.apply("Upload", with_pictures({"a": f"{elsewhere.url}/a.png"}))
        await scene.there("a")
        assert scene.sources.missing == ()

    run(work)
