"""Tracks for the items of a config: what lies higher there lies on a higher track here."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from itertools import pairwise

from editor_app.interchange.renderingvideo.reading.records import Made


def stacked(made: Sequence[Made], track_count: int) -> list[list[Made]]:
    """Give lanes of items that do not overlap, the topmost first, sound last.

    The config's own tracks stay together where no two items of one overlap and their order agrees with
    zIndex; else every item lies on the lowest lane above all that it covers.
    """
    seen = sorted((m for m in made if m.is_seen), key=_rank)
    heard = [m for m in made if not m.is_seen]
    lanes = _own_lanes(seen, track_count) or _greedy(seen)
    return [*reversed(lanes), *_greedy(sorted(heard, key=lambda m: (m.track, m.start)), free=True)]


def _rank(made: Made) -> tuple[float, int, int]:
    return made.z, made.start, made.order


def _own_lanes(seen: Sequence[Made], track_count: int) -> list[list[Made]] | None:
    """Give the tracks from the lowest up, or None where they do not tell the order."""
    tracks: list[list[Made]] = [[] for _ in range(track_count)]
    for made in seen:
        tracks[made.track].append(made)
    filled = [sorted(track, key=lambda m: m.start) for track in tracks if track]
    if any(a.end > b.start for track in filled for a, b in pairwise(track)):
        return None
    filled.sort(key=lambda track: min(map(_rank, track)))
    level = {id(made): index for index, track in enumerate(filled) for made in track}
    return filled if _tell_the_order(seen, level) else None


def _tell_the_order(seen: Sequence[Made], level: Mapping[int, int]) -> bool:
    """Tell whether of those on screen together the higher ones lie on the higher levels.

    `seen` goes from the lowest up; those on screen are kept by their place in it, so that each that comes
    is compared with its two neighbours only: between them the order holds already.
    """
    place = {id(made): index for index, made in enumerate(seen)}
    shown: list[Made] = []
    ends: list[tuple[int, int]] = []

    def rank(made: Made) -> int:
        return place[id(made)]

    for made in sorted(seen, key=_start):
        while ends and ends[0][0] <= made.start:
            gone = seen[heappop(ends)[1]]
            del shown[bisect_left(shown, rank(gone), key=rank)]
        index = bisect_left(shown, rank(made), key=rank)
        below, above = shown[max(0, index - 1) : index], shown[index : index + 1]
        if any(level[id(m)] > level[id(made)] for m in below) or any(
            level[id(m)] < level[id(made)] for m in above
        ):
            return False
        shown.insert(index, made)
        heappush(ends, (made.end, rank(made)))
    return True


def _greedy(items: Sequence[Made], *, free: bool = False) -> list[list[Made]]:
    """Put each item on the lowest lane above those that it overlaps; with `free` on any that has room."""
    lanes: list[list[Made]] = []
    for made in items:
        if free:
            place = next((i for i, lane in enumerate(lanes) if not _is_taken(lane, made)), len(lanes))
        else:
            taken = (i for i in range(len(lanes) - 1, -1, -1) if _is_taken(lanes[i], made))
            place = next(taken, -1) + 1
        if place == len(lanes):
            lanes.append([])
        insort(lanes[place], made, key=_start)
    return lanes


def _start(made: Made) -> int:
    return made.start


def _is_taken(lane: Sequence[Made], made: Made) -> bool:
    """Tell whether a lane, whose items do not overlap, has no room for one more."""
    index = bisect_left(lane, made.end, key=_start)
    return index > 0 and lane[index - 1].end > made.start
