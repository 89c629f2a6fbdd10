"""Which window has a project of a service open."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor_app.store import claims
from editor_app.store.claims import Claim, is_claimed
from editor_app.store.local_database import LocalDatabase

PROJECT = ("sandbox", "one/of:them")


def test_one_window_at_a_time_has_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "_PATIENCE_SECONDS", 0.0)
    database = LocalDatabase(tmp_path / "services.sqlite3")
    assert not is_claimed(database, *PROJECT)
    first, second = Claim(database, *PROJECT), Claim(database, *PROJECT)
    assert first.take()
    assert is_claimed(database, *PROJECT)
    assert not second.take()
    assert not is_claimed(database, "sandbox", "another")
    first.release()
    assert not is_claimed(database, *PROJECT)
    assert second.take()
    second.release()


def test_a_project_that_was_left_meanwhile_is_held_by_nobody(tmp_path: Path) -> None:
    database = LocalDatabase(tmp_path / "services.sqlite3")
    claim = Claim(database, *PROJECT)
    claim.release()
    assert claim.take()
    assert not is_claimed(database, *PROJECT)
