"""What is fetched from where, as tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor_app.edits.addresses import Address
from editor_app.edits.new_clips import place_assets
from editor_app.services.fetching.orders import (
    Order,
    addresses,
    awaited,
    host_of,
    orders_of,
    uploaded_places,
)
from editor_app.store.media_files import MissingMedium
from editor_app.store.project import MediaPlace
from tests.services.fetching.scene import with_pictures

HOME = "http://127.0.0.1:5000"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://CDN.example.com/a.png?x=1", "cdn.example.com"),
        ("https://cdn.example.com:443/a.png", "cdn.example.com"),
        ("https://cdn.example.com:8443/a.png", "cdn.example.com:8443"),
        ("http://127.0.0.1:5000/a", "127.0.0.1:5000"),
        ("http://[::1]:5000/a", "[::1]:5000"),
        ("https://user:secret@cdn.example.com/", "cdn.example.com"),
        ("file:///etc/passwd", ""),
        ("data:image/png;base64,AAAA", ""),
        ("https://cdn.example.com:99999/", ""),
        ("https://[broken/", ""),
        ("beach.png", ""),
        ("", ""),
    ],
)
def test_a_host_is_named_as_people_name_it(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("url", "home", "found"),
    [
        (
            "http://127.0.0.1:4000/media/a",
            HOME,
            ("http://127.0.0.1:5000/media/a", "http://127.0.0.1:4000/media/a"),
        ),
        ("http://localhost:4000/a?x=1", HOME, ("http://127.0.0.1:5000/a?x=1", "http://localhost:4000/a?x=1")),
        ("http://127.0.0.1:5000/a", HOME, ("http://127.0.0.1:5000/a",)),
        ("https://cdn.example.com/a", HOME, ("https://cdn.example.com/a",)),
        ("http://127.0.0.1:4000/a", "https://api.example.com", ("http://127.0.0.1:4000/a",)),
        ("http://127.0.0.1:4000/a", None, ("http://127.0.0.1:4000/a",)),
    ],
)
def test_only_a_service_of_this_machine_moves(url: str, home: str | None, found: tuple[str, ...]) -> None:
    assert addresses(url, home) == found


def test_what_was_uploaded_is_ordered_from_there_if_it_will_be_known_again() -> None:
    state = with_pictures({"a": "", "b": "", "own": "https://x.example/own"}, 7)
    missing = [MissingMedium(key, "", "") for key in ("a", "b", "own")]
    media = {"a": MediaPlace(Path("a"), "aa", 7), "b": MediaPlace(Path("b"), None, 7)}
    there = Address("https://s.example/a", "key")
    places = uploaded_places(media, {"a": there, "b": there, "own": there, "other": there})
    assert [(order.url, order.keys) for order in orders_of(state, missing, places).values()] == [
        ("https://s.example/a", ("a",)),
        ("https://x.example/own", ("own",)),
    ]


def test_an_address_is_ordered_once_and_what_clips_show_first() -> None:
    urls = {"a": "https://x.example/1", "b": "https://x.example/2", "twin": "https://x.example/1", "c": "no"}
    state = place_assets(with_pictures(urls, 7), asset_ids=["b"], start_ticks=0)
    missing = [MissingMedium(key, "", "") for key in ("a", "b", "twin", "c", "unknown")]
    assert list(orders_of(state, missing).values()) == [
        Order("https://x.example/2", ("b",), "b.png", 7),
        Order("https://x.example/1", ("a", "twin"), "a.png", 7),
    ]
    assert list(orders_of(state, missing[2:])) == ["https://x.example/1"]


@pytest.mark.parametrize(
    ("url", "was_here", "waits"),
    [
        ("", False, True),
        ("", True, False),
        ("https://x.example/a", False, False),
        ("https://x.example/a", True, False),
    ],
)
def test_what_was_never_here_and_has_no_address_waits_for_whoever_added_it(
    url: str, was_here: bool, waits: bool
) -> None:
    lost = MissingMedium("a", "a.png", "", was_here=was_here)
    assert awaited(with_pictures({"a": url}), [lost]) == ({"a": "a.png"} if waits else {})
