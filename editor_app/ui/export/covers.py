"""The small picture beside an export: a moment from its middle, or the very still."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from editor_app.state import EditorState
from editor_app.ui.export.ports import Frames

_SIZE = QSize(216, 120)


def request_cover(
    frames: Frames | None, state: EditorState, ticks: tuple[int, int], *, is_still: bool = False
) -> asyncio.Future[QImage] | None:
    """Ask for the picture; None where nobody paints any. A still is what is seen where `ticks` begin."""
    if frames is None:
        return None
    size = QSize(state.composition_width, state.composition_height)
    size.scale(_SIZE, Qt.AspectRatioMode.KeepAspectRatio)
    return frames.request_frame(
        ticks[0] if is_still else sum(ticks) // 2, (max(2, size.width()), max(2, size.height()))
    )
