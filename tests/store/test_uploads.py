"""What is kept about uploads outlives the program, and is kept whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor_app.store.local_database import LocalDatabase
from editor_app.store.uploads import Attempt, Uploaded, UploadStore

ONE = Uploaded("https://one.example", "ab" * 32, "asset-1", "https://r.example/1", "up/1", 7, "a.png")
TRIED = Attempt(ONE.service, "project-1", ONE.sha256, "a.png", 7)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a place for a database."""
    return tmp_path / "services.sqlite3"


def store_at(path: Path) -> UploadStore:
    return UploadStore(LocalDatabase(path))


def test_an_attempt_stays_until_it_is_known_what_became_of_it(path: Path) -> None:
    store_at(path).begin(TRIED)
    assert store_at(path).attempts(ONE.service, ONE.sha256) == (TRIED,)
    assert store_at(path).attempts("https://two.example", ONE.sha256) == ()
    store_at(path).give_up(TRIED)
    assert store_at(path).attempts(ONE.service, ONE.sha256) == ()


def test_what_has_arrived_ends_its_attempts_in_all_projects(path: Path) -> None:
    store = store_at(path)
    other = Attempt(ONE.service, "project-2", ONE.sha256, "b.png", 7)
    for attempt in (TRIED, other, TRIED):
        store.begin(attempt)
    assert set(store.attempts(ONE.service, ONE.sha256)) == {TRIED, other}
    store.finish(ONE)
    assert store_at(path).attempts(ONE.service, ONE.sha256) == ()
    assert store_at(path).uploaded(ONE.service) == {ONE.sha256: ONE}
    assert store_at(path).uploaded("https://two.example") == {}


def test_what_a_service_has_no_longer_is_forgotten(path: Path) -> None:
    store = store_at(path)
    store.finish(ONE)
    store.forget(ONE.service, "cd" * 32)
    assert store.uploaded(ONE.service)
    store.forget(ONE.service, ONE.sha256)
    assert store.uploaded(ONE.service) == {}


def test_a_permission_is_given_once_and_taken_back(path: Path) -> None:
    store = store_at(path)
    store.permit("b")
    store.permit("a")
    store.permit("b")
    assert store_at(path).permitted() == ("a", "b")
    store.take_permission_back("b")
    assert store_at(path).permitted() == ("a",)


def test_a_cancelled_upload_stays_cancelled_for_its_project(path: Path) -> None:
    store = store_at(path)
    for _ in range(2):
        store.set_cancelled(ONE.service, "project-1", ONE.sha256, True)
    assert store_at(path).cancelled(ONE.service, "project-1") == {ONE.sha256}
    assert store_at(path).cancelled(ONE.service, "project-2") == frozenset()
    store.set_cancelled(ONE.service, "project-1", ONE.sha256, False)
    assert store_at(path).cancelled(ONE.service, "project-1") == frozenset()
