"""The values of callbacks' headers: secrets that stand in no file of ours, and are gone with their job."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from editor_app.store.key_chain import NoKeyChainError, forget_key, store_key, stored_key


class HeaderSecrets:
    """Kept in the system's key chain until their job is over; without one, until the program ends."""

    def __init__(self) -> None:
        self._values: dict[str, Mapping[str, str]] = {}

    def give(self, job_id: str, values: Mapping[str, str]) -> None:
        """Know the values for a job."""
        self._values[job_id] = dict(values)

    async def keep(self, job_id: str) -> None:
        """Let the key chain have them, if there is one."""
        values = self._values.get(job_id)
        if values:
            try:
                await asyncio.to_thread(store_key, _name(job_id), json.dumps(dict(values)))
            except NoKeyChainError:
                return

    async def values(self, job_id: str) -> Mapping[str, str] | None:
        """Give the values for a job; None where they are gone."""
        if job_id not in self._values:
            kept = await asyncio.to_thread(stored_key, _name(job_id))
            if (found := _read(kept)) is not None:
                self._values[job_id] = found
        return self._values.get(job_id)

    async def forget(self, job_id: str) -> None:
        """Forget the values of a job."""
        self._values.pop(job_id, None)
        await asyncio.to_thread(forget_key, _name(job_id))


def _name(job_id: str) -> str:
    return f"export callback {job_id}"


def _read(kept: str | None) -> Mapping[str, str] | None:
    try:
        value: Any = json.loads(kept) if kept else None
    except ValueError:
        return None
    is_right = isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
    return value if is_right else None
