"""Copied code is run against a server: its task comes to a film, and no task is made that cannot."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from editor_app.services.exporting.as_code.text import Code, as_curl, as_python
from editor_app.services.exporting.jobs.job import IndreamSettings
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from tests.sandbox.media import png
from tests.sandbox.running import Running
from tests.services.exporting import renderingvideo_scene, test_indream
from tests.services.exporting.renderingvideo_scene import OtherScene
from tests.services.exporting.scene import Scene, frames_of
from tests.services.exporting.test_indream import Start, with_picture
from tests.services.sync.line import Line

HOW = [
    pytest.param(
        as_curl, marks=pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine")
    ),
    as_python,
]
OTHER = OtherWish(prerenders=False).settings()


def awkward_picture(folder: Path) -> Path:
    """Write a picture under a name that shells and curl take apart where it is not quoted."""
    path = folder / 'it\'s; "5" $HOME größer.png'
    path.write_bytes(png(160, 120, "#208040"))
    return path


def run_code(code: Code, folder: Path, key: str) -> subprocess.CompletedProcess[str]:
    """Run code in a folder where its files lie."""
    for name, content in code.files.items():
        (folder / name).write_text(content, encoding="utf-8")
    command = [sys.executable, "-c"] if "import urllib" in code.text else ["sh", "-c"]
    environment = os.environ | {"INDREAM_API_KEY": key, "RENDERINGVIDEO_API_KEY": key}
    return subprocess.run(
        [*command, code.text], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("how", HOW)
def test_at_renderingvideo_media_go_up_first_and_the_task_comes_to_a_film(
    start: Start, tmp_path: Path, how: Any
) -> None:
    state, places = with_picture(awkward_picture(tmp_path))

    async def work(made: OtherScene, line: Line, server: Running) -> None:
        request = await made.exports.request(made.other, OTHER, made.file())
        assert len(request.uploads) == 1
        key = server.rv_key("one")
        done = await asyncio.to_thread(run_code, how(request), tmp_path, key)
        assert done.returncode == 0, done.stderr
        task_id = json.loads(done.stdout)["taskId"]
        (over,) = await made.over(made.exports.fetch(made.other, task_id, made.file()))
        assert over.status == "done", over.sentence
        assert frames_of(over.output) == 30

    renderingvideo_scene.run(start, tmp_path, work, state, places)


@pytest.mark.parametrize("how", HOW)
def test_at_indream_media_go_up_first_and_the_task_comes_to_a_film(
    start: Start, tmp_path: Path, how: Any
) -> None:
    state, places = with_picture(awkward_picture(tmp_path))

    async def work(made: Scene, line: Line, server: Running) -> None:
        assert made.profile is not None
        request = await made.exports.request(made.profile, IndreamSettings(), made.file())
        assert len(request.uploads) == 1
        done = await asyncio.to_thread(run_code, how(request), tmp_path, server.key())
        assert done.returncode == 0, done.stderr
        task_id = json.loads(done.stdout)["data"]["taskId"]
        (over,) = await made.over(made.exports.fetch(made.profile, task_id, made.file()))
        assert over.status == "done", over.sentence
        assert frames_of(over.output) == 30

    test_indream.run(start, tmp_path, work, state, places)


def test_what_the_service_has_is_not_sent_again(start: Start, tmp_path: Path) -> None:
    state, places = with_picture(awkward_picture(tmp_path))

    async def work(made: OtherScene, line: Line, server: Running) -> None:
        await made.over(made.begin(prerenders=False))
        known = await made.exports.addresses_at(made.other.service)
        request = await made.exports.request(made.other, OTHER, made.file())
        assert request.uploads == []
        assert known["p"].url in json.dumps(request.calls[0].body)

    renderingvideo_scene.run(start, tmp_path, work, state, places)


@pytest.mark.parametrize("how", HOW)
def test_code_that_lacks_a_file_makes_nothing_and_says_so(start: Start, tmp_path: Path, how: Any) -> None:
    path = awkward_picture(tmp_path)
    state, places = with_picture(path)

    async def work(made: OtherScene, line: Line, server: Running) -> None:
        key = server.rv_key("one")
        code = how(await made.exports.request(made.other, OTHER, made.file()))
        path.unlink()
        left = await asyncio.to_thread(run_code, code, tmp_path, key)
        assert left.returncode != 0
        assert "größer.png" in left.stderr
        made.sources.refresh()
        await made.settled()
        code = how(await made.exports.request(made.other, OTHER, made.file()))
        told = await asyncio.to_thread(run_code, code, tmp_path, key)
        assert told.returncode == 1
        assert "Locate them" in told.stderr
        assert await renderingvideo_scene.tasks_of(server) == []

    renderingvideo_scene.run(start, tmp_path, work, state, places)
