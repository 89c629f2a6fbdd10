"""Measures undo and the journal: what an edit, an undo, a record and a recovery cost on large documents.

Prints a table in milliseconds. The last columns say what a save of the whole document would cost instead, and
how many times dearer than a journal record that is.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from documents import many_items

from editor_app.document import Document
from editor_app.state import EditorState, read, to_bytes
from editor_app.store.history import Entry, History, Replay, Work
from editor_app.store.journal import Header, Journal, read_journal
from editor_app.store.whole_file import whole_file

EDITS = 200


def main() -> None:
    """Print the table."""
    print(f"{EDITS} edits each; median ms, in brackets the 95th percentile")
    columns = ("document", "edit", "delete", "preview", "undo", "write", "sync", "replay", "whole", "ratio")
    print("".join(f"{name:>16}" for name in columns))
    for count in (5_000, 50_000):
        print("".join(f"{cell:>16}" for cell in row(count)))


def row(count: int) -> list[str]:
    """Measure one document."""
    state, _ = read(many_items("newer", count))
    document, entries = Document(Work(state)), list[Entry]()
    document.committed.connect(entries.append)
    edits = timed(
        EDITS, lambda n: document.apply("Move", moved(document.state, n)), lambda n: moved(state, n)
    )
    previews = timed(
        EDITS, lambda n: document.preview(moved(document.work.state, n)), lambda n: moved(state, n)
    )
    document.cancel_preview()
    deletes = timed(
        EDITS // 4,
        lambda n: document.apply("Delete", without(document.state, n)),
        lambda n: without(state, n),
    )
    undos = timed(EDITS, lambda n: document.undo())
    assert len(entries) == 2 * EDITS + EDITS // 4
    with tempfile.TemporaryDirectory(dir=".") as folder:
        journal = Journal.create(Path(folder) / "journal", Header("id", "film", "base"), History())
        writes, syncs = list[float](), list[float]()
        for entry in entries:
            writes += timed(1, lambda n, entry=entry: journal.write([entry]))
            syncs += timed(1, lambda n: journal.sync())
        journal.close()
        start = time.perf_counter()
        story = read_journal(journal.path, "id")
        replay = Replay(Work(state), story.history)
        for entry in story.entries:
            replay.play(entry)
        replayed = (time.perf_counter() - start) * 1000
        assert to_bytes(replay.work.state) == to_bytes(document.state)
        whole = timed(3, lambda n: save(Path(folder) / "film", replace(document.state)))
    ratio = statistics.median(whole) / (statistics.median(writes) + statistics.median(syncs))
    cells = [cell(values) for values in (edits, deletes, previews, undos, writes, syncs)]
    return [f"{count:,} items", *cells, f"{replayed:.0f} in all", cell(whole), f"{ratio:.1f}×"]


def moved(state: EditorState, number: int) -> EditorState:
    """Give the state with one item a tick later."""
    key = f"item-{number % EDITS}"
    item: Any = state.items[key]
    return state.replace(items={**state.items, key: item.replace(start_ticks=item.start_ticks + 1)})


def without(state: EditorState, number: int) -> EditorState:
    """Give the state without one item, which stays listed."""
    return state.replace(items={key: item for key, item in state.items.items() if key != f"item-{number}"})


def save(path: Path, state: EditorState) -> None:
    """Write the whole document, durably."""
    with whole_file(path) as temporary:
        temporary.write_bytes(to_bytes(state))


def timed(
    times: int, work: Callable[[int], object], besides: Callable[[int], object] | None = None
) -> list[float]:
    """Give the milliseconds of every run, less the median of what is done `besides` the thing measured."""
    runs = [run(work, number) for number in range(times)]
    other = statistics.median(run(besides, number) for number in range(times)) if besides else 0.0
    return [max(0.0, value - other) for value in runs]


def run(work: Callable[[int], object], number: int) -> float:
    """Give the milliseconds of one run."""
    start = time.perf_counter()
    work(number)
    return (time.perf_counter() - start) * 1000


def cell(values: list[float]) -> str:
    """Give median and 95th percentile."""
    return f"{statistics.median(values):.2f} ({sorted(values)[int(len(values) * 0.95)]:.2f})"


if __name__ == "__main__":
    main()
