"""The words of the dialogs for what a service keeps."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QLocale

from editor_app.problem import quoted
from editor_app.services.cloud_trouble import Trouble
from editor_app.services.sizes import file_size

_STEPS = (
    (60, 60, "1 minute ago", "{n} minutes ago"),
    (3600, 24, "1 hour ago", "{n} hours ago"),
    (86_400, 7, "yesterday", "{n} days ago"),
)


def tr(text: str) -> str:
    """Translate a text of the dialogs."""
    return QCoreApplication.translate("CloudDialogs", text)


def ago(moment: str, now: datetime) -> str:
    """Say how long ago that was: “3 minutes ago”, “yesterday”, “12 Nov 2024”; empty for what is no time."""
    try:
        then = datetime.fromisoformat(moment)
    except ValueError:
        return ""
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    seconds = (now - then).total_seconds()
    if seconds < 60:
        return tr("just now")
    for length, most, one, many in _STEPS:
        count = int(seconds // length)
        if count < most:
            return tr(one) if count == 1 else tr(many).format(n=count)
    local = then.astimezone(now.tzinfo)
    month = QLocale().monthName(local.month, QLocale.FormatType.ShortFormat).rstrip(".")
    return f"{local.day} {month} {local.year}"


def action_of(trouble: Trouble) -> str:
    """Name what can be done about trouble; empty where nothing can."""
    if trouble.way == "settings":
        return tr("Open the settings…")
    return (trouble.label or tr("Try again")) if trouble.way == "retry" else ""


def changed_line(moment: str, now: datetime, *, is_busy: bool, is_open: bool) -> str:
    """Say of a project when it was changed, and what is going on with it."""
    when = ago(moment, now)
    parts = [
        tr("working …") if is_busy else "",
        tr("open here") if is_open else "",
        tr("changed {when}").format(when=when) if when else "",
    ]
    return " · ".join(part for part in parts if part)


def list_line(known: int, found: int, words: str, *, is_loading: bool, is_complete: bool) -> str:
    """Say how far the list of projects is known, and what a search has left of it."""
    if words:
        line = tr("{found} of {known} projects").format(found=found, known=known)
        return tr("{line} · still looking …").format(line=line) if is_loading else line
    if not known:
        return tr("Reading the list …") if is_loading else ""
    line = tr("1 project") if known == 1 else tr("{n} projects").format(n=known)
    if is_loading:
        return tr("{line} · reading more …").format(line=line)
    return line if is_complete else tr("{line} · more when you scroll").format(line=line)


def delete_open_question(title: str, name: str) -> str:
    """Ask whether a project that is open here shall be deleted at a service."""
    text = tr(
        "“{title}” is open here, and syncs with {name}. Delete it at {name}? "
        "What is open stays whole on this computer."
    )
    return text.format(title=title, name=name)


def delete_file_question(filename: str) -> str:
    """Ask whether a file shall be deleted at the service."""
    text = tr("Delete {name} from the service for good? It cannot be taken back.")
    return text.format(name=quoted(filename))


def deleted_line(titles: list[str]) -> str:
    """Say what was deleted, and can be had back: the latest, and how many more."""
    if len(titles) == 1:
        return tr("Deleted “{title}”.").format(title=titles[0])
    return tr("Deleted “{title}” and {n} more.").format(title=titles[0], n=len(titles) - 1)


def files_line(count: int, *, is_loading: bool, is_complete: bool) -> str:
    """Say how far the list of files is known."""
    if not count:
        return tr("Reading the list …") if is_loading else ""
    line = tr("1 file") if count == 1 else tr("{n} files").format(n=count)
    if is_loading:
        return tr("{line} · reading more …").format(line=line)
    return line if is_complete else tr("{line} · more when you scroll").format(line=line)


def known_size(size_bytes: int | None) -> str:
    """Write the size of a file; empty where it is not known."""
    return "" if size_bytes is None else file_size(size_bytes)


def length(seconds: float | None) -> str:
    """Write how long a file plays: “0:12”; empty where it is not known."""
    return "" if seconds is None else f"{int(seconds) // 60}:{int(seconds) % 60:02}"
