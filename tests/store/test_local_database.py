"""The local database: made on demand, shared by threads, whole or not at all, and never in the way."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from editor_app.store.local_database import MIGRATIONS, LocalDatabase, LocalDatabaseError


def permit(database: LocalDatabase, host: str) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO host_permissions VALUES (?, 'now')", (host,))


def permit_host(path: Path, number: int) -> None:
    permit(LocalDatabase(path), f"{number}.example")


def hosts(database: LocalDatabase) -> set[str]:
    with database.reading() as connection:
        return {row["host"] for row in connection.execute("SELECT host FROM host_permissions")}


def test_it_is_made_when_first_used_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "services.sqlite3"
    permit(LocalDatabase(path), "a.example")
    assert hosts(LocalDatabase(path)) == {"a.example"}


def test_a_change_that_fails_leaves_nothing(tmp_path: Path) -> None:
    database = LocalDatabase(tmp_path / "services.sqlite3")

    def permit_twice() -> None:
        with database.writing() as connection:
            for _ in range(2):
                connection.execute("INSERT INTO host_permissions VALUES ('a.example', 'now')")

    with pytest.raises(LocalDatabaseError):
        permit_twice()
    assert hosts(database) == set()


def test_many_threads_write_at_once_and_begin_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        for begun in range(10):
            path = tmp_path / f"{begun}.sqlite3"
            list(threads.map(partial(permit_host, path), range(16)))
            assert len(hosts(LocalDatabase(path))) == 16


def test_a_damaged_file_is_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "services.sqlite3"
    path.write_bytes(b"no database at all, but long enough to be looked into" * 40)
    database = LocalDatabase(path)
    permit(database, "a.example")
    assert hosts(database) == {"a.example"}
    assert database.put_aside is not None
    assert database.put_aside.read_bytes().startswith(b"no database")


def test_a_file_that_is_damaged_further_on_is_put_aside_when_that_is_found(tmp_path: Path) -> None:
    path = tmp_path / "services.sqlite3"
    for name in ("services-damaged.sqlite3", "other"):
        (tmp_path / name).write_text("of an earlier time")
    database = LocalDatabase(path)
    permit(database, "a.example")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        pages = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE tbl_name = 'host_permissions'"
        ).fetchall()
    content = bytearray(path.read_bytes())
    for (page,) in pages:
        content[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(content)
    with pytest.raises(
        LocalDatabaseError, match=r"is damaged, is now .*services-damaged-2\.sqlite3.*begins anew"
    ):
        hosts(database)
    assert hosts(database) == frozenset()
    assert (tmp_path / "services-damaged.sqlite3").read_text() == "of an earlier time"


def test_what_cannot_be_used_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(LocalDatabaseError, match="cannot be used"):
        hosts(LocalDatabase(tmp_path / "file" / "services.sqlite3"))


def test_the_version_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "services.sqlite3"
    hosts(LocalDatabase(path))
    assert sqlite3.connect(path).execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
