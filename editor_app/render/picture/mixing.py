"""How the six transitions look: two layers and a progress become one picture.

Layers are painted straight onto the canvas wherever the result is the same, and as images of their own
only where their transparency has to mix.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPolygonF, QTransform

from editor_app.drawing import Mix, Operation
from editor_app.render.picture.shapes import qopacity

_Mode = QPainter.CompositionMode
_STEP = {"from-left": (1, 0), "from-right": (-1, 0), "from-top": (0, 1), "from-bottom": (0, -1)}


class Canvas(Protocol):
    """What mixing asks of the painter: a target of some size, and ways to put layers on it.

    `seen` is the part of it that clips leave, None while one with smooth edges is set.
    """

    painter: QPainter
    width: int
    height: int
    seen: QRect | None

    def draw(self, operations: tuple[Operation, ...], matrix: QTransform, opacity: float = 1.0) -> None: ...
    def extent(self, operations: tuple[Operation, ...], matrix: QTransform) -> QRect: ...
    def layer(self, operations: tuple[Operation, ...], matrix: QTransform, part: QRect) -> QImage: ...
    def covers(self, operations: tuple[Operation, ...], matrix: QTransform) -> bool: ...


@dataclass(frozen=True, slots=True)
class _Job:
    canvas: Canvas
    mix: Mix
    matrix: QTransform
    opacity: float


def paint_mix(canvas: Canvas, mix: Mix, matrix: QTransform, opacity: float) -> None:
    """Paint a transition onto the canvas; its layers are as large as the canvas."""
    _PAINTERS[mix.kind](_Job(canvas, mix, matrix, opacity))


def _fade(job: _Job) -> None:
    canvas, mix = job.canvas, job.mix
    # Two shares that sum to 255 keep two opaque layers opaque.
    share = round(min(max(mix.progress, 0.0), 1.0) * 255)
    opaque = job.opacity >= 1 and canvas.covers(mix.outgoing, job.matrix)
    if opaque and canvas.covers(mix.incoming, job.matrix):
        canvas.draw(mix.outgoing, job.matrix)
        if len(mix.incoming) == 1:
            canvas.draw(mix.incoming, job.matrix, share / 255)
        else:
            _blit_layer(job, mix.incoming, share / 255)
        return
    part = canvas.extent(mix.outgoing + mix.incoming, job.matrix)
    if part.isEmpty():
        return
    mixed, incoming = (canvas.layer(layer, job.matrix, part) for layer in (mix.outgoing, mix.incoming))
    _multiply(mixed, 255 - share)
    _multiply(incoming, share)
    painter = QPainter(mixed)
    painter.setCompositionMode(_Mode.CompositionMode_Plus)
    painter.drawImage(0, 0, incoming)
    painter.end()
    _blit(canvas, part.topLeft(), mixed, job.opacity)


def _multiply(layer: QImage, share: int) -> None:
    """Multiply every channel by `share` / 255."""
    painter = QPainter(layer)
    painter.setCompositionMode(_Mode.CompositionMode_DestinationIn)
    painter.fillRect(layer.rect(), QColor(0, 0, 0, share))
    painter.end()


def _slide(job: _Job) -> None:
    canvas, mix = job.canvas, job.mix
    step_x, step_y = _STEP.get(mix.direction, _STEP["from-left"])
    # Whole pixels: the layers stay sharp and meet without a seam.
    x = round(mix.progress * canvas.width) * step_x
    y = round(mix.progress * canvas.height) * step_y
    for operations, dx, dy in (
        (mix.outgoing, x, y),
        (mix.incoming, x - step_x * canvas.width, y - step_y * canvas.height),
    ):
        with _clipped(canvas, QRect(dx, dy, canvas.width, canvas.height)):
            _draw_layer(job, operations, job.matrix * QTransform.fromTranslate(dx, dy))


def _wipe(job: _Job) -> None:
    canvas, direction = job.canvas, job.mix.direction
    width, height = canvas.width, canvas.height
    parts = direction.removeprefix("from-").split("-")
    if len(parts) == 2:
        reach_x, reach_y = 2 * width * job.mix.progress, 2 * height * job.mix.progress
        corner_x = 0 if parts[1] == "left" else width
        corner_y = 0 if parts[0] == "top" else height
        sign_x, sign_y = (1 if corner_x == 0 else -1), (1 if corner_y == 0 else -1)
        corner = QPointF(corner_x, corner_y)
        across, down = QPointF(sign_x * reach_x, 0), QPointF(0, sign_y * reach_y)
        path = QPainterPath()
        path.addPolygon(QPolygonF([corner, corner + across, corner + down]))
        path.closeSubpath()
        _reveal(job, path)
        return
    x, y = round(width * job.mix.progress), round(height * job.mix.progress)
    shown, hidden = {
        "right": (QRect(width - x, 0, x, height), QRect(0, 0, width - x, height)),
        "top": (QRect(0, 0, width, y), QRect(0, y, width, height - y)),
        "bottom": (QRect(0, height - y, width, y), QRect(0, 0, width, height - y)),
    }.get(parts[0], (QRect(0, 0, x, height), QRect(x, 0, width - x, height)))
    for operations, part in ((job.mix.outgoing, hidden), (job.mix.incoming, shown)):
        with _clipped(canvas, part):
            _draw_layer(job, operations, job.matrix)


def _clock_wipe(job: _Job) -> None:
    width, height = job.canvas.width, job.canvas.height
    radius = math.hypot(width, height)
    circle = QRectF(width / 2 - radius, height / 2 - radius, 2 * radius, 2 * radius)
    path = QPainterPath(circle.center())
    path.arcTo(circle, 90, -360 * job.mix.progress)
    path.closeSubpath()
    _reveal(job, path)


def _iris(job: _Job) -> None:
    width, height = job.canvas.width, job.canvas.height
    radius = math.hypot(width, height) / 2 * job.mix.progress
    path = QPainterPath()
    path.addEllipse(QPointF(width / 2, height / 2), radius, radius)
    _reveal(job, path)


def _reveal(job: _Job, region: QPainterPath) -> None:
    """Show the incoming layer inside `region` and the outgoing one outside it, with a smooth edge."""
    canvas, mix = job.canvas, job.mix
    if job.opacity >= 1 and canvas.covers(mix.incoming, job.matrix):
        # An opaque layer laid over the other under a smooth clip is the same picture.
        canvas.draw(mix.outgoing, job.matrix)
        with _clipped(canvas, region):
            canvas.draw(mix.incoming, job.matrix)
        return
    part = canvas.extent(mix.outgoing + mix.incoming, job.matrix)
    if part.isEmpty():
        return
    region = region.translated(-part.left(), -part.top())
    shown = canvas.layer((), job.matrix, part)
    painter = QPainter(shown)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(region)
    painter.drawImage(0, 0, canvas.layer(mix.incoming, job.matrix, part))
    painter.end()
    mixed = canvas.layer(mix.outgoing, job.matrix, part)
    painter = QPainter(mixed)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setCompositionMode(_Mode.CompositionMode_DestinationOut)
    painter.fillPath(region, Qt.GlobalColor.black)
    # Neither clip nor opacity goes with the additive mode: they would weigh the sum, not the layer.
    painter.setCompositionMode(_Mode.CompositionMode_Plus)
    painter.drawImage(0, 0, shown)
    painter.end()
    _blit(canvas, part.topLeft(), mixed, job.opacity)


def _flip(job: _Job) -> None:
    """Turn the picture over like a card: the edge it comes from swings towards the viewer."""
    canvas, mix = job.canvas, job.mix
    front = mix.progress < 0.5
    angle = math.pi * (mix.progress if front else mix.progress - 1)
    if mix.direction in ("from-right", "from-top"):
        angle = -angle
    depth = math.sin(angle) / (2 * canvas.width)
    if mix.direction in ("from-top", "from-bottom"):
        turn = QTransform(1, 0, 0, 0, math.cos(angle), -depth, 0, 0, 1)
    else:
        turn = QTransform(math.cos(angle), 0, depth, 0, 1, 0, 0, 0, 1)
    x, y = canvas.width / 2, canvas.height / 2
    operations = mix.outgoing if front else mix.incoming
    part = canvas.extent(operations, job.matrix)
    if part.isEmpty():
        return
    card = canvas.layer(operations, job.matrix, part)
    painter = canvas.painter
    painter.save()
    painter.setTransform(QTransform.fromTranslate(-x, -y) * turn * QTransform.fromTranslate(x, y))
    painter.setOpacity(qopacity(job.opacity))
    painter.drawImage(QRectF(part), card, QRectF(card.rect()))
    painter.restore()


def _draw_layer(job: _Job, operations: tuple[Operation, ...], matrix: QTransform) -> None:
    if job.opacity >= 1 or len(operations) == 1:
        job.canvas.draw(operations, matrix, job.opacity)
    else:
        _blit_layer(replace(job, matrix=matrix), operations, job.opacity)


def _blit_layer(job: _Job, operations: tuple[Operation, ...], opacity: float) -> None:
    part = job.canvas.extent(operations, job.matrix)
    if not part.isEmpty():
        _blit(job.canvas, part.topLeft(), job.canvas.layer(operations, job.matrix, part), opacity)


def _blit(canvas: Canvas, place: QPoint, image: QImage, opacity: float) -> None:
    canvas.painter.resetTransform()
    canvas.painter.setOpacity(qopacity(opacity))
    canvas.painter.drawImage(place, image)


@contextmanager
def _clipped(canvas: Canvas, region: QRect | QPainterPath) -> Iterator[None]:
    painter, seen = canvas.painter, canvas.seen
    painter.save()
    painter.resetTransform()
    if isinstance(region, QRect):
        painter.setClipRect(region, Qt.ClipOperation.IntersectClip)
        canvas.seen = None if seen is None else seen & region
    else:
        painter.setClipPath(region, Qt.ClipOperation.IntersectClip)
        canvas.seen = None
    try:
        yield
    finally:
        painter.restore()
        canvas.seen = seen


_PAINTERS: dict[str, Callable[[_Job], None]] = {
    "fade": _fade,
    "slide": _slide,
    "wipe": _wipe,
    "flip": _flip,
    "clock-wipe": _clock_wipe,
    "iris": _iris,
}
