"""The one painter: a display list becomes pixels, for the preview and the export alike."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPainterPath, QPainterPathStroker, QPen, QTransform

from editor_app.drawing import (
    Affine,
    Blur,
    Box,
    Color,
    Edges,
    Fill,
    Group,
    Mix,
    Operation,
    Picture,
    Rectangle,
    Stroke,
    Text,
)
from editor_app.items.context import DrawContext
from editor_app.items.stand_in import stand_in
from editor_app.render.picture import blurring, culling, mixing, text
from editor_app.render.picture.clipping import Placed, is_far, near_outline, near_part, near_rect
from editor_app.render.picture.edges import cut_no_pixel, is_straight, is_whole
from editor_app.render.picture.extents import extent, whole_picture, whole_rect
from editor_app.render.picture.overlaid import Overlaid, Part
from editor_app.render.picture.pictures import Pictures, covered_part
from editor_app.render.picture.shapes import affine, outline, qbrush, qcolor, qopacity, qrect, qtransform
from editor_app.render.picture.sprites import Sprites
from editor_app.render.regions import Region, regions_around

_PLACEHOLDER = Color(0.35, 0.37, 0.42)
_STRETCH = 1e-6


class Painter:
    """Paints display lists; keeps painted texts and blurs for the next frame."""

    def __init__(self, pictures: Pictures) -> None:
        self.pictures = pictures
        self.texts = Sprites(48 << 20)
        self.blurs = Sprites(16 << 20)

    def paint(
        self,
        operations: tuple[Operation, ...],
        matrix: QTransform,
        size: tuple[int, int],
        *,
        transparent: bool = False,
    ) -> QImage:
        """Paint a whole picture of `size` px: RGB32 on black, or ARGB32_Premultiplied on nothing."""
        width, height = size
        if not transparent and operations:
            base = self._as_it_is(operations[0], matrix, size)
            if base is not None:
                return self._on(base, operations[1:], matrix)
        image = QImage(width, height, _format(not transparent))
        if transparent:
            image.fill(0)
        elif not operations or not self.covers(operations[0], matrix, size):
            image.fill(Qt.GlobalColor.black)
        return self._on(image, operations, matrix)

    def covers(self, operation: Operation, matrix: QTransform, size: tuple[int, int]) -> bool:
        """Tell whether the operation fills all `size` px opaquely."""
        frame = Box(0.0, 0.0, float(size[0]), float(size[1]))
        return culling.covers(operation, frame, self.is_opaque, affine(matrix))

    def is_opaque(self, picture: Picture, transform: Affine) -> bool:
        """Tell whether a picture, drawn under a transform to device px, has no transparent pixel."""
        return self.pictures.is_opaque(picture, qtransform(transform))

    def _on(self, image: QImage, operations: tuple[Operation, ...], matrix: QTransform) -> QImage:
        if operations:
            canvas = _Canvas(self, image)
            canvas.draw(operations, matrix)
            canvas.painter.end()
        return image

    def overlaid(
        self, operations: tuple[Operation, ...], matrix: QTransform, size: tuple[int, int]
    ) -> Overlaid | None:
        """Paint only what lies on a video that is the whole frame, if there is one that can stay as it is."""
        whole = whole_picture(operations[0], matrix, size) if operations else None
        if whole is None or whole[0].crop != Edges():
            return None
        planes = self.pictures.planes(whole[0], size)
        if planes is None:
            return None
        above = [(operation, self._touched(operation, matrix, size)) for operation in operations[1:]]
        regions = regions_around([touched for _, touched in above], size)
        if regions is None:
            return None
        parts: list[Part] = []
        for region in regions:
            meeting = tuple(operation for operation, touched in above if touched.meets(region))
            local = matrix * QTransform.fromTranslate(-region.left, -region.top)
            parts.append(Part(region, self._on(planes.picture(region), meeting, local)))
        return Overlaid(planes, tuple(parts))

    def _touched(self, operation: Operation, matrix: QTransform, size: tuple[int, int]) -> Region:
        """Give the pixels that an operation may change: all, where only painting it would tell."""
        whole = QRect(0, 0, *size)
        rect = whole
        if not self._is_unbounded(operation, matrix):
            outer = extent(operation, matrix, QRectF(whole)).adjusted(-1, -1, 1, 1)
            rect = (outer & QRectF(whole)).toAlignedRect() & whole
        return Region(rect.left(), rect.top(), rect.left() + rect.width(), rect.top() + rect.height())

    def _is_unbounded(self, operation: Operation, matrix: QTransform) -> bool:
        """Tell whether an operation, or the label of a failed picture, may reach beyond its box."""
        if isinstance(operation, Group):
            inner = qtransform(operation.transform) * matrix
            return any(self._is_unbounded(child, inner) for child in operation.children)
        if isinstance(operation, Picture):
            return not isinstance(self.pictures.get(operation, matrix), QImage)
        return isinstance(operation, Blur | Mix)

    def _as_it_is(self, operation: Operation, matrix: QTransform, size: tuple[int, int]) -> QImage | None:
        """Give a copy of the picture that, pixel for pixel, is the whole frame, if there is one."""
        found = whole_picture(operation, matrix, size)
        if found is None:
            return None
        image = self.pictures.get(*found)
        if not isinstance(image, QImage) or image.format() != QImage.Format.Format_RGB32:
            return None
        whole = QRect(0, 0, *size)
        if image.size() != whole.size():
            return None
        if covered_part(found[0], image, self.pictures.size(found[0].asset_id)) != QRectF(whole):
            return None
        return image.copy()


class _Canvas:
    """One image being painted."""

    def __init__(self, owner: Painter, image: QImage) -> None:
        self._owner = owner
        self.width, self.height = image.width(), image.height()
        self.bounds = QRectF(image.rect())
        self.seen: QRect | None = image.rect()
        self.painter = QPainter(image)
        hint = QPainter.RenderHint
        self.painter.setRenderHints(hint.Antialiasing | hint.SmoothPixmapTransform)
        self.painter.setPen(Qt.PenStyle.NoPen)

    def draw(self, operations: tuple[Operation, ...], matrix: QTransform, opacity: float = 1.0) -> None:
        """Paint operations in order, each with `opacity`."""
        for operation in operations:
            draw: Callable[..., None] = _DRAW[type(operation)]
            draw(self, operation, matrix, opacity)

    def extent(self, operations: tuple[Operation, ...], matrix: QTransform) -> QRect:
        """Give the part of the canvas that operations may touch."""
        touched = QRectF()
        for operation in operations:
            touched |= extent(operation, matrix, self.bounds)
        # In floats: what reaches far out passes what fits a whole number of Qt's.
        reached = touched.adjusted(-1, -1, 1, 1) & self.bounds
        return reached.toAlignedRect() & QRect(0, 0, self.width, self.height)

    def layer(self, operations: tuple[Operation, ...], matrix: QTransform, part: QRect) -> QImage:
        """Paint operations on a transparent image of their own, which is that part of the canvas."""
        image = QImage(part.size(), _format(False))
        image.fill(0)
        if not image.isNull():
            canvas = _Canvas(self._owner, image)
            canvas.draw(operations, matrix * QTransform.fromTranslate(-part.left(), -part.top()))
            canvas.painter.end()
        return image

    def covers(self, operations: tuple[Operation, ...], matrix: QTransform) -> bool:
        """Tell whether the operations fill the canvas opaquely."""
        return any(self._owner.covers(o, matrix, (self.width, self.height)) for o in reversed(operations))

    def _fill(self, fill: Fill, matrix: QTransform, opacity: float) -> None:
        brush = qbrush(fill.brush)
        if isinstance(fill.shape, Rectangle) and fill.shape.radius <= 0:
            box = qrect(fill.shape.box)
            reached = matrix.mapRect(box)
            if not is_far(reached):
                self._fill_rect(box, brush, matrix, opacity)
                return
            if is_straight(matrix):
                brush.setTransform(brush.transform() * matrix)
                self._fill_rect(near_rect(reached, self.bounds), brush, QTransform(), opacity)
                return
        self._fill_path(outline(fill.shape), brush, matrix, opacity)

    def _fill_rect(self, box: QRectF, brush: QBrush, matrix: QTransform, opacity: float) -> None:
        painter = self._at(matrix, opacity)
        with self._whole_edges(box, matrix):
            painter.fillRect(box, brush)

    def _fill_path(self, path: QPainterPath, brush: QBrush, matrix: QTransform, opacity: float) -> None:
        if is_far(matrix.mapRect(path.controlPointRect())):
            brush.setTransform(brush.transform() * matrix)
            path, matrix = near_outline(path, matrix, self.bounds), QTransform()
        self._at(matrix, opacity).fillPath(path, brush)

    def _stroke(self, stroke: Stroke, matrix: QTransform, opacity: float) -> None:
        pen = QPen(qcolor(stroke.color), stroke.width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        path = outline(stroke.shape, stroke.closed)
        if is_far(extent(stroke, matrix, self.bounds)):
            wide = QPainterPathStroker(pen).createStroke(path)
            self._fill_path(wide, QBrush(qcolor(stroke.color)), matrix, opacity)
        else:
            self._at(matrix, opacity).strokePath(path, pen)

    def _picture(self, picture: Picture, matrix: QTransform, opacity: float) -> None:
        pictures = self._owner.pictures
        image = pictures.get(picture, matrix)
        if not isinstance(image, QImage):
            context = DrawContext(0, picture.box, measure=text.measure)
            self._group(Group(stand_in(context, image, _PLACEHOLDER)), matrix, opacity)
            return
        part = covered_part(picture, image, pictures.size(picture.asset_id))
        radius = min(picture.radius, picture.box.width / 2, picture.box.height / 2)
        target = whole_rect(picture.box, matrix)
        painter = self._at(matrix, opacity)
        seen = self.seen
        if radius > 0:
            painter.save()
            self.seen = None
            self._clip(outline(Rectangle(picture.box, radius)), matrix)
        if target is not None and target.size() == part.size().toSize() and is_whole(part):
            painter.resetTransform()
            painter.drawImage(target.topLeft(), image, part.toRect())
        else:
            # Qt lays an image that keeps its size on whole pixels: a slow pan would go in steps.
            self._draw_part(Placed(qrect(picture.box), matrix, part), image)
        if radius > 0:
            painter.restore()
            self.seen = seen

    def _draw_part(self, placed: Placed, image: QImage) -> None:
        if is_far(placed.matrix.mapRect(placed.box)):
            near = near_part(placed, self.bounds)
            if near is None:
                return
            placed = near
            self.painter.setTransform(placed.matrix)
        with self._whole_edges(placed.box, placed.matrix):
            self.painter.drawImage(placed.box.adjusted(0, 0, _STRETCH, 0), image, placed.part)

    def _clip(self, path: QPainterPath, matrix: QTransform) -> None:
        if is_far(matrix.mapRect(path.controlPointRect())):
            path = near_outline(path, matrix, self.bounds)
            self.painter.resetTransform()
        self.painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        self.painter.setTransform(matrix)

    def _text(self, operation: Text, matrix: QTransform, opacity: float) -> None:
        """Blit the text's sprite: kept by what it is and how it is turned, so a still title is one blit."""
        ink = matrix.mapRect(text.ink_bounds(operation)).adjusted(-1, -1, 1, 1)
        canvas = self.bounds
        if not ink.intersects(canvas):
            return
        # In floats: the size of a mad text passes what fits a whole number of Qt's.
        if ink.width() * ink.height() > 2 * self.width * self.height:
            ink &= canvas
        bounds = ink.toAlignedRect()
        # Only the fraction of a pixel changes the sprite, not where on the canvas it lands.
        local = matrix * QTransform.fromTranslate(-bounds.left(), -bounds.top())
        size = bounds.size()
        key = (operation, affine(local), size.width(), size.height())

        def paint() -> QImage:
            image = QImage(size, _format(False))
            image.fill(0)
            sprite = _Canvas(self._owner, image)
            text.paint_text(sprite._at(local, 1.0), operation)
            sprite.painter.end()
            return image

        image = self._owner.texts.get(key, paint)
        painter = self._at(QTransform(), opacity)
        painter.drawImage(bounds.topLeft(), image)

    def _group(self, group: Group, matrix: QTransform, opacity: float) -> None:
        opacity *= min(max(group.opacity, 0.0), 1.0)
        if opacity <= 0:
            return
        matrix = qtransform(group.transform) * matrix
        if opacity >= 1 or len(group.children) == 1:
            self.draw(group.children, matrix, opacity)
        else:  # children may overlap: they become one layer before they become transparent
            part = self.extent(group.children, matrix)
            self._at(QTransform(), opacity).drawImage(
                part.topLeft(), self.layer(group.children, matrix, part)
            )

    def _blur(self, blur: Blur, matrix: QTransform, opacity: float) -> None:
        sigma = blur.sigma * math.sqrt(abs(matrix.determinant()))
        factor = blurring.reduction(sigma)
        width, height = -(-self.width // factor), -(-self.height // factor)
        small = matrix * QTransform.fromScale(width / self.width, height / self.height)
        opaque = self.covers(blur.children, matrix)

        def paint() -> QImage:
            image = QImage(width, height, _format(opaque))
            image.fill(Qt.GlobalColor.black if opaque else Qt.GlobalColor.transparent)
            canvas = _Canvas(self._owner, image)
            canvas.draw(blur.children, small)
            canvas.painter.end()
            return blurring.gaussian(image, blurring.reduced_sigma(sigma, factor))

        key: Hashable = (self._owner.pictures.key(blur), affine(small), width, height)
        image = self._owner.blurs.get(key, paint)
        painter = self._at(QTransform(), opacity)
        if factor == 1:
            painter.drawImage(0, 0, image)
        else:
            box = QRectF(QPointF(), QSizeF(self.width, self.height))
            with self._whole_edges(box, QTransform()):
                painter.drawImage(box, image, QRectF(image.rect()))

    def _mix(self, mix: Mix, matrix: QTransform, opacity: float) -> None:
        mixing.paint_mix(self, mix, matrix, opacity)

    @contextmanager
    def _whole_edges(self, box: QRectF, matrix: QTransform) -> Iterator[None]:
        """Draw a box without smoothing its edges where none in sight cuts a pixel.

        WORKAROUND(Qt 6.11): some smoothed edges that lie between two pixels, or that a clip cuts, get 254
        of 255 parts. What lies below would shine through a box that covers it; on a new image, where
        nothing is painted below, that is old memory. Under a smooth clip all stays smoothed: else the
        clip's own edge would become hard.
        """
        if self.seen is None or not cut_no_pixel(box, matrix, self.seen):
            yield
            return
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        try:
            yield
        finally:
            self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _at(self, matrix: QTransform, opacity: float) -> QPainter:
        self.painter.setTransform(matrix)
        self.painter.setOpacity(qopacity(opacity))
        return self.painter


_DRAW: dict[type, Callable[..., None]] = {
    Fill: _Canvas._fill,
    Stroke: _Canvas._stroke,
    Picture: _Canvas._picture,
    Text: _Canvas._text,
    Group: _Canvas._group,
    Blur: _Canvas._blur,
    Mix: _Canvas._mix,
}


def _format(opaque: bool) -> QImage.Format:
    return QImage.Format.Format_RGB32 if opaque else QImage.Format.Format_ARGB32_Premultiplied
