"""Accounts as a person writes them down, and what can be wrong with them, in words."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication

from editor_app.cloud.http.origin import Secret, is_loopback, read_key, read_origin
from editor_app.cloud.indream.client import BASE_URL as INDREAM
from editor_app.cloud.renderingvideo.client import BASE_URL as RENDERINGVIDEO
from editor_app.services.account_keys import KeyPlace
from editor_app.store.accounts import LOCAL_WORKSPACE, Kind, Profile

ADDRESSES: dict[Kind, str] = {
    "indream": INDREAM,
    "renderingvideo": RENDERINGVIDEO,
    "sandbox": "http://127.0.0.1:8787",
}
"""Where a service of each kind is, unless a person knows better."""


class AccountError(Exception):
    """An account that cannot be used now; the text is a sentence with a next step."""


class NoKeyError(AccountError):
    """There is no key for it."""


class NotRunningError(AccountError):
    """It is the local workspace, which does not run."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An account as a person has written it down; an empty key leaves the one there is."""

    kind: Kind
    name: str
    base_url: str
    key: str = field(default="", repr=False)
    id: str = ""
    """Of the profile that it changes; empty for a new one."""


def base_of(draft: Draft) -> str:
    """Give the address of a draft; raise AccountError."""
    with contextlib.suppress(ValueError):
        return read_origin(draft.base_url.strip()).base
    if where := exposed(draft.base_url):
        raise AccountError(exposed_text(*where))
    text = _tr(
        "This address cannot be used. It must begin with https://, or with http:// for a server "
        "on this computer, such as {example}."
    )
    raise AccountError(text.format(example=ADDRESSES["sandbox"]))


def exposed(address: str) -> tuple[str, int] | None:
    """Give host and port of an address to which a key would travel open through a network."""
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port or 80
    except ValueError:
        return None
    is_open = parts.scheme == "http" and host and not is_loopback(host)
    return (host, port) if is_open and not parts.username else None


def exposed_text(host: str, port: int) -> str:
    """Say why that cannot be, and two ways that can."""
    text = _tr(
        "This address must begin with https://: over http the key would cross the network for all to read. "
        "Put https in front of {host}, or bring it here with “ssh -L {port}:127.0.0.1:{far} {host}” and "
        "write http://127.0.0.1:{port}."
    )
    return text.format(host=host, far=port, port=port if port >= 1024 else 8787)


def key_of(draft: Draft) -> Secret | None:
    """Give the key of a draft, if it has one; raise AccountError."""
    if not draft.key.strip():
        return None
    with contextlib.suppress(ValueError):
        return read_key(draft.key)
    raise AccountError(_tr("This is no API key: it holds spaces or signs that no key has. Copy it anew."))


def gone(profile: Profile) -> AccountError:
    """Give the error of an account that is not there."""
    if profile.id == LOCAL_WORKSPACE:
        return NotRunningError(
            _tr("The local workspace does not run. Switch it on under Settings ▸ Developer.")
        )
    text = _tr("The account “{name}” is no longer there. Set one up under Settings ▸ Services.")
    return AccountError(text.format(name=profile.name))


def no_key(profile: Profile, place: KeyPlace) -> NoKeyError:
    """Give the error of an account without a key."""
    if place == "reading":
        text = _tr("The key of “{name}” is still being read from the system's key chain. Wait a moment.")
    else:
        text = _tr("There is no key for “{name}”. Give one under Settings ▸ Services.")
    return NoKeyError(text.format(name=profile.name))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Accounts", text)
