"""The tracks and their clips."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF

from editor_app.edits.indexes import seams
from editor_app.edits.sources import Sounding
from editor_app.items import BrokenItem, Item
from editor_app.problem import Severity
from editor_app.state import Transition
from editor_app.ui.names import speed_name
from editor_app.ui.timeline.clip_shape import (
    COMPACT_PX,
    Band,
    Bands,
    bands_of,
    fades_of,
    has_sound,
    level_points,
)
from editor_app.ui.timeline.hits import KEYS_FROM_BOTTOM_PX, Stage, fade_handles, transition_box
from editor_app.ui.timeline.keys import key_times
from editor_app.ui.timeline.labels import clip_label
from editor_app.ui.timeline.lanes import Lane
from editor_app.ui.timeline.media_ports import PeaksProvider, ThumbnailProvider
from editor_app.ui.timeline.painting.badges import paint_clip_badge
from editor_app.ui.timeline.painting.crowd import Mask, crowd_words, paint_crowd, wide_places
from editor_app.ui.timeline.painting.filmstrip import paint_filmstrip
from editor_app.ui.timeline.painting.ink import KEY_MARK_PX, Ink, diamond, faded
from editor_app.ui.timeline.painting.transition import paint_transition
from editor_app.ui.timeline.painting.waveform import paint_waveform
from editor_app.ui.timeline.rows import Row

_LABELLED_PX = 30
_KEYED_PX = 24
_CACHED_PX = 400
"""Bodies up to this width are painted once."""
_MOST_BODIES = 600


@dataclass(frozen=True, slots=True)
class Extras:
    """What shows on clips and is not in the document: pictures, sound, the pointer, problems."""

    thumbnails: ThumbnailProvider | None = None
    peaks: PeaksProvider | None = None
    hovered: str | None = None
    focused: str | None = None
    problems: Mapping[str, Severity] = field(default_factory=dict[str, Severity])
    """The clips in trouble, each with its gravest problem."""
    chosen_transition: str | None = None


def paint_row(painter: QPainter, stage: Stage, row: Row, ink: Ink, extras: Extras) -> None:
    """Paint a row, right of the headers, with its top at 0."""
    view, lane = stage.view, stage.lanes[row.index]
    area = QRectF(view.header_px, 0, view.width_px - view.header_px, row.height_px)
    painter.fillRect(area, ink.lane)
    painter.setOpacity(0.38 if row.hidden else 1.0)
    chosen, faulty = _mask(lane, stage.selection), _mask(lane, extras.problems)
    errors = _mask(lane, {key for key, severity in extras.problems.items() if severity == "error"})
    words = crowd_words(lane, view, ink, chosen, faulty, errors)
    paint_crowd(painter, words, view, 0, row.height_px)
    places = wide_places(lane, view)
    for place in places:
        _Clip(painter, stage, row, lane, place, ink, extras).paint()
    _paint_transitions(painter, stage, row, lane, places, ink, extras)
    painter.setOpacity(1.0)
    if row.locked:
        painter.setBrushOrigin(QPointF(-view.scroll_x_px % 12, 0))
        painter.fillRect(area, ink.hatch())


def _mask(lane: Lane, item_ids: Collection[str]) -> Mask | None:
    if not item_ids or not len(lane):
        return None
    places = lane.places
    fewer, more = (item_ids, places) if len(item_ids) < len(places) else (places, item_ids)
    found = [places[key] for key in fewer if key in more]
    if not found:
        return None
    mask = np.zeros(len(lane), bool)
    mask[found] = True
    return mask


class _Clip:
    """One clip while it is painted."""

    def __init__(
        self, painter: QPainter, stage: Stage, row: Row, lane: Lane, place: int, ink: Ink, extras: Extras
    ) -> None:
        self.painter, self.stage, self.row, self.ink, self.extras = painter, stage, row, ink, extras
        view = stage.view
        self.item: Item | BrokenItem = stage.state.items[lane.ids[place]]
        self.key = lane.ids[place]
        self.x = round(view.x_of(int(lane.starts[place])) * ink.ratio) / ink.ratio
        # One px stays free, so that clips that touch can be told apart.
        self.right = round(view.x_of(int(lane.ends[place])) * ink.ratio) / ink.ratio - 1
        self.shown_left = max(self.x, view.header_px - 4.0)
        self.shown_right = min(self.right, view.width_px + 4.0)
        self.is_chosen = self.key in stage.selection
        self.is_active = self.is_chosen or extras.hovered == self.key

    def paint(self) -> None:
        """Paint the body from the ground up."""
        body = QRectF(self.shown_left, 0, self.shown_right - self.shown_left, self.row.height_px)
        bands = bands_of(self.stage.state, self.item, self.row.height_px)
        is_plain = bands.pictures is None and bands.sound is None
        if is_plain and self._is_whole and body.width() <= _CACHED_PX:
            self.painter.drawPixmap(body.topLeft(), self._plain_body(body))
        else:
            self._paint_ground(self.painter, body, bands)
            if bands.pictures is not None and self.extras.thumbnails is not None:
                self._paint_pictures(body, bands.pictures, self.extras.thumbnails)
            if bands.sound is not None:
                self._paint_sound(body, bands.sound)
            self._paint_frame(self.painter, body)
        self._paint_title(body, bands)
        self._paint_keys()
        if self.is_active and bands.sound is not None and not self.row.locked:
            self._paint_fade_handles()

    @property
    def _is_whole(self) -> bool:
        return self.x == self.shown_left and self.right == self.shown_right

    def _plain_body(self, body: QRectF) -> QPixmap:
        """Give a body without pictures and sound; most clips look like one of few."""
        ink, kind = self.ink, self.item.type or ""
        is_focused = self.extras.focused == self.key
        key = (kind, body.width(), body.height(), self.is_chosen, self.is_active, is_focused)
        pixmap = ink.bodies.get(key)
        if pixmap is None:
            if len(ink.bodies) >= _MOST_BODIES:
                ink.bodies.clear()
            pixmap = ink.pixmap(body.width(), body.height())
            painter = QPainter(pixmap)
            painter.translate(-body.left(), 0)
            self._paint_ground(painter, body, Bands((0, body.height())))
            self._paint_frame(painter, body)
            painter.end()
            ink.bodies[key] = pixmap
        return pixmap

    def _paint_ground(self, painter: QPainter, body: QRectF, bands: Bands) -> None:
        kind, ink = self.item.type or "", self.ink
        painter.setBrushOrigin(QPointF(self.x, 0))
        painter.fillRect(body, ink.brush(kind))
        if bands.pictures is not None:
            painter.fillRect(body, ink.strip(kind))
        elif bands.sound is not None and body.height() > COMPACT_PX:
            painter.fillRect(QRectF(body.left(), 0, body.width(), bands.title[1]), ink.strip(kind))

    def _paint_pictures(self, body: QRectF, band: Band, thumbnails: ThumbnailProvider) -> None:
        strip = QRectF(body.left(), band[0], body.width(), band[1] - band[0])
        state, view = self.stage.state, self.stage.view
        paint_filmstrip(self.painter, state, self.item, thumbnails, strip, view, self.ink.ratio)

    def _paint_sound(self, body: QRectF, sound: tuple[float, float]) -> None:
        item, view, ink = self.item, self.stage.view, self.ink
        if not isinstance(item, Sounding):
            return
        band = QRectF(body.left(), sound[0], body.width(), sound[1] - sound[0])
        peaks = self.extras.peaks.peaks(item.asset_id) if self.extras.peaks is not None else None
        if peaks is not None:
            first = (body.left() - self.x) / view.px_per_tick
            colour = faded(ink.tokens.clip_text, 0.28 if self.row.muted else 0.62)
            paint_waveform(self.painter, item, peaks, band, first, 1 / view.px_per_tick, colour, ink.ratio)
        self._paint_fades(item, band)
        if body.height() > COMPACT_PX:
            self._paint_level(item, sound)

    def _paint_fades(self, item: Item, band: QRectF) -> None:
        fades = fades_of(item)
        if fades is None:
            return
        scale = self.stage.view.px_per_tick
        painter = self.painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(faded(self.ink.tokens.clip_text, 0.75), 1))
        for at, inward, ticks in ((self.x, 1, fades[0]), (self.right, -1, fades[1])):
            if ticks * scale >= 2:
                silent, full = at, at + inward * ticks * scale
                painter.setBrush(faded(self.ink.tokens.window, 0.45))
                corners = [
                    QPointF(silent, band.top()),
                    QPointF(full, band.top()),
                    QPointF(silent, band.bottom()),
                ]
                painter.save()
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawPolygon(QPolygonF(corners))
                painter.restore()
                painter.drawLine(QLineF(full, band.top(), silent, band.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_level(self, item: Item, sound: tuple[float, float]) -> None:
        if not isinstance(item, Sounding) or not (has_sound(self.stage.state, item)):
            return
        view, painter = self.stage.view, self.painter
        line = [QPointF(view.x_of(item.start_ticks + t), y) for t, y in level_points(item, sound)]
        keys = [point for point in line if item.decibel_adjustment.keyframes]
        ends = [QPointF(self.x, line[0].y()), *line, QPointF(self.right, line[-1].y())]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(faded(self.ink.tokens.clip_text, 0.95 if self.is_active else 0.7), 1.4))
        painter.drawPolyline(QPolygonF(_within(ends, self.shown_left, self.shown_right)))
        painter.setPen(QPen(faded(self.ink.tokens.window, 0.7), 1))
        painter.setBrush(self.ink.clip_text)
        for point in keys:
            if self.shown_left <= point.x() <= self.shown_right:
                x = min(max(point.x(), self.x + 6), self.right - 6)
                painter.drawPath(diamond(4.5).translated(x, point.y()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_title(self, body: QRectF, bands: Bands) -> None:
        left = max(self.x, float(self.stage.view.header_px)) + 7
        right = self.right
        painter, ink = self.painter, self.ink
        severity = self.extras.problems.get(self.key)
        if severity is not None and self.right - self.x >= _LABELLED_PX:
            right = min(self.right, self.stage.view.width_px) - 20
            paint_clip_badge(painter, ink, severity, right + 2)
        room = right - left - 6
        if room < _LABELLED_PX - 12:
            return
        painter.setFont(ink.label_font)
        painter.setPen(ink.clip_text)
        label = ink.label(self._label(), room)
        height = min(bands.title[1], 22.0) if body.height() > COMPACT_PX else body.height()
        painter.drawStaticText(QPointF(left, round((height - label.size().height()) / 2)), label)

    def _label(self) -> str:
        label = clip_label(self.stage.state, self.item)
        rate = self.item.__dict__.get("playback_rate", 1.0)
        return label if rate == 1.0 else f"{label} · {speed_name(rate)}"

    def _paint_keys(self) -> None:
        times = key_times(self.item)
        if self.row.height_px < _KEYED_PX or not times:
            return
        y = self.row.height_px - KEYS_FROM_BOTTOM_PX
        view, mark = self.stage.view, self.ink.key_mark()
        for time in times:
            x = view.x_of(self.item.start_ticks + time)
            if self.shown_left - 1 <= x <= self.shown_right + 1:
                left = round(min(max(x, self.x + 6), self.right - 6)) - KEY_MARK_PX // 2
                self.painter.drawPixmap(QPointF(left, y - KEY_MARK_PX // 2), mark)

    def _paint_frame(self, painter: QPainter, body: QRectF) -> None:
        ink = self.ink
        corners = ink.corners(ink.lane.name())
        if self.x == self.shown_left:
            painter.drawPixmap(body.topLeft(), corners[0])
            painter.drawPixmap(QPointF(body.left(), body.bottom() - 3), corners[2])
        if self.right == self.shown_right:
            painter.drawPixmap(QPointF(body.right() - 3, body.top()), corners[1])
            painter.drawPixmap(QPointF(body.right() - 3, body.bottom() - 3), corners[3])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.is_chosen:
            painter.setPen(QPen(ink.accent, 2))
            painter.drawRoundedRect(body.adjusted(1, 1, -1, -1), 3, 3)
            painter.setPen(QPen(faded(ink.tokens.text, 0.85), 1))
            if self.extras.focused == self.key:
                painter.drawRoundedRect(body.adjusted(2.5, 2.5, -2.5, -2.5), 2, 2)
        elif self.extras.focused == self.key:
            painter.setPen(QPen(ink.text, 1.5, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(body.adjusted(1, 1, -1, -1), 3, 3)
        else:
            painter.setPen(QPen(faded(ink.tokens.clip_text, 0.30 if self.is_active else 0.10), 1))
            painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_fade_handles(self) -> None:
        handles = fade_handles(self.stage.view, self.item, self.row.height_px, self.stage.state)
        painter = self.painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(faded(self.ink.tokens.window, 0.8), 1))
        painter.setBrush(self.ink.clip_text)
        for x, y in handles or ():
            at = QPointF(min(max(x, self.x + 5), self.right - 5), y + 3)
            if self.shown_left <= at.x() <= self.shown_right:
                painter.drawEllipse(at, 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _within(line: list[QPointF], left: float, right: float) -> list[QPointF]:
    """Cut a line that runs to the right at two verticals; far-off points would cost the rasteriser dear."""

    def at(x: float) -> QPointF:
        for a, b in itertools.pairwise(line):
            if a.x() <= x <= b.x() and b.x() > a.x():
                return QPointF(x, a.y() + (b.y() - a.y()) * (x - a.x()) / (b.x() - a.x()))
        return QPointF(x, (line[0] if x < line[0].x() else line[-1]).y())

    return [at(left), *(point for point in line if left < point.x() < right), at(right)]


def _paint_transitions(
    painter: QPainter,
    stage: Stage,
    row: Row,
    lane: Lane,
    places: list[int],
    ink: Ink,
    extras: Extras,
) -> None:
    keys = dict.fromkeys(key for place in places for key in seams(stage.state, lane.ids[place]))
    for key in keys:
        transition = stage.state.transitions[key]
        if not isinstance(transition, Transition):
            continue
        box = transition_box(stage.view, stage.state, transition)
        if box is not None:
            paint_transition(
                painter, stage, row, transition, box, ink, is_chosen=key == extras.chosen_transition
            )
