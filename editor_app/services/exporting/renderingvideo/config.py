"""Documents as RenderingVideo's configs, made in a process of its own: a large one would stall the window."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from editor_app.interchange.renderingvideo import Loss, Plan, reduced_state, to_schema
from editor_app.render import processes
from editor_app.render.with_parent import end_with_parent
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.state import EditorState, read
from editor_app.state.dialects import to_bytes
from editor_app.state.queries import project_length
from editor_app.state.reading import parse_json
from editor_app.timebase import TICKS_PER_SECOND

if TYPE_CHECKING:
    from editor_app.items.context import Measure


class NotConverted(Exception):
    """The process that converts has died; it may be tried again."""


@dataclass(frozen=True, slots=True)
class ConvertOrder:
    """What is converted: the document as JSON, and the public addresses that are known."""

    document: bytes
    wish: OtherWish
    addresses: Mapping[str, str] = field(default_factory=dict[str, str])
    prerendered: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Converted:
    """A config as JSON, what differs in it and what it costs; `report` and `plan` are the conversion's.

    `parts` are the documents of what can be drawn here before, by key.
    """

    config: bytes
    report: tuple[Loss, ...]
    plan: Plan
    length_s: float
    width: int
    height: int
    parts: Mapping[str, bytes] = field(default_factory=dict[str, bytes])

    @property
    def credits(self) -> int:
        """Give what rendering it costs."""
        # The process that converts shall not load the client for nothing.
        from editor_app.cloud.renderingvideo.pricing import cost_of

        return cost_of(self.length_s, self.width, self.height)


def convert(order: ConvertOrder) -> Converted:
    """Convert a document; blocks, and measures its texts."""
    state, wish = read(parse_json(order.document))[0], order.wish
    length = project_length(state)
    start, end = wish.range_ticks or (0, length)
    end = max(start, min(end, length))
    conversion = to_schema(
        state,
        fps=wish.fps,
        scale=wish.scale,
        range_ticks=(start, end),
        addresses=order.addresses,
        prerendered=order.prerendered,
        measure=_measure(state),
    )
    meta: Any = conversion.config["meta"]
    seconds = (end - start) / TICKS_PER_SECOND
    size = int(meta["width"]), int(meta["height"])
    parts = {one.key: to_bytes(reduced_state(state, one)) for one in conversion.plan.prerenders}
    config = json.dumps(conversion.config, ensure_ascii=False, allow_nan=False).encode()
    return Converted(config, conversion.report, conversion.plan, seconds, *size, parts)


def convert_apart(order: ConvertOrder) -> Converted:
    """Do what `convert` does in a process of its own; blocks; raise NotConverted where that dies over it."""
    context = processes.context()
    with ProcessPoolExecutor(1, mp_context=context, initializer=end_with_parent) as executor:
        call: Callable[[ConvertOrder], Converted] = convert
        try:
            with processes.deaf_to_interrupts():
                future = executor.submit(call, order)
            return future.result()
        except BrokenProcessPool:
            raise NotConverted from None


def _measure(state: EditorState) -> Measure | None:
    """Give the ruler for texts; None where there are none, so that Qt need not be asked."""
    if not any(item.type in ("text", "captions") for item in state.items.values()):
        return None
    from editor_app.render.picture.gui import ensure_gui
    from editor_app.render.picture.text import measure

    ensure_gui()
    return measure
