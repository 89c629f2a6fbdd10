"""How accounts stand: slots from the queue, credits from the service, asked now and then."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal

from editor_app.cloud import indream, renderingvideo
from editor_app.cloud.renderingvideo import APIError, AuthError
from editor_app.services.account_drafts import AccountError
from editor_app.services.exporting.jobs.job import ExportJob, Price
from editor_app.services.exporting.standings import Standing, Standings
from editor_app.store.accounts import Profile
from tests.services.exporting.jobs import cloud, local

MINE = Profile("a", "indream", "A", "https://a.example", "https://a.example")
NO_KEY = Profile("n", "indream", "N", "https://n.example", "https://n.example")
OTHER = Profile("r", "renderingvideo", "R", "https://r.example", "renderingvideo https://r.example")
KEYLESS = Profile("k", "renderingvideo", "K", "https://k.example", "renderingvideo https://k.example")


class Accounts(QObject):
    changed = Signal()
    profiles = (MINE, NO_KEY, OTHER)

    def __init__(self) -> None:
        super().__init__()
        self.refused: set[str] = set()
        self.told = list[BaseException]()
        self.one = IndreamClient()

    def key_place(self, profile: Profile) -> Any:
        return "none" if profile is NO_KEY else "chain"

    def is_refused(self, profile: Profile) -> bool:
        return profile.id in self.refused

    def client(self, profile: Profile) -> Any:
        return self.one

    def report(self, profile: Profile, error: BaseException) -> bool:
        self.told.append(error)
        return True


class IndreamClient:
    """Its own editor, too: `client.editor.capabilities()`."""

    def __init__(self) -> None:
        self.answer: Exception | None = None
        self.editor = self

    async def capabilities(self) -> None:
        if self.answer is not None:
            raise self.answer


class Client:
    def __init__(self, answer: float | Exception) -> None:
        self.answer, self.asked = answer, 0

    async def credits(self) -> float:
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class Others(QObject):
    changed = Signal()
    profiles = (OTHER, KEYLESS)

    def __init__(self) -> None:
        super().__init__()
        self.one, self.told = Client(985.0), list[BaseException]()

    def client(self, profile: Profile) -> Any:
        if profile is KEYLESS:
            raise AccountError("There is no key.")
        return self.one

    def report(self, profile: Profile, error: BaseException) -> bool:
        self.told.append(error)
        return True


class Queue(QObject):
    jobs_changed = Signal()
    job_changed = Signal(object)
    job_ended = Signal(object)
    jobs: tuple[ExportJob, ...] = ()


class NowTasks:
    def start(self, work: Coroutine[Any, Any, Any], name: str) -> None:
        asyncio.run(work)


class Scene:
    def __init__(self) -> None:
        self.accounts, self.others, self.queue, self.time = Accounts(), Others(), Queue(), 0.0
        parts = (self.accounts, self.others, self.queue, NowTasks())
        self.standings = Standings(*parts, now=lambda: self.time)  # type: ignore[arg-type]


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_accounts_with_a_key_are_offered(scene: Scene) -> None:
    assert scene.standings.with_key() == (MINE, OTHER)


@pytest.mark.parametrize(
    ("jobs", "free"),
    [
        ((), 2),
        ((cloud(1, "rendering", task="t"),), 1),
        ((cloud(1, "uploading"), cloud(2, task="t"), cloud(3, "rendering")), 0),
        ((cloud(1), cloud(2, "done", task="t"), local(3, "rendering")), 2),
    ],
)
def test_slots_are_those_that_no_export_of_the_account_takes(scene: Scene, jobs, free: int) -> None:
    scene.queue.jobs = jobs
    assert scene.standings.of(MINE) == Standing(free)


def test_a_refused_key_is_told(scene: Scene) -> None:
    scene.accounts.refused.add("a")
    assert scene.standings.of(MINE).trouble == "the key is refused"


def test_credits_are_asked_again_only_after_a_while_or_an_export(scene: Scene) -> None:
    told = list[bool]()
    scene.standings.changed.connect(lambda: told.append(True))
    assert scene.standings.of(OTHER).credits is None
    scene.standings.refresh()
    scene.standings.refresh()
    assert (scene.standings.of(OTHER).credits, scene.others.one.asked, len(told)) == (985.0, 1, 2)
    scene.time = 61.0
    scene.standings.refresh()
    assert scene.others.one.asked == 2
    scene.queue.job_ended.emit(cloud(1, "done", target=cloud().target.__class__("renderingvideo", "r")))
    scene.standings.refresh()
    assert scene.others.one.asked == 3
    scene.others.changed.emit()
    scene.standings.refresh()
    assert scene.others.one.asked == 4


def test_an_answer_that_is_none_leaves_the_balance_unknown(scene: Scene) -> None:
    scene.standings.refresh()
    error: APIError = AuthError(401, "INVALID_API_KEY", "no")
    scene.others.one.answer = error
    scene.time = 100.0
    scene.standings.refresh()
    assert scene.standings.of(OTHER).credits is None
    assert scene.others.told == [error]


def test_a_figure_is_old_until_it_is_read_after_what_may_have_changed_it(scene: Scene) -> None:
    standings = scene.standings
    assert standings.of(OTHER).is_old
    standings.refresh()
    assert not standings.of(OTHER).is_old
    for happens in (
        lambda: scene.queue.job_ended.emit(cloud(1, target=cloud().target.__class__("renderingvideo", "r"))),
        scene.accounts.changed.emit,
        lambda: setattr(scene, "time", scene.time + 61),
    ):
        happens()
        assert standings.of(OTHER).is_old
        assert standings.of(OTHER).credits == 985.0
        standings.refresh()
        assert not standings.of(OTHER).is_old


def test_the_account_that_is_wanted_is_asked_at_once(scene: Scene) -> None:
    scene.standings.refresh()
    scene.standings.refresh(OTHER)
    assert scene.others.one.asked == 2
    scene.standings.refresh(MINE)
    assert scene.others.one.asked == 2


def test_a_balance_that_cannot_be_read_is_said_to_be_unknown_until_it_can(scene: Scene) -> None:
    scene.others.one.answer = AuthError(401, "INVALID_API_KEY", "no")
    scene.standings.refresh()
    assert scene.standings.of(OTHER) == Standing(reach="troubled", is_old=True)
    scene.others.one.answer = 3.0
    scene.standings.refresh(OTHER)
    assert scene.standings.of(OTHER) == Standing(credits=3.0, reach="taken")


@pytest.mark.parametrize(
    ("answer", "reach"),
    [
        (None, "taken"),
        (indream.NetworkError(indream.ProblemDetails("", "", 0, "no line")), "silent"),
        (indream.AuthError(indream.ProblemDetails("", "", 403, "not in your plan")), "taken"),
        (indream.APIError(indream.ProblemDetails("", "", 502, "down")), "troubled"),
        (AccountError("Its key is being read."), "unasked"),
    ],
)
def test_a_key_is_called_good_only_where_its_service_has_taken_it(scene: Scene, answer, reach: str) -> None:
    assert scene.standings.of(MINE).reach == "unasked"
    scene.accounts.one.answer = answer
    scene.standings.refresh()
    assert scene.standings.of(MINE) == Standing(2, reach=reach)  # type: ignore[arg-type]
    assert scene.accounts.told == ([answer] if answer else [])
    scene.accounts.changed.emit()  # the key may be another one
    assert scene.standings.of(MINE).reach == "unasked"


def test_renderingvideo_that_cannot_be_reached_is_said_to_be_silent(scene: Scene) -> None:
    scene.standings.refresh()
    assert scene.standings.of(OTHER).reach == "taken"
    scene.others.one.answer = renderingvideo.NetworkError(0, "", "no line")
    scene.standings.refresh(OTHER)
    assert scene.standings.of(OTHER) == Standing(reach="silent", is_old=True)


def test_a_balance_is_less_as_soon_as_an_export_is_paid(scene: Scene) -> None:
    standings, told = scene.standings, list[bool]()
    standings.refresh()
    standings.changed.connect(lambda: told.append(True))
    target = cloud().target.__class__("renderingvideo", OTHER.id, OTHER.service)
    begun = replace(cloud(1, "rendering"), target=target)
    scene.queue.job_changed.emit(begun)
    assert (standings.of(OTHER), told) == (Standing(credits=985.0, reach="taken"), [])
    ids = replace(begun.cloud, render_id="r")
    paid = replace(begun, cloud=ids, price=Price(credits="18", balance="967"))
    for share in (0.1, 0.2):
        scene.queue.job_changed.emit(replace(paid, share=share))
    assert standings.of(OTHER) == Standing(credits=967.0, is_old=True, reach="taken")
    assert told == [True]
    scene.others.one.answer = 960.0  # another program pays, too
    standings.refresh()
    assert standings.of(OTHER) == Standing(credits=960.0, reach="taken")
