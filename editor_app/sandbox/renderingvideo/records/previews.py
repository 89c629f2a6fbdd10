"""Temporary previews: a config under an address, for seven days."""

from __future__ import annotations

import secrets
import sqlite3
import uuid
from dataclasses import dataclass

from editor_app.sandbox.renderingvideo.errors import not_found
from editor_app.sandbox.renderingvideo.records.ids import new_id


@dataclass(frozen=True, slots=True)
class Preview:
    """One preview; `config` is JSON. Those without an account belong to nobody."""

    id: str
    config: bytes
    account_id: str | None


def insert(
    connection: sqlite3.Connection, account_id: str | None, config: bytes, now: str, expires_at: str
) -> Preview:
    """Make a preview; those of the public service belong to nobody and have UUIDs for ids."""
    preview_id = str(uuid.UUID(bytes=secrets.token_bytes(16), version=4))
    if account_id is not None:
        preview_id = f"temp_{new_id(16)}"
    connection.execute(
        "INSERT INTO rv_previews (id, account_id, config, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
        (preview_id, account_id, config, now, expires_at),
    )
    return Preview(preview_id, config, account_id)


def find(connection: sqlite3.Connection, account_id: str, preview_id: str, now: str) -> Preview:
    """Give an account's preview; raise Refused (404) where it has none of this id, or no longer."""
    row = connection.execute(
        "SELECT id, config, account_id FROM rv_previews WHERE id = ? AND account_id = ? AND expires_at > ?",
        (preview_id, account_id, now),
    ).fetchone()
    if row is None:
        raise not_found("Temp preview")
    return Preview(*row)


def find_public(connection: sqlite3.Connection, preview_id: str, now: str) -> Preview:
    """Give a preview to whoever has its address; raise Refused (404)."""
    row = connection.execute(
        "SELECT id, config, account_id FROM rv_previews WHERE id = ? AND expires_at > ?", (preview_id, now)
    ).fetchone()
    if row is None:
        raise not_found("Temp preview")
    return Preview(*row)


def delete(connection: sqlite3.Connection, account_id: str, preview_id: str, now: str) -> None:
    """Delete a preview; raise Refused (404)."""
    find(connection, account_id, preview_id, now)
    connection.execute("DELETE FROM rv_previews WHERE id = ?", (preview_id,))


def remove_expired(connection: sqlite3.Connection, now: str) -> None:
    """Remove what nobody can see any more."""
    connection.execute("DELETE FROM rv_previews WHERE expires_at <= ?", (now,))
