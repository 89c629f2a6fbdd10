"""Servers for tests: each with a folder of its own, on a free port, stopped at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from editor_app.sandbox.settings import Limits, Settings
from tests.sandbox.running import Running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Give a server that a module's tests share."""
    limits = replace(Limits(), sync_burst=1000)
    running = Running(Settings(tmp_path_factory.mktemp("sandbox"), port=0, limits=limits))
    yield running
    running.stop()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Give a function that starts a server with limits of its own."""
    started: list[Running] = []

    def start_one(data: str = "data", **limits: Any) -> Running:
        settings = Settings(tmp_path / data, port=0, limits=replace(Limits(), **limits))
        started.append(Running(settings))
        return started[-1]

    yield start_one
    for running in started:
        running.stop()


@pytest.fixture(scope="module")
def client(server: Running) -> Iterator[httpx.Client]:
    """Give a client of the shared server."""
    with server.client() as client:
        yield client
