"""What became of the files that were to be imported, in a few sentences."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that cannot be used, and why, as the end of a sentence about it."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """`keys`: the assets for the files, in the files' order, new or not; `placed` where clips were made."""

    keys: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    known: int = 0
    refused: tuple[Refused, ...] = ()
    is_stopped: bool = False


def summary(report: ImportReport) -> str:
    """Say it."""
    if report.is_stopped:
        return _tr("The import was stopped. Nothing was added.")
    parts: list[str] = []
    if len(report.added) == 1:
        parts.append(_tr("Added “{name}”.").format(name=report.added[0]))
    elif report.added:
        parts.append(_tr("Added {count} files.").format(count=len(report.added)))
    if report.known == 1:
        parts.append(_tr("One was there already."))
    elif report.known:
        parts.append(_tr("{count} were there already.").format(count=report.known))
    if report.refused:
        parts.append(_refusal(report.refused))
    return " ".join(parts) or _tr("There are no files in it.")


def left_unsaid(report: ImportReport) -> tuple[str, ...]:
    """Give a line about each file that cannot be used, where the summary does not name them all."""
    if report.is_stopped or len(report.refused) <= _MOST_NAMED:
        return ()
    return tuple(f"{one.name}: {one.why}" for one in report.refused)


def _refusal(refused: tuple[Refused, ...]) -> str:
    named = ", ".join(f"{one.name} ({one.why})" for one in refused[:_MOST_NAMED])
    if more := len(refused) - _MOST_NAMED:
        named += _tr(" and {count} more").format(count=more) if more > 0 else ""
    if len(refused) == 1:
        return _tr("One cannot be used: {files}.").format(files=named)
    return _tr("{count} cannot be used: {files}.").format(count=len(refused), files=named)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Imports", text)
