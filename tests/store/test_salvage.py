"""A damaged local database: what is kept nowhere else and can still be read is there again."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from editor_app.edits.blank import blank_document
from editor_app.state.lineage import Lineage
from editor_app.store.cloud_link import CloudLink
from editor_app.store.kept_conflicts import KeptConflicts
from editor_app.store.linked_projects import file_of, note_file
from editor_app.store.local_database import LocalDatabase, LocalDatabaseError
from editor_app.store.making_attempts import find_attempt, keep_attempt
from editor_app.store.synced_states import SyncedState, SyncedStates

LINK, FILE = CloudLink("s", "p"), Path("/film.editorproj")
MANY = 300


def conflicts_of(database: LocalDatabase) -> KeptConflicts:
    return KeptConflicts(database, LINK, FILE)


def fill(path: Path) -> LocalDatabase:
    """Keep conflicts on many pages, two states, and a file."""
    database = LocalDatabase(path)
    conflicts_of(database).keep([(f"c{number:03}", {"text": f"{number} " * 100}) for number in range(MANY)])
    for name in ("r1", "r2"):
        state = blank_document(width=640, height=360)
        SyncedStates(database, "s", "p").keep(SyncedState(Lineage(name, ("r0",)), state, "Film", ""))
    note_file(database, LINK, FILE)
    sent = SyncedState(Lineage("r3"), blank_document(width=640, height=360), "Film", "")
    keep_attempt(database, "s", FILE, "order", sent)
    return database


def checkpoint(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def pages_of(path: Path, text: bytes) -> list[int]:
    """Give the pages that hold something."""
    content = path.read_bytes()
    return [page for page in range(len(content) // 4096) if text in content[page * 4096 : (page + 1) * 4096]]


def damage(path: Path, page: int) -> None:
    content = bytearray(path.read_bytes())
    content[page * 4096 : (page + 1) * 4096] = b"\xff" * 4096
    path.write_bytes(content)


def test_conflicts_before_and_behind_the_damage_wait_again(tmp_path: Path) -> None:
    path = tmp_path / "services.sqlite3"
    database = fill(path)
    checkpoint(path)
    holes = pages_of(path, b'"150 150 ')
    assert holes
    for page in holes:
        damage(path, page)
    with pytest.raises(LocalDatabaseError, match=r"and begins anew\.$"):
        conflicts_of(database).all()
    kept = dict(conflicts_of(database).all())
    assert MANY - 40 < len(kept) < MANY
    assert [*kept] == sorted(kept), "in their order"
    assert {"c000", f"c{MANY - 1}"} <= kept.keys()
    assert "c150" not in kept
    assert kept["c000"] == {"text": "0 " * 100}
    states = SyncedStates(database, "s", "p")
    assert set(states.lineages()) == {"r1", "r2"}
    found = states.find("r2")
    assert found is not None
    assert (found.title, found.lineage.ancestors) == ("Film", ("r0",))
    assert file_of(database, "s", "p") == FILE
    attempt = find_attempt(database, "s", FILE)
    assert attempt is not None
    assert (attempt[0], attempt[1].lineage.revision) == ("order", "r3")


def test_what_was_written_last_is_in_the_log_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "services.sqlite3"
    with closing(sqlite3.connect(path)) as holding:  # so that nothing goes over into the file itself
        conflicts_of(LocalDatabase(path)).keep([("early", {})])
        checkpoint(path)
        holding.execute("SELECT * FROM kept_conflicts").fetchall()
        conflicts_of(LocalDatabase(path)).keep([("late", {"text": "news"})])
        log = path.with_name("services.sqlite3-wal").read_bytes()
        content = path.read_bytes()
    path.write_bytes(content)
    path.with_name("services.sqlite3-wal").write_bytes(log)
    database = LocalDatabase(path)
    assert database._put_aside(path.stat().st_ino)
    assert [name for name, _ in conflicts_of(database).all()] == ["early", "late"]


def test_a_row_that_is_not_whole_does_not_go_over(tmp_path: Path) -> None:
    path = tmp_path / "services.sqlite3"
    database = fill(path)
    with database.writing() as connection:
        connection.execute("UPDATE kept_conflicts SET content = '{' WHERE conflict_id = 'c007'")
        connection.execute("UPDATE synced_states SET content = x'789c00' WHERE revision = 'r1'")
    assert database._put_aside(path.stat().st_ino)
    assert "c007" not in dict(conflicts_of(database).all())
    assert len(conflicts_of(database).all()) == MANY - 1
    assert set(SyncedStates(database, "s", "p").lineages()) == {"r2"}


def test_what_is_no_database_at_all_gives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "services.sqlite3"
    path.write_bytes(b"no database at all, but long enough to be looked into" * 400)
    assert conflicts_of(LocalDatabase(path)).all() == ()
    assert (tmp_path / "services-damaged.sqlite3").read_bytes().startswith(b"no database")


def test_what_was_put_aside_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "services.sqlite3"
    database = fill(path)
    checkpoint(path)
    damage(path, pages_of(path, b'"150 150 ')[0])
    before = path.read_bytes()
    with suppress(LocalDatabaseError):
        conflicts_of(database).all()
    assert database.put_aside is not None
    assert database.put_aside.read_bytes() == before
