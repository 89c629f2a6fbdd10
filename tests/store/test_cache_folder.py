"""What lies in the folder of fetched media: counted and cleared without the database, leaving room."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from editor_app.store import cache_folder, media_cache
from editor_app.store.cache_folder import reserve_bytes
from editor_app.store.local_database import LocalDatabase, LocalDatabaseError
from editor_app.store.lock import ProjectInUseError
from editor_app.store.media_cache import MediaCache, Usage
from tests.store.test_media_cache import URL, files, found, put

MIB, GIB = 1024**2, 1024**3


@pytest.fixture
def database(tmp_path: Path) -> LocalDatabase:
    return LocalDatabase(tmp_path / "services.sqlite3")


@pytest.fixture
def cache(database: LocalDatabase, tmp_path: Path) -> MediaCache:
    return MediaCache(database, tmp_path / "fetched", limit_bytes=10_000)


@pytest.fixture
def without(tmp_path: Path) -> MediaCache:
    """Give the same cache with a database that cannot be used."""
    (tmp_path / "file").touch()
    return MediaCache(LocalDatabase(tmp_path / "file" / "services.sqlite3"), tmp_path / "fetched")


@pytest.mark.parametrize(
    ("disk", "reserve"),
    [
        (0, 0),
        (6 * MIB, 3 * MIB),
        (100 * MIB, 50 * MIB),
        (GIB, 64 * MIB),
        (10 * GIB, 512 * MIB),
        (1000 * GIB, GIB),
    ],
)
def test_a_share_of_the_disk_is_never_taken(disk: int, reserve: int) -> None:
    assert reserve_bytes(disk) == reserve


def test_it_is_counted_and_cleared_without_the_database(cache: MediaCache, without: MediaCache) -> None:
    digests = [put(cache, name, name.encode() * 100) for name in "ab"]
    cache.incoming(URL.format("half")).with_suffix(".part").write_bytes(b"half")
    (cache.folder / "notes.txt").write_bytes(b"somebody's own")
    assert without.usage() == cache.usage() == Usage(3, 204)
    assert without.clear({digests[0]}) == 104
    assert files(without) == sorted([digests[0], "notes.txt"])
    assert without.clear() == 100
    assert without.usage() == Usage()
    # What the database still tells of them is believed by nobody, and put right.
    assert found(cache, "a", "b") == {}
    put(cache, "c", b"c" * 10)
    assert cache.make_room() == 9_990
    assert cache.usage() == Usage(1, 10)


@pytest.mark.parametrize("work", [MediaCache.clear, MediaCache.make_room])
def test_only_a_lock_that_is_held_stays(cache: MediaCache, work: Callable[[MediaCache], int]) -> None:
    held = cache.claim(URL.format("a"))
    cache.claim(URL.format("b")).release()
    locks = cache.folder / "incoming"
    assert len(files(cache)) == 2
    work(cache)
    assert len(list(locks.iterdir())) == 1
    with pytest.raises(ProjectInUseError):
        cache.claim(URL.format("a"))
    held.remove()
    assert not list(locks.iterdir())


def test_what_is_just_coming_is_not_cleared(cache: MediaCache) -> None:
    url = URL.format("a")
    part = cache.incoming(url).with_suffix(".part")
    claim = cache.claim(url)
    part.write_bytes(b"half")
    assert cache.clear() == 0
    assert part.exists()
    claim.release()
    assert cache.clear() == 4
    assert not part.exists()


def test_a_file_that_cannot_be_removed_is_said_and_the_others_go(
    cache: MediaCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, _gone = put(cache, "a", b"a"), put(cache, "b", b"b")
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.stem == kept:
            raise PermissionError(13, "in use", str(path))
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(PermissionError):
        cache.clear()
    assert files(cache) == [kept]


def test_a_file_that_the_database_has_no_room_for_does_not_stay(
    cache: MediaCache, database: LocalDatabase
) -> None:
    put(cache, "a", b"a")
    with database.writing() as connection:  # what a full disk says, at the last step
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON fetched_media BEGIN SELECT raise(ABORT, 'disk full'); END"
        )
    with pytest.raises(LocalDatabaseError):
        put(cache, "b", b"b")
    assert cache.usage() == Usage(1, 1)
    with pytest.raises(LocalDatabaseError):
        put(cache, "twin of a", b"a")
    assert found(cache, "a").keys() == {"a"}


def test_the_disk_has_its_reserve_back_at_the_cost_of_what_was_not_used_for_longest(
    cache: MediaCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    digests = [put(cache, name, name.encode() * 100) for name in "abc"]
    monkeypatch.setattr(media_cache, "lacking_bytes", lambda _folder: 150)
    assert cache.make_room({digests[1]}) == 10_000 - 100
    assert found(cache, *"abc").keys() == {"b"}
    assert hashlib.sha256(b"b" * 100).hexdigest() == digests[1]


def test_a_disk_that_does_not_tell_its_size_has_no_reserve(
    cache: MediaCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(_path: Path) -> None:
        raise OSError(95, "not supported")

    assert cache.reserve_bytes() > 0
    monkeypatch.setattr(cache_folder.shutil, "disk_usage", silent)
    assert cache.reserve_bytes() == 0
    put(cache, "a", b"a")
    assert cache.make_room() == 9_999
