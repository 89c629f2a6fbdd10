"""The demo is exported everywhere from the real window: here, and to both kinds of services."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import av
import pytest

from tests.e2e.apart import environment_of

NEEDED = ("Xvfb", "xvfb-run", "xdotool", "import")
MISSING = [name for name in NEEDED if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"there is no {', '.join(MISSING)} to try a window with"
)
SIZE, SECONDS, RATE = (1152, 648), 12, 30


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Give what came of it."""
    folder = tmp_path_factory.mktemp("exporting")
    home, result = folder / "home", folder / "result.json"
    (home / "Videos").mkdir(parents=True)
    environment = {**environment_of(home), "HOME": str(home), "QT_QPA_PLATFORM": "xcb"}
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1920x1080x24"]
    command = [*screen, sys.executable, "-m", "tests.e2e.exporting", str(result)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    assert "Traceback" not in done.stderr, done.stderr[-4000:]
    return json.loads(result.read_text(encoding="utf-8"))


def test_every_place_has_made_its_film(told: dict[str, Any]) -> None:
    assert len(told["places"]) == 3
    assert set(told["made"]) == set(told["places"])
    assert [state for state, _ in told["states"].values()] == ["done"] * 3, told["states"]
    assert len(set(told["made"].values())) == 3


def test_each_file_is_the_whole_film(told: dict[str, Any]) -> None:
    for name in told["made"].values():
        check(Path(name))


def test_the_service_that_is_chosen_lists_what_it_made_to_be_fetched_again(told: dict[str, Any]) -> None:
    indream, other = told["places"][1:]
    assert told["tasks"] == {indream: [["fetch"]], other: [["fetch", "delete"]]}


def check(film: Path) -> None:
    """Find picture and sound as long as the project, and nothing that a player stumbles over."""
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
        assert sum(1 for _ in container.decode(picture)) == SECONDS * RATE
        assert sound.rate == 48_000
    left = [path.name for path in film.parent.iterdir() if path.name.startswith(".")]
    assert left == []
