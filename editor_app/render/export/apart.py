"""An export in a process of its own: what it is told, what it tells, and how it is stopped."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

from editor_app.render.export.run import export_video
from editor_app.render.export.settings import (
    CannotWrite,
    DiskFull,
    ExportCancelled,
    ExportError,
    ExportPaused,
    ExportReport,
    ExportSettings,
    PlaceTaken,
    Progress,
)
from editor_app.render.media.source import MediaSource
from editor_app.state.dialects import read
from editor_app.state.reading import parse_json

PAUSE = "pause"
"""What is sent to a running export so that it ends with what is in hand, and may go on later."""
NICENESS = 5
"""How much an export gives way to the window."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be exported: the document as JSON, its media, and the file to make."""

    state_json: bytes
    sources: Mapping[str, MediaSource]
    settings: ExportSettings
    output: Path
    cache_dir: Path
    expected: tuple[Path, ...] = ()
    """Where the project says its media are, whether they are there or not."""
    spool: Path | None = None
    """The folder in which finished pieces outlive the process; without one there is no pausing."""
    may_replace: tuple[str, ...] | None = None
    """The marks of files that it may replace; None lets it replace any."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no file, in a sentence; `lacks` is what would help: another name, place, or room."""

    sentence: str
    was_cancelled: bool = False
    was_paused: bool = False
    lacks: Literal["", "name", "place", "room"] = ""


News = Progress | ExportReport | Refusal


def main(connection: Connection) -> None:
    """Run in the new process: receive an Order, send Progress, at last an ExportReport or a Refusal.

    PAUSE, received meanwhile, pauses it if it has a spool; whatever else, and the end of the line, cancels.
    """
    _stand_aside()
    order: Order = connection.recv()
    cancelled = threading.Event()
    paused = threading.Event() if order.spool is not None else None
    threading.Thread(target=_listen, args=(connection, cancelled, paused), daemon=True).start()
    last: News
    try:
        state = read(parse_json(order.state_json))[0]
        last = export_video(
            state,
            order.sources,
            order.settings,
            order.output,
            on_progress=_Teller(connection),
            cancelled=cancelled,
            paused=paused,
            cache_dir=order.cache_dir,
            expected=order.expected,
            spool=order.spool,
            may_replace=order.may_replace,
        )
    except ExportCancelled as error:
        last = Refusal(str(error), was_cancelled=True)
    except ExportPaused as error:
        last = Refusal(str(error), was_paused=True)
    except DiskFull as error:
        last = Refusal(str(error), lacks="room")
    except PlaceTaken as error:
        last = Refusal(str(error), lacks="name")
    except CannotWrite as error:
        last = Refusal(str(error), lacks="place")
    except ExportError as error:
        last = Refusal(str(error))
    except Exception as error:
        logging.getLogger(__name__).exception("The export failed.")
        last = Refusal(f"The export failed: {error or type(error).__name__}. Nothing was written.")
    with contextlib.suppress(OSError):
        connection.send(last)


class _Teller:
    """Passes progress on, each message once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last: tuple[int, str] | None = None

    def __call__(self, progress: Progress) -> None:
        """Tell it, unless nothing has changed; a window that is gone cancels by the end of the line."""
        now = (progress.frames_done, progress.phase)
        if now != self._last:
            self._last = now
            with contextlib.suppress(OSError):
                self._connection.send(progress)


def _listen(connection: Connection, cancelled: threading.Event, paused: threading.Event | None) -> None:
    with contextlib.suppress(EOFError, OSError):
        while connection.recv() == PAUSE:
            if paused is not None:
                paused.set()
    cancelled.set()


def _stand_aside() -> None:
    """Give way to the window, and lead a group, so that the workers can be ended together."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setpgid"):
        with contextlib.suppress(OSError):
            os.setpgid(0, 0)
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(NICENESS)
