"""What lies under all items: nothing, a colour, a gradient, a picture, or the lowest clip, blurred. Pure."""

from __future__ import annotations

from dataclasses import replace

from editor_app.css import parse_color, parse_gradient
from editor_app.drawing import Blur, Box, Color, Fill, Mix, Operation, Picture, Rectangle
from editor_app.items import ImageItem, VideoItem
from editor_app.items.context import DrawContext, Measure
from editor_app.items.stand_in import stand_in
from editor_app.render.picture.animate import AnyItem, box_at
from editor_app.render.picture.easing import ease
from editor_app.render.picture.seams import seam_at
from editor_app.state.backgrounds import BlurBackground, ColorBackground, ImageBackground
from editor_app.state.model import EditorState
from editor_app.state.queries import Placed, visible_items

SIGMA_PX = (0.0, 8.0, 16.0, 32.0, 64.0)
_UNKNOWN_PICTURE = Color(0.29, 0.33, 0.42)


def background(state: EditorState, tick: int, frame: Box, measure: Measure) -> tuple[Operation, ...]:
    """Give the operations of the document's background at `tick`, the lowest first (conventions §7)."""
    chosen = state.global_background
    if isinstance(chosen, ColorBackground):
        return _color(chosen, frame)
    if isinstance(chosen, ImageBackground):
        if chosen.image_asset_id is not None and chosen.image_asset_id in state.assets:
            return (Picture(chosen.image_asset_id, 0, frame, fit="cover"),)
        return stand_in(DrawContext(0, frame, measure=measure), "Background picture", _UNKNOWN_PICTURE)
    if isinstance(chosen, BlurBackground):
        sigma = SIGMA_PX[min(max(chosen.level, 0), len(SIGMA_PX) - 1)]
        for placed in reversed(visible_items(state, tick)):
            cover = _lowest(state, placed, tick, frame)
            if cover is not None:
                return (Blur((cover,), sigma),) if sigma else (cover,)
    return ()


def _color(chosen: ColorBackground, frame: Box) -> tuple[Operation, ...]:
    fill = Fill(Rectangle(frame), parse_color(chosen.color, Color(0.0, 0.0, 0.0)))
    gradient = parse_gradient(chosen.gradient, frame) if chosen.gradient else None
    return (fill, Fill(Rectangle(frame), gradient)) if gradient else (fill,)


def _lowest(state: EditorState, placed: Placed, tick: int, frame: Box) -> Operation | None:
    """Give the item's picture laid over the frame; within a transition the two clips' dissolve."""
    seam = seam_at(state, placed.item_id, tick)
    if seam is None:
        return _cover(placed.item, tick, frame)
    outgoing, incoming = _cover(seam.outgoing, tick, frame), _cover(seam.incoming, tick, frame)
    if outgoing is None or incoming is None:
        return outgoing or incoming
    share = ease(seam.window.transition.easing, seam.window.progress(tick))
    return Mix("fade", (outgoing,), (incoming,), share)


def _cover(item: AnyItem, tick: int, frame: Box) -> Picture | None:
    if not isinstance(item, ImageItem | VideoItem):
        return None
    time = tick - item.start_ticks
    box = box_at(item, time)
    if box is None:
        return None
    for operation in item.draw(DrawContext(time, box)):
        if isinstance(operation, Picture) and operation.crop.left + operation.crop.right < 1:
            return replace(operation, box=frame, radius=0.0, fit="cover")
    return None
