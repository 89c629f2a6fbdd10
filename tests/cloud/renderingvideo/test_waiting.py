"""Waiting for a video: pauses that grow, trouble that passes, and ends of every kind."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from editor_app.cloud.renderingvideo import APIError, Patience, TaskFailedError, ValidationError
from editor_app.cloud.renderingvideo.errors import NetworkError, error_of
from editor_app.cloud.renderingvideo.models import VideoTask
from editor_app.cloud.renderingvideo.policy import pause_between_looks
from editor_app.cloud.renderingvideo.waiting import PATIENT, wait_for_end
from tests.cloud.renderingvideo.stub import Stub, said


@dataclass
class FakeClock:
    """Time that goes by at once."""

    time: float = 100.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def chance(self) -> float:
        return 0.5


def task(status: str | None, **more: str) -> VideoTask:
    return VideoTask(task_id="t", status=status, **more)  # type: ignore[arg-type]


CUT = NetworkError(0, "NETWORK_ERROR", "The connection broke.")
BUSY = error_of(429, "RATE_LIMITED", "Too often.", retry_after=50)


def waited(
    *seen: VideoTask | APIError, patience: Patience = PATIENT
) -> tuple[VideoTask, FakeClock, list[VideoTask]]:
    clock, told, looks = FakeClock(), list[VideoTask](), iter(seen)

    async def main() -> VideoTask:
        return await wait_for_end(lambda: _next(looks), patience, clock, told.append)

    return asyncio.run(main()), clock, told


async def _next(looks: Iterator[VideoTask | APIError]) -> VideoTask:
    seen = next(looks)
    if isinstance(seen, APIError):
        raise seen
    return seen


def test_pauses_grow_up_to_a_bound() -> None:
    done, clock, told = waited(*[task("rendering")] * 12, task("completed"))
    assert done.status == "completed"
    assert len(told) == 13
    assert clock.slept == sorted(clock.slept)
    assert (clock.slept[0], clock.slept[-1]) == (2, 30)


def test_unknown_words_and_passing_trouble_are_borne() -> None:
    seen = [task("created"), CUT, task("queued"), task(None), BUSY, *[CUT] * 8, task("completed")]
    done, clock, told = waited(*seen)
    assert done.has_ended
    assert [seen.status for seen in told] == ["created", "queued", None, "completed"]
    assert clock.slept[4] == 50


@pytest.mark.parametrize(
    ("text", "told"), [("The font is missing.", "The font is missing."), (None, "does not say why")]
)
def test_a_failed_task_is_told_with_its_text(text: str | None, told: str) -> None:
    failed = task("failed", **({"error": text} if text else {}))
    with pytest.raises(TaskFailedError, match=told) as caught:
        waited(task("rendering"), failed)
    assert caught.value.task is failed


@pytest.mark.parametrize(
    ("seen", "kind"),
    [
        ([task("rendering"), error_of(404, "NOT_FOUND", "Gone.")], APIError),
        ([error_of(401, "INVALID_API_KEY", "No.")], APIError),
        ([task("rendering"), *[CUT] * 10], NetworkError),
        ([error_of(400, "INVALID_REQUEST", "No.")], ValidationError),
    ],
)
def test_lasting_trouble_ends_it(seen: list[VideoTask | APIError], kind: type[APIError]) -> None:
    with pytest.raises(kind):
        waited(*seen)


def test_a_network_that_is_gone_for_long_can_be_borne() -> None:
    done, clock, _ = waited(
        *[CUT] * 110, task("completed"), patience=Patience(timeout=7200, failed_looks=None)
    )
    assert done.has_ended
    assert clock.time > 3000


def test_time_that_runs_out_is_told_with_what_was_seen_last() -> None:
    patience = Patience(timeout=60)
    with pytest.raises(TimeoutError, match="within 60 seconds; it was rendering"):
        waited(*[task("rendering")] * 99, patience=patience)
    with pytest.raises(TimeoutError, match="it was never seen"):
        waited(*[CUT] * 99, patience=Patience(timeout=20, failed_looks=None))


def test_a_last_look_is_taken_when_time_is_up() -> None:
    done, clock, _ = waited(*[task("rendering")] * 3, task("completed"), patience=Patience(timeout=8))
    assert done.has_ended
    assert clock.time == 108


@pytest.mark.parametrize(
    ("patience", "named"),
    [
        (Patience(timeout=0), "timeout"),
        (Patience(first_pause=-1), "first_pause"),
        (Patience(longest_pause=float("nan")), "longest_pause"),
    ],
)
def test_times_that_nobody_could_wait_are_refused(patience: Patience, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        waited(task("completed"), patience=patience)


def test_pauses_are_spread_and_bounded() -> None:
    def pause(look: int, chance: float, wish: float | None = None) -> float:
        return pause_between_looks(look, chance, first=2, longest=30, wish=wish)

    assert pause(0, 0) == 1.5
    assert pause(0, 0.999) < 2.5
    assert pause(10**6, 0.5) == 30
    assert pause(0, 0.5, wish=20) == 20
    assert pause(99, 0.5, wish=1) == 30
    assert pause(0, 0.5, wish=86400) == 60


def test_the_client_waits_by_a_clock_that_is_given(stub: Stub) -> None:
    clock = FakeClock()
    route = "GET /api/v1/video/t"
    stub.will(route, *[said(taskId="t", status="rendering")] * 3, said(taskId="t", status="completed"))
    assert stub.run(lambda c: c.videos.wait("t", clock=clock)).has_ended
    assert len(clock.slept) == 3
