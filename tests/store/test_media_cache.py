"""The cache of fetched media: one file a content, the least used goes first, what is in use never."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from editor_app.store.local_database import LocalDatabase
from editor_app.store.lock import ProjectInUseError
from editor_app.store.media_cache import MediaCache, Sought, Usage, WrongContentError
from editor_app.store.project import MediaPlace
from editor_app.store.uploads import Uploaded, UploadStore

URL = "https://cdn.example.com/{}"


@pytest.fixture
def database(tmp_path: Path) -> LocalDatabase:
    return LocalDatabase(tmp_path / "services.sqlite3")


@pytest.fixture
def cache(database: LocalDatabase, tmp_path: Path) -> MediaCache:
    return MediaCache(database, tmp_path / "fetched", limit_bytes=100)


def put(cache: MediaCache, name: str, content: bytes) -> str:
    """Let a file come from the address of its name."""
    url = URL.format(name)
    target = cache.incoming(url)
    target.write_bytes(content)
    return cache.keep(url, target, name)


def found(cache: MediaCache, *names: str) -> dict[str, Path]:
    return cache.find({name: Sought(URL.format(name)) for name in names})


def files(cache: MediaCache) -> list[str]:
    return sorted(path.name for path in cache.folder.rglob("*") if path.is_file())


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_a_file_is_found_by_its_address_and_by_its_content(cache: MediaCache) -> None:
    digest = put(cache, "a.PNG", b"picture")
    path = cache.folder / digest[:2] / f"{digest}.png"
    assert digest == sha(b"picture")
    assert found(cache, "a.PNG", "b.png") == {"a.PNG": path}
    assert cache.find({"lost": Sought(None, digest), "other": Sought(None, "0" * 64)}) == {"lost": path}
    assert path.read_bytes() == b"picture"
    assert (cache.content_of(path), cache.content_of(Path("/elsewhere/x.png"))) == (digest, None)


def test_the_same_content_is_kept_once(cache: MediaCache) -> None:
    digest = put(cache, "a.png", b"same")
    assert put(cache, "b.jpeg", b"same") == digest
    assert files(cache) == [f"{digest}.png"]
    assert found(cache, "a.png", "b.jpeg").keys() == {"a.png", "b.jpeg"}
    assert cache.usage() == Usage(1, 4)


@pytest.mark.parametrize("name", ["no ending", "a.b/c", "odd.€", "a.thisistoolong1"])
def test_an_odd_name_gives_no_ending(cache: MediaCache, name: str) -> None:
    digest = put(cache, name, b"x")
    assert files(cache) == [digest]


def test_the_least_used_goes_first_and_what_is_used_never(cache: MediaCache) -> None:
    digests = {name: put(cache, name, name.encode() * 40) for name in "abc"}
    found(cache, "a")  # used once more, so that b is the oldest
    assert cache.make_room() == 20
    assert found(cache, *"abc").keys() == {"a", "c"}
    cache.limit_bytes = 10
    assert cache.make_room({digests["c"]}) == -30
    assert found(cache, *"abc").keys() == {"c"}
    assert cache.make_room() == 10
    assert files(cache) == []
    assert cache.usage() == Usage()


def test_clearing_spares_what_is_used(cache: MediaCache) -> None:
    digests = {name: put(cache, name, name.encode()) for name in "abc"}
    assert cache.clear({digests["b"]}) == 2
    assert files(cache) == [digests["b"]]


def test_a_file_that_was_deleted_or_cut_is_not_found(cache: MediaCache) -> None:
    put(cache, "a", b"one")
    put(cache, "b", b"two")
    paths = found(cache, "a", "b")
    paths["a"].unlink()
    paths["b"].write_bytes(b"tw")
    assert found(cache, "a", "b") == {}
    put(cache, "b", b"two")
    assert found(cache, "a", "b").keys() == {"b"}


def test_what_was_uploaded_from_here_is_found_where_it_lies(
    cache: MediaCache, database: LocalDatabase, tmp_path: Path
) -> None:
    own = tmp_path / "own.png"
    own.write_bytes(b"mine")
    UploadStore(database).finish(Uploaded("s", sha(b"mine"), "id", URL.format("up"), "key", 4, "own.png"))
    assert found(cache, "up") == {}
    cache.note_places([MediaPlace(own, sha(b"mine"), 4), MediaPlace(tmp_path / "gone", "0" * 64, 3)])
    assert found(cache, "up") == {"up": own}
    own.write_bytes(b"changed")
    assert found(cache, "up") == {}


def test_another_content_than_was_uploaded_is_not_kept(cache: MediaCache, database: LocalDatabase) -> None:
    UploadStore(database).finish(Uploaded("s", sha(b"whole"), "id", URL.format("up"), "key", 5, "up"))
    with pytest.raises(WrongContentError):
        put(cache, "up", b"who")
    assert files(cache) == []
    assert found(cache, "up") == {}


def test_an_address_is_one_windows_at_a_time_and_can_be_thrown_away(
    cache: MediaCache, database: LocalDatabase
) -> None:
    url = URL.format("a")
    claim = cache.claim(url)
    with pytest.raises(ProjectInUseError):
        MediaCache(database, cache.folder).claim(url)
    part = cache.incoming(url).with_suffix(".part")
    part.write_bytes(b"half")
    cache.discard(url)
    assert not part.exists()
    claim.release()
    cache.claim(url).release()


def test_hosts_are_permitted_until_they_are_forgotten(cache: MediaCache) -> None:
    cache.permit(["a.example", "b.example"])
    cache.permit(["b.example"])
    assert cache.permitted_hosts() == {"a.example", "b.example"}
    cache.forget_hosts()
    assert cache.permitted_hosts() == frozenset()


def test_many_addresses_are_looked_up_at_once(cache: MediaCache) -> None:
    put(cache, "1100", b"x")
    assert found(cache, *map(str, range(1200))).keys() == {"1100"}
