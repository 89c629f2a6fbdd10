"""Answering the same call twice alike: what identifies a call, and how its payload is compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Attempt:
    """A call that carries an Idempotency-Key."""

    account_id: str
    route: str
    key: str
    payload_hash: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and the body that goes with it."""

    status: int
    body: bytes


def payload_hash(body: Mapping[str, Any]) -> str:
    """Give a hash that is equal for bodies that say the same, whatever the order of their keys."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
