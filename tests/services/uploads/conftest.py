"""A local server that the tests of a module share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from editor_app.sandbox.settings import Settings
from tests.sandbox.running import Running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run a server."""
    running = Running(Settings(tmp_path_factory.mktemp("sandbox"), port=0))
    yield running
    running.stop()
