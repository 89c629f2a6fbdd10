"""Keys of services in the system's key chain: each belongs to one address, and stands in no file of ours.

A key is found by the address of its service, so that the window and the command line share it; the key of a
service that speaks another language than Indream's goes by its kind and address.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

    from editor_app.store.accounts import Profile

KEY_VARIABLE = "INDREAM_API_KEY"
"""The variable of the environment that may hold a key, for one run."""
_SERVICE = "editor-app"
_LEAST_PRIORITY = 1
"""What the library prefers less keeps keys in plain files, or nowhere."""
_log = logging.getLogger(__name__)


class NoKeyChainError(Exception):
    """This system has no key chain that can be used; the text is a sentence."""


def name_of(profile: Profile) -> str:
    """Give the name under which the key of a profile is kept."""
    prefix = "renderingvideo " if profile.kind == "renderingvideo" else ""
    return f"{prefix}{profile.base_url}"


def has_key_chain() -> bool:
    """Tell whether this system has a key chain; it may refuse to be used all the same."""
    try:
        _chain()
    except Exception:  # key chains are plug-ins, and raise what they like
        return False
    return True


def stored_key(name: str) -> str | None:
    """Give the key kept for an address such as `https://api.indream.ai`; None where there is none."""
    try:
        return _chain().get_password(_SERVICE, name)
    except NoKeyChainError:
        return None
    except Exception:
        _log.info("The key chain cannot be read.", exc_info=True)
        return None


def store_key(name: str, key: str) -> None:
    """Keep a key for an address; raise NoKeyChainError."""
    try:
        _chain().set_password(_SERVICE, name, key)
    except Exception as error:
        failure = type(error).__name__
    else:
        return
    # Outside: what a key chain raises may hold what it was given.
    _log.info("The key chain takes no key: %s.", failure)
    raise _no_key_chain()


def forget_key(name: str) -> bool:
    """Take a key out of the key chain; tell whether it was there."""
    try:
        _chain().delete_password(_SERVICE, name)
    except Exception:
        return False
    return True


def _chain() -> KeyringBackend:
    """Give the system's key chain; raise NoKeyChainError."""
    import keyring

    chain = keyring.get_keyring()
    if chain.priority < _LEAST_PRIORITY:
        raise _no_key_chain()
    return chain


def _no_key_chain() -> NoKeyChainError:
    return NoKeyChainError(
        "This system has no key chain that takes the key. "
        "Give the key in the environment instead, for one run at a time."
    )
