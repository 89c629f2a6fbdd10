"""Work on untrusted media, done in a process of its own: if a decoder crashes, the command does not."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from editor_app.render import processes
from editor_app.render.with_parent import end_with_parent

T = TypeVar("T")
R = TypeVar("R")


class Died:
    """Stands for the result of a call whose process died."""


def each_apart(work: Callable[[T], R], values: Iterable[T]) -> list[R | Died]:
    """Call `work` on every value, one after the other; a death costs one value, not the rest.

    `work`, the values and the results must be picklable. An exception of `work` is raised here.
    """
    results: list[R | Died] = []
    pool: ProcessPoolExecutor | None = None
    try:
        for value in values:
            pool = pool or _pool()
            try:
                with processes.deaf_to_interrupts():
                    future = pool.submit(work, value)
                results.append(future.result())
            except BrokenProcessPool:
                pool = None
                results.append(Died())
    finally:
        if pool:
            pool.shutdown(wait=True, cancel_futures=True)
    return results


def _pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=processes.context(), initializer=_prepare)


def _prepare() -> None:
    """Let Ctrl-C end the process at once and without a traceback, and the end of the command end it."""
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):  # a Ctrl-C of the meantime ends it now
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
