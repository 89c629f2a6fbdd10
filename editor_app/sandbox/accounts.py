"""Accounts, their API keys (of which only hashes are stored) and their webhook secrets."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import uuid
from dataclasses import dataclass

from editor_app.sandbox.names import shown, trouble_with_name
from editor_app.sandbox.times import now

DEFAULT_ACCOUNT = "default"
ACCOUNT_WITHOUT_ACCESS = "no-access"
INDREAM, RENDERINGVIDEO = "indream", "renderingvideo"
"""The services; a key opens one of them, an account has files in both."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who a key speaks for; without access only the editor's own routes are open."""

    account_id: str
    key_id: str
    has_access: bool


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key as it is listed; `hint` is how it begins."""

    id: str
    account: str
    name: str
    hint: str
    has_access: bool
    created_at: str
    revoked_at: str | None
    service: str = INDREAM


class AccountError(ValueError):
    """What is asked of an account or key cannot be; the text is a sentence."""


def create_key(
    connection: sqlite3.Connection,
    name: str,
    account: str | None = None,
    *,
    has_access: bool = True,
    service: str = INDREAM,
) -> str:
    """Make a key, and its account where there is none yet; give the key, which is nowhere stored.

    Raises AccountError where the names or the account cannot be.
    """
    account = account or (DEFAULT_ACCOUNT if has_access else ACCOUNT_WITHOUT_ACCESS)
    for whose, text in (("key", name), ("account", account)):
        if why := trouble_with_name(text):
            raise AccountError(f"The name of the {whose} {why}.")
    row = _account(connection, account, has_access)
    if bool(row["has_access"]) != has_access:
        kind = "access" if row["has_access"] else "no access"
        raise AccountError(f"The account “{account}” has {kind}. Name another with --account.")
    prefix = "sk_indream_" if service == INDREAM else "sk-"
    key = f"{prefix}{secrets.token_urlsafe(32)}"
    connection.execute(
        "INSERT INTO api_keys (id, account_id, name, hash, hint, created_at, service) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (str(uuid.uuid4()), row["id"], name, key_hash(key), key[: len(prefix) + 4], now(), service),
    )
    return key


def find_caller(connection: sqlite3.Connection, key: str) -> Caller | None:
    """Tell who a key speaks for; None for an unknown or revoked one."""
    row = connection.execute(
        "SELECT k.id, k.account_id, a.has_access FROM api_keys k JOIN accounts a ON a.id = k.account_id "
        "WHERE k.hash = ? AND k.revoked_at IS NULL AND k.service = ?",
        (key_hash(key), INDREAM),
    ).fetchone()
    return row and Caller(row["account_id"], row["id"], bool(row["has_access"]))


def list_keys(connection: sqlite3.Connection) -> list[KeyLine]:
    """List all keys, the oldest first."""
    rows = connection.execute(
        "SELECT k.id, a.name AS account, k.name, k.hint, a.has_access, k.created_at, k.revoked_at, k.service "
        "FROM api_keys k JOIN accounts a ON a.id = k.account_id ORDER BY k.created_at, k.id"
    )
    return [KeyLine(**{**row, "has_access": bool(row["has_access"])}) for row in map(dict, rows)]


def revoke_key(connection: sqlite3.Connection, key_id: str) -> bool:
    """End a key; tell whether there was such a key."""
    if not key_id.isascii():  # ids are, and SQLite takes no half characters
        return False
    done = connection.execute(
        "UPDATE api_keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?", (now(), key_id)
    )
    return done.rowcount > 0


def require_account(connection: sqlite3.Connection, name: str) -> None:
    """Raise AccountError where there is no such account."""
    known = [row["name"] for row in connection.execute("SELECT name FROM accounts ORDER BY name")]
    if name not in known:
        raise AccountError(
            f"There is no account “{shown(name)}”. `key list` shows all, `key create` makes one."
        )


def webhook_secret(connection: sqlite3.Connection, account: str = DEFAULT_ACCOUNT) -> str:
    """Give the account's webhook secret; made, as is the account, where there is none yet."""
    row = _account(connection, account, has_access=True)
    if row["webhook_secret"]:
        return row["webhook_secret"]
    secret = f"whs_indream_{secrets.token_urlsafe(32)}"
    connection.execute("UPDATE accounts SET webhook_secret = ? WHERE id = ?", (secret, row["id"]))
    return secret


def secret_of(connection: sqlite3.Connection, account_id: str) -> str | None:
    """Give the webhook secret of an account, None where it has none."""
    row = connection.execute("SELECT webhook_secret FROM accounts WHERE id = ?", (account_id,)).fetchone()
    return row and row["webhook_secret"]


def _account(connection: sqlite3.Connection, name: str, has_access: bool) -> sqlite3.Row:
    connection.execute(
        "INSERT INTO accounts (id, name, has_access, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (str(uuid.uuid4()), name, has_access, now()),
    )
    return connection.execute("SELECT * FROM accounts WHERE name = ?", (name,)).fetchone()


def key_hash(key: str) -> str:
    """Give what a database knows a key by."""
    # Keys are long and random, so a plain hash cannot be guessed back.
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
