"""How long the window's loop is held up while a document of 10,000 clips is checked here and by a service.

    python bench/validation.py [CLIPS]

A small edit, the pause, our own checks, the verdict of a local server in a process of its own, and both
joined: once where nothing is wrong, once where every tenth clip has a keyframe too late. The budget: no
stall of more than 50 ms. Exit 1 beyond it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from documents import many_items
from PySide6.QtCore import QCoreApplication
from qasync import QEventLoop  # noqa: TID251 - the window's loop, without the window
from sandbox import serving  # type: ignore[import-not-found]

from editor_app.cloud.indream import AsyncIndreamClient
from editor_app.document import Document
from editor_app.edits import set_track
from editor_app.sandbox.accounts import create_key
from editor_app.sandbox.database import connect, transaction
from editor_app.sandbox.service import DATABASE_NAME
from editor_app.services.collections_off import no_collections
from editor_app.services.service_validation import PAUSE_S, Judge, ServiceValidation
from editor_app.services.tasks import Tasks
from editor_app.services.validation import Validation
from editor_app.state import read
from editor_app.store.history import Work

EDITS, BUDGET_MS, IDLE_S = 5, 50.0, 2.0


def main() -> None:
    """Measure a good document and a bad one; exit 1 where the loop was held up too long."""
    clips = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    application = QCoreApplication([])
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as (url, _):
        key = key_of(Path(folder))
        with QEventLoop(application) as loop:
            met = [loop.run_until_complete(measure(url, key, clips, bad)) for bad in (False, True)]
    sys.exit(not all(met))


def key_of(folder: Path) -> str:
    """Make a key for the server."""
    connection = connect(folder / DATABASE_NAME)
    with transaction(connection):
        key = create_key(connection, "bench")
    connection.close()
    return key


def document(clips: int, is_bad: bool) -> Document:
    """Give a document of so many clips, a tenth of them with a keyframe too late if it is bad."""
    value = many_items("newer", clips)
    late: dict[str, Any] = {"value": 1, "keyframes": [{"timeTicks": 10**9, "value": 1}]}
    for item in [*value["items"].values()][::10] if is_bad else ():
        item["opacity"] = late
    return Document(Work(read(value)[0]))


async def measure(url: str, key: str, clips: int, is_bad: bool) -> bool:
    """Edit some times, each time until both have spoken; tell whether the loop was never held up too long."""
    with no_collections():  # as when a project is opened
        tasks, edited = Tasks(), document(clips, is_bad)
    async with AsyncIndreamClient(key, base_url=url) as client:
        service = ServiceValidation(edited, tasks, lambda: Judge("Sandbox", client))
        validation = Validation(edited, service=service)
        await settled(edited, service, validation)
        idle, stalls = list[tuple[float, float]](), list[tuple[float, float]]()
        beat = tasks.start(heartbeat(idle), "heartbeat while nothing happens")
        await asyncio.sleep(IDLE_S)
        beat.cancel()
        beat = tasks.start(heartbeat(stalls), "heartbeat")
        answers: list[float] = []
        for _ in range(EDITS):
            state = edited.work.state
            edited.apply(
                "Hide", set_track(state, track_id=state.tracks[0].id, hidden=not state.tracks[0].hidden)
            )
            begin = time.perf_counter()
            await settled(edited, service, validation)
            answers.append(time.perf_counter() - begin)
        beat.cancel()
        found = len(validation.problems)
        service.close()
        validation.close()
        await tasks.close()
    worst, own = max(wall for wall, _ in stalls), max(work for _, work in stalls)
    mark = "met" if worst <= BUDGET_MS else "MISSED"
    spoken = f"{min(answers):.1f} to {max(answers):.1f} s after an edit"
    print(
        f"{clips:,} clips, {found:,} problems: loop held up for {worst:.0f} ms at most, "
        f"{worst / BUDGET_MS:.2f} of {BUDGET_MS:g} ms; {own:.0f} ms by this program's own work, and "
        f"{max(idle)[0]:.0f} ms while nothing happens; "
        f"both have spoken {spoken}, the pause of {PAUSE_S:g} s included; {mark}",
        flush=True,
    )
    return mark == "met"


async def settled(edited: Document, service: ServiceValidation, validation: Validation) -> None:
    """Wait until both have spoken about the document as it is."""
    news = asyncio.Event()
    for signal in (service.word_changed, validation.problems_changed):
        signal.connect(news.set)
    while service.word.about is not edited.work.state or not validation.is_current:
        news.clear()
        with contextlib.suppress(TimeoutError):  # nobody tells that the problems are still the same
            await asyncio.wait_for(news.wait(), 0.1)


async def heartbeat(stalls: list[tuple[float, float]]) -> None:
    """Note in ms how much later than wanted the loop came by, and how long this program worked meanwhile."""
    while True:
        begin, worked = time.perf_counter(), time.process_time()
        await asyncio.sleep(0.001)
        stalls.append(((time.perf_counter() - begin - 0.001) * 1000, (time.process_time() - worked) * 1000))


if __name__ == "__main__":
    main()
