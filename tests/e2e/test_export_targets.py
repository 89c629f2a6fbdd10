"""The demo goes to every target from the command line, and each film is held against our own renderer's."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from editor_app.sandbox.settings import Settings
from tests.e2e.conftest import editor_app
from tests.e2e.films import frame_of_film, psnr
from tests.sandbox.running import Running

SCALE = 0.6
SIZE = (1152, 648)
SECONDS, RATE = 12, 30
LOOKED_AT = (8, 60, 130, 190, 300, 350)
"""Before the titles, in each shot, and in the first change of shots."""
_MARGIN_PX = 40


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run a local server that speaks both languages."""
    running = Running(Settings(tmp_path_factory.mktemp("sandbox"), port=0))
    yield running
    running.stop()


def export(demo: Path, *words: object) -> Any:
    """Export the demo; give what is told."""
    done = editor_app("export", demo, "--scale", SCALE, "--wait", "--json", *words)
    return json.loads(done.stdout)


def check(film: Path) -> None:
    """Find the streams and the length that the document asks for, and nothing that a player stumbles over."""
    if (probe := shutil.which("ffprobe")) is not None:
        shown = "stream=codec_name,nb_read_frames"
        words = ("-v", "error", "-count_frames", "-show_entries", shown, "-of", "json")
        done = subprocess.run([probe, *words, film], capture_output=True, text=True, check=True)
        assert done.stderr == ""
        streams = json.loads(done.stdout)["streams"]
        assert [stream["codec_name"] for stream in streams] == ["h264", "aac"]
        assert streams[0]["nb_read_frames"] == str(SECONDS * RATE)
    with av.open(str(film)) as container:
        (picture,), (sound,) = container.streams.video, container.streams.audio
        assert (picture.codec_context.width, picture.codec_context.height) == SIZE
        assert picture.average_rate == RATE
        assert picture.frames == SECONDS * RATE
        assert sound.rate == 48_000
        assert container.duration is not None
        assert abs(container.duration / av.time_base - SECONDS) < 0.1


def test_the_demo_goes_to_every_target(
    demo: Path, server: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("INDREAM_API_KEY", server.key())
    monkeypatch.setenv("RENDERINGVIDEO_API_KEY", server.rv_key(credits=20))
    at_server = ("--url", server.url)
    films = {name: tmp_path / f"{name}.mp4" for name in ("local", "sandbox", "indream", "renderingvideo")}
    export(demo, "-o", films["local"])
    export(demo, "--to", "sandbox", "-o", films["sandbox"])
    export(demo, "--to", "indream", *at_server, "-o", films["indream"])
    other = ("--to", "renderingvideo", *at_server, "--prerender")
    report = json.loads(editor_app("export", demo, *other, "--scale", SCALE, "--dry-run", "--json").stdout)
    told = export(demo, *other, "-o", films["renderingvideo"])
    assert (report["credits"], told["credits"], told["balance"]) == (12, 12, 8)
    for film in films.values():
        check(film)
    state = json.loads(demo.read_text())["editorState"]
    odd = {loss["item_id"] for loss in report["report"]}
    for number in LOOKED_AT:
        ours = frame_of_film(films["local"], number)
        for name in ("sandbox", "indream"):
            assert psnr(frame_of_film(films[name], number), ours) > 40, (name, number)
        theirs = frame_of_film(films["renderingvideo"], number)
        same = _unreported(state, odd, number)
        assert psnr(theirs, ours) > 16, number
        if same.any():
            assert psnr(theirs[same], ours[same]) > 32, number


def _unreported(state: Any, odd: set[str], number: int) -> np.ndarray:
    """Give where a frame shows nothing that the fidelity report names, as (height, width) of truths."""
    same = np.ones((SIZE[1], SIZE[0]), bool)
    tick = number * 240_000 // RATE
    for name in odd:
        item = state["items"].get(name, {})
        box = [item.get(side, {}).get("value") for side in ("left", "top", "width", "height")]
        is_there = item and item["startTicks"] <= tick < item["startTicks"] + item["durationTicks"]
        if is_there and None not in box:
            left, top, width, height = (value * SCALE for value in box)
            rows = slice(max(0, int(top) - _MARGIN_PX), int(top + height) + _MARGIN_PX)
            same[rows, max(0, int(left) - _MARGIN_PX) : int(left + width) + _MARGIN_PX] = False
    return same
