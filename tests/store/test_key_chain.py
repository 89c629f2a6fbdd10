"""Keys in the system's key chain: by address, and never in a plain file."""

from __future__ import annotations

import logging
import traceback

import pytest
from keyring.backends.fail import Keyring as NoKeyring

from editor_app.store.accounts import Profile
from editor_app.store.key_chain import (
    NoKeyChainError,
    forget_key,
    has_key_chain,
    name_of,
    store_key,
    stored_key,
)
from tests.key_chains import Broken, Chain, Locked, PlainFile, key_chain

KEY = "sk_indream_0f3c5a7e9b1d"
PLACE = "https://api.indream.ai"


def test_a_key_is_kept_found_and_forgotten() -> None:
    chain = Chain()
    with key_chain(chain):
        assert has_key_chain()
        assert stored_key(PLACE) is None
        store_key(PLACE, KEY)
        assert stored_key(PLACE) == KEY
        assert stored_key("https://elsewhere.example") is None
        assert forget_key(PLACE)
        assert not forget_key(PLACE)
    assert chain.held == {}


@pytest.mark.parametrize("chain", [NoKeyring(), PlainFile()])
def test_what_keeps_keys_in_plain_files_or_nowhere_is_no_key_chain(chain: Chain) -> None:
    with key_chain(chain):
        assert not has_key_chain()
        with pytest.raises(NoKeyChainError, match="no key chain"):
            store_key(PLACE, KEY)
        assert stored_key(PLACE) is None
        assert not forget_key(PLACE)
    assert not getattr(chain, "held", None)


@pytest.mark.parametrize(("chain", "named"), [(Locked(), "KeyringError"), (Broken(), "LookupError")])
def test_a_refusal_does_not_tell_the_key(chain: Chain, named: str, caplog: pytest.LogCaptureFixture) -> None:
    with key_chain(chain), caplog.at_level(logging.DEBUG), pytest.raises(NoKeyChainError) as caught:
        store_key(PLACE, KEY)
    assert named in caplog.text
    assert KEY not in caplog.text + "".join(traceback.format_exception(caught.value))


def test_services_of_two_languages_at_one_address_have_a_key_each() -> None:
    indream = Profile("a", "sandbox", "A", "http://127.0.0.1:8787", "http://127.0.0.1:8787")
    video = Profile(
        "b", "renderingvideo", "B", "http://127.0.0.1:8787", "renderingvideo http://127.0.0.1:8787"
    )
    assert name_of(indream) == "http://127.0.0.1:8787"
    assert name_of(video) != name_of(indream)


def test_a_key_chain_that_breaks_is_as_if_it_held_nothing() -> None:
    with key_chain(Broken()):
        assert stored_key(PLACE) is None
        assert not forget_key(PLACE)
