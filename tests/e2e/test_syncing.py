"""Synchronization in the whole window, with a local server and another program that writes to it."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.apart import play


def test_a_project_is_kept_in_step_and_every_question_leads_on(tmp_path: Path) -> None:
    folder = tmp_path / "films"
    folder.mkdir()
    play("syncing", folder.resolve(), home=tmp_path)
