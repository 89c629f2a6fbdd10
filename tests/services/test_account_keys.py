"""Keys of accounts: where they are kept, where they come from, and where they go."""

from __future__ import annotations

import asyncio
import json
import threading
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from editor_app.cloud.indream.client import BASE_URL
from editor_app.services import accounts as services_accounts
from editor_app.services.accounts import (
    Draft,
    NoKeyError,
)
from tests.key_chains import Chain, Locked
from tests.services.test_accounts import KEY, OTHER_KEY, PLACE, Scene, play


@pytest.mark.parametrize("chain", [NoKeyring(), Locked()])
def test_where_no_key_chain_takes_a_key_it_holds_for_this_run(tmp_path: Path, chain: KeyringBackend) -> None:
    async def first(scene: Scene) -> None:
        made = scene.accounts.save(Draft("indream", "Indream", BASE_URL, KEY))
        await scene.accounts.ready()
        assert scene.accounts.key_place(made) == "run"
        assert scene.accounts.has_key_chain is False
        scene.accounts.client(made)

    async def second(scene: Scene) -> None:
        await scene.accounts.ready()
        (made,) = scene.accounts.profiles
        assert scene.accounts.key_place(made) == "none"
        with pytest.raises(NoKeyError, match=r"no key for “Indream”.*Settings ▸ Services"):
            scene.accounts.client(made)

    play(tmp_path, first, chain)
    play(tmp_path, second, chain)


def test_a_key_that_the_command_line_has_kept_is_found(tmp_path: Path) -> None:
    chain = Chain()
    chain.set_password("editor-app", PLACE, KEY)

    async def story(scene: Scene) -> None:
        made = scene.accounts.save(Draft("sandbox", "Box", PLACE))
        await scene.accounts.ready()
        assert scene.accounts.key_place(made) == "chain"

    play(tmp_path, story, chain)


def test_a_key_goes_to_one_address_only(tmp_path: Path) -> None:
    chain = Chain()

    async def story(scene: Scene) -> None:
        made = scene.accounts.save(Draft("sandbox", "Box", PLACE, KEY))
        await scene.accounts.ready()
        moved = scene.accounts.save(Draft("sandbox", "Box", "https://elsewhere.example", id=made.id))
        assert scene.accounts.profiles == (moved,)
        await scene.accounts.ready()
        assert scene.accounts.key_place(moved) == "none"
        assert chain.held == {}
        with pytest.raises(NoKeyError):
            scene.accounts.client(moved)

    play(tmp_path, story, chain)


def test_a_key_of_the_environment_makes_an_account_and_serves_one_that_has_none(tmp_path: Path) -> None:
    chain = Chain()

    async def story(scene: Scene) -> None:
        (implied,) = scene.accounts.profiles
        assert (implied.kind, implied.service) == ("indream", BASE_URL)
        assert not scene.accounts.is_own(implied)
        scene.accounts.remove(implied)
        assert scene.accounts.key_place(implied) == "environment"
        scene.accounts.client(implied)
        made = scene.accounts.save(Draft("indream", "Mine", BASE_URL))
        box = scene.accounts.save(Draft("sandbox", "Box", PLACE))
        await scene.accounts.ready()
        assert scene.accounts.profiles == (made, box)
        assert scene.accounts.key_place(made) == "environment"
        assert scene.accounts.key_place(box) == "none"
        with pytest.raises(NoKeyError):
            scene.accounts.client(box)
        scene.accounts.save(Draft("indream", "Mine", BASE_URL, OTHER_KEY, id=made.id))
        await scene.accounts.ready()
        assert scene.accounts.key_place(made) == "chain"

    play(tmp_path, story, chain, environment=KEY)
    assert list(chain.held.values()) == [OTHER_KEY]


class Asking(Chain):
    """A key chain that waits for its owner."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.answered = threading.Event(), threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.asked.set()
        self.answered.wait(60)
        return KEY


def test_a_key_chain_that_waits_for_its_owner_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services_accounts, "_PATIENCE_S", 0.01)
    chain = Asking()

    async def story(scene: Scene) -> None:
        first = scene.accounts.save(Draft("sandbox", "Box", PLACE))
        assert await asyncio.to_thread(chain.asked.wait, 60)
        assert scene.accounts.key_place(first) == "reading"
        other = scene.accounts.save(Draft("indream", "Indream", BASE_URL, OTHER_KEY))
        scene.accounts.client(other)

    play(tmp_path, story, chain)
    chain.answered.set()
    names = [entry["name"] for entry in json.loads((tmp_path / "accounts.json").read_bytes())["profiles"]]
    assert names[0] == "Box"
