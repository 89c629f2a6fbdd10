"""How much decoding a picture is worth right now: all it takes, or what can be had at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Interrupted(Exception):
    """Something more urgent came up; what was decoded so far stays warm, ask again later."""


class Haste:
    """Shared by the decoders of one pool, which ask it before each frame on the way to the wanted one.

    Outside its two contexts every picture is exact, however long that takes.
    """

    def __init__(self) -> None:
        self._check: Callable[[], None] | None = None
        self._deadline: float | None = None
        self._is_exact = True

    @property
    def is_exact(self) -> bool:
        """Tell whether every picture given since `within` began was the right one."""
        return self._is_exact

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Decode for so long at most, then make do with the nearest frame that is there.

        A seek is always made, and gives its key frame. Time that is up stays up: the same picture asked
        for again is the same frame.
        """
        self._deadline, self._is_exact = time.monotonic() + seconds, True
        try:
            yield
        finally:
            self._deadline = None

    @contextmanager
    def checked(self, check: Callable[[], None]) -> Iterator[None]:
        """Call `check` between two decoded frames; it may raise Interrupted. Not for use while painting."""
        self._check = check
        try:
            yield
        finally:
            self._check = None

    def may_go_on(self) -> bool:
        """Tell a decoder whether to go one frame further; raise Interrupted."""
        if self._check is not None:
            self._check()
        if self._deadline is None or time.monotonic() < self._deadline:
            return True
        self._is_exact = False
        return False
