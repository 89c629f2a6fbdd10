"""What waits for a choice is found again, whatever its file is linked with or called meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor_app.store.cloud_link import CloudLink
from editor_app.store.kept_conflicts import KeptConflicts
from editor_app.store.local_database import LocalDatabase

ONE, OTHER = CloudLink("https://service.example", "p1"), CloudLink("https://service.example", "p2")
THEIRS = (("item a", {"number": 1}), ("item b", {"number": 2}))


@pytest.mark.parametrize(
    ("before", "after", "exists", "is_found"),
    [
        ((ONE, "a"), (None, "a"), True, True),
        ((None, "a"), (ONE, "a"), True, True),
        ((ONE, "a"), (OTHER, "a"), True, True),
        ((ONE, "a"), (ONE, "b"), False, True),
        ((ONE, "a"), (ONE, "b"), True, False),
        ((ONE, "a"), (OTHER, "b"), False, False),
        ((None, "a"), (None, "b"), False, False),
    ],
    ids=["stopped", "begun again", "linked otherwise", "renamed", "a second file", "of others", "unlinked"],
)
def test_what_a_file_claims(
    before: tuple[CloudLink | None, str],
    after: tuple[CloudLink | None, str],
    exists: bool,
    is_found: bool,
    tmp_path: Path,
) -> None:
    database = LocalDatabase(tmp_path / "services.sqlite3")
    if exists:
        (tmp_path / "a").touch()
    was = KeptConflicts(database, before[0], tmp_path / before[1])
    was.keep(THEIRS)
    now = KeptConflicts(database, after[0], tmp_path / after[1])
    now.claim()
    assert now.all() == (THEIRS if is_found else ())
    assert was.all() == (() if is_found else THEIRS)


def test_what_was_found_last_stays_where_both_are_about_the_same(tmp_path: Path) -> None:
    database = LocalDatabase(tmp_path / "services.sqlite3")
    KeptConflicts(database, OTHER, tmp_path / "a").keep([("item a", {"number": 0}), THEIRS[1]])
    now = KeptConflicts(database, ONE, tmp_path / "a")
    now.keep(THEIRS[:1])
    now.claim()
    assert dict(now.all()) == dict(THEIRS)
    assert KeptConflicts(database, OTHER, tmp_path / "a").all() == ()


def test_what_waited_for_a_file_that_is_replaced_is_gone(tmp_path: Path) -> None:
    database = LocalDatabase(tmp_path / "services.sqlite3")
    KeptConflicts(database, OTHER, tmp_path / "b").keep([("item z", {"number": 0})])
    moved = KeptConflicts(database, ONE, tmp_path / "a")
    moved.keep(THEIRS)
    moved.move(tmp_path / "b")
    moved.claim()
    assert moved.all() == THEIRS
    moved.forget_all()
    assert moved.all() == ()
