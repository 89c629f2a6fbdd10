"""Where a key may go: to one origin, over https or to this machine, and nowhere else."""

from __future__ import annotations

import ipaddress
from collections.abc import Generator, Mapping
from dataclasses import dataclass

import httpx


class Secret:
    """A text that shows itself to nobody by accident."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Give the text itself."""
        return self._text

    def __repr__(self) -> str:
        return "<secret>"

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Travel nowhere: a copy in another process, or in a file, is no secret."""
        raise TypeError("A secret is not pickled.")


def read_key(api_key: str) -> Secret:
    """Take an API key; raise ValueError, without the key, where it cannot be one."""
    if not isinstance(api_key, str) or not api_key.strip():  # pyright: ignore[reportUnnecessaryIsInstance]
        raise ValueError("api_key is required.")
    key = api_key.strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        raise ValueError("api_key holds characters that no API key has.")
    return Secret(key)


@dataclass(frozen=True, slots=True)
class Origin:
    """A service's address; `base` has no slash at its end."""

    base: str
    is_local: bool

    def url(self, path: str) -> str:
        """Give the address of a path that begins with a slash."""
        return f"{self.base}{path}"

    def owns(self, url: httpx.URL) -> bool:
        """Tell whether a request to `url` stays at this origin."""
        mine = httpx.URL(self.base)
        return (url.scheme, url.host, port_of(url)) == (mine.scheme, mine.host, port_of(mine))


def read_origin(base_url: str) -> Origin:
    """Check a base URL; raise ValueError unless it is https, or http to this machine."""
    url = _parse(base_url, "base_url")
    if url.query or url.fragment:
        raise ValueError("base_url must not have a query or a fragment.")
    is_local = is_loopback(url.host)
    if url.scheme != "https" and not (url.scheme == "http" and is_local):
        raise ValueError("base_url must begin with https:// (http:// only to this machine).")
    return Origin(str(url).rstrip("/"), is_local)


def read_download_url(text: str, origin: Origin) -> httpx.URL:
    """Check where a file shall come from; raise ValueError.

    A service on the network may send only to https; one on this machine also to http on this machine.
    """
    url = _parse(text, "The download address")
    if url.scheme != "https" and not (url.scheme == "http" and origin.is_local and is_loopback(url.host)):
        raise ValueError("The download address must begin with https://.")
    return url


def _parse(text: str, what: str) -> httpx.URL:
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, TypeError):
        raise ValueError(f"{what} is no address.") from None
    if not url.host:
        raise ValueError(f"{what} is no address: it names no host.")
    if url.port is not None and not 0 < url.port < 65536:
        raise ValueError(f"{what} is no address: there is no such port.")
    if url.userinfo:
        raise ValueError(f"{what} must not hold a user name or a password.")
    return url


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine by its name or number alone (nothing is looked up)."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def port_of(url: httpx.URL) -> int | None:
    """Give the port, also where it is the scheme's own."""
    return url.port or {"http": 80, "https": 443}.get(url.scheme)


class KeyHeaders(httpx.Auth):
    """Puts the key into headers at the last moment; `forms` says before what it stands in each of them."""

    def __init__(self, key: Secret, origin: Origin, forms: Mapping[str, str]) -> None:
        self._key = key
        self._origin = origin
        self._forms = forms

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Sign a request to the origin; raise ValueError for any other."""
        if not self._origin.owns(request.url):
            raise ValueError("A key goes to its own service only.")
        for name, before in self._forms.items():
            request.headers[name] = f"{before}{self._key.reveal()}"
        yield request
