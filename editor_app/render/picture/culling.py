"""What of a display list can be seen at all: nothing is painted that is invisible or covered. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace

from editor_app.drawing import (
    IDENTITY,
    Affine,
    Blur,
    Box,
    Brush,
    Color,
    Ellipse,
    Fill,
    Group,
    Mix,
    Operation,
    Picture,
    Rectangle,
    Shape,
    Stroke,
    then,
)

IsOpaque = Callable[[Picture, Affine], bool]
"""Tells whether a picture, drawn under a transform to composition px, has no transparent pixel."""

_EPSILON = 1e-6
_FAR_PX = float(1 << 20)
"""Beyond it rounding may move an edge by more than `_EPSILON`: such a box is painted, but covers nothing."""


def no_picture_is_opaque(picture: Picture, transform: Affine) -> bool:
    """Answer for media that nobody has looked at."""
    return False


def visible(
    top_down: Iterable[Operation], frame: Box, is_opaque: IsOpaque = no_picture_is_opaque
) -> tuple[Operation, ...]:
    """Give what can be seen in `frame` of operations that come with the topmost first, the lowest first.

    Invisible operations go, and all below an opaque full-frame one, which is not even asked for.
    """
    kept: list[Operation] = []
    for operation in top_down:
        pruned = prune(operation, frame)
        if pruned is None:
            continue
        kept.append(pruned)
        if covers(pruned, frame, is_opaque):
            break
    return tuple(reversed(kept))


def prune(operation: Operation, frame: Box, transform: Affine = IDENTITY) -> Operation | None:
    """Give the operation without its invisible parts, or None where nothing of it can be seen."""
    if isinstance(operation, Group):
        inner = then(operation.transform, transform)
        if operation.opacity <= 0 or _is_flat(inner):
            return None
        return _with_children(operation, _prune_all(operation.children, frame, inner))
    if isinstance(operation, Blur):
        # What lies outside the frame may reach into it.
        return operation if operation.children else None
    if isinstance(operation, Mix):
        outgoing = _prune_all(operation.outgoing, frame, transform)
        incoming = _prune_all(operation.incoming, frame, transform)
        if not outgoing and not incoming:
            return None
        if (outgoing, incoming) == (operation.outgoing, operation.incoming):
            return operation
        return replace(operation, outgoing=outgoing, incoming=incoming)
    return operation if _leaf_shows(operation, frame, transform) else None


def covers(
    operation: Operation,
    frame: Box,
    is_opaque: IsOpaque = no_picture_is_opaque,
    transform: Affine = IDENTITY,
) -> bool:
    """Tell whether the operation paints every pixel of `frame` opaquely."""
    if isinstance(operation, Group):
        inner = then(operation.transform, transform)
        return operation.opacity >= 1 and covers_all(operation.children, frame, is_opaque, inner)
    if isinstance(operation, Blur):
        return covers_all(operation.children, frame, is_opaque, transform)
    if isinstance(operation, Mix):
        return operation.kind != "flip" and all(
            covers_all(layer, frame, is_opaque, transform)
            for layer in (operation.outgoing, operation.incoming)
        )
    if isinstance(operation, Fill) and isinstance(operation.shape, Rectangle):
        shape = operation.shape
        return shape.radius <= 0 and _contains(shape.box, frame, transform) and _opaque(operation.brush)
    if isinstance(operation, Picture):
        return (
            operation.radius <= 0
            and _contains(operation.box, frame, transform)
            and is_opaque(operation, transform)
        )
    return False


def covers_all(
    operations: tuple[Operation, ...],
    frame: Box,
    is_opaque: IsOpaque = no_picture_is_opaque,
    transform: Affine = IDENTITY,
) -> bool:
    """Tell whether one of the operations covers `frame` by itself."""
    return any(covers(operation, frame, is_opaque, transform) for operation in reversed(operations))


def _prune_all(operations: tuple[Operation, ...], frame: Box, transform: Affine) -> tuple[Operation, ...]:
    pruned = (prune(operation, frame, transform) for operation in operations)
    return tuple(operation for operation in pruned if operation is not None)


def _with_children(group: Group, children: tuple[Operation, ...]) -> Group | None:
    if not children:
        return None
    return group if children == group.children else replace(group, children=children)


def _leaf_shows(operation: Operation, frame: Box, transform: Affine) -> bool:
    if isinstance(operation, Picture):
        crop = operation.crop
        if crop.left + crop.right >= 1 or crop.top + crop.bottom >= 1:
            return False
        return _box_shows(operation.box, frame, transform)
    if isinstance(operation, Fill):
        return not _clear(operation.brush) and _shape_shows(operation.shape, frame, transform)
    if isinstance(operation, Stroke):
        return operation.width > 0 and operation.color.alpha > 0
    return True  # a text may run out of its box: only a font engine knows how far


def _shape_shows(shape: Shape, frame: Box, transform: Affine) -> bool:
    if isinstance(shape, Rectangle | Ellipse):
        return _box_shows(shape.box, frame, transform)
    return len(shape.points) > 2


def _box_shows(box: Box, frame: Box, transform: Affine) -> bool:
    if box.width <= 0 or box.height <= 0:
        return False
    left, top, right, bottom = _span(box, transform)
    return (
        math.isfinite(left + top + right + bottom)
        and left < frame.left + frame.width
        and right > frame.left
        and top < frame.top + frame.height
        and bottom > frame.top
    )


def _contains(box: Box, frame: Box, transform: Affine) -> bool:
    a, b, c, d, e, f = transform
    size = abs(a) + abs(b) + abs(c) + abs(d)
    straight = (abs(b) + abs(c) <= 1e-9 * size) or (abs(a) + abs(d) <= 1e-9 * size)
    left, top, right, bottom = _span(box, transform)
    return (
        straight
        and all(abs(place) <= _FAR_PX for place in (left, top, right, bottom, e, f))
        and left <= frame.left + _EPSILON
        and top <= frame.top + _EPSILON
        and right >= frame.left + frame.width - _EPSILON
        and bottom >= frame.top + frame.height - _EPSILON
    )


def _span(box: Box, transform: Affine) -> tuple[float, float, float, float]:
    a, b, c, d, e, f = transform
    xs, ys = (box.left, box.left + box.width), (box.top, box.top + box.height)
    across = [a * x + c * y + e for x in xs for y in ys]
    down = [b * x + d * y + f for x in xs for y in ys]
    return min(across), min(down), max(across), max(down)


def _is_flat(transform: Affine) -> bool:
    """Tell whether nothing has an area under the transform, or no place that could be counted."""
    a, b, c, d, e, f = transform
    return abs(a * d - b * c) < 1e-12 or not math.isfinite(a + b + c + d + e + f)


def _opaque(brush: Brush) -> bool:
    if isinstance(brush, Color):
        return brush.alpha >= 1
    return bool(brush.stops) and all(stop.color.alpha >= 1 for stop in brush.stops)


def _clear(brush: Brush) -> bool:
    if isinstance(brush, Color):
        return brush.alpha <= 0
    return all(stop.color.alpha <= 0 for stop in brush.stops)
