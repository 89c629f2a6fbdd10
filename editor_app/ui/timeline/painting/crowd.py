"""Clips too narrow to draw one by one: each row as one line of pixels, whatever the number of clips."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from editor_app.ui.timeline.clip_shape import NARROW_PX
from editor_app.ui.timeline.lanes import Lane
from editor_app.ui.timeline.painting.ink import Ink
from editor_app.ui.timeline.view import LEAD_PX, View

Mask = NDArray[np.bool_]
_SEPARATED_PX = 4
"""From this width on there is a line between clips that touch."""


def crowd_words(
    lane: Lane,
    view: View,
    ink: Ink,
    chosen: Mask | None,
    faulty: Mask | None = None,
    errors: Mask | None = None,
) -> NDArray[np.uint32]:
    """Give the colour of each device pixel right of the headers; 0 where no narrow clip is.

    `faulty` are those in trouble, `errors` those of them in grave trouble.
    A pixel that any clip touches has that clip's colour, so that even the shortest one shows.
    """
    count = max(0, round((view.width_px - view.header_px) * ink.ratio))
    words = np.zeros(count, np.uint32)
    if not len(lane) or not count:
        return words
    edges = (np.arange(count + 1) / ink.ratio + view.scroll_x_px - LEAD_PX) / view.px_per_tick
    last = np.searchsorted(lane.starts, edges[1:], "left") - 1
    found = np.maximum(last, 0)
    widths = (lane.ends[found] - lane.starts[found]) * view.px_per_tick
    covered = (last >= 0) & (lane.ends[found] > edges[:-1]) & (widths < NARROW_PX)
    colours = ink.strip_palette[lane.kinds[found]]
    if chosen is not None:
        colours = np.where(chosen[found], ink.chosen_palette[lane.kinds[found]], colours)
    for mask, word in ((faulty, ink.warning_word), (errors, ink.error_word)):
        if mask is not None:
            colours = np.where(mask[found], word, colours)
    words[covered] = colours[covered]
    is_new = np.empty(count, bool)
    is_new[0], is_new[1:] = False, found[1:] != found[:-1]
    words[is_new & covered & (widths >= _SEPARATED_PX)] = ink.lane_word
    return words


def paint_crowd(painter: QPainter, words: NDArray[np.uint32], view: View, top: float, height: float) -> None:
    """Paint the pixels of a row."""
    if not words.any():
        return
    line = QImage(words.data, len(words), 1, 4 * len(words), QImage.Format.Format_ARGB32_Premultiplied)
    painter.drawImage(QRectF(view.header_px, top, view.width_px - view.header_px, height), line)


def wide_places(lane: Lane, view: View) -> list[int]:
    """Give the indexes of the clips in sight that are wide enough to be drawn one by one."""
    near = lane.between(view.first_tick, view.last_tick)
    lengths = lane.ends[near.start : near.stop] - lane.starts[near.start : near.stop]
    return [near.start + int(n) for n in np.flatnonzero(lengths * view.px_per_tick >= NARROW_PX)]
