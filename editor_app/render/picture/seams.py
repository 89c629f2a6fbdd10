"""The transition that a clip takes part in at a tick, with both its clips."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from editor_app.items import BrokenItem, Item
from editor_app.render.windows import ClipWindows, TransitionWindow, transition_windows
from editor_app.state.model import EditorState


@dataclass(frozen=True, slots=True)
class Seam:
    """A transition's window and its two clips."""

    window: TransitionWindow
    outgoing: Item
    incoming: Item


_windows: WeakKeyDictionary[EditorState, Mapping[str, ClipWindows]] = WeakKeyDictionary()


def windows_of(state: EditorState, item_id: str) -> ClipWindows:
    """Give the clip's transition windows; a state is looked through once."""
    windows = _windows.get(state)
    if windows is None:
        windows = _windows[state] = transition_windows(state)
    return windows.get(item_id, ClipWindows())


def seam_at(state: EditorState, item_id: str, tick: int) -> Seam | None:
    """Give the transition that runs on the clip at `tick`, None where it is alone.

    A window lies within its two touching clips, so the clip on screen always leads to it.
    """
    windows = windows_of(state, item_id)
    for window in (windows.incoming, windows.outgoing):
        if window is not None and window.start_ticks <= tick < window.end_ticks:
            transition = window.transition
            outgoing = state.items[transition.from_clip_id]
            incoming = state.items[transition.to_clip_id]
            if not isinstance(outgoing, BrokenItem) and not isinstance(incoming, BrokenItem):
                return Seam(window, outgoing, incoming)
    return None
