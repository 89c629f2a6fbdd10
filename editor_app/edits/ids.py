"""Ids for new records."""

from __future__ import annotations

from collections.abc import Callable, Container
from uuid import uuid4

NewId = Callable[[], str]

_TRIES = 1000


def random_id() -> str:
    """Give 32 random hex digits."""
    return uuid4().hex


def fresh_id(new_id: NewId, *taken: Container[str]) -> str:
    """Give the next id that none of `taken` holds; raise ValueError where `new_id` has no other."""
    for _ in range(_TRIES):
        candidate = new_id()
        if candidate and not any(candidate in ids for ids in taken):
            return candidate
    raise ValueError(f"new_id gave {_TRIES} ids in a row that are taken or empty")
