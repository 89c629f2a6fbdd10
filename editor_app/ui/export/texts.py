"""The Export panel's words that stand in many places."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from editor_app.timebase import TICKS_PER_SECOND


def tr(text: str) -> str:
    """Translate a text of the panel."""
    return QCoreApplication.translate("Export", text)


def duration(seconds: float) -> str:
    """Write a duration for people: “12 s”, “3:07 min”, “1:02 h”."""
    whole = max(0, round(seconds))
    if whole < 60:
        return tr("{n} s").format(n=whole)
    if whole < 3600:
        return tr("{n} min").format(n=f"{whole // 60}:{whole % 60:02}")
    return tr("{n} h").format(n=f"{whole // 3600}:{whole // 60 % 60:02}")


def clock(ticks: int) -> str:
    """Write a length as 0:12.4."""
    tenths = round(ticks * 10 / TICKS_PER_SECOND)
    return f"{tenths // 600}:{tenths // 10 % 60:02}.{tenths % 10}"


def counted(n: int, one: str, many: str) -> str:
    """Say how many there are; other places of the sentence stay to be filled."""
    return one if n == 1 else many.replace("{n}", str(n))
