"""The whole window, in a process of its own and without a screen."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.apart import play


def test_a_visit_from_the_start_page_to_leaving(tmp_path: Path) -> None:
    play("visits", tmp_path, home=tmp_path)
