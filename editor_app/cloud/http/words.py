"""Why no answer came, in words: from the errors of the HTTP library, of which nothing else is shown.

What those say themselves is for programmers (“[Errno -2] Name or service not known”), and may quote what was
sent, the key too.
"""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator

import httpx

_NO_WAY = frozenset(
    getattr(errno, name)
    for name in ("ENETUNREACH", "EHOSTUNREACH", "ENETDOWN", "EHOSTDOWN")
    if hasattr(errno, name)
)


def why_no_answer(error: httpx.HTTPError) -> str:
    """Give a sentence that names the host, where one is known."""
    host = _host(error)
    if isinstance(error, httpx.TimeoutException):
        return too_slow(host)
    if isinstance(error, httpx.ConnectError):
        return f"{_service(host)} cannot be reached{_why_unreached(error)}."
    if isinstance(error, httpx.ProxyError):
        return f"The proxy does not let the call through to {host or 'the service'}."
    return f"The connection to {host or 'the service'} broke."


def too_slow(host: str) -> str:
    """Say that nothing came in time."""
    return f"{_service(host)} took too long to answer."


def _service(host: str) -> str:
    return f"The service {host}".rstrip()


def _why_unreached(error: httpx.ConnectError) -> str:
    for cause in _causes(error):
        if isinstance(cause, socket.gaierror):
            return ": there is no computer of that name, or no network"
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f": its certificate is not trusted ({cause.verify_message})"
        if isinstance(cause, ssl.SSLError):
            return ": it does not speak in a safe way (https)"
        if isinstance(cause, ConnectionRefusedError):
            return ": nothing takes calls at that address"
        if isinstance(cause, OSError) and cause.errno in _NO_WAY:
            return ": this computer has no network that leads there"
    return ""


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _host(error: httpx.HTTPError) -> str:
    try:
        return error.request.url.netloc.decode("ascii", "replace")
    except RuntimeError:  # it was raised before there was a request
        return ""
