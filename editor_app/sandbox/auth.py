"""Who calls: the key of a request, and what it opens."""

from __future__ import annotations

from collections.abc import Mapping

from editor_app.sandbox.accounts import Caller, find_caller
from editor_app.sandbox.database import Database
from editor_app.sandbox.errors import ApiError


def presented_key(headers: Mapping[str, str]) -> str:
    """Give the key of either era's header, `x-api-key` first; empty where there is none."""
    if key := headers.get("x-api-key", "").strip():
        return key
    scheme, _, token = headers.get("authorization", "").strip().partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


async def authenticate(database: Database, headers: Mapping[str, str], *, is_paid: bool) -> Caller:
    """Tell who calls; raise ApiError: 401 for no or a wrong key, 403 for an account without access."""
    key = presented_key(headers)
    caller = await database.read(find_caller, key) if key else None
    if caller is None:
        raise ApiError(
            401,
            "OPEN_API_KEY_INVALID",
            "Invalid API key" if key else "An API key is needed: send it as x-api-key or as a Bearer token.",
            {"WWW-Authenticate": "Bearer"},
        )
    if is_paid and not caller.has_access:
        raise ApiError(
            403,
            "OPEN_API_RUNTIME_ACCESS_FORBIDDEN",
            "The account of this key may not use this Open API route.",
        )
    return caller
