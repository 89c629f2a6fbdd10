"""The values of callbacks' headers: in the key chain or in memory, never longer than their job."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend

from editor_app.services.exporting.clouds.header_secrets import HeaderSecrets
from editor_app.services.exporting.jobs.job import IndreamSettings
from tests.cloud.service import reset
from tests.key_chains import Broken, Chain, Locked, PlainFile, key_chain
from tests.sandbox.running import Running
from tests.services.exporting.scene import scene
from tests.services.exporting.test_indream import tasks_of
from tests.services.sync.line import Line

VALUES = {"X-Secret": "very-secret-value"}
HOOK = IndreamSettings(callback_url="https://example.com/hook", header_names=("X-Secret",))


def test_they_outlive_the_program_in_a_key_chain_and_go_with_their_job() -> None:
    async def work() -> None:
        first, later = HeaderSecrets(), HeaderSecrets()
        first.give("job", VALUES)
        await first.keep("job")
        assert await later.values("job") == VALUES
        assert await later.values("other") is None
        await later.forget("job")
        assert await HeaderSecrets().values("job") is None

    chain = Chain()
    with key_chain(chain):
        asyncio.run(work())
    assert chain.held == {}


@pytest.mark.parametrize("chain", [Locked(), Broken(), PlainFile()])
def test_without_a_key_chain_they_hold_for_the_run(chain: KeyringBackend) -> None:
    async def work() -> None:
        first = HeaderSecrets()
        first.give("job", VALUES)
        await first.keep("job")
        assert await first.values("job") == VALUES
        assert await HeaderSecrets().values("job") is None
        await first.forget("job")
        assert await first.values("job") is None

    with key_chain(chain):
        asyncio.run(work())


@pytest.mark.parametrize("kept", ["no json", "[]", '{"X": 5}', ""])
def test_what_a_key_chain_gives_wrongly_is_nothing(kept: str) -> None:
    chain = Chain()
    chain.held["editor-app", "export callback job"] = kept
    with key_chain(chain):
        assert asyncio.run(HeaderSecrets().values("job")) is None


@pytest.mark.parametrize("arrived", [True, False])
def test_a_restart_without_them_finds_the_task_or_says_what_is_lost(
    start: Callable[..., Running], tmp_path: Path, arrived: bool
) -> None:
    server = start()
    key = server.key()
    server.secret()

    async def first(line: Line) -> None:
        line.cut_at("POST /v1/exports", "reset after" if arrived else reset)
        async with scene(tmp_path, url=line.url, key=key) as made:
            assert made.profile is not None
            job = made.exports.start_at(made.profile, HOOK, made.file(), VALUES)
            await made.until(lambda: made.job(job).cloud.key and made.job(job).is_holding)

    async def second(line: Line) -> None:
        line.rule = lambda _route: None
        async with scene(tmp_path, url=line.url, key=key) as made:
            await made.queue.load()
            (job,) = await made.over(*made.queue.jobs)
            if arrived:
                assert (job.status, job.sentence) == ("done", "")
                assert len(await tasks_of(server)) == 1
            else:
                assert (job.status, job.remedy) == ("failed", "anew")
                assert job.sentence.startswith("The values of the callback's headers were kept while")
                assert await tasks_of(server) == []

    with key_chain(PlainFile()), Line(upstream=server.url, rate=0.0) as line:
        asyncio.run(first(line))
        asyncio.run(second(line))
