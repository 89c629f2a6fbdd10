"""Accounts at RenderingVideo: those that were set up, one of the environment, the local workspace."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal

from editor_app.services.account_drafts import AccountError, Draft
from editor_app.services.accounts import Accounts
from editor_app.services.exporting.exports import target_of
from editor_app.services.exporting.jobs.job import Target
from editor_app.services.exporting.renderingvideo.accounts import (
    LOCAL_WORKSPACE,
    OF_ENVIRONMENT,
    OtherAccounts,
    no_other_account,
)
from editor_app.services.local_server import ServerState
from editor_app.services.tasks import Tasks
from tests.key_chains import Chain, key_chain

PUBLIC = "https://renderingvideo.com"


class Server(QObject):
    """A local server that says what it is told to."""

    state_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.state = ServerState()

    def become(self, state: ServerState) -> None:
        self.state = state
        self.state_changed.emit(state)


def run(folder: Path, work: Callable[[Accounts, Server, Any], Awaitable[None]], key: str = "") -> None:
    """Let a test work with accounts, a server, and what makes the accounts at RenderingVideo."""

    async def whole() -> None:
        tasks, server = Tasks(), Server()
        accounts = Accounts(folder / "accounts.json", server, tasks, environment="")
        others = OtherAccounts(accounts, server, tasks, environment=key)
        try:
            await work(accounts, server, others)
        finally:
            await others.close()
            await accounts.close()
            await tasks.close()

    with key_chain(Chain()):
        asyncio.run(whole())


def test_there_is_none_by_itself(tmp_path: Path) -> None:
    async def work(accounts: Accounts, server: Server, others: OtherAccounts) -> None:
        accounts.save(Draft("indream", "In", "https://api.indream.ai", "sk_indream_x"))
        assert others.profiles == ()
        assert others.for_service("https://api.indream.ai") is None

    run(tmp_path, work)


def test_one_that_was_set_up_is_used_with_its_key(tmp_path: Path) -> None:
    async def work(accounts: Accounts, server: Server, others: OtherAccounts) -> None:
        heard = list[int]()
        others.changed.connect(lambda: heard.append(1))
        profile = accounts.save(Draft("renderingvideo", "Mine", "https://rv.example", "sk-one"))
        assert heard
        assert others.profiles == (profile,)
        assert others.for_service("renderingvideo https://rv.example") == profile
        assert target_of(profile) == Target("renderingvideo", profile.id, profile.service, "Mine")
        client = others.client(profile)
        assert client.base_url == "https://rv.example"
        assert others.client(profile) is client
        accounts.save(Draft("renderingvideo", "Mine", "https://rv.example", "sk-two", profile.id))
        assert others.client(profile) is not client
        accounts.remove(profile)
        with pytest.raises(AccountError, match="no longer there"):
            others.client(profile)

    run(tmp_path, work)


def test_a_key_of_the_environment_goes_to_the_public_service_alone(tmp_path: Path) -> None:
    async def work(accounts: Accounts, server: Server, others: OtherAccounts) -> None:
        (implied,) = others.profiles
        assert (implied.id, implied.base_url) == (OF_ENVIRONMENT, PUBLIC)
        assert others.client(implied).base_url == PUBLIC
        elsewhere = accounts.save(Draft("renderingvideo", "Else", "https://rv.example"))
        await others.ready()
        with pytest.raises(AccountError, match="no key"):
            others.client(elsewhere)
        public = accounts.save(Draft("renderingvideo", "Public", PUBLIC))
        assert others.profiles == (elsewhere, public)
        await others.ready()
        assert others.client(public).base_url == PUBLIC

    run(tmp_path, work, key="sk-environment")


def test_the_local_workspace_is_one_while_it_runs(tmp_path: Path) -> None:
    async def work(accounts: Accounts, server: Server, others: OtherAccounts) -> None:
        server.become(ServerState("running", "http://127.0.0.1:9", "sk_indream_a", renderingvideo_key="sk-a"))
        (workspace,) = others.profiles
        assert (workspace.id, workspace.service) == (LOCAL_WORKSPACE, LOCAL_WORKSPACE)
        before = others.client(workspace)
        server.become(ServerState("off"))
        assert others.profiles == ()
        server.become(ServerState("running", "http://127.0.0.1:8", "sk_indream_b", renderingvideo_key="sk-b"))
        assert others.client(others.profiles[0]) is not before

    run(tmp_path, work)


@pytest.mark.parametrize(
    ("service", "sentence"),
    [
        (LOCAL_WORKSPACE, "The local workspace is not running. Start it under Settings ▸ Developer."),
        (
            "renderingvideo http://127.0.0.1:88",
            "The RenderingVideo sandbox at 127.0.0.1:88 is unknown here. Add it under Settings ▸ Developer.",
        ),
        (
            f"renderingvideo {PUBLIC}",
            "There is no account at RenderingVideo here. Add one under Settings ▸ Services.",
        ),
        (
            "renderingvideo https://rv.example",
            "There is no account here for RenderingVideo at rv.example. Add one under Settings ▸ Services.",
        ),
    ],
)
def test_an_account_that_is_missing_is_called_by_its_service_and_host(service: str, sentence: str) -> None:
    assert no_other_account(service) == sentence
