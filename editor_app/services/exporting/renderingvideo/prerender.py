"""What a service cannot draw, drawn here before: films and stills, each made once for a job."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from platformdirs import user_cache_path

from editor_app.interchange.renderingvideo import Prerender
from editor_app.product import APPLICATION_ID
from editor_app.render.export.apart import Order, Refusal
from editor_app.render.export.limits import MAX_SCALE, MIN_SCALE
from editor_app.render.export.settings import ExportSettings, Progress
from editor_app.render.media.source import MediaSource
from editor_app.services.exporting.jobs.events import Moved
from editor_app.services.exporting.jobs.runner import JobTrouble, Seat
from editor_app.services.exporting.jobs.snapshot import Snapshot
from editor_app.services.exporting.jobs.words import tr
from editor_app.services.exporting.local import Line
from editor_app.services.exporting.renderingvideo import words
from editor_app.services.exporting.renderingvideo.config import Converted

FOLDER = "parts"


class Prerenderer:
    """Draws in a process of its own, one after the other; what is finished outlives the program."""

    def __init__(self, cache_dir: Path | None = None) -> None:
        """Keep decoded sound in `cache_dir`, or else in the user's cache."""
        self._cache_dir = cache_dir or user_cache_path(APPLICATION_ID, appauthor=False) / "sound"

    async def make(
        self, seat: Seat, converted: Converted, snapshot: Snapshot, fps: int, scale: float
    ) -> Mapping[str, Path]:
        """Give the file of each part by its key; raise JobTrouble where one cannot be drawn."""
        plan = converted.plan.prerenders
        spans = [one.end_tick - one.start_tick if one.kind == "webm" else 1 for one in plan]
        total, before, made = sum(spans), 0, dict[str, Path]()
        for one, span in zip(plan, spans, strict=True):
            file = made[one.key] = part_place(seat.folder, one)
            if not await asyncio.to_thread(file.exists):
                order = self._order(file, one, converted.parts[one.key], snapshot.sources, fps, scale)
                ear = _Ear(seat, before / total, span / total)
                await _draw(order, ear, seat.job.target.name)
            before += span
        return made

    def _order(
        self,
        file: Path,
        part: Prerender,
        document: bytes,
        sources: Mapping[str, MediaSource],
        fps: int,
        scale: float,
    ) -> Order:
        settings = ExportSettings(
            "png" if part.kind == "png" else "webm",
            fps,
            min(MAX_SCALE, max(MIN_SCALE, scale)),
            part.start_tick,
            part.end_tick,
            alpha=True,
        )
        return Order(document, sources, settings, file, self._cache_dir)


def part_place(folder: Path, part: Prerender) -> Path:
    """Give the file of a part in a job's folder; its key may hold what no name can."""
    return folder / FOLDER / f"part-{sha256(part.key.encode()).hexdigest()[:16]}.{part.kind}"


async def _draw(order: Order, ear: _Ear, service: str) -> None:
    line = Line(order.output)

    def make() -> Order:
        order.output.parent.mkdir(parents=True, exist_ok=True)
        return order

    work = asyncio.ensure_future(asyncio.to_thread(line.run, make, ear.hear))
    try:
        last = await asyncio.shield(work)
    except asyncio.CancelledError:
        line.cancel()
        await asyncio.wait([work])  # its process would draw on otherwise
        raise
    except OSError as error:
        raise JobTrouble(words.part_failed(error.strerror or str(error), service), "room") from error
    if isinstance(last, Refusal):
        raise JobTrouble(words.part_failed(last.sentence, service), "retry")


class _Ear:
    """Hears how far a part is, on another thread, and tells it on the loop as a share of all."""

    def __init__(self, seat: Seat, begin: float, share: float) -> None:
        self._seat, self._begin, self._share = seat, begin, share
        self._loop = asyncio.get_running_loop()

    def hear(self, news: Progress) -> None:
        """Take progress in; for any thread."""
        with contextlib.suppress(RuntimeError):  # the loop may be closed by then
            self._loop.call_soon_threadsafe(self._take, news)

    def _take(self, news: Progress) -> None:
        done = news.frames_done / max(1, news.frames_total)
        text = tr("Drawing here what the service cannot draw.")
        moved = Moved("preparing", self._begin + done * self._share, news.fps or None, sentence=text)
        self._seat.tell(moved)
