"""What two documents show, compared operation by operation."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from editor_app.drawing import (
    IDENTITY,
    Affine,
    Blur,
    Box,
    Color,
    Fill,
    Group,
    Mix,
    Operation,
    Polygon,
    Rectangle,
    Text,
    then,
)
from editor_app.render.picture.evaluate import evaluate
from editor_app.state import EditorState


def shown(state: EditorState, tick: int) -> list[tuple[Any, ...]]:
    """Give what a document shows at a tick: the operations with their transforms and opacities, flat.

    Shapes are given by where their box's corners are, as a box that grows may be one that is scaled. Texts
    stand about the middle of their box. What is clear, or black behind everything, is left out.
    """
    frame = Box(0.0, 0.0, float(state.composition_width), float(state.composition_height))
    black = Fill(Rectangle(frame), Color(0.0, 0.0, 0.0))
    return [
        entry
        for entry in _flat(evaluate(state, tick).operations, IDENTITY, 1.0)
        if entry[:2] != ("Fill", black)
    ]


def _flat(operations: tuple[Operation, ...], matrix: Affine, opacity: float) -> Iterator[tuple[Any, ...]]:
    for operation in operations:
        if isinstance(operation, Group):
            yield from _flat(
                operation.children, then(operation.transform, matrix), opacity * operation.opacity
            )
        elif isinstance(operation, Mix):
            yield "mix", operation.kind, operation.direction, operation.progress
            yield from _flat(operation.outgoing, matrix, opacity)
            yield from _flat(operation.incoming, matrix, opacity)
        elif isinstance(operation, Blur):
            yield "blur", operation.sigma
            yield from _flat(operation.children, matrix, opacity)
        elif opacity > 1e-6:
            yield _entry(operation, matrix, opacity)


def _entry(operation: Any, matrix: Affine, opacity: float) -> tuple[Any, ...]:
    if isinstance(operation, Text):
        x, y = operation.box.center
        return (
            "Text",
            operation.text,
            operation.style,
            operation.box.width,
            _mapped(x, y, matrix),
            matrix[:4],
            opacity,
        )
    if isinstance(operation, Fill):
        shape: Any = operation.shape
        if operation == Fill(shape, Color(0.0, 0.0, 0.0)) and matrix == IDENTITY:
            return "Fill", operation, opacity
        if isinstance(shape, Polygon):
            return "Polygon", [_mapped(x, y, matrix) for x, y in shape.points], operation.brush, opacity
        return type(shape).__name__, _corners(shape.box, matrix), operation.brush, opacity
    corners = _corners(operation.box, matrix)
    return (
        "Picture",
        operation.source_ticks,
        corners,
        operation.crop,
        operation.radius,
        operation.fit,
        opacity,
    )


def _corners(box: Box, matrix: Affine) -> list[tuple[float, float]]:
    right, bottom = box.left + box.width, box.top + box.height
    points = ((box.left, box.top), (right, box.top), (right, bottom), (box.left, bottom))
    return [_mapped(x, y, matrix) for x, y in points]


def _mapped(x: float, y: float, matrix: Affine) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def near(first: Any, second: Any, tolerance: float) -> bool:
    """Tell whether two values are the same but for numbers that are off by a little."""
    if dataclasses.is_dataclass(first):
        return type(first) is type(second) and all(
            near(getattr(first, f.name), getattr(second, f.name), tolerance)
            for f in dataclasses.fields(first)
        )
    if isinstance(first, list | tuple):
        return len(first) == len(second) and all(
            near(a, b, tolerance) for a, b in zip(first, second, strict=True)
        )
    if isinstance(first, int | float) and isinstance(second, int | float):
        return abs(first - second) <= tolerance * max(1.0, abs(first) / 100)
    return first == second


def alike(first: list[tuple[Any, ...]], second: list[tuple[Any, ...]], tolerance: float) -> bool:
    """Tell whether two moments look the same; what is hardly to be seen may be in one of them only."""
    ours, theirs = list(first), list(second)
    while ours or theirs:
        if ours and theirs and near(ours[0], theirs[0], tolerance):
            del ours[0], theirs[0]
        elif ours and _is_faint(ours[0]):
            del ours[0]
        elif theirs and _is_faint(theirs[0]):
            del theirs[0]
        else:
            return False
    return True


def _is_faint(entry: tuple[Any, ...]) -> bool:
    return entry[0] not in ("mix", "blur") and entry[-1] < 0.01
