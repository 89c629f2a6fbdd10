"""The window's export against the command line's of the same project, and how long it holds the window up.

    python bench/export_window.py [--pairs 3] [--seconds 10]

Both make the three-layer scene in turn, in one run: `render` as a process of its own, the window by its
button, through the queue, with pieces that are kept. The budgets: 1.05 times the time; no stall over 50 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import measure
import scene
from scene_media import make_media

from editor_app.product import PROJECT_SUFFIX
from editor_app.render import processes

if TYPE_CHECKING:
    from editor_app.services.exporting.jobs.job import ExportJob
    from editor_app.ui.window.main_window import MainWindow

MOST_TIMES, MOST_MS = 1.05, 50.0
_STEP_S = 0.002


class Stalls:
    """The longest time for which Qt's timers were not served."""

    def __init__(self) -> None:
        self.worst_ms = 0.0

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch within."""
        from PySide6.QtCore import QTimer

        last, timer = time.perf_counter(), QTimer()

        def tick() -> None:
            nonlocal last
            now = time.perf_counter()
            self.worst_ms = max(self.worst_ms, 1000 * (now - last - _STEP_S))
            last = now

        timer.setInterval(round(1000 * _STEP_S))
        timer.timeout.connect(tick)
        timer.start()
        yield
        timer.stop()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=3, help="rounds (default 3)")
    parser.add_argument("--seconds", type=int, default=10, help="length of the scene (default 10)")
    parser.add_argument("--window", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.window is not None:
        show_window(options.window, options.pairs)
        return
    with tempfile.TemporaryDirectory() as scratch:
        compare(Path(scratch), options.pairs, options.seconds)


def compare(folder: Path, pairs: int, seconds: int) -> None:
    """Run the window with its command lines in between; print ratio and stalls."""
    project = write_project(folder, seconds)
    homes = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "HOME")
    for name in homes:
        (folder / name).mkdir()
    (folder / "HOME" / "Videos").mkdir()
    places = {name: str(folder / name) for name in homes}
    environment = {**measure.as_installed(), **places, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, __file__, "--window", str(project), "--pairs", str(pairs)]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    told = json.loads(done.stdout.splitlines()[-1])
    ratios = [ours / theirs for ours, theirs in zip(told["window"], told["render"], strict=True)]
    listed, median = ", ".join(f"{ratio:.2f}" for ratio in ratios), statistics.median(ratios)
    print(f"the window's export takes {median:.2f} times the command's time ({listed}; aim {MOST_TIMES})")
    idle, worst = told["idle_ms"], max(told["stalls_ms"])
    print(f"longest stall of the window meanwhile: {worst:.0f} ms (aim {MOST_MS:.0f}; idle {idle:.0f})")


def write_project(folder: Path, seconds: int) -> Path:
    """Write the scene with its media beside it."""
    document = scene.document(seconds)
    for name, path in zip(("bg", "clip"), make_media(folder, seconds), strict=True):
        place = folder / f"{name}.mp4"
        path.rename(place)
        document["assets"][name]["size"] = place.stat().st_size
    project = {
        "format": "editor-app/1",
        "editorState": document,
        "media": {name: {"path": f"{name}.mp4"} for name in ("bg", "clip")},
    }
    path = folder / f"scene{PROJECT_SUFFIX}"
    path.write_text(json.dumps(project))
    return path


def show_window(project: Path, pairs: int) -> None:
    """Run the program for the measurement; print what was found as JSON."""
    processes.begin()
    from editor_app import app

    app.run(None, lambda window: measure_window(window, project, pairs))


async def measure_window(window: MainWindow, project: Path, pairs: int) -> None:
    """Export by the window and by the command line in turn."""
    window.resize(1600, 960)
    await window.desk.workspace.open(project)
    window.actions_by_id["export.open"].trigger()
    await asyncio.sleep(3)
    idle = Stalls()
    with idle.watching():
        await asyncio.sleep(3)
    times: dict[str, list[float]] = {"render": [], "window": []}
    stalls: list[float] = []
    for number in range(pairs):
        begun = time.perf_counter()
        await render(project, project.parent / f"{number}.mp4")
        times["render"].append(time.perf_counter() - begun)
        watch = Stalls()
        with watch.watching():
            job = await export(window)
        assert job.status == "done", job.sentence
        times["window"].append(window_seconds(job))
        stalls.append(watch.worst_ms)
    window.close()
    print(json.dumps({**times, "stalls_ms": stalls, "idle_ms": idle.worst_ms}))


_BEGUN: dict[str, float] = {}
_ENDED: dict[str, float] = {}


async def render(project: Path, output: Path) -> None:
    """Run the command."""
    command = (sys.executable, "-m", "editor_app", "render", str(project), "-o", str(output))
    process = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, env=os.environ.copy(), text=True, check=False
    )
    assert process.returncode == 0, process.stderr


async def export(window: MainWindow) -> ExportJob:
    """Press Export, and wait for the end."""
    queue, before = window.desk.export_queue, {job.id for job in window.desk.export_queue.jobs}
    begun = time.perf_counter()
    window.panels.exports.export.click()
    made = [job for job in queue.jobs if job.id not in before]
    assert made, window.panels.exports.foot.line.text()
    job = made[0]
    _BEGUN[job.id] = begun
    ended = asyncio.Event()
    queue.job_ended.connect(lambda one: ended.set() if one.id == job.id else None)
    await ended.wait()
    _ENDED[job.id] = time.perf_counter()
    return next(one for one in queue.jobs if one.id == job.id)


def window_seconds(job: ExportJob) -> float:
    """Give how long it took from the press to the end."""
    return _ENDED[job.id] - _BEGUN[job.id]


if __name__ == "__main__":
    main()
