"""Who calls: the key in any of four forms, and the five ways in which it may be wrong."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request

from editor_app.sandbox.accounts import RENDERINGVIDEO, create_key, key_hash
from editor_app.sandbox.database import Database
from editor_app.sandbox.renderingvideo.errors import Refused
from editor_app.sandbox.renderingvideo.records import wallets

QUERY_NAME = "api_key"
_FORM = re.compile(r"sk-[A-Za-z0-9_-]+", re.ASCII)
_HIDDEN = "***"


@dataclass(frozen=True, slots=True)
class Client:
    """Who a key speaks for."""

    account_id: str
    key_id: str


def make_key(
    connection: sqlite3.Connection,
    name: str,
    account: str | None = None,
    *,
    plan: str | None = None,
    credits: int | None = None,
) -> str:
    """Make an `sk-` key, and its account and wallet where there are none; raise AccountError.

    A plan and credits that are named replace what the account has.
    """
    key = create_key(connection, name, account, service=RENDERINGVIDEO)
    row = connection.execute("SELECT account_id FROM api_keys WHERE hash = ?", (key_hash(key),)).fetchone()
    wallets.fill(connection, row["account_id"], plan, credits)
    return key


def is_open(connection: sqlite3.Connection, key: str) -> bool:
    """Tell whether a key opens this service."""
    row = _row(connection, key)
    return row is not None and row["revoked_at"] is None


def presented_key(request: Request) -> str:
    """Give the first key that is sent: as Bearer, as Token, as X-API-Key, in the query; else nothing."""
    schemes: dict[str, str] = {}
    for header in request.headers.getlist("authorization"):
        scheme, _, token = header.strip().partition(" ")
        schemes.setdefault(scheme.lower(), token.strip())
    candidates = (
        schemes.get("bearer", ""),
        schemes.get("token", ""),
        request.headers.get("x-api-key", "").strip(),
        request.query_params.get(QUERY_NAME, "").strip(),
    )
    return next(filter(None, candidates), "")


async def authenticate(database: Database, request: Request) -> Client:
    """Tell who calls; raise Refused (401)."""
    key = presented_key(request)
    if not key:
        raise unauthorized("MISSING_API_KEY", "API key is required. Send it as Authorization: Bearer sk-…")
    if not _FORM.fullmatch(key):
        raise unauthorized("INVALID_API_KEY_FORMAT", "Invalid API key format. A key begins with sk-")
    row = await database.read(_row, key)
    if row is None:
        raise unauthorized("INVALID_API_KEY", "Invalid API key")
    if row["revoked_at"] is not None:
        raise unauthorized("API_KEY_INACTIVE", "API key is inactive")
    return Client(row["account_id"], row["id"])


def unauthorized(code: str, detail: str) -> Refused:
    """Give the error for a key that opens nothing."""
    return Refused(401, code, detail, headers={"WWW-Authenticate": "Bearer"})


def without_key(path: str, query: str) -> str:
    """Give a path and its query as logs may show them: with every key in it hidden."""
    pairs = parse_qsl(query, keep_blank_values=True)
    shown = [(name, _HIDDEN if name.lower() == QUERY_NAME else value) for name, value in pairs]
    return f"{path}?{urlencode(shown, safe='*')}" if shown else path


def _row(connection: sqlite3.Connection, key: str) -> sqlite3.Row | None:
    return connection.execute(
        "SELECT id, account_id, revoked_at FROM api_keys WHERE hash = ? AND service = ?",
        (key_hash(key), RENDERINGVIDEO),
    ).fetchone()
