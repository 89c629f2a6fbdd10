"""A home, a server and a short film for the tests of `editor-app export`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from editor_app.sandbox.settings import Limits, Settings
from tests.cli.conftest import Ended
from tests.cli.exporting.home import Home
from tests.key_chains import Chain, key_chain
from tests.sandbox.running import Running
from tests.sandbox.samples import document


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run a local server for all tests here."""
    limits = replace(Limits(), sync_burst=100, active_exports=50)
    running = Running(Settings(tmp_path_factory.mktemp("sandbox"), port=0, limits=limits))
    yield running
    running.stop()


@pytest.fixture
def home(
    tmp_path: Path, app: Callable[..., Ended], server: Running, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Home]:
    """Give a home, with a key chain in memory, in its own folder."""
    monkeypatch.chdir(tmp_path)
    with key_chain(Chain()):
        yield Home(tmp_path, app, server, monkeypatch)


@pytest.fixture
def film(write: Callable[..., Path]) -> Path:
    """Write a document of half a second."""
    return write("film.json", document(seconds=0.5))
