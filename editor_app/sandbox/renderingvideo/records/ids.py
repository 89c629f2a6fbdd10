"""Ids in the forms that the service's examples have."""

from __future__ import annotations

import secrets
import string

_LETTERS = string.ascii_lowercase + string.digits


def new_id(length: int = 12) -> str:
    """Make a random id of lower-case letters and digits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(length))
