"""The life of one editor in a process of its own: it edits at random until it is told to rest, or killed.

    python -m tests.services.sync.life FOLDER URL KEY NAME SEED PROJECT_ID

What it will do is told line by line in FOLDER/story, and what it did once the journal has it on the disk.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from PySide6.QtWidgets import QApplication

from editor_app.items.values import AnimatedNumber, Keyframe
from editor_app.services.sync.rhythm import Rhythm
from editor_app.state import to_bytes
from tests.document.edits import SECOND, moved, small_state
from tests.services.sync.clocks import CLOCK_HOURS, set_clock
from tests.services.sync.seats import Seat

Thing = tuple[dict[str, Any], Callable[[], object]]
"""What is told of something, and what does it."""

if os.environ.get(CLOCK_HOURS):  # also in the processes that this one starts, which import it
    set_clock(float(os.environ[CLOCK_HOURS]))

_FAR, _PLACES = 10_000_000 * SECOND, 4_000_000
"""Where clips that are moved lie: each editor has a part of the timeline of its own."""
_MANY = 150
"""Clips of one editor: with ever more of them no exchange would end between two kills."""
_RHYTHM = Rhythm(pause_s=0.1, most_s=0.5, poll_s=0.4)


async def main(folder: Path, url: str, key: str, name: str, seed: str, project_id: str) -> None:
    """Live."""
    seat = Seat(folder, url, key, rhythm=_RHYTHM)
    await seat.accounts.ready()
    chance = random.Random(seed)
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
    """Do one thing; it is told before it is done, as nobody can tell what kills the program in between."""
    thing = _thing(seat, name, chance)
    if thing is None:
        return
    told, do = thing
    story.write(json.dumps({"will": told}) + "\n")
    story.flush()
    do()
    if await seat.workspace.is_kept():
        story.write(json.dumps({"did": told}) + "\n")
        story.flush()


def _thing(seat: Seat, name: str, chance: random.Random) -> Thing | None:
    """Give something to do, and what is told of it; once there are many clips, as many go as come."""
    state, number = seat.document.work.state, chance.getrandbits(40)
    own = [key for key in state.items if key.startswith(f"{name}-")]
    kind = chance.randrange(16)
    if (kind < 4 and len(own) < _MANY) or not own:
        key = f"{name}-{number:x}"
        ends = [item.start_ticks + item.duration_ticks for item in state.items.values()]  # type: ignore[union-attr]
        start = max(end for end in ends if end < _FAR)
        new = small_state(1).items["a"].replace(id=key, start_ticks=start + chance.randrange(5) * SECOND)  # type: ignore[union-attr]
        track = state.tracks[-1]
        tracks = (*state.tracks[:-1], track.replace(items=(*track.items, key)))  # type: ignore[union-attr]
        added = state.replace(items={**state.items, key: new}, tracks=tracks)
        return {"add": key}, lambda: seat.document.apply("Add", added)
    if 4 <= kind < 8:
        key, value = chance.choice(own), round(chance.random(), 6)
        return {"give": key, "value": value}, lambda: seat.give(key, value)
    if (kind == 8 and len(own) > 5) or kind < 4:
        key = chance.choice(own)
        rest = {other: item for other, item in state.items.items() if other != key}
        tracks = tuple(t.replace(items=tuple(i for i in t.items if i != key)) for t in state.tracks)  # type: ignore[union-attr]
        left = state.replace(items=rest, tracks=tracks)
        return {"delete": key}, lambda: seat.document.apply("Delete", left)
    if kind > 9:
        return _arrange(seat, name, chance, chance.choice(own), number)
    key, value = chance.choice("abcdef"), round(chance.random(), 6)  # the clips that both edit
    if key not in state.items:
        return None
    return {"share": key, "value": value, "over": seat.has(key)}, lambda: seat.give(key, value)


def _arrange(seat: Seat, name: str, chance: random.Random, key: str, number: int) -> Thing:
    """Move an own clip to where nothing else is, let it turn, mute the own track, or name the project."""
    state = seat.document.work.state
    item: Any = state.items[key]
    kind = chance.randrange(4)
    if kind == 0:
        start = _FAR * (1 + "pq".index(name)) + number % _PLACES * 2 * SECOND
        elsewhere = moved(state, key, start)
        return {"move": key, "value": start}, lambda: seat.document.apply("Move", elsewhere)
    if kind == 1:
        keys = tuple(Keyframe(time_ticks=t, value=chance.randrange(1, 360)) for t in (0, SECOND // 2))
        new = item.replace(rotation=AnimatedNumber(value=keys[0].value, keyframes=keys))
        turned = state.replace(items={**state.items, key: new})
        told = {"turn": key, "value": [key.value for key in keys]}
        return told, lambda: seat.document.apply("Turn", turned)
    if kind == 2:
        own, is_muted = {"p": "top", "q": "low"}[name], bool(number % 2)
        tracks: Any = state.tracks
        muted = state.replace(tracks=tuple(t.replace(muted=is_muted) if t.id == own else t for t in tracks))
        return {"mute": own, "value": is_muted}, lambda: seat.document.apply("Mute", muted)
    title = f"{name} {number:x}"
    named = seat.document.sidecar.with_title(title)
    return {"title": "title", "value": title}, lambda: seat.document.apply("Name", sidecar=named)


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
    asyncio.run(main(Path(folder), url, key, name, seed, project_id))
