"""The life of one editor in a process of its own: it edits at random until it is told to rest, or killed.

    python -m tests.services.sync.life FOLDER URL KEY NAME SEED [PROJECT_ID]

What it did is told line by line in FOLDER/story, each line only once the journal has it on the disk.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
from pathlib import Path
from typing import Any, TextIO

from PySide6.QtWidgets import QApplication

from editor_app.items.values import AnimatedNumber, Keyframe
from editor_app.services.sync.rhythm import Rhythm
from editor_app.state import to_bytes
from tests.document.edits import SECOND, moved, small_state
from tests.services.sync.clocks import CLOCK_HOURS, set_clock
from tests.services.sync.seats import Seat

if os.environ.get(CLOCK_HOURS):  # also in the processes that this one starts, which import it
    set_clock(float(os.environ[CLOCK_HOURS]))

_FAR, _PLACES = 10_000_000 * SECOND, 4_000_000
"""Where clips that are moved lie: each editor has a part of the timeline of its own."""
_RHYTHM = Rhythm(pause_s=0.1, most_s=0.5, poll_s=0.4)


async def main(folder: Path, url: str, key: str, name: str, seed: int, project_id: str) -> None:
    """Live."""
    seat = Seat(folder, url, key, rhythm=_RHYTHM)
    await seat.accounts.ready()
    chance = random.Random(f"{seed}/{os.getpid()}")
    while not await seat.linking.open(seat.profile.service, project_id):  # noqa: ASYNC110 - the server is out
        await asyncio.sleep(0.2)
    at_rest, loop = asyncio.Event(), asyncio.get_running_loop()
    loop.add_reader(sys.stdin.fileno(), at_rest.set)
    print("open", flush=True)
    with (folder / "story").open("a", encoding="utf-8") as story:
        while not at_rest.is_set():
            await _edit(seat, name, chance, story)
            await asyncio.sleep(chance.random() * 0.15)
    loop.remove_reader(sys.stdin.fileno())
    while (await asyncio.to_thread(sys.stdin.readline)).strip() != "end":
        seat.sync.sync_now()
        seen = len(seat.told)
        while len(seat.told) < seen + 2 or seat.sync.status.kind != "in-step":  # noqa: ASYNC110 - as seen from outside
            await asyncio.sleep(0.05)
        print(json.dumps(_document(seat), sort_keys=True), flush=True)
    await seat.close()


async def _edit(seat: Seat, name: str, chance: random.Random, story: TextIO) -> None:
    state, number = seat.document.work.state, chance.getrandbits(40)
    own = [key for key in state.items if key.startswith(f"{name}-")]
    kind = chance.randrange(16)
    told: dict[str, Any]
    if kind < 4 or not own:
        key = f"{name}-{number:x}"
        ends = [item.start_ticks + item.duration_ticks for item in state.items.values()]  # type: ignore[union-attr]
        start = max(end for end in ends if end < _FAR)
        new = small_state(1).items["a"].replace(id=key, start_ticks=start + chance.randrange(5) * SECOND)  # type: ignore[union-attr]
        track = state.tracks[-1]
        tracks = (*state.tracks[:-1], track.replace(items=(*track.items, key)))  # type: ignore[union-attr]
        seat.document.apply("Add", state.replace(items={**state.items, key: new}, tracks=tracks))
        told = {"add": key}
    elif kind < 8:
        key, value = chance.choice(own), round(chance.random(), 6)
        seat.give(key, value)
        told = {"give": key, "value": value}
    elif kind == 8 and len(own) > 5:
        key = chance.choice(own)
        rest = {other: item for other, item in state.items.items() if other != key}
        tracks = tuple(t.replace(items=tuple(i for i in t.items if i != key)) for t in state.tracks)  # type: ignore[union-attr]
        seat.document.apply("Delete", state.replace(items=rest, tracks=tracks))
        told = {"delete": key}
    elif kind > 9:
        told = _arrange(seat, name, chance, chance.choice(own), number)
    else:  # the clips that both edit
        key, value = chance.choice("abcdef"), round(chance.random(), 6)
        if key not in state.items:
            return
        told = {"share": key, "value": value, "over": seat.has(key)}
        seat.give(key, value)
    story.write(json.dumps({"will": told}) + "\n")
    story.flush()
    if await seat.workspace.is_kept():
        story.write(json.dumps({"did": told}) + "\n")
        story.flush()


def _arrange(seat: Seat, name: str, chance: random.Random, key: str, number: int) -> dict[str, Any]:
    """Move an own clip to where nothing else is, let it turn, mute the own track, or name the project."""
    state = seat.document.work.state
    item: Any = state.items[key]
    kind = chance.randrange(4)
    if kind == 0:
        start = _FAR * (1 + "pq".index(name)) + number % _PLACES * 2 * SECOND
        seat.document.apply("Move", moved(state, key, start))
        return {"move": key, "value": start}
    if kind == 1:
        keys = tuple(Keyframe(time_ticks=t, value=chance.randrange(1, 360)) for t in (0, SECOND // 2))
        new = item.replace(rotation=AnimatedNumber(value=keys[0].value, keyframes=keys))
        seat.document.apply("Turn", state.replace(items={**state.items, key: new}))
        return {"turn": key, "value": [key.value for key in keys]}
    if kind == 2:
        own, is_muted = {"p": "top", "q": "low"}[name], bool(number % 2)
        tracks: Any = state.tracks
        new = tuple(t.replace(muted=is_muted) if t.id == own else t for t in tracks)
        seat.document.apply("Mute", state.replace(tracks=new))
        return {"mute": own, "value": is_muted}
    title = f"{name} {number:x}"
    seat.document.apply("Name", sidecar=seat.document.sidecar.with_title(title))
    return {"title": "title", "value": title}


def _document(seat: Seat) -> dict[str, Any]:
    state = seat.document.work.state
    items = {key: item.raw for key, item in state.items.items()}
    return {
        "items": items,
        "tracks": [sorted(track.items) for track in state.tracks],
        "title": seat.document.sidecar.title,
        "document": json.loads(to_bytes(state)),
    }


if __name__ == "__main__":
    QApplication([])
    folder, url, key, name, seed, project_id = sys.argv[1:7]
    asyncio.run(main(Path(folder), url, key, name, int(seed), project_id))
