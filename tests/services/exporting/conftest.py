"""A server for a test, with its own folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from editor_app.cloud.http import retrying
from editor_app.sandbox.faults import Faults
from editor_app.sandbox.settings import Limits, Settings
from tests.sandbox.running import Running


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Give a function that starts a server; one on the same port goes on where the last one stopped."""
    started: list[Running] = []

    def start_one(*, port: int = 0, faults: Faults | None = None, **limits: Any) -> Running:
        limits = {"sync_burst": 1000, **limits}
        settings = Settings(tmp_path / "server", port=port, limits=replace(Limits(), **limits), faults=faults)
        started.append(Running(settings))
        return started[-1]

    yield start_one
    for running in started:
        running.stop()


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let clients repeat their calls at once: how long they wait is tested with them."""
    monkeypatch.setattr(retrying, "pause_before", lambda _attempt, _retry_after, _chance: 0.01)
