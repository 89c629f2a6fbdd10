"""What was on hold is tried when what it waited for is back: once, and nothing else is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal

from editor_app.cloud.http.origin import Secret
from editor_app.services.account_drafts import Draft
from editor_app.services.desk import Desk
from editor_app.services.exporting.jobs.job import LOCAL, ExportJob, WaitsFor
from editor_app.services.exporting.jobs.polling import Pace, after_waking
from editor_app.services.exporting.jobs.queue import ExportQueue
from editor_app.services.exporting.jobs.waking import Waking, away_after, back, to_wake
from editor_app.services.sync.status import Kind, SyncStatus
from editor_app.services.tasks import Tasks
from editor_app.store.accounts import Profile
from editor_app.store.cloud_link import CloudLink
from editor_app.store.folders import Folders
from tests.cloud.service import Behaviour, problem, reset
from tests.sandbox.running import Running
from tests.services.exporting.jobs import INDREAM, OTHER, cloud
from tests.services.exporting.renderingvideo_scene import OtherScene, other_scene
from tests.services.exporting.scene import scene, small_film
from tests.services.exporting.test_indream import Door, begin, tasks_of
from tests.services.sync.line import matches

HOURS = Pace(
    lambda _looks, _chance: 0.05,
    lambda _failures, _asked, _chance: 3600.0,
    lambda _times, _chance: 3600.0,
    lambda _chance: 0.01,
)
"""A pace at which nothing on hold goes on by itself while a test lasts."""


def held(number: int, waits_for: WaitsFor, **fields: Any) -> ExportJob:
    return cloud(number, **{"status": "rendering", "again_at": 99.0, "waits_for": waits_for, **fields})


@pytest.mark.parametrize(
    ("before", "now", "services"),
    [
        ({}, {}, set()),
        ({}, {"a": 1}, {"a"}),
        ({"a": 1}, {"a": 1}, set()),
        ({"a": 1}, {"a": 2}, {"a"}),
        ({"a": 1, "b": 1}, {"b": 1}, set()),
        ({"a": 1}, {"a": 1, "b": 1, "c": 1}, {"b", "c"}),
    ],
)
def test_what_can_be_called_again(before: dict[str, int], now: dict[str, int], services: set[str]) -> None:
    assert back(before, now) == services


@pytest.mark.parametrize(
    ("kinds", "away"),
    [
        (["in-step"], ""),
        (["offline"], "s"),
        (["offline", "syncing"], "s"),
        (["offline", "syncing", "offline", "unkept", "paused"], "s"),
        (["offline", "syncing", "in-step"], ""),
        (["offline", "syncing", "waiting"], ""),  # it answers, if only to ask for a pause
        (["offline", "off"], ""),
    ],
)
def test_a_service_is_away_until_it_answers(kinds: list[Kind], away: str) -> None:
    found = ""
    for kind in kinds:
        found = away_after(found, "s", kind)
    assert found == away


def test_another_service_is_not_the_one_that_was_away() -> None:
    assert away_after("s", "t", "syncing") == ""


def test_only_what_waits_for_that_is_woken() -> None:
    jobs = [
        held(1, "line"),
        held(2, "account"),
        held(3, "service"),
        replace(held(4, "line"), target=OTHER),
        held(5, "line", status="waiting"),
        held(6, "line", status="cancelled"),
        cloud(7, "rendering"),
        replace(held(8, "line"), target=LOCAL),
        held(9, "room", status="waiting"),
    ]
    assert to_wake(jobs, {INDREAM.service}, ["line"]) == ("c1", "c5")
    assert to_wake(jobs, {INDREAM.service}, ["line", "account"]) == ("c1", "c2", "c5")
    assert to_wake(jobs, (), ["line"]) == ()


def test_those_who_are_woken_do_not_knock_in_one_moment() -> None:
    assert after_waking(0.0) < after_waking(0.4) < after_waking(0.99) <= 2.0


class Queue(QObject):
    """Notes who is woken."""

    line_back = Signal(str)

    def __init__(self, *jobs: ExportJob) -> None:
        super().__init__()
        self.jobs, self.woken = jobs, list[tuple[str, ...]]()

    def wake(self, job_ids: Iterable[str]) -> None:
        """Note them."""
        if found := tuple(job_ids):
            self.woken.append(found)


class Accounts(QObject):
    """One account, as a test wants it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.profiles = (Profile("a", "indream", "A", INDREAM.service, INDREAM.service),)
        self.key: Secret | None = None
        self.is_bad = False

    def secret(self, profile: object) -> Secret | None:
        """Give the key."""
        return self.key

    def is_refused(self, profile: object) -> bool:
        """Tell whether it is refused."""
        return self.is_bad


class Others(QObject):
    """No accounts."""

    changed = Signal()
    profiles = ()


def test_each_change_wakes_once() -> None:
    queue, accounts = Queue(held(1, "account"), held(2, "line")), Accounts()
    waking = Waking(queue, accounts, Others())  # type: ignore[arg-type]
    accounts.changed.emit()
    assert queue.woken == []
    accounts.key = Secret("one")
    for _ in range(3):
        accounts.changed.emit()
    assert queue.woken == [("c1", "c2")]
    accounts.is_bad = True
    accounts.changed.emit()
    assert len(queue.woken) == 1
    accounts.is_bad = False
    accounts.changed.emit()
    accounts.key = Secret("two")
    accounts.changed.emit()
    assert len(queue.woken) == 3
    for kind in ("offline", "syncing", "offline", "syncing", "in-step", "changed", "syncing", "in-step"):
        waking.hear_of_sync(INDREAM.service, kind)  # type: ignore[arg-type]
    queue.line_back.emit("https://another.example")
    assert queue.woken[3:] == [("c2",)]
    queue.line_back.emit(INDREAM.service)
    assert queue.woken[4:] == [("c2",)]


def test_an_exchange_of_the_open_project_tells_of_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken = list[tuple[str, ...]]()
    monkeypatch.setattr(ExportQueue, "wake", lambda _queue, job_ids: woken.append(tuple(job_ids)))

    async def whole() -> None:
        desk = Desk(Folders(tmp_path / "data"), Tasks(), tmp_path / "accounts.json")
        desk.export_queue.adopt(held(1, "line"))
        desk.document.link(CloudLink(INDREAM.service, "p"))
        kinds: tuple[Kind, ...] = ("in-step", "offline", "syncing", "in-step")
        for kind in kinds:
            woken.clear()
            desk.sync.status_changed.emit(SyncStatus(kind))
        assert woken == [("c1",)]
        await asyncio.wait_for(desk.close(), 60.0)

    asyncio.run(whole())


Start = Callable[..., Running]


def test_a_line_that_is_back_for_one_export_is_back_for_all(start: Start, tmp_path: Path) -> None:
    server = start()

    async def whole(line: Door) -> None:
        async with scene(tmp_path, small_film(), url=line.url, key=server.key(), pace=HOURS) as made:
            waking = Waking(made.queue, made.accounts, Others())  # type: ignore[arg-type]
            line.rule = lambda route: reset if "/exports" in route else None
            jobs = [begin(made, f"{name}.mp4") for name in "ab"]
            await made.until(lambda: all(made.job(job).is_holding for job in jobs))
            assert {made.job(job).waits_for for job in jobs} == {"line"}
            line.rule = lambda _route: None
            made.queue.try_now(jobs[0].id)
            ended = await made.over(*jobs)
            assert [job.status for job in ended] == ["done", "done"]
            assert len(await tasks_of(server)) == 2
            waking.deleteLater()

    with Door(upstream=server.url, rate=0.0) as line:
        asyncio.run(whole(line))


def test_an_account_that_is_set_up_again_wakes_its_exports(start: Start, tmp_path: Path) -> None:
    server = start()

    async def whole(line: Door) -> None:
        async with scene(tmp_path, small_film(), url=line.url, key=server.key(), pace=HOURS) as made:
            waking = Waking(made.queue, made.accounts, Others())  # type: ignore[arg-type]
            assert made.profile is not None
            job = begin(made)
            made.accounts.remove(made.profile)
            await made.until(lambda: made.job(job).is_holding)
            assert made.job(job).waits_for == "account"
            assert "Add it under Settings ▸ Services." in made.job(job).sentence
            made.accounts.save(Draft("sandbox", "Sandbox", line.url, server.key()))
            (job,) = await made.over(job)
            assert job.status == "done"
            waking.deleteLater()

    with Door(upstream=server.url, rate=0.0) as line:
        asyncio.run(whole(line))


def test_a_key_that_is_given_anew_wakes_exports_at_renderingvideo(start: Start, tmp_path: Path) -> None:
    server = start()
    refusal: Behaviour = problem(401, "INVALID_API_KEY")

    async def whole(line: Door) -> None:
        key = server.rv_key("one", credits=100)
        async with other_scene(tmp_path, url=line.url, key=key, pace=HOURS) as made:
            waking = Waking(made.queue, made.accounts, made.others)
            await made.settled()
            line.rule = lambda route: refusal if matches(route, "GET /api/v1/video/") else None
            job = made.begin()
            await made.until(lambda: made.job(job).is_holding)
            assert made.job(job).waits_for == "account", made.job(job).sentence
            line.rule = lambda _route: None
            save_key(made, line.url, server.rv_key("one"))
            (job,) = await made.over(job)
            assert job.status == "done", job.sentence
            waking.deleteLater()

    with Door(upstream=server.url, rate=0.0) as line:
        asyncio.run(whole(line))


def save_key(made: OtherScene, url: str, key: str) -> None:
    made.accounts.save(Draft("renderingvideo", "RV", url, key, made.other.id))
