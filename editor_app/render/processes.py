"""How worker processes that decode and render come to life.

On Linux they are forked from a server that has imported once what all of them need: a fork takes
milliseconds where a new interpreter imports for half a second, on every core. Elsewhere, and in a frozen
program (which has no interpreter to run such a server with), each is a new interpreter.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import BaseContext
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a render shall not load it before it forks
    from concurrent.futures import ProcessPoolExecutor

SERVER_DIED = 255
"""The exit code multiprocessing gives a process whose server is gone: its own is then not known."""

_PRELOADED = ["editor_app.render.export.worker"]  # which brings all that tries a medium, too
_has_begun = _has_failed = False


def can_fork() -> bool:
    """Tell whether processes are forked from a server here."""
    return sys.platform == "linux" and not getattr(sys, "frozen", False)


def begin() -> None:
    """Start the server, which imports while the caller does something else; for work that needs workers soon.

    Where no server is used, or it cannot be started, workers are new interpreters.
    """
    global _has_begun
    if not can_fork() or _has_failed:
        return
    if not _has_begun:
        forkserver.set_forkserver_preload(_PRELOADED)
        _has_begun = True
    try:
        with deaf_to_interrupts(), _environment():
            forkserver.ensure_running()
    except OSError:  # such as a temporary folder whose name is too long for a socket
        give_up_forking()


def give_up_forking() -> None:
    """Start new interpreters from now on."""
    global _has_begun, _has_failed
    _has_begun, _has_failed = False, True


def context() -> BaseContext:
    """Give the context to start a process in: forked where `begin` was called and forking is possible."""
    return multiprocessing.get_context("forkserver" if _has_begun else "spawn")


@contextlib.contextmanager
def deaf_to_interrupts() -> Iterator[None]:
    """Let a process that starts now inherit a mask without Ctrl-C, which is the parent's to answer."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # before the mask: it would take it off again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def _environment() -> Iterator[None]:
    """Let numpy's linear algebra start no threads in the server: only a process without them forks safely.

    And let it import nothing from the folder that the command happens to be in.
    """
    wanted = {"OPENBLAS_NUM_THREADS": "1", "PYTHONSAFEPATH": "1"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def end_executor(executor: ProcessPoolExecutor) -> None:
    """End an executor and its processes at once, whatever they do."""
    # WORKAROUND(CPython 3.13 and older): an executor has no public way to end a process that hangs.
    running = list((getattr(executor, "_processes", None) or {}).values())
    executor.shutdown(wait=False, cancel_futures=True)
    for process in running:
        process.kill()
