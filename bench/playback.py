"""How playing keeps time: the frame shown against what is heard, and how many frames a second are shown.

A film of three layers at 1080p, and a 4K source as it is and by its proxy, in real time with the silent
device. The budgets: shown frames at most 40 ms off, 30 fps for the film, 24 fps for 4K with a proxy.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import av
import numpy as np
from av.video.frame import VideoFrame
from PySide6.QtCore import QEventLoop, QObject, Signal
from PySide6.QtWidgets import QApplication  # noqa: TID251 - a player needs an application
from scene import document as three_layers
from scene_media import make_media

from editor_app.document import Document
from editor_app.render.live_sound.messages import Setup
from editor_app.render.media.source import MediaSource
from editor_app.services.playback import Player
from editor_app.services.preview import Preview
from editor_app.services.preview.preview import PreviewFrame
from editor_app.services.proxies import Proxies
from editor_app.services.sound_process import SoundProcess
from editor_app.services.tasks import Tasks
from editor_app.session import Session
from editor_app.state.dialects import read
from editor_app.store.history import Work
from editor_app.timebase import TICKS_PER_SECOND

S = TICKS_PER_SECOND
VIEWPORT = (960, 540)
SECONDS = 8
LARGE = (3840, 2160)
_OFF_MS, _WARM_UP_S = 40.0, 1.0


class Media(QObject):
    """Media that stay where they are."""

    changed = Signal(object)

    def __init__(self, sources: Mapping[str, MediaSource]) -> None:
        super().__init__()
        self.sources = sources


class Watcher(QObject):
    """Notes how far each shown frame is from what is heard, beyond the frame's own length."""

    def __init__(self, player: Player, frame_ticks: int) -> None:
        super().__init__()
        self._player, self._frame_ticks = player, frame_ticks
        self._begin = time.perf_counter()
        self.off_ms: list[float] = []
        self.times: list[float] = []

    def take(self, frame: PreviewFrame) -> None:
        """Look at the clock as a frame comes."""
        now = time.perf_counter()
        if self._player.speed and now - self._begin > _WARM_UP_S:
            late = self._player.position_ticks() - frame.tick
            off = max(-late, late - self._frame_ticks, 0.0)
            self.off_ms.append(off * 1000 / S)
            self.times.append(now)


def play(name: str, state: dict[str, Any], media: Media, budget_fps: float | None) -> None:
    """Play to the end and print how it went."""
    document, session = Document(Work(read(state)[0])), Session()
    preview = Preview(document, session, media)
    preview.set_viewport(VIEWPORT)
    sound = SoundProcess(Setup(backend="null"))
    player = Player(document, session, preview, media, Tasks(), sound=sound)
    loop = QEventLoop()
    waiting = {"picture", "sound"}
    preview.frame_ready.connect(lambda _: _arrive(waiting, "picture", loop))
    sound.ready.connect(lambda: _arrive(waiting, "sound", loop))
    document.loaded.emit()
    loop.exec()
    watcher = Watcher(player, S // 30)
    preview.frame_ready.connect(watcher.take)
    player.speed_changed.connect(lambda speed: None if speed else loop.quit())
    begin = time.perf_counter()
    player.play()
    loop.exec()
    length = watcher.times[-1] - watcher.times[0]
    fps = (len(watcher.times) - 1) / length
    off = sorted(watcher.off_ms)
    p95 = off[int(len(off) * 0.95)]
    verdict = "" if budget_fps is None else f"   {fps / budget_fps:.2f} of {budget_fps:g} fps"
    took = time.perf_counter() - begin
    share = f"({p95 / _OFF_MS:.2f} of {_OFF_MS:g})"
    print(
        f"{name:<28} {fps:5.1f} fps  dropped {preview.stats.dropped:4}  in {took:.1f} s  "
        f"off by {statistics.median(off):5.1f} p95 {p95:5.1f} ms {share}{verdict}"
    )
    asyncio.run(player.close())
    preview.close()


def _arrive(waiting: set[str], what: str, loop: QEventLoop) -> None:
    """Go on once everything has arrived."""
    if waiting:
        waiting.discard(what)
        if not waiting:
            loop.quit()


def large_video(path: Path, fps: int = 24) -> Path:
    """Write a 4K video: a camera gliding over a picture."""
    width, height = LARGE
    random = np.random.default_rng(1)
    coarse = random.integers(0, 255, (height // 8 + 80, width // 8 + 80, 3), np.uint8)
    picture = np.repeat(np.repeat(coarse, 8, 0), 8, 1)
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=fps, options={"preset": "ultrafast", "crf": "24"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for number in range(SECONDS * fps):
            view = np.ascontiguousarray(picture[number : number + height, 2 * number : 2 * number + width])
            frame = VideoFrame.from_ndarray(view, format="rgb24").reformat(format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, fps)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def one_video(asset: str, size: tuple[int, int]) -> dict[str, Any]:
    """Make a document that shows one video."""
    state = three_layers(SECONDS)
    background = next(item for item in state["items"].values() if item["type"] == "video")
    background["assetId"] = asset
    background["durationTicks"] = SECONDS * S
    first = {**state["tracks"][0], "items": [background["id"]]}
    old = next(value for value in state["assets"].values() if value["type"] == "video")
    assets = {asset: {**old, "id": asset, "width": size[0], "height": size[1]}}
    return {
        **state,
        "tracks": [first],
        "items": {background["id"]: background},
        "assets": assets,
        "transitions": {},
    }


async def proxied(originals: Media, folder: Path) -> Media:
    """Make proxies of the media and give them."""
    tasks = Tasks()
    settled = asyncio.Event()
    proxies = Proxies(originals, tasks, folder=folder)

    def take(progress: object) -> None:
        if progress is None:
            settled.set()

    proxies.progress_changed.connect(take)
    begin = time.perf_counter()
    await settled.wait()
    print(f"{'making the proxy':<28} {SECONDS / (time.perf_counter() - begin):5.2f} s of film a second")
    found = Media(proxies.sources)
    proxies.close()
    await tasks.close()
    return found


def main() -> None:
    """Measure."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        background, clip = make_media(folder, SECONDS)
        state = three_layers(SECONDS)
        paths = {"bg": background, "clip": clip}
        sources = {key: MediaSource(key, path, "video", path.name) for key, path in paths.items()}
        play("three layers at 1080p", state, Media(sources), 30)
        path = large_video(folder / "large.mp4")
        large = Media({"large": MediaSource("large", path, "video", path.name)})
        play("4K as it is", one_video("large", LARGE), large, None)
        play("4K by its proxy", one_video("large", LARGE), asyncio.run(proxied(large, folder)), 24)


if __name__ == "__main__":
    main()
