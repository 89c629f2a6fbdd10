"""The one place that keeps libraries from writing to the terminal: their errors become sentences."""

from __future__ import annotations

import av.logging
from PySide6.QtCore import QLoggingCategory


def silence_decoders() -> None:
    """Switch off what FFmpeg and Qt's image formats would print about damaged files."""
    av.logging.set_libav_level(av.logging.PANIC)
    QLoggingCategory.setFilterRules("qt.gui.imageio*=false\nqt.svg*=false")
