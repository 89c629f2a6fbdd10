"""The records themselves: migrations, tasks that a crash interrupted, webhooks in their order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from editor_app.sandbox import accounts
from editor_app.sandbox.database import DatabaseError, connect, transaction
from editor_app.sandbox.documents import read_document
from editor_app.sandbox.exports.planning import plan_export
from editor_app.sandbox.migrations import MIGRATIONS
from editor_app.sandbox.records import deliveries, exports
from editor_app.sandbox.webhooks import note_event
from tests.sandbox.samples import document

BODY: dict[str, Any] = {"fps": 30, "ratio": "16:9", "scale": 1.0, "format": "mp4"}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Give an empty database."""
    connection = connect(tmp_path / "a.sqlite3")
    yield connection
    connection.close()


@pytest.fixture
def caller(database: sqlite3.Connection) -> accounts.Caller:
    """Give somebody with a key."""
    found = accounts.find_caller(database, accounts.create_key(database, "k"))
    assert found
    return found


def make(database: sqlite3.Connection, caller: accounts.Caller, **body: Any) -> exports.Export:
    """Make a task."""
    plan = plan_export(read_document(document()), BODY)
    return exports.insert(database, caller.account_id, caller.key_id, None, BODY | body, plan)


def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    connection = connect(tmp_path / "a.sqlite3")
    assert connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(DatabaseError, match="newer"):
        connect(tmp_path / "a.sqlite3")


def test_a_transaction_is_all_or_nothing(database: sqlite3.Connection) -> None:
    def stumble() -> None:
        with transaction(database):
            accounts.create_key(database, "a")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    assert accounts.list_keys(database) == []


def test_foreign_keys_hold(database: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        database.execute("INSERT INTO bindings VALUES ('no', 'no', 'now')")


def test_access_is_a_matter_of_the_account(database: sqlite3.Connection) -> None:
    accounts.create_key(database, "a", "studio")
    with pytest.raises(accounts.AccountError, match="studio"):
        accounts.create_key(database, "b", "studio", has_access=False)
    closed = accounts.find_caller(database, accounts.create_key(database, "c", has_access=False))
    assert closed
    assert not closed.has_access


def test_an_interrupted_task_is_begun_again_and_fails_the_third_time(
    database: sqlite3.Connection, caller: accounts.Caller
) -> None:
    made = make(database, caller)
    for attempt in (1, 2, 3):
        taken = exports.take_next(database)
        assert taken
        assert (taken[0].attempts, taken[1]) == (attempt, attempt == 1)
        failed = exports.recover(database, 3)
        status = exports.get(database, made.id).status
        assert (status, len(failed)) == (("PENDING", 0) if attempt < 3 else ("FAILED", 1))
    assert "3 times" in (exports.get(database, made.id).error or "")
    assert exports.take_next(database) is None


def test_a_stop_that_was_asked_for_is_no_attempt(
    database: sqlite3.Connection, caller: accounts.Caller
) -> None:
    made = make(database, caller)
    for _ in range(5):
        taken = exports.take_next(database)
        assert taken
        exports.put_back(database, taken[0])
    assert exports.get(database, made.id).attempts == 0


def test_an_attempt_that_no_longer_counts_changes_nothing(
    database: sqlite3.Connection, caller: accounts.Caller
) -> None:
    made = make(database, caller)
    taken = exports.take_next(database)
    assert taken
    old = taken[0]
    assert exports.pause(database, made.id)
    assert exports.resume(database, made.id)
    exports.take_next(database)
    assert exports.complete(database, old, "old.mp4", 60) is None
    assert exports.fail(database, old, "old") is None
    exports.set_progress(database, old, "saving", 97)
    assert exports.get(database, made.id).progress == 0


def test_the_oldest_task_comes_first_and_paused_ones_wait(
    database: sqlite3.Connection, caller: accounts.Caller
) -> None:
    first, second = make(database, caller), make(database, caller)
    ids = [first.id, second.id] if first.created_at < second.created_at else sorted((first.id, second.id))
    exports.pause(database, ids[0])
    taken = exports.take_next(database)
    assert taken
    assert taken[0].id == ids[1]
    assert exports.count_active(database, caller.account_id) == 2
    assert exports.take_next(database) is None


def test_events_of_a_task_keep_their_order_and_do_not_wait_for_others(
    database: sqlite3.Connection, caller: accounts.Caller
) -> None:
    accounts.webhook_secret(database)
    one, other = (make(database, caller, callbackUrl="http://127.0.0.1:1/") for _ in range(2))
    silent = make(database, caller)
    for export, event in ((one, "EXPORT_STARTED"), (one, "EXPORT_COMPLETED"), (other, "EXPORT_STARTED")):
        note_event(database, export, event, "http://here")
    note_event(database, silent, "EXPORT_STARTED", "http://here")
    due = deliveries.list_due(database)
    assert [delivery.id for delivery in due] == [1, 3]
    deliveries.put_off(database, 1, 1000)
    assert [delivery.id for delivery in deliveries.list_due(database)] == [3]
    deliveries.settle(database, 1, "GIVEN_UP")
    assert [delivery.id for delivery in deliveries.list_due(database)] == [2, 3]
