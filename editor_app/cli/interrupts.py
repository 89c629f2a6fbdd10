"""Ctrl-C, a closed terminal and the request to end, from the first moment of a long command on."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator

from editor_app.cli.outcome import CommandError, Exit

_NUMBERS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_HANG_UP = getattr(signal, "SIGHUP", None)
_asked = threading.Event()


@contextlib.contextmanager
def interruptible() -> Iterator[threading.Event]:
    """Turn these signals into an event; a second Ctrl-C interrupts at once.

    Nothing is raised in the middle of an import, which some libraries do not survive. Where a closed terminal
    is to be ignored (nohup), it is.
    """
    _asked.clear()

    def stop(number: int, _frame: object) -> None:
        if _asked.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        _asked.set()

    before = {
        number: signal.signal(number, stop)
        for number in _NUMBERS
        if number is not _HANG_UP or signal.getsignal(number) is not signal.SIG_IGN
    }
    try:
        yield _asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def stop_if_asked() -> None:
    """Raise CommandError where someone has asked to stop."""
    if _asked.is_set():
        raise CommandError(Exit.INTERRUPTED, "interrupted; no file was left.")
