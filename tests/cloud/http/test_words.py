"""Why no answer came is told in words that name the host, and never in those of the HTTP library."""

from __future__ import annotations

import errno
import socket
import ssl

import httpx
import pytest

from editor_app.cloud.http.words import why_no_answer

REQUEST = httpx.Request("GET", "https://user:secret@x.example:8443/v1/projects?key=secret")
UNTRUSTED = ssl.SSLCertVerificationError(1, "[SSL: CERTIFICATE_VERIFY_FAILED]")
UNTRUSTED.verify_message = "certificate has expired"


def caused(error: httpx.RequestError, cause: BaseException | None = None) -> httpx.RequestError:
    """Give an error of a request, raised for a cause as the library does: two steps below."""
    between = OSError("All connection attempts failed")
    between.__cause__ = cause
    error.__context__ = between
    return error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            caused(
                httpx.ConnectError("[Errno -2] Name or service not known", request=REQUEST),
                socket.gaierror(-2, "Name or service not known"),
            ),
            "The service x.example:8443 cannot be reached: there is no computer of that name, or no network.",
        ),
        (
            caused(
                httpx.ConnectError("[Errno 111]", request=REQUEST),
                ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"),
            ),
            "The service x.example:8443 cannot be reached: nothing takes calls at that address.",
        ),
        (
            caused(
                httpx.ConnectError("[Errno 101]", request=REQUEST),
                OSError(errno.ENETUNREACH, "Network is unreachable"),
            ),
            "The service x.example:8443 cannot be reached: this computer has no network that leads there.",
        ),
        (
            caused(httpx.ConnectError("[SSL: …]", request=REQUEST), UNTRUSTED),
            "The service x.example:8443 cannot be reached: its certificate is not trusted "
            "(certificate has expired).",
        ),
        (
            caused(httpx.ConnectError("[SSL: …]", request=REQUEST), ssl.SSLError(1, "WRONG_VERSION_NUMBER")),
            "The service x.example:8443 cannot be reached: it does not speak in a safe way (https).",
        ),
        (
            httpx.ConnectError("All connection attempts failed", request=REQUEST),
            "The service x.example:8443 cannot be reached.",
        ),
        (
            httpx.ReadError("[Errno 104] Connection reset by peer", request=REQUEST),
            "The connection to x.example:8443 broke.",
        ),
        (
            httpx.LocalProtocolError("Illegal header value b'secret'", request=REQUEST),
            "The connection to x.example:8443 broke.",
        ),
        (
            httpx.ProxyError("403 Forbidden", request=REQUEST),
            "The proxy does not let the call through to x.example:8443.",
        ),
        (httpx.ReadTimeout("", request=REQUEST), "The service x.example:8443 took too long to answer."),
        (httpx.ConnectError("[Errno -2]"), "The service cannot be reached."),
    ],
)
def test_why_no_answer_came(error: httpx.HTTPError, said: str) -> None:
    assert why_no_answer(error) == said
