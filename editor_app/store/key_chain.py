"""Keys of services in the system's key chain: each belongs to one address, and stands in no file of ours."""

from __future__ import annotations

import logging

_SERVICE = "editor-app"
_log = logging.getLogger(__name__)


class NoKeyChainError(Exception):
    """This system has no key chain that can be used; the text is a sentence."""


def stored_key(origin: str) -> str | None:
    """Give the key kept for an address such as `https://api.indream.ai`; None where there is none."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, origin)
    except (KeyringError, OSError):
        _log.info("The key chain cannot be read.", exc_info=True)
        return None


def store_key(origin: str, key: str) -> None:
    """Keep a key for an address; raise NoKeyChainError."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, origin, key)
    except (KeyringError, OSError) as error:
        raise NoKeyChainError(
            "This system has no key chain that takes the key. "
            "Give the key in the environment instead, for one run at a time."
        ) from error


def forget_key(origin: str) -> bool:
    """Take a key out of the key chain; tell whether it was there."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.delete_password(_SERVICE, origin)
    except (KeyringError, OSError):
        return False
    return True
