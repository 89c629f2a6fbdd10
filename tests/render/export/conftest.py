"""What the tests of the export share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.children import none_left_behind


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fail a test that leaves a worker process."""
    with none_left_behind():
        yield


@pytest.fixture
def out(tmp_path: Path) -> Iterator[Path]:
    """Give an empty folder for outputs; fail a test that leaves anything hidden in it."""
    folder = tmp_path / "out"
    folder.mkdir()
    yield folder
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []
