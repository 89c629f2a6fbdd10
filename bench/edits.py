"""Time single edits on documents of 5,000 and 50,000 clips: median and 95th percentile in ms.

Twice: by the clock, and of the processor, which other work on the machine disturbs less.

Every edit is made on the state that the one before left, so that what it must find out is counted. “undo” is
what the document does besides: compare the states, turn the patch round, apply it.

Run: python bench/edits.py [EDITS]
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from typing import Any

from editor_app import edits
from editor_app.state import EditorState, read
from editor_app.state.patch import Patch

FRAME = 8000
LENGTH = 90 * FRAME
GAP = 30 * FRAME
Times = list[tuple[float, float]]
SIZES = ((5_000, 20), (5_000, 1), (50_000, 20))


def main() -> None:
    """Print one table a size."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for clips, tracks in SIZES:
        state = document(clips, tracks)
        size = f"{clips:,} clips on {tracks} track{'s'[: tracks - 1]}"
        print(f"\n{size}: ms median / p95 by the clock, and of the processor")
        for name, edit in EDITS.items():
            print(f"  {name:<14}{report(run(state, edit, count))}")
        print(f"  {'undo':<14}{report(undo(state, count))}")


def run(state: EditorState, edit: Callable[[EditorState, random.Random], EditorState], count: int) -> Times:
    """Make an edit many times over and time each; a refused one is drawn again."""
    chance, seconds = random.Random(1), Times()
    while len(seconds) < count:
        start, worked = time.perf_counter(), time.process_time()
        try:
            state = edit(state, chance)
        except edits.EditError:
            continue
        seconds.append((time.perf_counter() - start, time.process_time() - worked))
    return seconds


def undo(state: EditorState, count: int) -> Times:
    """Time comparing, turning round and applying after a trim."""
    chance, seconds = random.Random(2), Times()
    for _ in range(count):
        new = _trim(state, chance)
        start, worked = time.perf_counter(), time.process_time()
        Patch.between(state, new).inverse().apply(new)
        seconds.append((time.perf_counter() - start, time.process_time() - worked))
    return seconds


def report(seconds: Times) -> str:
    """Write median and 95th percentile in ms, by the clock and of the processor."""
    return "   ".join(_spread([times[side] * 1000 for times in seconds]) for side in (0, 1))


def _spread(values: list[float]) -> str:
    ordered = sorted(values)
    return f"{ordered[len(ordered) // 2]:8.2f} / {ordered[int(len(ordered) * 0.95)]:6.2f}"


def _any_id(state: EditorState, chance: random.Random) -> str:
    while not (track := chance.choice(state.tracks)).items:
        pass
    return chance.choice(track.items)


def _split(state: EditorState, chance: random.Random) -> EditorState:
    key = _any_id(state, chance)
    item = state.items[key]
    return edits.split_clip(state, item_id=key, at_ticks=item.start_ticks + item.duration_ticks // 2)


def _trim(state: EditorState, chance: random.Random) -> EditorState:
    key = _any_id(state, chance)
    return edits.trim_clip(state, item_id=key, edge="end", to_ticks=state.items[key].end_ticks - FRAME)


def _move(state: EditorState, chance: random.Random) -> EditorState:
    by = chance.randint(-GAP // FRAME, GAP // FRAME) * FRAME
    return edits.move_clips(state, item_ids=[_any_id(state, chance)], by_ticks=by)


def _move_linked(state: EditorState, chance: random.Random) -> EditorState:
    by = chance.randint(-GAP // FRAME, GAP // FRAME) * FRAME
    return edits.move_clips(state, item_ids=[_any_id(state, chance)], by_ticks=by, linked=True)


def _move_across(state: EditorState, chance: random.Random) -> EditorState:
    return edits.move_clips(
        state, item_ids=[_any_id(state, chance)], by_ticks=GAP, by_tracks=1, on_overlap="new-track"
    )


def _delete(state: EditorState, chance: random.Random) -> EditorState:
    return edits.delete_clips(state, item_ids=[_any_id(state, chance)])


def _ripple_delete(state: EditorState, chance: random.Random) -> EditorState:
    return edits.ripple_delete(state, item_ids=[_any_id(state, chance)])


def _split_all(state: EditorState, chance: random.Random) -> EditorState:
    return edits.split_all(state, at_ticks=chance.randint(1, 100 * LENGTH))


def _set_field(state: EditorState, chance: random.Random) -> EditorState:
    return edits.set_number(state, item_ids=[_any_id(state, chance)], field="left", value=chance.random())


EDITS: dict[str, Callable[[EditorState, random.Random], EditorState]] = {
    "split": _split,
    "trim": _trim,
    "move": _move,
    "move linked": _move_linked,
    "move across": _move_across,
    "delete": _delete,
    "ripple delete": _ripple_delete,
    "split all": _split_all,
    "set a number": _set_field,
}


def document(clips: int, tracks: int) -> EditorState:
    """Make a document of video clips, every fourth linked with the next, every second cut a transition."""
    lanes: list[list[str]] = [[] for _ in range(tracks)]
    items: dict[str, Any] = {}
    transitions: dict[str, Any] = {}
    ends = [0] * tracks
    for count in range(clips):
        lane = count % tracks
        key = f"clip-{count:08x}"
        touches = (count // tracks) % 2 == 1
        start = ends[lane] + (0 if touches else GAP)
        items[key] = _video(key, start, f"group-{count // 8}" if count % 8 < 2 else None)
        if touches:
            name = f"cut-{count:08x}"
            transitions[name] = _fade(name, f"track-{lane}", lanes[lane][-1], key)
        lanes[lane].append(key)
        ends[lane] = start + LENGTH
    return read(
        {
            "stateSchemaVersion": "v1",
            "compositionWidth": 1920,
            "compositionHeight": 1080,
            "timebaseTicksPerSecond": 240_000,
            "tracks": [
                {"id": f"track-{n}", "items": lane, "hidden": False, "muted": False}
                for n, lane in enumerate(lanes)
            ],
            "assets": {"film": _FILM},
            "items": items,
            "transitions": transitions,
        }
    )[0]


_FILM = {
    "id": "film",
    "type": "video",
    "filename": "film.mp4",
    "size": 1,
    "mimeType": "video/mp4",
    "durationInSeconds": 100,
    "hasAudioTrack": True,
    "width": 1920,
    "height": 1080,
}


def _number(value: float) -> dict[str, Any]:
    return {"value": value, "keyframes": []}


def _video(key: str, start: int, group: str | None) -> dict[str, Any]:
    moving = {"value": 0, "keyframes": [{"timeTicks": 0, "value": 0}, {"timeTicks": LENGTH // 2, "value": 1}]}
    item: dict[str, Any] = {
        "id": key,
        "type": "video",
        "startTicks": start,
        "durationTicks": LENGTH,
        "isDraggingInTimeline": False,
        "linkGroupId": group,
        "top": _number(0),
        "left": _number(0),
        "width": _number(1920),
        "height": _number(1080),
        "scaleX": _number(1),
        "scaleY": _number(1),
        "opacity": moving,
        "assetId": "film",
        "keepAspectRatio": True,
        "borderRadius": _number(0),
        "rotation": _number(0),
        "sourceStartTicks": 240_000,
        "decibelAdjustment": _number(0),
        "playbackRate": 1,
        "audioFadeInDurationTicks": FRAME,
        "audioFadeOutDurationTicks": FRAME,
    }
    return item


def _fade(key: str, track: str, first: str, second: str) -> dict[str, Any]:
    return {
        "id": key,
        "trackId": track,
        "fromClipId": first,
        "toClipId": second,
        "type": "fade",
        "durationTicks": GAP,
    }


if __name__ == "__main__":
    main()
