"""A program that exports at RenderingVideo is killed at random: each film comes once, and is paid once."""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from editor_app.sandbox.faults import Faults
from tests.sandbox.running import Running
from tests.services.exporting.renderingvideo_scene import tasks_of
from tests.services.exporting.scene import frames_of
from tests.services.exporting.test_kills import Life
from tests.services.exporting.test_renderingvideo import credits_left
from tests.services.sync.line import ask_database

CREDITS = 10_000
FILES = 3
"""What a program has to upload: a picture, a still and a film that it draws."""


class OtherLife(Life):
    """A program that exports at RenderingVideo."""

    module = "tests.services.exporting.renderingvideo_life"


def live(start: Callable[..., Running], tmp_path: Path, *, kills: int, seconds: int, seed: int) -> None:
    """Kill at random points, then let all end; as soon as nothing is left to be interrupted, begin anew."""
    server, chance, done = start(faults=Faults(rate=0.1)), random.Random(seed), 0
    key = server.rv_key("one", credits=CREDITS)
    for number in itertools.count():
        folder, before = tmp_path / f"life{number}", done
        life = OtherLife(folder, server, key, seconds)
        life.start()
        while done < kills and done - before < 5:
            time.sleep(chance.random() ** 2 * 8.0)
            if life.process.poll() is not None:
                break
            life.kill()
            done += 1
            life.start()
        assert life.end() == {name: ["done", ""] for name in ("one.mp4", "two.mp4")}
        films = folder / "films"
        assert sorted(path.name for path in films.iterdir()) == ["one.mp4", "two.mp4"]
        assert frames_of(films / "one.mp4") == frames_of(films / "two.mp4") == seconds * 30
        assert [path.name for path in (folder / "data/exports").iterdir() if path.name != ".alive"] == []
        assert asyncio.run(tasks_of(server)) == ["completed"] * 2 * (number + 1)
        assert asyncio.run(credits_left(server)) == CREDITS - 2 * seconds * (number + 1)
        ((count,),) = asyncio.run(ask_database(server, "SELECT count(*) FROM rv_files"))
        assert isinstance(count, int)
        assert FILES <= count <= FILES * (number + 1)  # a later life may find those of an earlier one
        if done >= kills:
            return


@pytest.mark.usefixtures("qapp")
def test_exports_survive_kills(start: Callable[..., Running], tmp_path: Path) -> None:
    live(start, tmp_path, kills=3, seconds=5, seed=3)


@pytest.mark.soak
@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("kills", [20, 100])
def test_exports_survive_many_kills(start: Callable[..., Running], tmp_path: Path, kills: int) -> None:
    live(start, tmp_path, kills=kills, seconds=10, seed=4)
