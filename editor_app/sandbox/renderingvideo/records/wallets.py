"""What accounts have: a plan and credits."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from editor_app.sandbox.renderingvideo.errors import Refused
from editor_app.sandbox.settings import PLAN_BYTES

PLANS = tuple(PLAN_BYTES)
FIRST_CREDITS = 1000
"""What an account begins with; the service publishes no number."""


@dataclass(frozen=True, slots=True)
class Wallet:
    """A plan, and whole credits."""

    plan: str
    credits: int


def fill(
    connection: sqlite3.Connection, account_id: str, plan: str | None = None, credits: int | None = None
) -> None:
    """Make the account's wallet where it has none; change what is named."""
    connection.execute(
        "INSERT INTO rv_wallets (account_id, plan, credits) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (account_id, PLANS[0], FIRST_CREDITS),
    )
    connection.execute(
        "UPDATE rv_wallets SET plan = coalesce(?, plan), credits = coalesce(?, credits) WHERE account_id = ?",
        (plan, credits, account_id),
    )


def get(connection: sqlite3.Connection, account_id: str) -> Wallet:
    """Give the wallet of an account that has a key."""
    row = connection.execute(
        "SELECT plan, credits FROM rv_wallets WHERE account_id = ?", (account_id,)
    ).fetchone()
    return Wallet(*row)


def check(connection: sqlite3.Connection, account_id: str, cost: int) -> Wallet:
    """Give the wallet; raise Refused (402) where it holds less than that."""
    wallet = get(connection, account_id)
    if wallet.credits < cost:
        raise Refused(
            402,
            "INSUFFICIENT_CREDITS",
            f"Not enough credits: rendering costs {cost}, and {wallet.credits} are left.",
            {"required": cost, "available": wallet.credits},
        )
    return wallet


def charge(connection: sqlite3.Connection, account_id: str, cost: int) -> int:
    """Take credits; give how many are left; raise Refused (402)."""
    check(connection, account_id, cost)
    connection.execute("UPDATE rv_wallets SET credits = credits - ? WHERE account_id = ?", (cost, account_id))
    return get(connection, account_id).credits
