"""The one place that keeps libraries from writing to the terminal: their errors become sentences."""

from __future__ import annotations

import av.logging


def silence_decoders() -> None:
    """Switch off what FFmpeg would print about damaged files."""
    av.logging.set_libav_level(av.logging.PANIC)


def silence_qt() -> None:
    """Switch off what Qt would print about damaged pictures and about fonts that lack a script.

    Of every family in a fall-back list that lacks a script it complains: that is what the list is for.
    """
    from PySide6.QtCore import QLoggingCategory

    # Each call replaces the rules of the one before.
    QLoggingCategory.setFilterRules("qt.gui.imageio*=false\nqt.svg*=false\nqt.text.font.db=false")
