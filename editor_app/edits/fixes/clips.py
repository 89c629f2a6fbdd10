"""Fixes of the values of a clip."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from editor_app.edits.errors import NothingToDoError
from editor_app.edits.fixes.fix import Fix, Where
from editor_app.edits.numbers import cut_number
from editor_app.edits.sources import fitted
from editor_app.items import BrokenItem, Item, TextItem
from editor_app.items.values import AnimatedNumber
from editor_app.problem import Problem
from editor_app.record import wire_name
from editor_app.state import EditorState


def changed(state: EditorState, key: str, change: Callable[[Any], Mapping[str, object]]) -> EditorState:
    """Change fields of an item, which keeps its place."""
    item = state.items.get(key)
    if item is None or isinstance(item, BrokenItem):
        raise NothingToDoError("The clip is gone, or unreadable.", key)
    new = item.replace(**change(item))
    if new is item:
        raise NothingToDoError("There is nothing to fix any more.", key)
    return state.replace(items={**state.items, key: new})


def clip_fix(label: str, change: Callable[[Any], Mapping[str, object]]) -> Callable[..., Iterator[Fix]]:
    """Make a maker of the one fix that changes fields of the clip that a path names."""

    def make(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
        yield Fix(label, partial(changed, key=str(where[1]), change=change))

    return make


def late_keys(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    """Offer what helps where keyframes lie outside the clip."""
    key, wire = str(where[1]), str(where[2])
    yield Fix(
        "Keep the keyframes inside the clip", partial(changed, key=key, change=partial(_cut_keys, wire))
    )
    yield Fix("Remove the keyframes outside", partial(changed, key=key, change=partial(_drop_keys, wire)))


def _field(item: Item, wire: str) -> str:
    return next(name for name in type(item).model_fields if wire_name(type(item), name) == wire)


def _cut_keys(wire: str, item: Item) -> Mapping[str, object]:
    name, length = _field(item, wire), item.duration_ticks
    return {name: cut_number(getattr(item, name), shift_ticks=0, old_ticks=length, new_ticks=length)}


def _drop_keys(wire: str, item: Item) -> Mapping[str, object]:
    name = _field(item, wire)
    number: AnimatedNumber = getattr(item, name)
    kept = tuple(key for key in number.keyframes if key.time_ticks < item.duration_ticks)
    value = kept[0].value if len(kept) == 1 else number.value
    return {name: AnimatedNumber(value=value, keyframes=kept)}


def short_animations(item: Item) -> Mapping[str, object]:
    """Give the animations in and out so short that they fit."""
    return fitted(item, item.duration_ticks)


_OPPOSITE = (("crop_left", "crop_right"), ("crop_top", "crop_bottom"))


def crops(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    """Offer what helps where opposite crops leave nothing."""
    names = _OPPOSITE[0 if where[2] == "cropLeft" else 1]
    still = {name: AnimatedNumber.constant(0) for name in names}
    yield Fix("Take these crops away", partial(changed, key=str(where[1]), change=lambda _: still))


def whole_text(item: TextItem) -> Mapping[str, object]:
    """Give the text without halves of character pairs."""
    # Halves that belong together are one character again, others become the replacement sign.
    text = item.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return {"text": text}
