"""The start page's words."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QLocale


def tr(text: str) -> str:
    """Translate a text of the start page."""
    return QCoreApplication.translate("StartPage", text)


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


def unfinished_text(steps: int) -> str:
    """Say what a crash has left, in the words of the band that tells of it once it is open."""
    if steps == 1:
        return tr("1 step not saved")
    return tr("{n} steps not saved").format(n=steps)


def removed_text(title: str) -> str:
    """Say that a project is no longer listed."""
    return tr("“{title}” is off the list. Its file was not touched.").format(title=title)


def cleared_text(count: int) -> str:
    """Say that several projects are no longer listed."""
    return tr("{n} projects are off the list. Their files were not touched.").format(n=count)


def template_text(seconds: int, ratio: str) -> str:
    """Say how long and how wide a template is: “0:15 · 9:16”."""
    return f"{seconds // 60}:{seconds % 60:02} · {ratio}"
