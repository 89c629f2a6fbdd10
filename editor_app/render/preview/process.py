"""The preview's process: it listens, keeps its copy of the document current, paints what is wanted last."""

from __future__ import annotations

import gc
import os
import signal
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from editor_app.render.export.note import Note
from editor_app.render.preview.inbox import Inbox
from editor_app.render.preview.messages import (
    Answer,
    Failed,
    Load,
    Lost,
    Painted,
    Render,
    Skipped,
    Update,
    Warned,
)

if TYPE_CHECKING:
    from editor_app.render.preview.ahead import Ahead
    from editor_app.render.preview.studio import Made, Studio


def main(connection: Connection, note: Note) -> None:
    """Serve until the other end is closed: the window's process is done with this one, or gone."""
    # Ctrl-C reaches every process of a terminal; the window decides and ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    inbox = Inbox()
    threading.Thread(target=_listen, args=(connection, inbox), daemon=True).start()
    _Worker(inbox, connection.send, note).run()


def _listen(connection: Connection, inbox: Inbox) -> None:
    while True:
        try:
            inbox.put(connection.recv())
        except (EOFError, OSError):
            # Whatever is being decoded or painted, nobody will see it.
            os._exit(0)


class _Worker:
    def __init__(self, inbox: Inbox, send: Callable[[Answer], None], note: Note) -> None:
        from editor_app.render.preview.ahead import Ahead
        from editor_app.render.preview.slots import Slots
        from editor_app.render.preview.studio import Studio

        self._inbox, self._send, self._note = inbox, send, note
        self._studio: Studio = Studio(note, self._check)
        self._ahead: Ahead = Ahead(self._studio)
        self._slots = Slots()
        self._costs: list[float] = []
        self._warned: tuple[str, ...] = ()
        self._is_ahead = False

    def run(self) -> None:
        """Work for ever; what waits comes first, then what will be wanted next."""
        while True:
            for number in self._inbox.skipped():
                self._send(Skipped(number))
            for update in self._inbox.updates():
                self._update(update)
            if (render := self._inbox.frame()) is not None:
                self._serve(render)
            elif not self._inbox.has_news and not self._go_ahead():
                self._inbox.wait()

    def _check(self) -> None:
        """Stop what is on its way to an exact frame where something else is more urgent."""
        from editor_app.render.media.haste import Interrupted

        self._note.beat()
        if self._inbox.has_news if self._is_ahead else self._inbox.has_look:
            raise Interrupted

    def _update(self, update: Update) -> None:
        try:
            self._studio.update(update)
        except Exception:  # whatever it was, the whole document puts it right
            traceback.print_exc()
            self._send(Lost())
        self._ahead.stop()
        if isinstance(update, Load):
            gc.collect()
            gc.freeze()

    def _serve(self, render: Render) -> None:
        from editor_app.render.media.haste import Interrupted

        self._note.begin()
        try:
            made = self._studio.frame(render.tick, render.size, render.seconds)
            self._slots.write(render.slot, made.image)
        except Interrupted:
            if render.kind == "still":
                self._inbox.put_back(render)
            else:
                self._send(Skipped(render.number))
            return
        except Exception as error:
            self._send(Failed(render.number, f"{type(error).__name__}: {error}\n{traceback.format_exc()}"))
            return
        # Only size makes these slower. A seek is another matter, and so is a near frame.
        if render.seconds is not None and made.is_exact:
            self._count(made)
        self._send(Painted(render.number, made.is_exact, tuple(self._costs)))
        self._costs.clear()
        self._warn()
        if render.kind == "play":
            self._ahead.follow(render)
        else:
            self._ahead.stop()

    def _go_ahead(self) -> bool:
        """Make a frame that will be wanted; tell whether there may be another."""
        from editor_app.render.media.haste import Interrupted

        self._is_ahead = True
        try:
            made = self._ahead.make_next()
        except Interrupted:
            return True
        except Exception:
            traceback.print_exc()
            self._ahead.stop()
            return False
        finally:
            self._is_ahead = False
        if made is not None:
            self._count(made)
        return made is not None

    def _count(self, made: Made) -> None:
        if made.cost_s is not None:
            self._costs.append(made.cost_s)

    def _warn(self) -> None:
        sentences = self._studio.warnings
        if sentences != self._warned:
            self._warned = sentences
            self._send(Warned(sentences))
