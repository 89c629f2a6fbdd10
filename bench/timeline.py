"""How fast the timeline paints: frames while scrolling 50,000 items, repaints after edits of 5,000.

The budgets: a frame of scrolling 33 ms, an edit with its repaint 16 ms, both at the 95th percentile.
"""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication  # noqa: TID251 - it measures a widget

from editor_app.document import Document
from editor_app.edits.clips import move_clips
from editor_app.edits.split import split_clip
from editor_app.edits.trim import trim_clip
from editor_app.session import Session, TimelineView
from editor_app.state import EditorState
from editor_app.state.dialects import read
from editor_app.store.history import Work
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.theme import apply_theme
from editor_app.ui.timeline.panel import TimelinePanel

S = TICKS_PER_SECOND
SIZE = (1920, 420)
TRACKS = 10


def state_of(items: int) -> EditorState:
    """Make a document of solids and texts, a second each, with gaps, on ten tracks."""
    made: dict[str, Any] = {}
    lists: list[list[str]] = [[] for _ in range(TRACKS)]
    for number in range(items):
        track, place = number % TRACKS, number // TRACKS
        key = f"item-{number}"
        made[key] = _item(key, place * S + place // 7 * S // 4, S, keyed=number % 5 == 0)
        lists[track].append(key)
    tracks = [
        {"id": f"t{n}", "items": listed, "hidden": False, "muted": False} for n, listed in enumerate(lists)
    ]
    return read(
        {
            "stateSchemaVersion": "v1",
            "compositionWidth": 1920,
            "compositionHeight": 1080,
            "timebaseTicksPerSecond": S,
            "tracks": tracks,
            "assets": {},
            "items": made,
            "transitions": {},
        }
    )[0]


def _item(key: str, start: int, length: int, *, keyed: bool) -> dict[str, Any]:
    box = {
        "top": 0,
        "left": 0,
        "width": 100,
        "height": 100,
        "scaleX": 1,
        "scaleY": 1,
        "rotation": 0,
        "borderRadius": 0,
    }
    keys = [{"timeTicks": length // 4, "value": 0}, {"timeTicks": length // 2, "value": 1}] if keyed else []
    return {
        "id": key,
        "type": "solid",
        "startTicks": start,
        "durationTicks": length,
        "isDraggingInTimeline": False,
        **{name: {"value": value, "keyframes": []} for name, value in box.items()},
        "opacity": {"value": 1, "keyframes": keys},
        "color": "#ff8800",
        "shape": "rectangle",
        "keepAspectRatio": False,
    }


Times = list[tuple[float, float]]


def times_of(steps: Iterator[Callable[[], None]]) -> Times:
    """Time each step, in ms: by the clock, and of the processor."""
    found: Times = []
    for step in steps:
        begin, worked = time.perf_counter(), time.process_time()
        step()
        found.append(((time.perf_counter() - begin) * 1000, (time.process_time() - worked) * 1000))
    return found


def report(what: str, times: Times, budget_ms: float | None = None) -> None:
    """Print median and 95th percentile, by the clock and, which is less noisy, of the processor."""
    wall, cpu = sorted(wall for wall, _ in times), sorted(cpu for _, cpu in times)
    p95 = int(len(times) * 0.95)
    verdict = "" if budget_ms is None else f"   {wall[p95] / budget_ms:.2f} of {budget_ms:g} ms"
    print(
        f"{what:<32} clock {statistics.median(wall):6.2f} p95 {wall[p95]:6.2f} ms   "
        f"processor {statistics.median(cpu):6.2f} p95 {cpu[p95]:6.2f} ms{verdict}"
    )


class Bench:
    """A timeline on a document, painted into a pixmap."""

    def __init__(self, state: EditorState) -> None:
        self.document = Document(Work(state))
        self.session = Session()
        self.panel = TimelinePanel(self.document, self.session)
        self.panel.resize(*SIZE)
        self.panel.show()
        QApplication.processEvents()
        self.target = QPixmap(self.panel.area.size())

    def paint(self) -> None:
        """Paint as a paint event would."""
        self.panel.area.render(self.target)

    def scroll(self, ticks_per_px: float, frames: int = 120) -> Iterator[Callable[[], None]]:
        """Scroll through the whole length, a frame a step."""
        self.session.set_view(TimelineView(ticks_per_px))
        self.paint()
        length = self.panel.area.lanes.length_ticks / ticks_per_px
        for number in range(frames):
            left = int(length * number / frames)

            def step(left: int = left) -> None:
                self.session.set_view(TimelineView(ticks_per_px, left, 0))
                self.paint()

            yield step

    def edits(
        self, edit: Callable[[EditorState, int], EditorState], count: int = 100
    ) -> Iterator[Callable[[], None]]:
        """Edit and paint, again and again."""
        for number in range(count):

            def step(number: int = number) -> None:
                self.document.apply("edit", edit(self.document.work.state, number))
                self.paint()

            yield step

    def drag(self, item_id: str, count: int = 100) -> Iterator[Callable[[], None]]:
        """Preview a move, as a drag does, and paint."""
        start = self.document.work.state
        for number in range(count):

            def step(number: int = number) -> None:
                self.document.preview(
                    move_clips(start, item_ids=(item_id,), by_ticks=number * 8000, by_tracks=0)
                )
                self.paint()

            yield step
        self.document.cancel_preview()

    def playhead(self, count: int = 200) -> Iterator[Callable[[], None]]:
        """Move the playhead and paint."""
        self.session.set_follow("none")
        for number in range(count):

            def step(number: int = number) -> None:
                self.session.set_playhead(number * 8000)
                self.paint()

            yield step


def main() -> None:
    """Measure."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app, "dark")
    small = Bench(state_of(5_000))
    for ticks_per_px, name in ((2400.0, "100 px a second"), (S / 20, "20 px a second")):
        small.session.set_view(TimelineView(ticks_per_px))
        small.paint()
        print(f"\n5,000 items, {name}")
        report("trim and repaint", times_of(small.edits(_trim)), 16)
        report("split and repaint", times_of(small.edits(_split, 60)), 16)
        report("undo and repaint", times_of(_undos(small, 100)), 16)
        last = small.document.work.state.tracks[0].items[-1]
        report("drag step and repaint", times_of(small.drag(last)), 16)
        report("playhead step and repaint", times_of(small.playhead()))
    large = Bench(state_of(50_000))
    print("\n50,000 items")
    for ticks_per_px, name in (
        (2400.0, "scroll, 100 px a second"),
        (S / 30, "scroll, 30 px a second"),
        (S / 10, "scroll, 10 px a second"),
        (S / 1, "scroll, 1 px a second"),
        (S * 4.0, "scroll, all in sight"),
    ):
        report(name, times_of(large.scroll(ticks_per_px)), 33)
    large.session.set_view(TimelineView(2400.0))
    report("trim and repaint", times_of(large.edits(_trim, 40)))
    report("drag step and repaint", times_of(large.drag(large.document.work.state.tracks[0].items[-1], 40)))
    large.panel.close()
    small.panel.close()
    gc.collect()


def _trim(state: EditorState, number: int) -> EditorState:
    key = f"item-{number * TRACKS + 1}"
    item = state.items[key]
    by = -8000 if item.duration_ticks > 80_000 else 8000
    return trim_clip(state, item_id=key, edge="end", to_ticks=item.end_ticks + by)


def _split(state: EditorState, number: int) -> EditorState:
    key = state.tracks[0].items[number * 3]
    item = state.items[key]
    return split_clip(state, item_id=key, at_ticks=(item.start_ticks + item.end_ticks) // 2)


def _undos(bench: Bench, count: int) -> Iterator[Callable[[], None]]:
    for number in range(count):

        def step(is_undo: bool = number % 2 == 0) -> None:
            (bench.document.undo if is_undo else bench.document.redo)()
            bench.paint()

        yield step


if __name__ == "__main__":
    main()
