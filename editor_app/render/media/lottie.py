"""Lottie animations, drawn by ThorVG at the size they are wanted."""

from __future__ import annotations

import json
import math
from collections.abc import Hashable, Mapping
from functools import cache
from typing import Any, cast

from PySide6.QtGui import QImage
from thorvg_python.animation.lottie import LottieAnimation
from thorvg_python.base import Colorspace, Matrix, Result
from thorvg_python.canvas.sw import SwCanvas
from thorvg_python.engine import Engine

from editor_app.render.media.errors import MediaTooLarge, MediaUnreadable
from editor_app.render.media.lottie_safe import sanitised
from editor_app.render.media.medium import Size
from editor_app.timebase import TICKS_PER_SECOND

MAX_TEXT_CHARS = 64_000_000
MAX_SIDE = 16_384
STEP_TICKS = 1000  # pictures change every 1/240 s at most: whole at 24, 30, 60 and 120 frames a second
_DRAWN = (Result.SUCCESS, Result.INSUFFICIENT_CONDITION)


class LottieMedium:
    """One round of a Lottie animation; its ends hold."""

    def __init__(self, text: str, label: str) -> None:
        document = _document(text, label)
        self._label = label
        self._size = _side(document, "w", label), _side(document, "h", label)
        self._rate = _number(document, "fr", 0.0)
        frames = _number(document, "op", 0.0) - _number(document, "ip", 0.0)
        if self._rate <= 0 or frames <= 0:
            raise MediaUnreadable(label, "is a Lottie animation without a length")
        self.length_ticks = max(round(frames / self._rate * TICKS_PER_SECOND), 1)
        self._animation = LottieAnimation(_engine())
        self._picture = self._animation.get_picture()
        data = json.dumps(sanitised(document, label)).encode()
        if self._picture.load_data(data, "lottie", None, True) != Result.SUCCESS:
            raise MediaUnreadable(label, "is a damaged Lottie animation")
        self._picture.set_size(*self._size)
        self._canvas = SwCanvas(_engine())
        self._canvas.set_target(1, 1, cs=Colorspace.ARGB8888)
        self._canvas.add(self._picture)

    @property
    def size(self) -> Size:
        """Give the size the file states in px."""
        return self._size

    def frame_id(self, source_ticks: int) -> Hashable:
        """Name the picture by its time, in steps of 1/240 s."""
        return self._step(source_ticks)

    def picture(self, source_ticks: int, wanted: Size) -> QImage:
        """Draw the animation over `wanted` px, as ARGB32_Premultiplied."""
        width, height = (min(max(side, 1), MAX_SIDE) for side in wanted)
        self._picture.set_transform(
            Matrix(width / self._size[0], 0, 0, 0, height / self._size[1], 0, 0, 0, 1)
        )
        self._animation.set_frame(self._step(source_ticks) * STEP_TICKS / TICKS_PER_SECOND * self._rate)
        # The canvas draws into memory of the picture's own, which the image then keeps alive.
        self._canvas.set_target(width, height, cs=Colorspace.ARGB8888)
        results = (self._canvas.update(), self._canvas.draw(True), self._canvas.sync())
        if any(result not in _DRAWN for result in results):
            raise MediaUnreadable(self._label, "is a Lottie animation that cannot be drawn")
        buffer = cast(memoryview, self._canvas.buffer_arr)
        return QImage(buffer, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)

    def close(self) -> None:
        """Free the engine's copy."""
        self._canvas.destroy()
        self._animation._del()

    def _step(self, source_ticks: int) -> int:
        return min(max(source_ticks, 0), self.length_ticks - 1) // STEP_TICKS


def render(lottie_json: str, source_ticks: int, size: Size) -> QImage:
    """Draw one moment of a Lottie animation; raise MediaError."""
    medium = LottieMedium(lottie_json, "the animation")
    try:
        return medium.picture(source_ticks, size)
    finally:
        medium.close()


@cache
def _engine() -> Engine:
    return Engine(threads=0)


def _document(text: str, label: str) -> dict[str, Any]:
    if len(text) > MAX_TEXT_CHARS:
        raise MediaTooLarge(label, f"is a Lottie animation of more than {MAX_TEXT_CHARS // 10**6} MB")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MediaUnreadable(label, "is not a Lottie animation: its JSON is damaged") from error
    if not isinstance(document, dict) or not isinstance(document.get("layers"), list):
        raise MediaUnreadable(label, "is a JSON file, but not a Lottie animation")
    return document


def _side(document: Mapping[str, Any], key: str, label: str) -> int:
    side = _number(document, key, 0.0)
    if not 1 <= side <= MAX_SIDE:
        raise MediaUnreadable(label, "is a Lottie animation without a usable size")
    return round(side)


def _number(document: Mapping[str, Any], key: str, default: float) -> float:
    value = document.get(key, default)
    good = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if good else default
