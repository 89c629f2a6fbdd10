"""The answers that are given again to calls with the same Idempotency-Key."""

from __future__ import annotations

import sqlite3

from editor_app.sandbox.errors import ApiError
from editor_app.sandbox.idempotency import Answer, Attempt
from editor_app.sandbox.times import now, seconds_from_now

KEPT_SECONDS = 24 * 3600


def find_answer(connection: sqlite3.Connection, attempt: Attempt | None) -> Answer | None:
    """Give the answer of the first such call; raise ApiError (409) where that had another payload.

    Runs in the transaction that would do the work. A second call waits for the first one's, so none is
    ever found half done.
    """
    if attempt is None:
        return None
    connection.execute("DELETE FROM idempotency WHERE created_at < ?", (seconds_from_now(-KEPT_SECONDS),))
    row = connection.execute(
        "SELECT payload_hash, status, body FROM idempotency WHERE account_id = ? AND route = ? AND key = ?",
        (attempt.account_id, attempt.route, attempt.key),
    ).fetchone()
    if row is None:
        return None
    if row["payload_hash"] != attempt.payload_hash:
        raise ApiError(
            409, "IDEMPOTENCY_KEY_CONFLICT", "This Idempotency-Key was used before with another payload."
        )
    return Answer(row["status"], row["body"])


def remember(connection: sqlite3.Connection, attempt: Attempt | None, answer: Answer) -> None:
    """Keep an answer for calls to come."""
    if attempt is not None:
        connection.execute(
            "INSERT INTO idempotency (account_id, route, key, payload_hash, status, body, created_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                *(attempt.account_id, attempt.route, attempt.key, attempt.payload_hash),
                *(answer.status, answer.body, now()),
            ),
        )
