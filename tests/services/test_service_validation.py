"""The service's verdict: asked in each pause, one question at a time, dropped when late, never waited for."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from editor_app.checks import check
from editor_app.cloud.indream import AsyncIndreamClient
from editor_app.document import Document
from editor_app.edits import set_track
from editor_app.problem import EDITOR
from editor_app.sandbox.settings import Settings
from editor_app.services import service_word
from editor_app.services.accounts import NoKeyError
from editor_app.services.service_validation import UNEXPLAINED, Judge, ServiceValidation
from editor_app.services.service_word import Word
from editor_app.services.tasks import Tasks
from editor_app.services.validation import Validation
from editor_app.state import EditorState, read
from editor_app.store.history import Work
from editor_app.store.project import MediaPlace
from tests.cloud.service import Service, hang, ok, problem, reset
from tests.documents import FIXTURES, RICH, document, number, solid, track
from tests.sandbox.running import Running

S = 240_000
ROUTE = "POST /v1/editor/validate"
KEY = "sk_indream_0f3c5a7e9b1d"
FOUND = {"valid": False, "errors": [{"code": "NEW", "path": "items.a", "message": "It is new."}]}
GOOD = document(solid("a"))
LATE = document(solid("a", 0, S, opacity=number(1, (0, 0), (2 * S, 1))))
OVER = document(solid("a"), solid("b", S // 2), tracks=[track("t", "a", "b")])
TORN = document(solid("a", opacity=7), tracks=[track("t", "a")])
BROKEN = document(solid("a"), {"id": "b", "type": "hologram"}, tracks=[track("t", "a", "b")])


class Desk:
    """A document and who is asked about it."""

    def __init__(self, value: Any, url: str, key: str) -> None:
        self.document, self.tasks = Document(Work(read(value)[0])), Tasks()
        self.client = AsyncIndreamClient(key, base_url=url, timeout=20)
        self.judge: Judge | None = Judge("Indream", self.client)
        self.heard: list[Word] = []
        self._news = asyncio.Event()
        self.service = ServiceValidation(self.document, self.tasks, lambda: self.judge, pause_s=0.01)
        self.service.word_changed.connect(self._hear)
        self.validation = Validation(self.document, service=self.service)

    def _hear(self, word: Word) -> None:
        self.heard.append(word)
        self._news.set()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until words have made something true."""
        async with asyncio.timeout(30):
            while not holds():
                self._news.clear()
                await self._news.wait()

    async def given(self) -> Word:
        """Wait for a verdict on the document as it is."""
        await self.until(lambda: self.service.word.about is self.document.work.state)
        return self.service.word

    async def pending(self) -> str:
        """Wait until there is no word; give the reason."""
        await self.until(lambda: self.service.word.standing == "pending")
        return self.service.word.sentence

    def edit(self) -> EditorState:
        """Change something harmless."""
        state = self.document.work.state
        track = state.tracks[0]
        self.document.apply("Hide", set_track(state, track_id=track.id, hidden=not track.hidden))
        return self.document.work.state

    async def close(self) -> None:
        self.validation.close()
        self.service.close()
        await self.tasks.close()
        await self.client.aclose()


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run a local server for all tests here."""
    running = Running(Settings(tmp_path_factory.mktemp("sandbox"), port=0))
    yield running
    running.stop()


@pytest.fixture
def service() -> Iterator[Service]:
    """Run a service that answers as told."""
    with Service() as running:
        yield running


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tries follow quickly."""
    monkeypatch.setattr(service_word, "FIRST_PAUSE_S", 0.01)


def run(value: Any, url: str, key: str, work: Callable[[Desk], Awaitable[None]]) -> Desk:
    async def whole() -> Desk:
        desk = Desk(value, url, key)
        try:
            await work(desk)
        finally:
            await desk.close()
        return desk

    return asyncio.run(whole())


@pytest.mark.parametrize(
    "value", [GOOD, LATE, OVER, TORN, BROKEN], ids=["good", "late", "over", "torn", "broken"]
)
def test_the_sandbox_says_the_same_as_our_own_checks(sandbox: Running, value: Any) -> None:
    async def ask(desk: Desk) -> None:
        word = await desk.given()
        desk.validation.check_now()
        ours = [p for p in check(desk.document.work.state) if p.severity == "error"]
        assert {(p.code, p.path) for p in word.problems} <= {(p.code, p.path) for p in ours}
        assert bool(word.problems) == bool(ours)
        both = {p.said_by for p in desk.validation.problems if p.severity == "error"}
        assert both <= {(EDITOR, "Indream"), (EDITOR,)}
        assert ((EDITOR, "Indream") in both) == bool(ours)

    run(value, sandbox.url, sandbox.key(), ask)


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.glob("*.json")))
def test_every_fixture_gets_a_verdict(sandbox: Running, name: str) -> None:
    async def ask(desk: Desk) -> None:
        assert (await desk.given()).standing == "given"

    run(json.loads((FIXTURES / name).read_text("utf-8")), sandbox.url, sandbox.key(), ask)


def test_the_service_is_asked_about_what_the_schema_refuses(service: Service) -> None:
    async def ask(desk: Desk) -> None:
        await desk.given()

    run(TORN, service.url, KEY, ask)
    (call,) = service.calls(ROUTE)
    assert call.json["editorState"]["items"]["a"]["opacity"] == 7


def test_what_only_the_service_says_is_an_error_that_it_says(service: Service) -> None:
    service.will(ROUTE, ok(FOUND))

    async def ask(desk: Desk) -> None:
        await desk.given()
        desk.validation.check_now()
        (found,) = desk.validation.problems
        assert (found.code, found.path, found.severity) == ("NEW", "$.items.a", "error")
        assert (found.said_by, found.message) == (("Indream",), "It is new.")

    run(GOOD, service.url, KEY, ask)


def test_an_answer_about_an_older_document_is_dropped_and_the_newest_is_asked(service: Service) -> None:
    async def late(exchange: Any) -> None:
        await asyncio.to_thread(edited.wait, 30)
        await ok(FOUND)(exchange)

    edited = threading.Event()
    service.will(ROUTE, late)

    async def ask(desk: Desk) -> None:
        await service.until(lambda: len(service.calls(ROUTE)) == 1)
        states = [desk.edit() for _ in range(3)]
        # One question in flight: nothing else is asked meanwhile, however often it is edited.
        assert len(service.calls(ROUTE)) == 1
        edited.set()
        word = await desk.given()
        assert word.about is states[-1]
        assert word.problems == ()

    desk = run(GOOD, service.url, KEY, ask)
    assert len(service.calls(ROUTE)) == 2
    assert all(not word.problems for word in desk.heard)


def test_another_project_leaves_nothing_of_the_word_before(service: Service) -> None:
    service.will(ROUTE, ok(FOUND), hang)

    async def ask(desk: Desk) -> None:
        await desk.given()
        desk.document.load(Work(read(OVER)[0]))
        assert desk.service.word.problems == ()
        desk.validation.check_now()
        assert [p.said_by for p in desk.validation.problems] == [(EDITOR,)]

    run(GOOD, service.url, KEY, ask)


def test_without_anybody_to_ask_nothing_is_said(service: Service) -> None:
    async def ask(desk: Desk) -> None:
        await desk.given()
        desk.judge = None
        desk.service.ask_again()
        await desk.until(lambda: desk.service.word.standing == "none")
        desk.edit()

    run(GOOD, service.url, KEY, ask)
    assert len(service.calls(ROUTE)) == 1


def test_offline_it_is_pending_and_comes_back_by_itself(service: Service, quick: None) -> None:
    service.will(ROUTE, ok(FOUND), reset, problem(503), problem(500))

    async def ask(desk: Desk) -> None:
        await desk.given()
        state = desk.edit()
        assert "offline" in await desk.pending()
        desk.validation.check_now()
        assert desk.validation.problems == ()  # what was said of another document is not said of this one
        word = await desk.given()
        assert word.about is state

    desk = run(GOOD, service.url, KEY, ask)
    assert len(service.calls(ROUTE)) == 5
    told = [word.sentence for word in desk.heard if word.standing == "pending"]
    assert ["trouble of its own" in sentence for sentence in told] == [False, True, True]


def test_the_next_edit_asks_before_the_pause_is_over(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service_word, "FIRST_PAUSE_S", 3600)
    monkeypatch.setattr(service_word, "LONGEST_PAUSE_S", 3600)
    service.will(ROUTE, problem(503))

    async def ask(desk: Desk) -> None:
        await desk.pending()
        desk.edit()
        await desk.given()

    run(GOOD, service.url, KEY, ask)


def test_a_service_that_names_a_time_is_left_alone_until_then(service: Service) -> None:
    service.will(ROUTE, problem(429, retry_after="3600"))

    async def ask(desk: Desk) -> None:
        assert "asked too often" in await desk.pending()
        desk.edit()
        await asyncio.sleep(0.1)
        assert len(service.calls(ROUTE)) == 1
        desk.service.ask_again()  # a person may know better, and another account is another
        await desk.given()

    run(GOOD, service.url, KEY, ask)


@pytest.mark.parametrize("headers", [{}, {"retry_after": "1"}])
def test_a_service_that_is_asked_too_often_is_asked_ever_less_whatever_is_edited(
    service: Service, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str]
) -> None:
    monkeypatch.setattr(service_word, "FIRST_PAUSE_S", 3600)
    monkeypatch.setattr(service_word, "LONGEST_PAUSE_S", 3600)
    service.will(ROUTE, problem(429, **headers))

    async def ask(desk: Desk) -> None:
        assert "It is asked again in 3600 s." in await desk.pending()
        desk.edit()
        await asyncio.sleep(0.1)
        assert len(service.calls(ROUTE)) == 1

    run(GOOD, service.url, KEY, ask)


def test_a_revoked_key_is_said_and_not_used_again_until_there_is_another(
    sandbox: Running,
) -> None:
    reported: list[Exception] = []

    async def ask(desk: Desk) -> None:
        desk.judge = Judge("Indream", desk.client, report=reported.append)
        assert "does not accept the key" in await desk.pending()
        desk.edit()
        await asyncio.sleep(0.1)
        assert [word.standing for word in desk.heard] == ["asking", "pending"]
        async with AsyncIndreamClient(sandbox.key(), base_url=sandbox.url) as other:
            desk.judge = Judge("Indream", other)
            desk.edit()
            await desk.given()

    run(GOOD, sandbox.url, KEY, ask)
    assert [getattr(error, "status", 0) for error in reported] == [401]


def test_an_account_without_access_is_told_so(service: Service) -> None:
    service.will(ROUTE, problem(403))

    async def ask(desk: Desk) -> None:
        assert "See your plan" in await desk.pending()

    run(GOOD, service.url, KEY, ask)


def test_nobody_to_ask_for_a_reason_says_the_reason(service: Service) -> None:
    async def ask(desk: Desk) -> None:
        await desk.given()

        def none() -> Judge:
            raise NoKeyError("There is no key for “Home”.")

        desk.service.set_asker(none)
        assert "There is no key for “Home”." in await desk.pending()

    run(GOOD, service.url, KEY, ask)


@pytest.mark.parametrize(
    ("answer", "code", "path"),
    [
        (problem(422, "EDITOR_SCHEMA_INVALID", "opacity must be an object"), "EDITOR_SCHEMA_INVALID", "$"),
        (ok({"valid": False, "errors": []}), UNEXPLAINED, "$"),
    ],
)
def test_refusing_the_question_for_the_document_is_a_verdict_too(
    service: Service, answer: Any, code: str, path: str
) -> None:
    service.will(ROUTE, answer)

    async def ask(desk: Desk) -> None:
        (found,) = (await desk.given()).problems
        assert (found.code, found.path) == (code, path)

    run(TORN, service.url, KEY, ask)


def test_what_is_sent_is_what_the_judge_prepares_and_nothing_of_this_computer(
    service: Service, tmp_path: Path
) -> None:
    async def ask(desk: Desk) -> None:
        key = next(iter(desk.document.work.state.assets))
        desk.document.place_media({key: MediaPlace(tmp_path / "holiday.mp4", None, None)})
        asset = desk.document.work.state.assets[key]
        new = asset.replace(remote_url="https://media.example/holiday.mp4", remote_key="k")  # type: ignore[union-attr]
        desk.judge = Judge(
            "Indream",
            desk.client,
            lambda state: state.replace(assets={**state.assets, key: new}),
        )
        desk.service.ask_again()
        await desk.until(lambda: len(service.calls(ROUTE)) > 0 and desk.service.word.standing == "given")

    run(RICH["newer"], service.url, KEY, ask)
    sent = service.calls(ROUTE)[-1].body
    assert b"https://media.example/holiday.mp4" in sent
    assert str(tmp_path).encode() not in sent
