"""Servers that media come from, and a loop to fetch them on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from editor_app.cloud.http import retrying
from editor_app.sandbox.settings import Settings
from tests.cloud.service import Service
from tests.sandbox.running import Running
from tests.services.fetching.scene import Scene


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Give a local server that all tests share."""
    running = Running(Settings(tmp_path_factory.mktemp("sandbox"), port=0))
    yield running
    running.stop()


@pytest.fixture
def upload(sandbox: Running) -> Iterator[Callable[[bytes, str], str]]:
    """Give a function that uploads a file and gives its address."""
    with sandbox.client() as client:

        def send(content: bytes, filename: str) -> str:
            headers = {"content-type": "image/png", "x-file-name": filename}
            answer = client.post("/v1/uploads", content=content, headers=headers)
            assert answer.status_code == 201, answer.text
            return answer.json()["data"]["fileUrl"]

        yield send


@pytest.fixture
def elsewhere() -> Iterator[Service]:
    """Give another host, which answers as told."""
    with Service() as running:
        yield running


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give a function that lets something happen in a scene; what breaks off is tried again at once."""
    monkeypatch.setattr(retrying, "pause_before", lambda *_: 0)

    def work(job: Callable[[Scene], Awaitable[None]], **options: Any) -> None:
        async def whole() -> None:
            async with Scene(tmp_path, **options) as scene:
                await job(scene)

        asyncio.run(whole())

    return work
