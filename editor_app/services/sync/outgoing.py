"""The document as it is sent, and what comes back as it is worked on: record by record, with a memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from editor_app.edits.addresses import Address, with_addresses
from editor_app.items import BrokenItem, Item
from editor_app.state import EditorState
from editor_app.state.dialects import read_item
from editor_app.state.lineage import without_lineage
from editor_app.state.payload import sent_item

R = TypeVar("R")


class Outgoing:
    """Turns states into the form that both eras of the service accept, and back.

    A record that did not change gives the same object again, so that comparing what is sent with what was
    sent costs as little as comparing two states of the document.
    """

    def __init__(self) -> None:
        self._items: dict[int, tuple[Item | BrokenItem, Item | BrokenItem]] = {}

    def sent(self, state: EditorState, addresses: Mapping[str, Address]) -> EditorState:
        """Give what is sent of a document of the newer dialect: with the places of uploads."""
        found: dict[int, tuple[Item | BrokenItem, Item | BrokenItem]] = {}
        items: dict[str, Item | BrokenItem] = {}
        for key, item in state.items.items():
            pair = self._items.get(id(item))
            if pair is None or pair[0] is not item:
                pair = (item, _sent(item))
            found[id(item)] = pair
            items[key] = pair[1]
        self._items = found
        return replace(without_lineage(with_addresses(state, addresses)), items=items)


def as_worked_on(local: EditorState, sent: EditorState, joined: EditorState) -> EditorState:
    """Give `joined`, which was made from `sent`, with the records of `local` wherever nothing changed."""
    return replace(
        joined,
        root=local.root if joined.root is sent.root else joined.root,
        tracks=local.tracks if joined.tracks is sent.tracks else joined.tracks,
        assets=_kept(local.assets, sent.assets, joined.assets),
        items=_kept(local.items, sent.items, joined.items),
        transitions=_kept(local.transitions, sent.transitions, joined.transitions),
    )


def _kept(local: Mapping[str, R], sent: Mapping[str, R], joined: Mapping[str, R]) -> Mapping[str, R]:
    if joined is sent:
        return local
    return {
        key: local[key] if key in local and record is sent.get(key) else record
        for key, record in joined.items()
    }


def _sent(item: Item | BrokenItem) -> Item | BrokenItem:
    if isinstance(item, BrokenItem):
        return item
    raw: Any = sent_item(item)
    return item if raw == item.raw else read_item(raw, "newer")
