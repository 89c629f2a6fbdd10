"""Which file is in step with which project."""

from __future__ import annotations

import json
from pathlib import Path

from editor_app.store.cloud_link import CloudLink
from editor_app.store.linked_projects import file_of, forget_file, note_file, other_file_of
from editor_app.store.local_database import LocalDatabase

ONE, OTHER = CloudLink("https://service.example", "p1"), CloudLink("https://service.example", "p2")


def test_the_latest_file_of_a_project_is_known_until_it_is_forgotten(tmp_path: Path) -> None:
    database = LocalDatabase(tmp_path / "services.sqlite3")
    assert file_of(database, ONE.service, ONE.project_id) is None
    note_file(database, ONE, tmp_path / "a")
    note_file(database, ONE, tmp_path / "b")
    assert file_of(database, ONE.service, ONE.project_id) == tmp_path / "b"
    forget_file(database, ONE)
    assert file_of(database, ONE.service, ONE.project_id) is None


def test_a_file_that_another_project_was_saved_over_is_not_opened_for_the_first(tmp_path: Path) -> None:
    database = LocalDatabase(tmp_path / "services.sqlite3")
    note_file(database, ONE, tmp_path / "a")
    note_file(database, OTHER, tmp_path / "a")
    assert file_of(database, ONE.service, ONE.project_id) is None
    assert file_of(database, OTHER.service, OTHER.project_id) == tmp_path / "a"


def test_another_file_counts_as_long_as_it_is_there_and_linked(tmp_path: Path) -> None:
    database, here = LocalDatabase(tmp_path / "services.sqlite3"), tmp_path / "here"
    assert other_file_of(database, ONE, here) is None
    note_file(database, ONE, tmp_path / "a")
    assert other_file_of(database, ONE, here) is None, "it is gone"
    for cloud, other in (
        (ONE.to_json(), tmp_path / "a"),
        (OTHER.to_json(), None),
        (None, None),
    ):
        (tmp_path / "a").write_text(json.dumps({"project": {"cloud": cloud}}))
        assert other_file_of(database, ONE, here) == other
    (tmp_path / "a").write_text("no project")
    assert other_file_of(database, ONE, here) is None
    (tmp_path / "a").write_text(json.dumps({"project": {"cloud": ONE.to_json()}}))
    assert other_file_of(database, ONE, tmp_path / "a") is None, "it is the same"
    here.hardlink_to(tmp_path / "a")
    assert other_file_of(database, ONE, here) is None, "it is the same by another name"
