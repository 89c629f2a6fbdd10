"""The progress line of an export."""

from __future__ import annotations

import contextlib
import io
import sys
from typing import TextIO

from editor_app.render.export.settings import Progress

BAR_CELLS = 24


class ProgressLine:
    """Shows progress on stderr: one line that renews itself on a terminal, a line every tenth elsewhere."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr or io.StringIO()  # there is none where all streams are closed
        self._live = self._stream.isatty()
        self._tenth = -1
        self._shown = ""

    def show(self, progress: Progress) -> None:
        """Show how far the export is."""
        text = progress_text(progress)
        tenth = progress.frames_done * 10 // max(1, progress.frames_total)
        if self._live and text != self._shown:
            self._write(f"\r{text}\x1b[K")
        elif not self._live and tenth != self._tenth:
            self._write(f"{text}\n")
        self._tenth, self._shown = tenth, text

    def end(self) -> None:
        """Leave the line to what is printed next."""
        if self._live and self._shown:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        """Write, if there is still someone to read: a terminal that has gone stops no render."""
        with contextlib.suppress(OSError, ValueError):
            self._stream.write(text)
            self._stream.flush()


def progress_text(progress: Progress) -> str:
    """Write progress as `██████░░░░  43 %  155/360 frames  61 fps  0:12 left`."""
    share = progress.frames_done / max(1, progress.frames_total)
    full = int(share * BAR_CELLS)
    text = f"{'█' * full}{'░' * (BAR_CELLS - full)} {int(share * 100):3d} %"
    text += f"  {progress.frames_done}/{progress.frames_total} frames"
    if progress.phase != "rendering":
        return f"{text}  {progress.phase} the file"
    if progress.fps > 0:
        text += f"  {progress.fps:.0f} fps"
    if progress.seconds_left is not None:
        text += f"  {clock(progress.seconds_left)} left"
    return text


def clock(seconds: float) -> str:
    """Write a duration as `0:12` or `1:02:03`, rounded to seconds."""
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
