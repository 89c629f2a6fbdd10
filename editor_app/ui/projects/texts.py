"""The start page's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QLocale


def tr(text: str) -> str:
    """Translate a text of the start page."""
    return QCoreApplication.translate("StartPage", text)


def size_hint(sides: Sequence[tuple[str, int | None]], least: int, most: int) -> tuple[str, bool]:
    """Say within which px a size lies, or what is wrong with the first of `sides` (name, px) that does not.

    The second value tells whether something is wrong.
    """
    for name, px in sides:
        if px is None or px < least:
            return tr("{name}: {least} px is the least.").format(name=name, least=least), True
        if px > most:
            return tr("{name}: {most} px is the most.").format(name=name, most=most), True
    return tr("{least} to {most} px each").format(least=least, most=most), False


def when(opened_at: str, now: datetime) -> str:
    """Say when that was, seen from `now` (local): “today 12:03”, “yesterday”, “12 Nov”, “12 Nov 2024”."""
    try:
        then = datetime.fromisoformat(opened_at)
    except ValueError:
        return ""
    then = (then if then.tzinfo else then.replace(tzinfo=UTC)).astimezone(now.tzinfo)
    days = (now.date() - then.date()).days
    if days == 0:
        return tr("today {time}").format(time=f"{then:%H:%M}")
    if days == 1:
        return tr("yesterday")
    month = QLocale().monthName(then.month, QLocale.FormatType.ShortFormat).rstrip(".")
    return f"{then.day} {month}" if then.year == now.year else f"{then.day} {month} {then.year}"


def unfinished_text(steps: int, waiting: int = 0) -> str:
    """Say what a crash has left, in the words of the band that tells of it once it is open.

    And how many changes are `waiting` for the project's service.
    """
    left = tr("1 step not saved") if steps == 1 else tr("{n} steps not saved").format(n=steps)
    if not waiting:
        return left
    changes = tr("1 change waiting") if waiting == 1 else tr("{n} changes waiting").format(n=waiting)
    return f"{left} · {changes}"


def unfinished_short(steps: int, waiting: int = 0) -> str:
    """Say the same in as few letters as a small tile has room for."""
    left = tr("{n} not saved").format(n=steps)
    return f"{left} · {tr('{n} waiting').format(n=waiting)}" if waiting else left


def removed_text(title: str) -> str:
    """Say that a project is no longer listed."""
    return tr("“{title}” is off the list. Its file was not touched.").format(title=title)


def cleared_text(count: int) -> str:
    """Say that several projects are no longer listed."""
    return tr("{n} projects are off the list. Their files were not touched.").format(n=count)


def template_text(seconds: int, ratio: str) -> str:
    """Say how long and how wide a template is: “0:15 · 9:16”."""
    return f"{seconds // 60}:{seconds % 60:02} · {ratio}"
