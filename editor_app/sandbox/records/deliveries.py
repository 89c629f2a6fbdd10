"""Webhooks that are to be delivered, so that neither a crash nor a deaf receiver loses them at once."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from editor_app.sandbox.times import now, seconds_from_now


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event on its way; `secret` signs it, `headers` (JSON) go with it."""

    id: int
    url: str
    headers: str
    secret: str
    body: bytes
    attempts: int


def insert(connection: sqlite3.Connection, export_id: str, event: str, body: bytes) -> None:
    """Note an event for the receiver of its task."""
    moment = now()
    connection.execute(
        "INSERT INTO deliveries (export_id, event, body, attempts, due_at, created_at) "
        "VALUES (?, ?, ?, 0, ?, ?)",
        (export_id, event, body, moment, moment),
    )


def list_due(connection: sqlite3.Connection) -> list[Delivery]:
    """Give what is due: of each task only the first event that has not been dealt with, to keep the order."""
    rows = connection.execute(
        "SELECT d.id, e.callback_url, e.callback_headers, a.webhook_secret, d.body, d.attempts "
        "FROM deliveries d JOIN exports e ON e.id = d.export_id JOIN accounts a ON a.id = e.account_id "
        "WHERE d.outcome IS NULL AND d.due_at <= ? AND NOT EXISTS (SELECT 1 FROM deliveries earlier "
        "WHERE earlier.export_id = d.export_id AND earlier.id < d.id AND earlier.outcome IS NULL) "
        "ORDER BY d.id",
        (now(),),
    )
    return [Delivery(*row) for row in rows]


def next_due_at(connection: sqlite3.Connection) -> str | None:
    """Give the moment at which something will be due."""
    row = connection.execute(
        "SELECT min(due_at) FROM deliveries WHERE outcome IS NULL AND due_at > ?", (now(),)
    ).fetchone()
    return row[0]


def settle(connection: sqlite3.Connection, delivery_id: int, outcome: str) -> None:
    """Note that nothing more is to be done: it was DELIVERED, or was GIVEN_UP."""
    connection.execute(
        "UPDATE deliveries SET outcome = ?, attempts = attempts + 1 WHERE id = ?", (outcome, delivery_id)
    )


def put_off(connection: sqlite3.Connection, delivery_id: int, seconds: float) -> None:
    """Note that it will be tried again."""
    connection.execute(
        "UPDATE deliveries SET due_at = ?, attempts = attempts + 1 WHERE id = ?",
        (seconds_from_now(seconds), delivery_id),
    )
