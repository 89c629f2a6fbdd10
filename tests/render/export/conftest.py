"""What the tests of the export share."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fail a test that leaves a worker process, new and not just ending."""
    before = set(multiprocessing.active_children())
    yield
    left = set(multiprocessing.active_children()) - before
    for process in left:
        process.join(20)
    alive = [process for process in left if process.is_alive()]
    for process in alive:
        process.kill()
    assert alive == []


@pytest.fixture
def out(tmp_path: Path) -> Iterator[Path]:
    """Give an empty folder for outputs; fail a test that leaves anything hidden in it."""
    folder = tmp_path / "out"
    folder.mkdir()
    yield folder
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []
