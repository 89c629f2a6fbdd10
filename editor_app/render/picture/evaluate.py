"""A document at a tick, as a display list: the rules of time, stacking and transitions. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from editor_app.assets import BrokenAsset
from editor_app.drawing import Box, Mix, Operation
from editor_app.items import BrokenItem
from editor_app.items.context import DrawContext, Measure, rough_measure
from editor_app.render.picture.animate import AnyItem, box_at, contain
from editor_app.render.picture.background import background
from editor_app.render.picture.broken import broken_box
from editor_app.render.picture.culling import IsOpaque, no_picture_is_opaque, visible
from editor_app.render.picture.easing import ease
from editor_app.render.picture.seams import Seam, seam_at, windows_of
from editor_app.state.model import EditorState
from editor_app.state.queries import visible_items


@dataclass(frozen=True, slots=True)
class Composition:
    """One moment of a document: what to paint, the lowest first, on a canvas of `width` × `height` px."""

    operations: tuple[Operation, ...]
    width: int
    height: int


def evaluate(
    state: EditorState,
    tick: int,
    *,
    measure: Measure = rough_measure,
    is_opaque: IsOpaque = no_picture_is_opaque,
) -> Composition:
    """Give what is to be seen at `tick`; what `is_opaque` shows to be covered is left out.

    Conventions §1–§5 and §7: earlier tracks lie on top, items show on [start, end), hidden tracks not at all.
    """
    frame = Box(0.0, 0.0, float(state.composition_width), float(state.composition_height))
    moment = _Moment(state, tick, frame, measure)
    operations = visible(moment.top_down(), frame, is_opaque)
    return Composition(operations, state.composition_width, state.composition_height)


@dataclass(frozen=True, slots=True)
class _Moment:
    state: EditorState
    tick: int
    frame: Box
    measure: Measure

    def top_down(self) -> Iterator[Operation]:
        """Draw from the top to the bottom, so that nothing is drawn below what covers the frame."""
        for placed in visible_items(self.state, self.tick):
            seam = seam_at(self.state, placed.item_id, self.tick)
            if seam is not None:
                yield self._mix(seam)
            else:
                yield from self._item(placed.item)
        yield from reversed(background(self.state, self.tick, self.frame, self.measure))

    def _mix(self, seam: Seam) -> Mix:
        transition = seam.window.transition
        direction = (transition.params or {}).get("direction", "from-left")
        return Mix(
            transition.type,
            self._item(seam.outgoing),
            self._item(seam.incoming),
            ease(transition.easing, seam.window.progress(self.tick)),
            direction if isinstance(direction, str) else "from-left",
        )

    def _item(self, item: AnyItem) -> tuple[Operation, ...]:
        time = self.tick - item.start_ticks
        box = broken_box(item, self.frame) if isinstance(item, BrokenItem) else box_at(item, time)
        if box is None:
            return ()
        asset_id = getattr(item, "asset_id", None)
        asset = self.state.assets.get(asset_id) if isinstance(asset_id, str) else None
        known = None if isinstance(asset, BrokenAsset) else asset
        content = item.draw(DrawContext(time, box, known, self.measure))
        if not content:
            return ()
        windows = windows_of(self.state, item.id)
        return (
            contain(
                item,
                time,
                box,
                content,
                animate_in=windows.incoming is None,
                animate_out=windows.outgoing is None,
            ),
        )
