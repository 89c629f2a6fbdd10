"""Media that lie at another service of ours: told from those that lie anywhere, and sent to this one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from editor_app.edits.addresses import Address
from editor_app.services.uploads import Target
from editor_app.services.uploads.elsewhere import with_place
from editor_app.services.uploads.foreign import at_large, foreign
from editor_app.state import read
from editor_app.store.history import Work
from editor_app.store.uploads import Place, Uploaded
from tests.documents import document
from tests.sandbox.running import Running
from tests.services.uploads.scene import SERVICE, asset_of, pictures, run, scene, sha256_of
from tests.services.uploads.test_elsewhere import state_of

OTHER = "film house"
OURS = Place("s", "https://cdn.studio.example/a", "key-a")
THEIRS = Place(OTHER, "https://cdn.film.example/b", "key-b")
HOMES = {"s": "https://studio.example", OTHER: "https://film.example:8443"}


@pytest.mark.parametrize(
    ("url", "file_key", "is_foreign"),
    [
        ("https://cdn.film.example/b", None, True),
        ("https://cdn.film.example/never-seen", None, True),  # by the host of what is known
        ("https://film.example:8443/c", None, True),  # by the host of the service itself
        ("https://elsewhere.example/b", "key-b", True),
        (None, "key-b", True),
        ("https://cdn.studio.example/a", "key-a", False),
        ("https://cdn.studio.example/a", "key-b", False),  # the address is surer than the key
        ("https://cdn.film.example/x", "key-a", False),  # and the key than the host
        ("https://cdn.studio.example/c", None, False),
        ("https://stock.example/b", None, False),
        ("https://stock.example/b", "unknown", False),
        (None, "unknown", False),
        ("file:///home/me/b.png", None, True),  # leads nowhere for anybody else
        ("blob:https://app.example/1", None, True),
        ("file:///home/me/b.png", "key-a", False),
        ("file:///home/me/b.png", "unknown", False),
        ("https://[", None, False),
    ],
)
def test_a_place_at_another_service_of_ours_is_none(
    url: str | None, file_key: str | None, is_foreign: bool
) -> None:
    own = {name: value for name, value in {"remoteUrl": url, "remoteKey": file_key}.items() if value}
    found = foreign(state_of(a=own, b={}), "s", [OURS, THEIRS], HOMES)
    assert found == ({"a": url or ""} if is_foreign else {})


def test_what_lies_on_the_net_is_counted_by_its_host() -> None:
    urls = [
        "https://stock.example/a",
        "https://stock.example/b",
        "https://photos.example/c",
        "https://cdn.studio.example/d",
        "https://studio.example/e",
        "https://cdn.film.example/f",
        "file:///home/me/g.png",
    ]
    state = state_of(**{f"k{n}": {"remoteUrl": url} for n, url in enumerate(urls)}, local={})
    assert at_large(state, "s", [OURS, THEIRS], HOMES) == {"stock.example": 2, "photos.example": 1}


def test_a_host_that_two_accounts_share_proves_nothing() -> None:
    homes = {"s": "https://one.example", OTHER: "https://one.example"}
    state = state_of(a={"remoteUrl": "https://one.example/a"}, b={"remoteUrl": "https://one.example/b"})
    theirs = Place(OTHER, "https://one.example/b", "key")
    assert foreign(state, "s", [theirs], homes).keys() == {"b"}


def test_what_names_a_place_already_stays_the_same() -> None:
    state = state_of(a={"remoteUrl": "http://r/a", "remoteKey": "key-a"})
    assert with_place(state, ["a"], Address("http://r/a", "key-a")) is state


def test_media_at_another_service_are_asked_about_sent_and_named_by_their_new_place(
    server: Running, tmp_path: Path
) -> None:
    """A project that was opened from one service goes on at another: all its media must lie there."""
    files = pictures(tmp_path / "media", 3)
    urls = {key: f"https://cdn.film.example/{key}" for key in files}

    async def work() -> None:
        async with scene(
            server, tmp_path, is_permitted=False, homes=lambda: {OTHER: "https://cdn.film.example"}
        ) as it:
            for key, path in files.items():
                it.cache.keep(urls[key], Path(shutil.copy(path, tmp_path / "coming")), path.name)
            assets = {
                key: asset_of(key, path, remoteUrl=urls[key], remoteKey=f"film/{key}")
                for key, path in files.items()
            }
            sha256 = sha256_of(files["p2"])  # this one the new service has, as another project shows it
            there = await it.client.uploads.upload(files["p2"], content_type="image/png")
            it.store.finish(Uploaded(SERVICE, sha256, there.asset_id, there.file_url, there.file_key, 1, "x"))
            it.load(Work(read(document(assets=assets))[0]))
            await it.until(lambda: it.asked and it.asked[-1][1] == 2)
            it.uploads.permit(SERVICE)
            await it.all_done(2)

            def places() -> set[str | None]:
                return {asset.raw.get("remoteUrl") for asset in it.document.work.state.assets.values()}

            await it.until(lambda: not places() & {*urls.values()})
            known = it.store.uploaded(SERVICE)
            assert places() == {known[sha256_of(path)].url for path in files.values()}
            await it.until_on_server(3)
            assert not it.document.undo_stack.canUndo()

    run(work)


def test_what_is_at_another_service_and_not_here_is_missing(server: Running, tmp_path: Path) -> None:
    files = pictures(tmp_path / "media", 1)

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.store.finish(Uploaded(OTHER, "aa", "id", "https://film.example/a", "film/a", 1, "a.png"))
            assets = {"p0": asset_of("p0", files["p0"], remoteUrl="https://film.example/a")}
            it.load(Work(read(document(assets=assets))[0]))
            await it.settled()
            assert (it.uploads.remaining.count, it.uploads.remaining.waits) == (1, "gone")
            it.uploads.set_target(Target(OTHER, "Film house", it.project_id, it.client))
            assert it.uploads.remaining.count == 0

    run(work)
