"""What is kept about uploads outlives the program, and is kept whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from editor_app.store.local_database import LocalDatabase
from editor_app.store.media_cache import MediaCache
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


def test_what_somebody_has_deleted_is_known_until_it_is_there_again(path: Path) -> None:
    store = store_at(path)
    store.finish(ONE)
    store.delete(ONE.service, ONE.asset_id, ONE.url, ONE.file_key)
    assert store_at(path).uploaded(ONE.service) == {}
    assert store_at(path).deleted(ONE.service) == {ONE.sha256}
    assert store_at(path).lost(ONE.service) == {ONE.url: ONE.sha256, ONE.file_key: ONE.sha256}
    assert store_at(path).deleted("https://two.example") == frozenset()
    store.finish(replace(ONE, asset_id="asset-2", url="https://r.example/2", file_key="up/2"))
    assert store_at(path).deleted(ONE.service) == frozenset()
    assert store_at(path).lost(ONE.service).keys() == {ONE.url, ONE.file_key}  # undone edits may name them


def test_also_what_others_have_sent_is_known_to_be_deleted(path: Path) -> None:
    store = store_at(path)
    MediaCache(LocalDatabase(path), path.parent / "cache").keep(ONE.url, _file(path.parent), "a.png")
    content = store.fetched()[ONE.url]
    for _ in range(2):
        store.delete(ONE.service, ONE.asset_id, ONE.url, ONE.file_key)
        store.delete(ONE.service, "nobody knows", "https://r.example/x", "")
    assert store.deleted(ONE.service) == {content}
    assert store.lost(ONE.service) == {ONE.url: content, ONE.file_key: content, "https://r.example/x": ""}


def _file(folder: Path) -> Path:
    path = folder / "coming"
    path.write_bytes(b"a picture")
    return path


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


def test_a_paused_upload_stays_paused_for_its_project_until_it_is_there(path: Path) -> None:
    store = store_at(path)
    for project in ("project-1", "project-1", "project-2"):
        store.set_paused(ONE.service, project, ONE.sha256, True)
    assert store_at(path).paused(ONE.service, "project-1") == {ONE.sha256}
    assert store_at(path).paused(ONE.service, "project-3") == frozenset()
    store.set_paused(ONE.service, "project-1", ONE.sha256, False)
    assert store_at(path).paused(ONE.service, "project-1") == frozenset()
    assert store_at(path).paused(ONE.service, "project-2") == {ONE.sha256}
    store.finish(ONE)
    assert store_at(path).paused(ONE.service, "project-2") == frozenset()
