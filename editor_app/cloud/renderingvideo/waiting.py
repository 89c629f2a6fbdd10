"""Waits for the end of rendering, through trouble that passes, with pauses that grow."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from editor_app.cloud.http.retrying import check_seconds
from editor_app.cloud.renderingvideo import policy
from editor_app.cloud.renderingvideo.errors import APIError, TaskFailedError
from editor_app.cloud.renderingvideo.models import COMPLETED, FAILED, VideoTask

FAILED_LOOKS = 10
"""So many looks may fail one after the other, each with its repetitions, before waiting gives up."""

Look = Callable[[], Awaitable[VideoTask]]
OnChange = Callable[[VideoTask], None]


class Clock(Protocol):
    """Time and chance, for those who must not wait for them."""

    def now(self) -> float:
        """Give seconds from some beginning."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Let time go by."""
        ...

    def chance(self) -> float:
        """Give a number in [0, 1)."""
        ...


class SystemClock:
    """The time and chance of this machine."""

    def now(self) -> float:
        """Give seconds from some beginning."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Let time go by."""
        await asyncio.sleep(seconds)

    def chance(self) -> float:
        """Give a number in [0, 1)."""
        return random.random()


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited and how often is looked, in seconds; `failed_looks` None bears any number."""

    timeout: float = 3600
    first_pause: float = 2
    longest_pause: float = 30
    failed_looks: int | None = FAILED_LOOKS


PATIENT = Patience()
"""An hour."""


async def wait_for_end(
    look: Look, patience: Patience, clock: Clock, on_change: OnChange | None = None
) -> VideoTask:
    """Look until the task is completed, and give it; `on_change` is told what each look has seen.

    Raise TaskFailedError where it has failed, TimeoutError when time is up, ValueError for times that are
    none, APIError. Any other status goes on, also one that nobody knows.
    """
    check_seconds(
        timeout=patience.timeout, first_pause=patience.first_pause, longest_pause=patience.longest_pause
    )
    end = clock.now() + patience.timeout
    number, failures, last = 0, 0, "it was never seen"
    while True:
        wish = None
        try:
            task = await look()
        except APIError as error:
            failures, wish = failures + 1, error.retry_after
            if not policy.is_transient(error) or failures == patience.failed_looks:
                raise
        else:
            failures, last = 0, f"it was {task.status or 'of no status'}"
            if on_change is not None:
                on_change(task)
            if task.status == FAILED:
                raise TaskFailedError(task)
            if task.status == COMPLETED:
                return task
        pause = policy.pause_between_looks(
            number,
            clock.chance(),
            first=patience.first_pause,
            longest=patience.longest_pause,
            wish=wish,
        )
        left = end - clock.now()
        if left <= 0:
            raise TimeoutError(f"The video is not ready within {patience.timeout:g} seconds; {last}.")
        await clock.sleep(min(pause, left))
        number += 1
