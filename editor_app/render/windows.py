"""Where transitions lie: the one place that decides when two neighbouring clips are both present."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from editor_app.items import BrokenItem, Item
from editor_app.state.model import EditorState, Transition


@dataclass(frozen=True, slots=True)
class TransitionWindow:
    """The half-open time [start_ticks, end_ticks) in which a transition shows both its clips."""

    transition: Transition
    start_ticks: int
    cut_ticks: int
    end_ticks: int

    def progress(self, tick: float) -> float:
        """Give how far the transition is at `tick`: 0 at the start, 1 at the end, before easing."""
        length = self.end_ticks - self.start_ticks
        return min(max((tick - self.start_ticks) / length, 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class ClipWindows:
    """The transition a clip comes in by and the one it goes out by."""

    incoming: TransitionWindow | None = None
    outgoing: TransitionWindow | None = None


def transition_windows(state: EditorState) -> Mapping[str, ClipWindows]:
    """Give each clip's transition windows by item id; clips without a transition are left out.

    ```
        |        A        |        B        |
                     [ before | after )
                  start      cut     end
    ```
    The window is centred on the cut, each half clamped to the clip it lies in; where the windows at
    both ends of a short clip would meet, their halves in it shrink in proportion (conventions §5).
    A transition counts when its clips are neighbours on its track and touch; the first one at a seam
    wins, and a clip listed on two tracks takes part only on the first. Source: conventions §1, §5.
    """
    if state not in _known:
        _known[state] = _windows(state)
    return _known[state]


_known: WeakKeyDictionary[EditorState, Mapping[str, ClipWindows]] = WeakKeyDictionary()


def _windows(state: EditorState) -> Mapping[str, ClipWindows]:
    seams = list(_seams(state))
    before = {seam.transition.to_clip_id: seam.after_ticks for seam in seams}
    after = {seam.transition.from_clip_id: seam.before_ticks for seam in seams}
    found: dict[str, ClipWindows] = {}
    for seam in seams:
        out_id, in_id = seam.transition.from_clip_id, seam.transition.to_clip_id
        cut = seam.incoming.start_ticks
        _, tail = _shrink(before.get(out_id, 0), seam.before_ticks, seam.outgoing.duration_ticks)
        head, _ = _shrink(seam.after_ticks, after.get(in_id, 0), seam.incoming.duration_ticks)
        if head + tail == 0:
            continue
        window = TransitionWindow(seam.transition, cut - tail, cut, cut + head)
        found[out_id] = replace(found.get(out_id, ClipWindows()), outgoing=window)
        found[in_id] = replace(found.get(in_id, ClipWindows()), incoming=window)
    return found


@dataclass(frozen=True, slots=True)
class _Seam:
    transition: Transition
    outgoing: Item
    incoming: Item
    before_ticks: int
    after_ticks: int


def _seams(state: EditorState) -> Iterator[_Seam]:
    if not state.transitions:
        return
    neighbours = _neighbours(state)
    for transition in state.transitions.values():
        if not isinstance(transition, Transition):
            continue
        key = (transition.track_id, transition.from_clip_id, transition.to_clip_id)
        if not neighbours.pop(key, False):
            continue
        outgoing, incoming = state.items[transition.from_clip_id], state.items[transition.to_clip_id]
        if isinstance(outgoing, BrokenItem) or isinstance(incoming, BrokenItem):
            continue
        if outgoing.end_ticks != incoming.start_ticks:
            continue
        half = transition.duration_ticks // 2
        yield _Seam(
            transition,
            outgoing,
            incoming,
            min(half, outgoing.duration_ticks),
            min(transition.duration_ticks - half, incoming.duration_ticks),
        )


def _neighbours(state: EditorState) -> dict[tuple[str, str, str], bool]:
    """Collect (track, item, next item) for every item that lives on its first track."""
    home: dict[str, str] = {}
    pairs: dict[tuple[str, str, str], bool] = {}
    for track in state.tracks:
        for item_id in track.items:
            home.setdefault(item_id, track.id)
        for first, second in zip(track.items, track.items[1:], strict=False):
            if first in state.items and second in state.items and first != second:
                pairs[track.id, first, second] = home[first] == home[second] == track.id
    return pairs


def _shrink(head: int, tail: int, duration: int) -> tuple[int, int]:
    """Fit a head and a tail into `duration`, in proportion."""
    if head + tail <= duration:
        return head, tail
    fitted = head * duration // (head + tail)
    return fitted, duration - fitted
