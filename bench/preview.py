"""How soon the preview shows what is wanted, how smoothly it plays, and whether the window waits for it.

The aims: something right 150 ms after a seek and a frame that was shown before after 16 ms, both at the 95th
percentile; three layers of 1080p at half size at 30 frames a second on two cores; no stall of the window's
loop over 50 ms meanwhile.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import av
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from scene_media import make_media, repeat

from editor_app.document import Document
from editor_app.render.media.source import MediaSource
from editor_app.services.preview import Preview, PreviewFrame
from editor_app.session import Session
from editor_app.state import EditorState
from editor_app.state.dialects import read
from editor_app.store.history import Work
from editor_app.timebase import TICKS_PER_SECOND, tick_of_frame

S = TICKS_PER_SECOND
FPS = 30
FULL, HALF = (1920, 1080), (960, 540)
PATIENCE_S = 20.0


class Sources(QObject):
    """Where the bench's media lie."""

    changed = Signal(object)

    def __init__(self, sources: Mapping[str, MediaSource]) -> None:
        super().__init__()
        self.sources = sources


class Bench:
    """A document, its preview, and the frames that come."""

    def __init__(self, state: EditorState, media: Mapping[str, Path], viewport: tuple[int, int]) -> None:
        sources = {key: MediaSource(key, path, "video", path.name) for key, path in media.items()}
        self.document, self.session = Document(Work(state)), Session()
        self.sources = Sources(sources)
        self.preview = Preview(self.document, self.session, self.sources)
        self.preview.set_quality("full")
        self.frames: list[tuple[float, PreviewFrame]] = []
        self.preview.frame_ready.connect(self._take)
        self.preview.set_viewport(viewport)
        self.wait(lambda: bool(self.frames) and self.frames[-1][1].is_exact)

    def _take(self, frame: PreviewFrame) -> None:
        self.frames = [*self.frames[-1:], (time.perf_counter(), frame)]

    def wait(self, found: Callable[[], bool]) -> None:
        """Let the loop run until something is so."""
        until = time.monotonic() + PATIENCE_S
        while not found():
            QCoreApplication.processEvents()
            time.sleep(0.0002)
            if time.monotonic() > until:
                raise TimeoutError

    def seek(self, tick: int) -> tuple[float, float]:
        """Move the playhead; give the ms until something right and until the exact frame was there."""
        first: list[float] = []

        def arrived() -> bool:
            if not self.frames or self.frames[-1][0] < begin or self.frames[-1][1].tick != tick:
                return False
            if not first:
                first.append(self.frames[-1][0])
            return self.frames[-1][1].is_exact

        begin = time.perf_counter()
        self.session.set_playhead(tick)
        self.wait(arrived)
        return (first[0] - begin) * 1000, (self.frames[-1][0] - begin) * 1000


def report(what: str, times: list[float], aim_ms: float | None = None) -> None:
    """Print median and 95th percentile, and whether the aim was met."""
    times = sorted(times)
    p95 = times[min(int(len(times) * 0.95), len(times) - 1)]
    verdict = "" if aim_ms is None else f"   {'met' if p95 <= aim_ms else 'MISSED'} ({aim_ms:g} ms)"
    print(f"{what:<44} median {statistics.median(times):7.1f}   p95 {p95:7.1f} ms{verdict}")


def state_of(layers: list[tuple[str, tuple[int, int, int, int]]], seconds: int) -> EditorState:
    """Make a document of videos, the first on top; each is an asset and its place."""
    tracks, items, assets = [], {}, {}
    for number, (asset, box) in enumerate(layers):
        key = f"item-{number}"
        items[key] = _video(key, asset, seconds * S, box)
        tracks.append({"id": f"t{number}", "items": [key], "hidden": False, "muted": False})
        assets[asset] = {
            "id": asset,
            "type": "video",
            "filename": f"{asset}.mp4",
            "size": 1,
            "mimeType": "video/mp4",
            "durationInSeconds": seconds,
            "hasAudioTrack": False,
            "width": FULL[0],
            "height": FULL[1],
        }
    return read(
        {
            "stateSchemaVersion": "v1",
            "compositionWidth": FULL[0],
            "compositionHeight": FULL[1],
            "timebaseTicksPerSecond": S,
            "tracks": tracks,
            "assets": assets,
            "items": items,
            "transitions": {},
        }
    )[0]


def _video(key: str, asset: str, ticks: int, box: tuple[int, int, int, int]) -> dict[str, Any]:
    left, top, width, height = box
    numbers = {"left": left, "top": top, "width": width, "height": height, "scaleX": 1, "scaleY": 1}
    numbers |= {"opacity": 1, "rotation": 0, "borderRadius": 0, "decibelAdjustment": 0}
    return {
        "id": key,
        "type": "video",
        "startTicks": 0,
        "durationTicks": ticks,
        "isDraggingInTimeline": False,
        **{name: {"value": value, "keyframes": []} for name, value in numbers.items()},
        "assetId": asset,
        "keepAspectRatio": True,
        "sourceStartTicks": 0,
        "playbackRate": 1,
        "audioFadeInDurationTicks": 0,
        "audioFadeOutDurationTicks": 0,
    }


def long_gop(source: Path, seconds: int) -> Path:
    """Encode a film anew with a key frame every 250 frames."""
    path = source.with_name("long-gop.mp4")
    if path.exists():
        return path
    part = path.with_suffix(".part.mp4")
    with av.open(str(source)) as original, av.open(str(part), "w", format="mp4") as out:
        options = {"preset": "veryfast", "crf": "20", "g": "250", "sc_threshold": "0"}
        stream = out.add_stream("libx264", rate=FPS, options=options)
        stream.width, stream.height, stream.pix_fmt = *FULL, "yuv420p"
        for number, frame in enumerate(itertools.islice(original.decode(video=0), seconds * FPS)):
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            frame.pict_type = 0
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    part.rename(path)
    return path


def seeks(path: Path, seconds: int, count: int) -> None:
    """Measure seeking in one 1080p film."""
    bench = Bench(state_of([("a", (0, 0, *FULL))], seconds), {"a": path}, FULL)
    chance = random.Random(1)
    last = seconds * FPS - 1
    far = [bench.seek(tick_of_frame(chance.randrange(last), FPS)) for _ in range(count)]
    report("seek far: something right", [first for first, _ in far], 150)
    report("seek far: exact", [exact for _, exact in far])
    near: list[tuple[float, float]] = []
    frame = last // 3
    for _ in range(count):
        frame += chance.randrange(1, 12)
        near.append(bench.seek(tick_of_frame(frame % last, FPS)))
    report("seek a little on: something right", [first for first, _ in near], 150)
    report("seek a little on: exact", [exact for _, exact in near])
    back: list[tuple[float, float]] = []
    for _ in range(count):
        frame -= chance.randrange(1, 12)
        back.append(bench.seek(tick_of_frame(frame % last, FPS) + 1))
    report("seek a little back: something right", [first for first, _ in back], 150)
    report("seek a little back: exact", [exact for _, exact in back])
    places = [tick_of_frame(100 + number, FPS) for number in range(0, 20)]
    for tick in places:
        bench.seek(tick)
    cached = [bench.seek(tick) for _ in range(count // 20 + 1) for tick in places]
    report("seek to what was shown before: exact", [exact for _, exact in cached], 16)
    bench.preview.close()


def playing(paths: list[Path], seconds: int) -> None:
    """Play three layers of 1080p at half size by the clock, with a 5 ms ticker beside it."""
    boxes = [(960, 0, 960, 540), (0, 540, 960, 540), (0, 0, *FULL)]
    names = ["a", "b", "c"]
    bench = Bench(
        state_of(list(zip(names, boxes, strict=True)), seconds + 2),
        dict(zip(names, paths, strict=True)),
        HALF,
    )
    stalls: list[float] = []
    since = QElapsedTimer()
    ticker = QTimer()
    ticker.setTimerType(Qt.TimerType.PreciseTimer)
    ticker.setInterval(5)
    ticker.timeout.connect(lambda: stalls.append(since.nsecsElapsed() / 1e6) or since.restart())
    inexact = 0

    def count(frame: PreviewFrame) -> None:
        nonlocal inexact
        inexact += not frame.is_exact

    bench.preview.frame_ready.connect(count)
    worker = bench.preview.process_id
    painted, waited = _cpu_s(worker), time.process_time()
    begin = time.perf_counter()
    since.start()
    ticker.start()
    while (now := time.perf_counter() - begin) < seconds:
        bench.preview.play_to(tick_of_frame(int(now * FPS), FPS))
        QCoreApplication.processEvents()
        time.sleep(0.001)
    ticker.stop()
    stats = bench.preview.stats
    rate = stats.shown / seconds
    verdict = "met" if rate >= FPS * 0.98 else "MISSED"
    print(
        f"\nthree 1080p layers at half size, {seconds} s: {rate:.1f} frames a second   {verdict} ({FPS})"
        f"   shown {stats.shown}, dropped {stats.dropped}, near {inexact}"
    )
    worst = max(stalls)
    verdict = "met" if worst <= 50 else "MISSED"
    print(f"longest stall of the window's loop: {worst:.1f} ms   {verdict} (50 ms)")
    made = max(stats.shown, 1)
    print(
        f"processor time a frame: {(_cpu_s(worker) - painted) / made * 1000:.1f} ms in the process, "
        f"{(time.process_time() - waited) / made * 1000:.1f} in the window's"
    )
    bench.preview.close()


def _cpu_s(pid: int | None) -> float:
    """Give the processor time of a process, where the system has it as a file."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=10, help="of playing")
    parser.add_argument("--seeks", type=int, default=40, help="of each kind")
    parser.add_argument("--media", type=Path, default=Path(tempfile.gettempdir()) / "editor-app-bench")
    options = parser.parse_args()
    app = QGuiApplication.instance() or QGuiApplication([])
    options.media.mkdir(parents=True, exist_ok=True)
    background, _ = make_media(options.media, 10)
    film = long_gop(repeat(background, 4), 40)
    print("1080p H.264, a key frame every 250 frames, painted at 1920 × 1080")
    seeks(film, 38, options.seeks)
    playing([background, repeat(background, 2), repeat(background, 4)], min(options.seconds, 10))
    del app


if __name__ == "__main__":
    main()
