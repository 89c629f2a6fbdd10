"""Accounts in words."""

from __future__ import annotations

import pytest

from editor_app.cloud.indream.client import BASE_URL
from editor_app.services.account_keys import KeyPlace
from editor_app.store.accounts import Kind, Profile
from editor_app.ui.settings.account_texts import (
    address_remark,
    key_line,
    key_placeholder,
    key_remark,
    place_line,
)


@pytest.mark.parametrize(
    ("place", "is_refused", "tone", "told"),
    [
        ("chain", False, "ok", "Key in the system's key chain"),
        ("run", False, "ok", "Key for this run only"),
        ("environment", False, "ok", "Key for this run, from INDREAM_API_KEY"),
        ("workspace", False, "ok", "On this computer"),
        ("reading", False, "quiet", "Its key is being read…"),
        ("none", False, "error", "No key. Edit the account"),
        ("chain", True, "error", "The service refuses its key."),
    ],
)
def test_how_a_key_is(place: KeyPlace, is_refused: bool, tone: str, told: str) -> None:
    line = key_line(place, is_refused=is_refused)
    assert line.tone == tone
    assert line.text.startswith(told)


@pytest.mark.parametrize(
    ("kind", "base_url", "told"),
    [
        ("indream", "https://api.indream.ai", "Indream · api.indream.ai"),
        ("renderingvideo", "https://proxy.example/rv", "RenderingVideo · proxy.example/rv"),
        ("sandbox", "http://127.0.0.1:8787", "Sandbox · 127.0.0.1:8787"),
    ],
)
def test_what_and_where_it_is(kind: str, base_url: str, told: str) -> None:
    assert place_line(Profile("a", kind, "A", base_url, base_url)) == told  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("has_key_chain", "told"),
    [(True, "kept in this system's key chain"), (None, "kept in this system's"), (False, "no key chain")],
)
def test_where_a_key_will_be(has_key_chain: bool | None, told: str) -> None:
    assert told in key_remark(has_key_chain)


def test_what_belongs_into_the_field() -> None:
    texts = {
        key_placeholder(is_held=held, is_moved=moved) for held in (True, False) for moved in (True, False)
    }
    assert texts == {
        "There is one; paste another to replace it",
        "Paste the key",
        "Paste the key for this address",
    }


@pytest.mark.parametrize(
    ("kind", "address", "told", "tone"),
    [
        ("indream", BASE_URL, "no other", "quiet"),
        ("sandbox", "", "put https in front of it, or bring it here with “ssh -L 8787:", "quiet"),
        ("sandbox", "http://127.0.0.1:8787", "put https in front", "quiet"),
        ("sandbox", "http://loc", "put https in front", "quiet"),
        ("sandbox", "https://office.example", "put https in front", "quiet"),
        ("sandbox", "http://office.example:9000", "“ssh -L 9000:127.0.0.1:9000 office.example”", "warning"),
        ("sandbox", "http://office.example", "“ssh -L 8787:127.0.0.1:80 office.example”", "warning"),
        ("sandbox", "http://office.example:port", "put https in front", "quiet"),
        ("renderingvideo", "https://proxy.example/v1", "a proxy of yours", "quiet"),
        ("renderingvideo", "http://proxy.example", "must speak https", "warning"),
    ],
)
def test_what_an_address_may_be_is_said_beside_it(kind: Kind, address: str, told: str, tone: str) -> None:
    line = address_remark(kind, address)
    assert told in line.text
    assert line.tone == tone
