"""Where operations lie on the canvas: the device px they reach, and the picture that is the whole frame."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QTransform

from editor_app.drawing import Box, Fill, Group, Operation, Picture, Stroke, Text
from editor_app.render.picture import text
from editor_app.render.picture.clipping import is_far
from editor_app.render.picture.edges import is_whole
from editor_app.render.picture.shapes import outline, qrect, qtransform


def extent(operation: Operation, matrix: QTransform, canvas: QRectF) -> QRectF:
    """Give a rectangle in device px that holds what an operation paints under `matrix`."""
    if isinstance(operation, Fill):
        return matrix.mapRect(outline(operation.shape).boundingRect())
    if isinstance(operation, Stroke):
        half = operation.width / 2
        return matrix.mapRect(outline(operation.shape).boundingRect().adjusted(-half, -half, half, half))
    if isinstance(operation, Picture):
        return matrix.mapRect(qrect(operation.box))
    if isinstance(operation, Text):
        return matrix.mapRect(text.ink_bounds(operation))
    if isinstance(operation, Group):
        inner, touched = qtransform(operation.transform) * matrix, QRectF()
        for child in operation.children:
            touched |= extent(child, inner, canvas)
        return touched
    return canvas


def whole_picture(
    operation: Operation, matrix: QTransform, size: tuple[int, int]
) -> tuple[Picture, QTransform] | None:
    """Give the picture, and where it lies, that fills the whole frame upright and alone, if there is one."""
    while isinstance(operation, Group) and len(operation.children) == 1 and operation.opacity >= 1:
        matrix = qtransform(operation.transform) * matrix
        operation = operation.children[0]
    if not isinstance(operation, Picture) or operation.radius > 0:
        return None
    return (operation, matrix) if whole_rect(operation.box, matrix) == QRect(0, 0, *size) else None


def whole_rect(box: Box, matrix: QTransform) -> QRect | None:
    """Give the device pixels that a box fills; None where it is turned, mirrored or between pixels."""
    if matrix.m12() or matrix.m21() or matrix.m11() <= 0 or matrix.m22() <= 0:
        return None
    rect = matrix.mapRect(qrect(box))
    return rect.toRect() if not is_far(rect) and is_whole(rect) else None
