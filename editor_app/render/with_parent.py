"""For processes that work for another: they end when it does, however it ends."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from multiprocessing import connection, parent_process


def end_with_parent(tidy: Callable[[], None] | None = None) -> None:
    """Watch the parent from a thread; once it is gone, tidy up and end at once.

    An executor's worker holds both ends of the pipe that its work comes through, so it would wait there for
    ever when its parent is killed.
    """
    threading.Thread(target=_watch, args=(tidy,), daemon=True, name="end-with-parent").start()


def _watch(tidy: Callable[[], None] | None) -> None:
    parent = parent_process()
    if parent is None:
        return
    connection.wait([parent.sentinel])
    if tidy is not None:
        tidy()
    os._exit(1)
