"""The face that waits: the same calls, its own thread, and nothing left of it."""

from __future__ import annotations

import asyncio
import gc
import inspect
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from editor_app.cloud.indream import AsyncIndreamClient, AuthError, IndreamClient
from tests.cloud.conftest import KEY
from tests.cloud.samples import PROJECT_ID, TASK_ID
from tests.cloud.service import Service, hang, problem, reset

RESOURCES = ("exports", "editor", "illustrations", "projects", "uploads", "assets", "downloads")


@pytest.fixture
def client(service: Service, pauses: list[float | None]) -> Iterator[IndreamClient]:
    """Give a client that waits, and close it."""
    with IndreamClient(KEY, base_url=service.url, poll_interval=0.001) as running:
        yield running


def threads() -> list[str]:
    """Give the names of the clients' threads that run."""
    return [thread.name for thread in threading.enumerate() if thread.name == "indream client"]


def test_both_faces_have_the_same_calls(client: IndreamClient) -> None:
    other = AsyncIndreamClient(KEY)
    for resource in RESOURCES:
        ours, theirs = getattr(client, resource), getattr(other, resource)
        names = {name for name in dir(theirs) if not name.startswith("_")}
        assert names == {name for name in dir(ours) if not name.startswith("_")}
        for name in names:
            assert inspect.signature(getattr(ours, name)) == inspect.signature(getattr(theirs, name))
            assert getattr(ours, name).__doc__ == getattr(theirs, name).__doc__
            assert not inspect.iscoroutinefunction(getattr(ours, name))
    assert inspect.signature(IndreamClient) == inspect.signature(AsyncIndreamClient)


def test_calls_answer_raise_and_are_repeated_as_the_other_face_does(
    client: IndreamClient, service: Service
) -> None:
    service.will(f"GET /v1/exports/{TASK_ID}", reset, problem(503))
    assert client.exports.wait(TASK_ID).status == "COMPLETED"
    assert len(service.received) == 3
    service.will("GET /v1/projects", problem(401, "OPEN_API_KEY_INVALID"))
    with pytest.raises(AuthError) as caught:
        client.projects.list(page_size=5)
    assert caught.value.error_code == "OPEN_API_KEY_INVALID"


def test_it_works_inside_a_running_loop_and_in_many_threads(client: IndreamClient, service: Service) -> None:
    async def main() -> None:
        assert client.projects.get(PROJECT_ID).project_id == PROJECT_ID
        await asyncio.gather(*(asyncio.to_thread(client.projects.list) for _ in range(20)))

    asyncio.run(main())
    assert len(service.received) == 21


def test_closing_ends_the_thread_and_what_is_under_way(service: Service) -> None:
    client = IndreamClient(KEY, base_url=service.url)
    service.will("GET /v1/projects", hang)
    raised: list[BaseException] = []

    def call() -> None:
        try:
            client.projects.list()
        except RuntimeError as error:
            raised.append(error)

    caller = threading.Thread(target=call)
    caller.start()
    service.wait_until(lambda: len(service.received) == 1)
    client.close()
    caller.join(30)
    assert [str(error) for error in raised] == ["The client was closed while a call was under way."]
    assert not threads()
    client.close()
    with pytest.raises(RuntimeError, match="closed"):
        client.projects.list()


def test_a_client_that_is_let_go_ends_by_itself(service: Service) -> None:
    client = IndreamClient(KEY, base_url=service.url)
    client.projects.list()
    gone = weakref.ref(client)
    del client
    gc.collect()
    assert gone() is None
    assert not threads()


def test_a_client_lives_as_long_as_any_part_of_it(service: Service) -> None:
    assert IndreamClient(KEY, base_url=service.url).projects.list().items
    exports = IndreamClient(KEY, base_url=service.url).exports
    gc.collect()
    assert exports.list().items
    del exports
    gc.collect()
    assert not threads()


def test_a_program_that_never_closes_its_client_ends(service: Service) -> None:
    program = (
        "from editor_app.cloud.indream import IndreamClient\n"
        f"client = IndreamClient('{KEY}', base_url='{service.url}')\n"
        "print(len(client.projects.list().items))\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("1\n", "", 0)


def test_an_interrupt_ends_the_call_and_not_the_client(
    client: IndreamClient, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.will("GET /v1/projects", hang)
    original = Future.result
    presses = [True]

    def interrupted(self: Future[object], timeout: float | None = None) -> object:
        if presses:
            presses.pop()
            service.wait_until(lambda: len(service.received) == 1)
            raise KeyboardInterrupt
        return original(self, timeout)

    monkeypatch.setattr(Future, "result", interrupted)
    with pytest.raises(KeyboardInterrupt):
        client.projects.list()
    assert client.projects.list().items


def test_a_callback_cannot_call_the_client_and_may_end_the_program(
    client: IndreamClient, service: Service
) -> None:
    def call(*_: object) -> None:
        client.projects.list()

    def leave(*_: object) -> None:
        sys.exit(3)

    with pytest.raises(RuntimeError, match="callbacks"):
        client.exports.wait(TASK_ID, on_change=call)
    with pytest.raises(SystemExit) as caught:
        client.exports.wait(TASK_ID, on_change=leave)
    assert caught.value.code == 3
    assert client.projects.list().items


def test_a_wait_may_be_left_by_its_callback(client: IndreamClient, service: Service) -> None:
    class Enough(Exception):
        """The caller has seen enough."""

    def stop(*_: object) -> None:
        raise Enough

    with pytest.raises(Enough):
        client.exports.wait(TASK_ID, on_change=stop)


def test_one_client_has_one_thread_and_shows_no_key(client: IndreamClient) -> None:
    client.projects.list()
    client.editor.capabilities()
    assert len(threads()) == 1
    assert repr(client) == f"<IndreamClient {client.base_url}>"
