"""Random pairs of documents that two people made of one."""

from __future__ import annotations

import copy
from itertools import count
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from editor_app.edits import EditError
from editor_app.state import EditorState, parse_json, to_bytes
from editor_app.state.dialects import read_as
from editor_app.timebase import TICKS_PER_SECOND as S
from tests.edits.picture import number, transition_json
from tests.edits.states import HALF, states
from tests.edits.test_properties import EDITS, Chance

Three = tuple[EditorState, EditorState, EditorState]


def read_again(state: EditorState) -> EditorState:
    """Give the document as another program reads it: no object is shared."""
    return read_as(parse_json(to_bytes(state)), state.dialect)


def edited(draw: st.DrawFn, state: EditorState, name: str, most: int) -> EditorState:
    """Give a document after some random edits; new ids begin with `name`."""
    counter = count(1)
    for kind in draw(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=most)):
        chance = Chance(draw, state, counter)
        chance.new = {"new_id": lambda: f"{name}{next(counter)}"}
        try:
            state = EDITS[kind](chance)
        except EditError:
            continue
    return state


VALUES: dict[str, list[Any]] = {
    "startTicks": [0, HALF, S, 2 * S, 3 * S],
    "durationTicks": [1, HALF, S, 3 * S],
    "opacity": [
        number(1),
        number(0, (0, 0), (S, 1)),
        number(0, (0, 0), (HALF, 1)),
        number(1, (0, 1), (3 * S, 1)),
    ],
    "animations": [{"in": {"type": "fade", "durationTicks": ticks}} for ticks in (1, HALF, S)],
    "captionAnimations": [{}, {"in": {"type": "jitter", "durationTicks": 1}}],
    "assetId": ["v", "v2", "c", "c2", "i", "none"],
    "linkGroupId": ["g", None],
    "color": ["#111", "#222", 7],
    "type": ["solid", "odd"],
    "ourExtra": [1, True, {"a": 1}],
}
"""What other programs may write, whether it fits or not."""


def rewritten(draw: st.DrawFn, state: EditorState, most: int) -> EditorState:
    """Give a document after changes that no rule held back."""
    raw: Any = copy.deepcopy(parse_json(to_bytes(state)))
    for _ in range(draw(st.integers(0, most))):
        keys = [*raw["items"]]
        if keys:
            _rewrite(draw, raw, draw(st.sampled_from(keys)))
    return read_as(raw, state.dialect)


def _rewrite(draw: st.DrawFn, raw: Any, key: str) -> None:
    item, tracks = raw["items"][key], [t for t in raw["tracks"] if isinstance(t.get("items"), list)]
    kind = draw(st.sampled_from(["field"] * 6 + ["track", "delete", "words", "cut", "asset"]))
    if kind == "field":
        field = draw(st.sampled_from(sorted(VALUES)))
        item[field] = draw(st.sampled_from(VALUES[field]))
    if kind in ("track", "delete"):
        for track in tracks:
            track["items"] = [other for other in track["items"] if other != key]
    if kind == "track" and tracks:
        draw(st.sampled_from(tracks))["items"].append(key)
    if kind == "delete":
        del raw["items"][key]
    if kind == "words" and "c" in raw["assets"]:
        raw["assets"]["c"]["timingGranularity"] = draw(st.sampled_from(["line", "word"]))
    if kind == "asset":
        raw["assets"].pop(draw(st.sampled_from(["v", "c", "i", "bad"])), None)
    if kind == "cut":
        cut = transition_json(f"x{key}", tracks[0]["id"], key, draw(st.sampled_from([*raw["items"]])), S)
        raw["transitions"][cut["id"]] = cut


@st.composite
def threes(draw: st.DrawFn, *, most: int = 3, mess: bool = True) -> Three:
    """Draw a base and two documents made of it."""
    base = draw(states(mess=mess))
    mine, theirs = edited(draw, base, "m", most), edited(draw, base, "t", most)
    if mess:
        mine, theirs = rewritten(draw, mine, most), rewritten(draw, theirs, most)
    return base, mine, read_again(theirs)


_TIMES = st.sampled_from([0, 1, HALF // 2, HALF, S])


@st.composite
def keyed_threes(draw: st.DrawFn) -> Three:
    """Draw a base with a number that moves, and two documents in which its keyframes are others."""
    base, mine, theirs = draw(threes(most=1, mess=False))
    in_all = sorted(base.items.keys() & mine.items.keys() & theirs.items.keys())
    assume(in_all)
    key = draw(st.sampled_from(in_all))
    keys = draw(st.dictionaries(_TIMES, st.sampled_from([0, 1]), min_size=1))
    sides = [keys]
    for value in (0.25, 0.75):
        changes = draw(st.dictionaries(_TIMES, st.sampled_from([value, None]), max_size=3))
        sides.append({time: to for time, to in {**keys, **changes}.items() if to is not None})
    return tuple(_keyed(s, key, k) for s, k in zip((base, mine, theirs), sides, strict=True))  # type: ignore[return-value]


def _keyed(state: EditorState, key: str, keys: dict[int, float]) -> EditorState:
    raw: Any = copy.deepcopy(parse_json(to_bytes(state)))
    raw["items"][key]["opacity"] = number(1, *sorted(keys.items()))
    return read_as(raw, state.dialect)
