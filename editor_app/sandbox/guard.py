"""Whose browser may come in: the rules for Host and Origin, so that no web page reaches the server."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit


def is_loopback(host: str) -> bool:
    """Tell whether a name or address means this machine alone."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def host_is_ours(header: str, bound_to: str) -> bool:
    """Tell whether the Host header names this server.

    A page elsewhere can make its own name point here, but no address: so names count only if they are ours,
    and addresses beyond loopback only where the server was told to listen beyond it.
    """
    try:
        name = urlsplit(f"//{header}").hostname or ""
        urlsplit(f"//{header}").port  # noqa: B018, raises where it is none
    except ValueError:
        return False
    if not name or "@" in header or "/" in header:
        return False
    if is_loopback(name):
        return True
    if is_loopback(bound_to):
        return False
    return _is_address(name) or name in {bound_to.lower(), socket.gethostname().lower()}


def origin_is_ours(origin: str | None, host: str, scheme: str = "http") -> bool:
    """Tell whether a request comes from a page of this server, or from no page at all."""
    return origin is None or origin == f"{scheme}://{host}"


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
