"""The keyframes that diamonds show, remembered for as long as a clip lives."""

from __future__ import annotations

import gc
import weakref

from editor_app.edits import move_clips
from editor_app.state import EditorState, read
from editor_app.ui.timeline import keys
from editor_app.ui.timeline.keys import key_times
from tests.documents import document, number, solid

S = 240_000


def state_of(count: int) -> EditorState:
    clips = (solid(f"c{n}", n * S, S, opacity=number(1, (0, 0), (S // 2, 1))) for n in range(count))
    return read(document(*clips))[0]


def test_times_come_in_order_with_their_fields() -> None:
    (item,) = state_of(1).items.values()
    assert key_times(item) == {0: ("opacity",), S // 2: ("opacity",)}
    assert key_times(item) is key_times(item)


def test_clips_that_were_changed_are_let_go() -> None:
    state = state_of(3)
    for item in state.items.values():
        key_times(item)
    gone = weakref.ref(state.items["c2"])
    known = len(keys._known)
    state = move_clips(state, item_ids=["c2"], by_ticks=S)
    del item
    gc.collect()
    assert gone() is None
    assert len(keys._known) < known
    assert key_times(state.items["c2"]) == {0: ("opacity",), S // 2: ("opacity",)}
