"""A program that exports is killed at random points: each film is there in the end, once, and whole."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from editor_app.render.export.run import export_video
from editor_app.render.export.settings import ExportSettings
from editor_app.sandbox.faults import Faults
from tests.render.export.films import SECOND
from tests.sandbox.running import ROOT, Running
from tests.services.exporting.scene import frames_of, small_film
from tests.services.sync.line import ask_database

_PATIENCE_S = 300.0


class Life:
    """A program that exports, started again whenever it was killed."""

    module = "tests.services.exporting.life"

    def __init__(self, folder: Path, server: Running, key: str, seconds: int) -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self.kills = folder, 0
        self._log = (folder / "log").open("ab")
        self._arguments = [str(folder), server.url, key, str(seconds)]

    def start(self) -> None:
        """Start it, and wait until its exports are kept."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", self.module, *self._arguments],
            stdout=subprocess.PIPE,
            stderr=self._log,
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            text=True,
        )
        assert self.hear() == "begun"

    def hear(self) -> str:
        """Give what it says next."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline().strip()
        assert line, (self.folder / "log").read_text()[-4000:]
        return line

    def kill(self) -> None:
        """Kill it, whatever it is doing; what it has started ends by itself."""
        self.process.kill()
        self.process.communicate()
        self.kills += 1

    def end(self) -> dict[str, list[str]]:
        """Wait until all exports are over, and give how they ended."""
        # Read as `hear` reads: what it has already taken of the pipe is not lost to `communicate`.
        assert self.process.stdout is not None
        with self.process.stdout as pipe:
            said = pipe.read()
        self.process.wait(_PATIENCE_S)
        assert self.process.returncode == 0, (self.folder / "log").read_text()[-4000:]
        self._log.close()
        return json.loads(said.splitlines()[-1])


def live(start: Callable[..., Running], tmp_path: Path, *, kills: int, seconds: int, seed: int) -> None:
    """Kill at random points, then let all end; as soon as nothing is left to be interrupted, begin anew."""
    export_video(small_film(seconds * SECOND), {}, ExportSettings(), tmp_path / "wanted.mp4")
    server, chance, done = start(faults=Faults(rate=0.1)), random.Random(seed), 0
    key = server.key()
    for number in itertools.count():
        folder, before = tmp_path / f"life{number}", done
        life = Life(folder, server, key, seconds)
        life.start()
        while done < kills and done - before < 5:
            time.sleep(chance.random() ** 2 * 8.0)
            if life.process.poll() is not None:
                break
            life.kill()
            done += 1
            life.start()
        ended = life.end()
        assert ended == {name: ["done", ""] for name in ("here.mp4", "there.mp4", "there too.mp4")}
        check(folder, tmp_path / "wanted.mp4", seconds * 30)
        tasks = asyncio.run(ask_database(server, "SELECT status FROM exports"))
        assert tasks == [("COMPLETED",)] * 2 * (number + 1)
        if done >= kills:
            return


def check(folder: Path, wanted: Path, frames: int) -> None:
    """Find the films whole, and nothing half beside them."""
    films = folder / "films"
    assert sorted(path.name for path in films.iterdir()) == ["here.mp4", "there too.mp4", "there.mp4"]
    assert (films / "here.mp4").read_bytes() == wanted.read_bytes()
    assert frames_of(films / "there.mp4") == frames_of(films / "there too.mp4") == frames
    assert [path.name for path in (folder / "data" / "exports").iterdir() if path.name != ".alive"] == []


@pytest.mark.usefixtures("qapp")
def test_exports_survive_kills(start: Callable[..., Running], tmp_path: Path) -> None:
    live(start, tmp_path, kills=5, seconds=20, seed=1)


@pytest.mark.soak
@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("kills", [20, 100])
def test_exports_survive_many_kills(start: Callable[..., Running], tmp_path: Path, kills: int) -> None:
    live(start, tmp_path, kills=kills, seconds=30, seed=2)
