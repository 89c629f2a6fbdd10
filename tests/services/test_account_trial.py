"""What a trial of an account finds, at the real local server and at services that are none."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from editor_app.cloud.http.origin import read_key
from editor_app.sandbox.settings import Settings
from editor_app.services.account_trial import AccountTrial, Finding, Place, TrialState, credits_left
from editor_app.services.accounts import Draft
from editor_app.services.tasks import Tasks
from editor_app.store.accounts import Kind
from tests.cloud.service import Behaviour, Service, hang, problem, raw, reset
from tests.sandbox.running import Running
from tests.services.test_accounts import KEY, Scene, play

CREDITS = "GET /api/v1/credits"
CAPABILITIES, PROJECTS = "GET /v1/editor/capabilities", "GET /v1/projects"


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run a local server for all tests here."""
    running = Running(Settings(tmp_path_factory.mktemp("sandbox"), port=0))
    yield running
    running.stop()


@pytest.fixture
def service() -> Iterator[Service]:
    """Start a service, and stop it."""
    with Service() as running:
        yield running


def found(url: str, key: str = KEY, kind: Kind = "sandbox") -> list[tuple[str, str]]:
    """Give the kinds and sentences that a trial ends with."""

    async def work() -> TrialState:
        tasks = Tasks()
        trial = AccountTrial(tasks)
        trial.start(TrialState("Box"), Place(kind, url), read_key(key) if key else None)
        state = await asyncio.wait_for(trial.ended(), 60)
        await tasks.close()
        return state

    return [(finding.kind, finding.sentence) for finding in asyncio.run(work()).findings]


def test_a_good_account_can_do_everything(sandbox: Running) -> None:
    (answers, checks, projects) = found(sandbox.url, sandbox.key())
    assert answers[0] == checks[0] == projects[0] == "ok"
    assert "the key is valid" in answers[1]
    assert projects[1] == "Projects, uploads and exports can be used."


def test_an_account_without_access_is_told_what_it_may_not_do(sandbox: Running) -> None:
    findings = found(sandbox.url, sandbox.key(has_access=False))
    assert [kind for kind, _ in findings] == ["ok", "ok", "error"]
    assert findings[-1][1].startswith(
        "The key is valid, but this account may not use projects, uploads and exports."
    )


def test_a_wrong_key_and_none(sandbox: Running) -> None:
    ((kind, sentence),) = found(sandbox.url, KEY)
    assert kind == "error"
    assert "does not take this key" in sentence
    ((kind, sentence),) = found(sandbox.url, "")
    assert (kind, sentence) == ("error", "There is no key. Paste one to use this account.")


def test_a_service_that_is_not_there() -> None:
    with Service() as service:
        url = service.url
    ((kind, sentence),) = found(url)
    assert kind == "error"
    assert sentence == (
        f"The service {url.removeprefix('http://')} cannot be reached: nothing takes calls at that address. "
        "Check the address and the network, then test again."
    )


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (raw(b"<h1>Hello</h1>", kind="text/html"), "not from this kind of service"),
        (raw(b'{"hello": 1}'), "not from this kind of service"),
        (raw(b"", 302, location="https://elsewhere.example"), "not from this kind of service"),
        (problem(404), "not from this kind of service"),
        (problem(403, detail="Not here."), "knows the key, but does not let it do this"),
        (problem(429), "Wait a minute"),
        (problem(503), "in trouble now (status 503)"),
        (reset, " broke. Check the address and the network"),
    ],
)
@pytest.mark.parametrize("kind", ["sandbox", "renderingvideo"])
def test_whatever_answers_is_told_in_words(
    kind: Kind, answer: Behaviour, told: str, service: Service
) -> None:
    service.will(CREDITS if kind == "renderingvideo" else CAPABILITIES, answer)
    ((grade, sentence),) = found(service.url, kind=kind)
    assert grade == "error"
    assert told in sentence


def test_projects_in_trouble_are_a_warning(service: Service) -> None:
    service.will(PROJECTS, problem(500, detail="It broke."))
    assert found(service.url)[-1] == ("warning", "Projects cannot be listed now: It broke. Test again later.")


def test_renderingvideo_tells_its_credits(service: Service) -> None:
    service.will(CREDITS, raw(json.dumps({"success": True, "credits": 7250, "currency": "credits"}).encode()))
    findings = found(service.url, "sk-0f3c5a7e9b1d", "renderingvideo")
    assert [kind for kind, _ in findings] == ["ok", "ok"]
    assert findings[-1][1] == "7,250 credits are left."


@pytest.mark.parametrize(
    ("credits", "kind", "told"),
    [
        (0, "warning", "No credits"),
        (-3, "warning", "No credits"),
        (1, "ok", "1 credit is left."),
        (0.5, "ok", "0.5 credits are left."),
        (1_000_000, "ok", "1,000,000 credits are left."),
    ],
)
def test_credits_in_words(credits: float, kind: str, told: str) -> None:
    finding = credits_left(credits)
    assert finding.kind == kind
    assert finding.sentence.startswith(told)


def test_a_later_trial_takes_the_place_of_an_earlier_one(tmp_path: Path, sandbox: Running) -> None:
    with Service() as service:

        async def story(scene: Scene) -> None:
            trial, seen = scene.accounts.trial, list[TrialState]()
            service.will(CAPABILITIES, hang)
            scene.accounts.try_out(Draft("sandbox", "Slow", service.url, KEY))
            await service.until(lambda: len(service.received) == 1)
            trial.changed.connect(seen.append)
            scene.accounts.try_out(Draft("sandbox", "Quick", sandbox.url, sandbox.key()))
            await asyncio.wait_for(trial.ended(), 60)
            assert {state.name for state in seen} == {"Quick"}
            assert len(trial.state.findings) == 3
            service.will(CAPABILITIES, hang)
            scene.accounts.try_out(Draft("sandbox", "Slow", service.url, KEY))
            await service.until(lambda: len(service.received) == 2)
            trial.cancel()
            assert trial.state == TrialState()

        play(tmp_path, story)


def test_what_cannot_be_tried_is_told_at_once(tmp_path: Path) -> None:
    async def story(scene: Scene) -> None:
        scene.accounts.try_out(Draft("sandbox", "Box", "http://cloud.example", KEY))
        (finding,) = scene.accounts.trial.state.findings
        assert "must begin with https://" in finding.sentence
        scene.accounts.try_out(Draft("sandbox", "Box", "https://cloud.example", "two words"))
        (finding,) = scene.accounts.trial.state.findings
        assert finding == Finding("error", finding.sentence)
        assert "no API key" in finding.sentence

    play(tmp_path, story)


def test_the_key_that_is_kept_is_tried_and_believed_again(tmp_path: Path, sandbox: Running) -> None:
    async def story(scene: Scene) -> None:
        accounts = scene.accounts
        made = accounts.save(Draft("sandbox", "Box", sandbox.url, sandbox.key()))
        accounts._refused.add(made.id)
        for draft, is_refused in (
            (Draft("sandbox", "Box", sandbox.url, sandbox.key(), id=made.id), True),
            (Draft("sandbox", "Box", f"{sandbox.url}/", id=made.id), False),
        ):
            accounts.try_out(draft)
            await asyncio.wait_for(accounts.trial.ended(), 60)
            assert accounts.trial.state.findings[0].kind == "ok"
            assert accounts.is_refused(made) == is_refused
        accounts.try_out(Draft("sandbox", "Box", "http://127.0.0.1:1", id=made.id))
        await asyncio.wait_for(accounts.trial.ended(), 60)
        (finding,) = accounts.trial.state.findings
        assert finding.sentence.startswith("There is no key.")

    play(tmp_path, story)
