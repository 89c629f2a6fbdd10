"""Recent projects in the whole window."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.apart import play


def test_recent_projects_open_are_found_and_cleared(tmp_path: Path) -> None:
    folder = tmp_path / "films"
    folder.mkdir()
    play("recents", folder.resolve(), home=tmp_path)
