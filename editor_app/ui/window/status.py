"""What the window says of the project: its name, how safe it is. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from editor_app.ui.window.texts import tr

if TYPE_CHECKING:  # the window is there before the services are
    from editor_app.services.recovery import JournalStatus

_NAME_LETTERS = 26

Tone = Literal["ok", "warning", "error", "quiet"]


@dataclass(frozen=True, slots=True)
class Line:
    """A short text and how it is meant."""

    text: str
    tone: Tone


def kept_line(kept: JournalStatus, *, is_clean: bool, is_untitled: bool, has_file: bool = True) -> Line:
    """Say in words how safe the work is; a new project has no file yet."""
    if kept.kind == "failed":
        return Line(tr("Not kept on the disk"), "error")
    if kept.kind == "writing":
        return Line(tr("Saving…"), "quiet")
    time = kept.at.strftime(" %H:%M") if kept.at else ""
    if is_clean and not is_untitled:
        return Line(tr("Saved{time}").format(time=time), "ok" if time else "quiet")
    if is_clean and not time and not has_file:
        return Line(tr("Nothing to save yet"), "quiet")
    if is_untitled:
        return Line(tr("Kept{time} · not yet named").format(time=time), "ok")
    return Line(tr("Kept{time} · not yet in the file").format(time=time), "ok")


def problems_line(errors: int, warnings: int) -> Line:
    """Say how many problems there are."""
    if errors:
        text = tr("1 problem") if errors + warnings == 1 else tr("{count} problems")
        return Line(text.format(count=errors + warnings), "error")
    if warnings:
        return Line(
            (tr("1 warning") if warnings == 1 else tr("{count} warnings")).format(count=warnings), "warning"
        )
    return Line(tr("No problems"), "quiet")


def proxy_line(label: str, share: float, waiting: int) -> str:
    """Say which video is being made light enough to play, how far that is, and how many wait."""
    if len(label) > _NAME_LETTERS:
        label = f"{label[: _NAME_LETTERS // 2]}…{label[1 - _NAME_LETTERS // 2 :]}"
    text = tr("Making {name} light to play · {percent} %").format(name=label, percent=int(100 * share))
    return f"{text} · {tr('{count} more').format(count=waiting)}" if waiting else text


def window_title(title: str, program: str, *, is_dirty: bool) -> str:
    """Give the window's title: a dot for what the file lacks, the project, the program."""
    if not title:
        return program
    return f"{'● ' if is_dirty else ''}{title} – {program}"
