"""Time joining two documents of 5,000 clips that each got 100 edits of its own; against loading one of them.
Times are of the processor, which other work on the machine disturbs less.
All three documents are read apart, so that no two share a record. Once the edits are of values alone, once of
all kinds: then many collide.

Run: python bench/merge.py [CLIPS]
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterable

from edits import EDITS, document

from editor_app import edits
from editor_app.merge import Merged, merge
from editor_app.state import EditorState, parse_json, read, to_bytes

RUNS = 5
MOST_MS = 200


def main() -> None:
    """Print one line a kind of edits."""
    clips = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    data = to_bytes(document(clips, 20))
    load = best_ms(lambda: read(parse_json(data)))
    print(f"Merging documents of {clips:,} clips, 100 edits on each side; best of {RUNS} runs")
    print(f"  {'edits':<14}{'merge ms':>10}{'load ms':>10}{'ratio':>8}{'conflicts':>11}")
    for name, kinds in (("values", ["set a number"]), ("all kinds", [*EDITS])):
        mine, theirs = (to_bytes(edited(read(parse_json(data))[0], kinds, seed)) for seed in (1, 2))
        spent, merged = timed(data, mine, theirs)
        mark = "" if clips > 5_000 or spent < MOST_MS else f"   more than {MOST_MS} ms"
        print(f"  {name:<14}{spent:>10.0f}{load:>10.0f}{spent / load:>8.2f}{len(merged.conflicts):>11}{mark}")


def edited(state: EditorState, kinds: Iterable[str], seed: int) -> EditorState:
    """Give the document after 100 edits."""
    chance, names, left = random.Random(seed), [*kinds], 100
    while left:
        try:
            state = EDITS[chance.choice(names)](state, chance)
        except edits.EditError:
            continue
        left -= 1
    return state


def timed(base: bytes, mine: bytes, theirs: bytes) -> tuple[float, Merged]:
    """Give the shortest of some merges in ms, each of documents that were just read, and its result."""
    runs = list[tuple[float, Merged]]()
    for _ in range(RUNS):
        states = [read(parse_json(data))[0] for data in (base, mine, theirs)]
        start = time.process_time()
        merged = merge(*states)
        runs.append(((time.process_time() - start) * 1000, merged))
    return min(runs, key=lambda run: run[0])


def best_ms(work: Callable[[], object]) -> float:
    """Give the shortest of some runs in ms."""
    runs = list[float]()
    for _ in range(RUNS):
        start = time.process_time()
        work()
        runs.append((time.process_time() - start) * 1000)
    return min(runs)


if __name__ == "__main__":
    main()
