"""Tasks are owned: none is lost, a failure is told, closing leaves none."""

from __future__ import annotations

import asyncio
import gc
import logging

import pytest

from editor_app.services.tasks import Failure, Tasks


def test_a_task_that_nobody_holds_runs_to_its_end() -> None:
    async def main() -> None:
        tasks, done = Tasks(), asyncio.Event()

        async def work() -> None:
            await asyncio.sleep(0)
            gc.collect()
            done.set()

        tasks.start(work(), "work")
        assert tasks.names() == ("work",)
        await done.wait()
        await tasks.close()
        assert tasks.names() == ()

    asyncio.run(main())


def test_a_failure_is_told_and_logged_and_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> list[Failure]:
        tasks, failures = Tasks(), list[Failure]()
        tasks.failed.connect(failures.append)

        async def fail() -> None:
            raise OSError("no room")

        async def work() -> int:
            await asyncio.sleep(0)
            return 5

        task = tasks.start(work(), "work")
        tasks.start(fail(), "fail")
        assert await task == 5
        await tasks.close()
        return failures

    with caplog.at_level(logging.ERROR):
        failures = asyncio.run(main())
    assert [(failure.name, str(failure.error)) for failure in failures] == [("fail", "no room")]
    assert "no room" in caplog.text


def test_closing_cancels_and_waits_even_for_tasks_that_start_others_or_take_their_time() -> None:
    async def main() -> list[str]:
        tasks, ends = Tasks(), list[str]()

        async def stubborn() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                await asyncio.sleep(0)
                ends.append("stubborn")

        async def closing() -> None:
            await tasks.close()
            ends.append("closed")

        tasks.start(stubborn(), "stubborn")
        await asyncio.sleep(0)
        await tasks.start(closing(), "closing")
        late = stubborn()
        with pytest.raises(RuntimeError, match="closed"):
            tasks.start(late, "late")
        return ends

    assert asyncio.run(main()) == ["stubborn", "closed"]
