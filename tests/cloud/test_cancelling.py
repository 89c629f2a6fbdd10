"""A call may be cancelled wherever it waits; nothing is left behind, and the client goes on."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from editor_app.cloud.http import retrying, threads
from editor_app.cloud.indream import AsyncIndreamClient
from editor_app.cloud.indream.types import Asset
from tests.cloud.conftest import KEY
from tests.cloud.samples import TASK_ID
from tests.cloud.service import Behaviour, Exchange, Service, hang, problem
from tests.documents import document, solid

Client = AsyncIndreamClient
ROUTE = f"GET /v1/exports/{TASK_ID}"
STATE = document(*(solid(f"s{n}", start=n * 240_000) for n in range(50)))


async def half_a_body(exchange: Exchange) -> None:
    """Send the head and a piece, then nothing."""
    await exchange.start(200, content_type="application/json", content_length="1000")
    await exchange.piece(b"{")
    await exchange.released.wait()


async def cancelled(work: Coroutine[Any, Any, Any], reached: Coroutine[Any, Any, Any]) -> None:
    """Start some work, cancel it where it has reached a point, and see that it ends so."""
    task = asyncio.create_task(work)
    await reached
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize("stage", [hang, half_a_body])
@pytest.mark.parametrize("times", [1, 150])
def test_while_the_answer_is_awaited(
    stage: Behaviour, times: int, service: Service, run: Callable[..., Any]
) -> None:
    async def job(client: Client) -> None:
        for first in range(0, times, 50):
            count = min(50, times - first)
            service.will(ROUTE, *[stage] * count)
            tasks = [asyncio.create_task(client.exports.get(TASK_ID)) for _ in range(count)]
            await service.until(lambda first=first, count=count: len(service.received) == first + count)
            for task in tasks:
                task.cancel()
            assert {type(r) for r in await asyncio.gather(*tasks, return_exceptions=True)} == {
                asyncio.CancelledError
            }
        # The pool has 100 connections: were any kept, this would wait for ever.
        done = await asyncio.gather(*(client.exports.get(TASK_ID) for _ in range(100)))
        assert len(done) == 100

    run(job)


def test_between_repetitions(
    service: Service, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    pausing = asyncio.Event()

    def long_pause(*_: object) -> float:
        pausing.set()
        return 3600

    monkeypatch.setattr(retrying, "pause_before", long_pause)
    service.will(ROUTE, problem(503))

    async def job(client: Client) -> None:
        await cancelled(client.exports.get(TASK_ID), pausing.wait())
        assert (await client.exports.get(TASK_ID)).status == "COMPLETED"

    run(job)
    assert len(service.received) == 2


def test_between_two_looks(service: Service, run: Callable[..., Any]) -> None:
    service.will(ROUTE, *[problem(503)] * 3)

    async def job(client: Client) -> None:
        await cancelled(
            client.exports.wait(TASK_ID, poll_interval=3600),
            service.until(lambda: len(service.received) == 3),
        )

    run(job)


def test_while_a_document_is_prepared(service: Service, run: Callable[..., Any]) -> None:
    async def job(client: Client) -> None:
        await cancelled(client.projects.create({"editorState": STATE}), asyncio.sleep(0))
        await client.projects.create({"editorState": STATE})

    run(job)
    assert len(service.received) == 1


def test_at_every_turn_of_the_loop(service: Service, run: Callable[..., Any]) -> None:
    async def turns(count: int) -> None:
        for _ in range(count):
            await asyncio.sleep(0)

    async def job(client: Client) -> None:
        for count in range(60):
            task = asyncio.create_task(
                client.uploads.upload(b"data" * 100_000, filename="a.png", content_type="image/png")
            )
            await turns(count)
            task.cancel()
            outcome = (await asyncio.gather(task, return_exceptions=True))[0]
            assert isinstance(outcome, asyncio.CancelledError | Asset)
        assert (await client.exports.get(TASK_ID)).status == "COMPLETED"
        assert asyncio.all_tasks() == {asyncio.current_task()}

    run(job)
    gc.collect()  # tells of files and generators that nobody closed


def test_before_anything_has_begun(service: Service, run: Callable[..., Any]) -> None:
    async def job(client: Client) -> None:
        task = asyncio.create_task(client.exports.get(TASK_ID))
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    run(job)
    assert service.began == 0


def test_closing_a_client_that_is_at_work(service: Service) -> None:
    service.will(ROUTE, hang)

    async def main() -> None:
        client = AsyncIndreamClient(KEY, base_url=service.url, max_retries=0)
        task = asyncio.create_task(client.exports.get(TASK_ID))
        await service.until(lambda: len(service.received) == 1)
        task.cancel()
        await asyncio.wait([task])
        await client.aclose()
        with pytest.raises(RuntimeError):
            await client.exports.get(TASK_ID)

    asyncio.run(main())


def test_a_thread_is_waited_for_however_often_it_is_cancelled() -> None:
    async def main() -> None:
        may_end, ended = asyncio.Event(), list[bool]()
        loop = asyncio.get_running_loop()

        def work() -> None:
            asyncio.run_coroutine_threadsafe(may_end.wait(), loop).result(30)
            ended.append(True)
            raise OSError("nobody hears of it")

        task = asyncio.create_task(threads.in_thread(work))
        for _ in range(3):
            await asyncio.sleep(0)
            task.cancel()
        await asyncio.sleep(0)
        assert not task.done()
        may_end.set()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert ended == [True]

    asyncio.run(main())
