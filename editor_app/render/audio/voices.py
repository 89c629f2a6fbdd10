"""What sounds when: the clips of a document that have a sound, in the order they are mixed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from editor_app.items import AudioItem, VideoItem
from editor_app.render.windows import ClipWindows, transition_windows
from editor_app.state.model import EditorState
from editor_app.state.queries import placed_items
from editor_app.timebase import TICKS_PER_SAMPLE

_ALONE = ClipWindows()


@dataclass(frozen=True, slots=True)
class Voice:
    """A clip that sounds on samples [first, end), its transition windows included.

    At composition sample n it plays sample n + `offset` of its asset's sound at its playback rate.
    """

    item: AudioItem | VideoItem
    windows: ClipWindows
    first: int
    end: int
    offset: int


def voices(state: EditorState) -> tuple[Voice, ...]:
    """List the voices of a document: muted tracks give none, hidden ones do, an item counts once."""
    return tuple(_voices(state))


def _voices(state: EditorState) -> Iterator[Voice]:
    windows = transition_windows(state)
    for placed in placed_items(state):
        item = placed.item
        if isinstance(item, AudioItem | VideoItem) and not state.tracks[placed.track_index].muted:
            yield _voice(item, windows.get(placed.item_id, _ALONE))


def _voice(item: AudioItem | VideoItem, windows: ClipWindows) -> Voice:
    start = item.start_ticks if windows.incoming is None else windows.incoming.start_ticks
    end = item.end_ticks if windows.outgoing is None else windows.outgoing.end_ticks
    # A whole number of samples for the whole clip: at most 10 µs early or late, and no resampling.
    offset = round(
        (Fraction(item.source_start_ticks) / Fraction(item.playback_rate) - item.start_ticks)
        / TICKS_PER_SAMPLE
    )
    return Voice(item, windows, max(-(-start // TICKS_PER_SAMPLE), 0), -(-end // TICKS_PER_SAMPLE), offset)
