"""The processes that a test starts: none may outlive it."""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Iterator

_PATIENCE_S = 20.0


@contextlib.contextmanager
def none_left_behind() -> Iterator[None]:
    """Fail where a process that is begun within does not end; others are not looked at."""
    before = set(multiprocessing.active_children())
    yield
    left = set(multiprocessing.active_children()) - before
    for process in left:
        process.join(_PATIENCE_S)
    alive = [process for process in left if process.is_alive()]
    for process in alive:  # or every later test would wait for it
        process.kill()
    assert alive == []
