"""Addresses go into what is sent, and into nothing that has one of its own."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app.edits.addresses import Address, with_addresses, with_places_of
from editor_app.state import EditorState, read, write
from tests.documents import document

HERE = Address("https://r.example/a.png", "up/a.png")


def image(key: str, **fields: Any) -> dict[str, Any]:
    size = {"size": 5, "mimeType": "image/png", "width": 4, "height": 4}
    return {"id": key, "type": "image", "filename": f"{key}.png", **size, **fields}


def state_of(*assets: dict[str, Any]) -> EditorState:
    return read(document(assets={asset["id"]: asset for asset in assets}))[0]


@pytest.mark.parametrize(
    ("fields", "is_taken"),
    [
        ({}, True),
        ({"remoteUrl": None, "remoteKey": None}, True),
        ({"remoteUrl": ""}, True),
        ({"remoteUrl": "https://elsewhere.example/x.png"}, False),
        ({"remoteKey": "elsewhere"}, False),
    ],
)
def test_an_address_goes_where_there_is_none(fields: dict[str, Any], is_taken: bool) -> None:
    state = state_of(image("a", **fields), image("b"))
    sent = with_addresses(state, {"a": HERE})
    assert sent.assets["b"] is state.assets["b"]
    assert (sent is not state) == is_taken
    written = write(sent)["assets"]["a"]
    if is_taken:
        assert (written["remoteUrl"], written["remoteKey"]) == (HERE.url, HERE.file_key)
    else:
        assert written == write(state)["assets"]["a"]


@pytest.mark.parametrize("addresses", [{}, {"nobody": HERE}])
def test_without_anything_to_put_in_the_state_is_the_same(addresses: dict[str, Address]) -> None:
    state = state_of(image("a"))
    assert with_addresses(state, addresses) is state


def test_what_is_unreadable_stays_and_the_order_of_assets_too() -> None:
    state = state_of(image("z"), {"id": "odd", "type": "image"}, image("a"))
    sent = with_addresses(state, {"odd": HERE, "a": HERE})
    assert list(sent.assets) == ["z", "odd", "a"]
    assert sent.assets["odd"] is state.assets["odd"]
    assert state.assets["a"].remote_url is None  # pyright: ignore[reportAttributeAccessIssue]


PLACE = {"remoteUrl": "https://r.example/was.png", "remoteKey": "up/was.png"}


@pytest.mark.parametrize(
    ("mine", "theirs", "found"),
    [
        ({}, PLACE, PLACE["remoteUrl"]),
        ({"remoteUrl": "https://r.example/mine.png"}, PLACE, "https://r.example/mine.png"),
        ({}, {}, None),
        ({}, {"remoteUrl": PLACE["remoteUrl"]}, None),
    ],
)
def test_a_place_that_was_known_stays_known(mine: Any, theirs: Any, found: str | None) -> None:
    state, other = (
        state_of(image("a", **mine), image("b")),
        state_of(image("a", **theirs), image("c", **PLACE)),
    )
    joined = with_places_of(state, other)
    assert list(joined.assets) == ["a", "b"]
    assert joined.assets["b"] is state.assets["b"]
    assert write(joined)["assets"]["a"].get("remoteUrl") == found
