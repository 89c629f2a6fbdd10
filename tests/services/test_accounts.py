"""Accounts over a real local server: which there are, their keys and clients, and what is kept of them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import QObject, Signal

from editor_app.cloud.indream import AuthError
from editor_app.cloud.indream.client import BASE_URL
from editor_app.sandbox.settings import Settings
from editor_app.services.accounts import (
    LOCAL_WORKSPACE,
    AccountError,
    Accounts,
    Draft,
    NoKeyError,
    NotRunningError,
)
from editor_app.services.local_server import ServerState
from editor_app.services.tasks import Tasks
from editor_app.store.accounts import Profile
from tests.cloud.service import Service, hang
from tests.key_chains import Chain, key_chain
from tests.sandbox.running import Running

KEY, OTHER_KEY = "sk_indream_0f3c5a7e9b1d", "sk_indream_5d7c1b3e9f0a"
PLACE = "https://cloud.example"


class Server(QObject):
    """A local server that is shown in the states it is given."""

    state_changed = Signal(object)
    state = ServerState()

    def show(self, state: ServerState) -> None:
        self.state = state
        self.state_changed.emit(state)


class Scene:
    """Accounts with what is around them."""

    def __init__(self, folder: Path, environment: str = "") -> None:
        self.file = folder / "accounts.json"
        self.server, self.tasks = Server(), Tasks()
        self.accounts = Accounts(self.file, self.server, self.tasks, environment=environment)
        self.said: list[str] = []
        self.refused: list[Profile] = []
        self.changes = 0
        self.accounts.notice.connect(self.said.append)
        self.accounts.key_refused.connect(self.refused.append)
        self.accounts.changed.connect(self._count)

    def _count(self) -> None:
        self.changes += 1

    async def close(self) -> None:
        await self.accounts.close()
        await self.tasks.close()


def play(
    folder: Path,
    story: Callable[[Scene], Awaitable[None]],
    chain: KeyringBackend | None = None,
    environment: str = "",
) -> None:
    """Let a story work with accounts kept in a folder, as one run of the program."""

    async def work() -> None:
        scene = Scene(folder, environment)
        try:
            await story(scene)
        finally:
            await scene.close()

    with key_chain(chain or Chain()):
        asyncio.run(work())


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run a local server for all tests here."""
    running = Running(Settings(tmp_path_factory.mktemp("sandbox"), port=0))
    yield running
    running.stop()


def test_without_accounts_there_is_nothing_and_nothing_is_asked_of_the_key_chain(tmp_path: Path) -> None:
    async def story(scene: Scene) -> None:
        assert scene.accounts.profiles == ()
        assert scene.accounts.default is None
        assert scene.accounts.for_service(BASE_URL) is None
        assert scene.tasks.names() == ()

    play(tmp_path, story)
    assert list(tmp_path.iterdir()) == []


def test_an_account_holds_at_once_and_is_there_next_time_with_its_key(
    tmp_path: Path, sandbox: Running
) -> None:
    chain, key = Chain(), sandbox.key()

    async def first(scene: Scene) -> None:
        made = scene.accounts.save(Draft("sandbox", "  My \n box ", f"{sandbox.url}/", f" {key}\n"))
        assert (made.name, made.base_url, made.service) == ("My box", sandbox.url, sandbox.url)
        assert scene.accounts.key_place(made) == "run"
        client = scene.accounts.client(made)
        assert scene.accounts.client(made) is client
        assert (await client.projects.list()).items == ()
        await scene.accounts.ready()
        assert scene.accounts.key_place(made) == "chain"
        assert scene.accounts.client(made) is client

    async def second(scene: Scene) -> None:
        made = scene.accounts.for_service(sandbox.url)
        assert made is not None
        assert scene.accounts.default == scene.accounts.profile(made.id) == made
        assert scene.accounts.key_place(made) == "reading"
        with pytest.raises(NoKeyError, match="still being read"):
            scene.accounts.client(made)
        await scene.accounts.ready()
        assert scene.changes == 1
        assert (await scene.accounts.client(made).projects.list()).items == ()

    play(tmp_path, first, chain)
    assert chain.held == {("editor-app", sandbox.url): key}
    play(tmp_path, second, chain)
    assert key not in (tmp_path / "accounts.json").read_text("utf-8")


def test_a_name_is_changed_without_the_key(tmp_path: Path) -> None:
    chain = Chain()

    async def story(scene: Scene) -> None:
        made = scene.accounts.save(Draft("sandbox", "Box", PLACE, KEY))
        other = scene.accounts.save(Draft("indream", "Indream", BASE_URL, OTHER_KEY))
        client = scene.accounts.client(made)
        named = scene.accounts.save(Draft("sandbox", "Crate", PLACE, id=made.id))
        assert scene.accounts.profiles == (replace(made, name="Crate"), other)
        assert scene.accounts.client(named) is client
        await scene.accounts.ready()
        assert chain.held[("editor-app", PLACE)] == KEY

    play(tmp_path, story, chain)


def test_a_removed_account_is_gone_with_its_key(tmp_path: Path) -> None:
    chain = Chain()

    async def story(scene: Scene) -> None:
        made = scene.accounts.save(Draft("sandbox", "Box", PLACE, KEY))
        scene.accounts.remove(made)
        scene.accounts.remove(made)
        assert scene.accounts.profiles == ()
        with pytest.raises(AccountError, match="“Box” is no longer there"):
            scene.accounts.client(made)

    play(tmp_path, story, chain)
    assert chain.held == {}
    assert json.loads((tmp_path / "accounts.json").read_bytes())["profiles"] == []


@pytest.mark.parametrize(
    ("draft", "told"),
    [
        (Draft("sandbox", " ", PLACE, KEY), "needs a name"),
        (Draft("sandbox", "A", "http://cloud.example", KEY), "must begin with https://"),
        (Draft("sandbox", "A", "cloud.example", KEY), "must begin with https://"),
        (Draft("sandbox", "A", "https://me:secret@cloud.example", KEY), "must begin with https://"),
        (Draft("sandbox", "A", "", KEY), "must begin with https://"),
        (Draft("sandbox", "A", PLACE, "two words"), "no API key"),
        (Draft("sandbox", "A", PLACE, "schlüssel"), "no API key"),
        (Draft("sandbox", "A", f"{BASE_URL}:443/", KEY), "“Indream” is an account at this address already"),
        (Draft("sandbox", "A", PLACE, KEY, id="nobody's"), "no longer there"),
    ],
)
def test_what_cannot_be_an_account_is_told_and_changes_nothing(
    tmp_path: Path, draft: Draft, told: str
) -> None:
    async def story(scene: Scene) -> None:
        made = scene.accounts.save(Draft("indream", "Indream", BASE_URL, KEY))
        assert told in scene.accounts.trouble_with(draft)
        with pytest.raises(AccountError, match=told):
            scene.accounts.save(draft)
        assert scene.accounts.profiles == (made,)

    play(tmp_path, story)


def test_services_of_two_languages_may_share_an_address(tmp_path: Path) -> None:
    chain = Chain()

    async def story(scene: Scene) -> None:
        box = scene.accounts.save(Draft("sandbox", "Box", PLACE, KEY))
        video = scene.accounts.save(Draft("renderingvideo", "Video", PLACE, OTHER_KEY))
        assert scene.accounts.for_service(PLACE) == box
        assert scene.accounts.for_service(video.service) == video
        scene.accounts.choose_default(video)
        assert scene.accounts.default == box

    play(tmp_path, story, chain)
    assert sorted(chain.held.values()) == [KEY, OTHER_KEY]


def test_the_account_for_projects_is_chosen_and_another_stands_in_for_one_that_is_gone(
    tmp_path: Path,
) -> None:
    async def first(scene: Scene) -> None:
        one = scene.accounts.save(Draft("indream", "Indream", BASE_URL, KEY))
        two = scene.accounts.save(Draft("sandbox", "Box", PLACE, KEY))
        assert scene.accounts.default == one
        scene.accounts.choose_default(two)
        assert scene.accounts.default == two

    async def second(scene: Scene) -> None:
        one, two = scene.accounts.profiles
        assert scene.accounts.default == two
        scene.accounts.remove(two)
        assert scene.accounts.default == one

    chain = Chain()
    play(tmp_path, first, chain)
    play(tmp_path, second, chain)


def test_the_local_workspace_is_an_account_while_it_runs(tmp_path: Path, sandbox: Running) -> None:
    async def story(scene: Scene) -> None:
        scene.server.show(ServerState("starting"))
        assert scene.accounts.profiles == ()
        scene.server.show(ServerState("running", sandbox.url, sandbox.key()))
        (local,) = scene.accounts.profiles
        assert (local.kind, local.service, local.base_url) == ("sandbox", LOCAL_WORKSPACE, sandbox.url)
        assert scene.accounts.default == scene.accounts.for_service(LOCAL_WORKSPACE) == local
        assert scene.accounts.key_place(local) == "workspace"
        assert (await scene.accounts.client(local).projects.list()).items == ()
        scene.server.show(ServerState("stopping"))
        assert scene.accounts.profiles == ()
        with pytest.raises(NotRunningError, match="Settings ▸ Developer"):
            scene.accounts.client(local)
        scene.server.show(
            ServerState("running", sandbox.url.replace("127.0.0.1", "localhost"), sandbox.key())
        )
        assert scene.accounts.client(local).base_url != local.base_url

    play(tmp_path, story)
    assert list(tmp_path.iterdir()) == []


def test_an_old_client_is_closed_after_its_calls(tmp_path: Path) -> None:
    with Service() as service:

        async def story(scene: Scene) -> None:
            made = scene.accounts.save(Draft("sandbox", "Box", service.url, KEY))
            old = scene.accounts.client(made)
            service.will("GET /v1/projects", hang)
            call = asyncio.ensure_future(old.projects.list())
            await service.until(lambda: len(service.received) == 1)
            scene.accounts.save(Draft("sandbox", "Box", service.url, OTHER_KEY, id=made.id))
            new = scene.accounts.client(made)
            assert new is not old
            await new.projects.list()
            assert not call.done()
            closing = [task for task in asyncio.all_tasks() if task.get_name() == "close a client"]
            assert len(closing) == 1
            call.cancel()
            await asyncio.wait([call])
            await asyncio.wait(closing)
            with pytest.raises(RuntimeError, match="closed"):
                await old.projects.list()

        play(tmp_path, story)
        assert [call.headers["x-api-key"] for call in service.received] == [KEY, OTHER_KEY]


def test_a_refused_key_is_told_of_once_until_there_is_another(tmp_path: Path, sandbox: Running) -> None:
    async def story(scene: Scene) -> None:
        accounts = scene.accounts
        made = accounts.save(Draft("sandbox", "Box", sandbox.url, KEY))
        for _ in range(2):
            with pytest.raises(AuthError) as caught:
                await accounts.client(made).projects.list()
            assert accounts.report(made, caught.value)
        assert scene.refused == [made]
        assert accounts.is_refused(made)
        assert not accounts.report(made, ValueError())
        accounts.save(Draft("sandbox", "Box", sandbox.url, sandbox.key(has_access=False), id=made.id))
        assert not accounts.is_refused(made)
        with pytest.raises(AuthError) as caught:
            await accounts.client(made).projects.list()
        assert caught.value.status == 403
        assert not accounts.report(made, caught.value)
        assert scene.refused == [made]

    play(tmp_path, story)


def test_a_file_that_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "accounts.json").write_text("{")

    async def story(scene: Scene) -> None:
        await scene.accounts.ready()
        (sentence,) = scene.said
        assert "begins anew" in sentence
        assert str(tmp_path / "accounts-unreadable.json") in sentence

    play(tmp_path, story)


def test_a_list_that_cannot_be_kept_holds_and_is_told_of(tmp_path: Path) -> None:
    async def story(scene: Scene) -> None:
        scene.file.mkdir()
        made = scene.accounts.save(Draft("sandbox", "Box", PLACE, KEY))
        await scene.accounts.ready()
        assert scene.accounts.profiles == (made,)
        (sentence,) = scene.said
        assert "could not be kept" in sentence

    play(tmp_path, story)
