"""Where a key may go."""

from __future__ import annotations

import pickle

import httpx
import pytest

from editor_app.cloud.http.origin import (
    KeyHeaders,
    Secret,
    is_loopback,
    read_download_url,
    read_key,
    read_origin,
)

KEY = "sk_indream_0123456789"


@pytest.mark.parametrize(
    ("text", "base", "is_local"),
    [
        ("https://api.indream.ai", "https://api.indream.ai", False),
        ("https://api.indream.ai/", "https://api.indream.ai", False),
        ("https://proxy.example:8443/indream/", "https://proxy.example:8443/indream", False),
        ("http://127.0.0.1:8787", "http://127.0.0.1:8787", True),
        ("http://localhost:8787/", "http://localhost:8787", True),
        ("http://[::1]:8787", "http://[::1]:8787", True),
        ("https://localhost", "https://localhost", True),
    ],
)
def test_https_and_this_machine_are_origins(text: str, base: str, is_local: bool) -> None:
    origin = read_origin(text)
    assert (origin.base, origin.is_local) == (base, is_local)
    assert origin.url("/v1/exports") == f"{base}/v1/exports"


@pytest.mark.parametrize(
    "text",
    [
        "http://api.indream.ai",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://0.0.0.0:8787",
        "http://192.168.1.4:8787",
        "https://user:secret@api.indream.ai",
        "https://api.indream.ai@evil.example",
        "https://api.indream.ai/?a=b",
        "https://api.indream.ai/#a",
        "ftp://api.indream.ai",
        "api.indream.ai",
        "https://",
        "",
        "https://[::1",
        "https://api.indream.ai:99999999",
    ],
)
def test_all_else_is_refused_and_passwords_are_not_quoted(text: str) -> None:
    with pytest.raises(ValueError, match="base_url") as caught:
        read_origin(text)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("host", "local"),
    [
        *((host, True) for host in ("localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1")),
        *((host, False) for host in ("0.0.0.0", "10.0.0.1", "example.com", "", "localhost.example")),
    ],
)
def test_loopback(host: str, local: bool) -> None:
    assert is_loopback(host) is local


@pytest.mark.parametrize("key", ["", "   ", None, 5, "sk\r\nx: y", "sk a", "sk\u00e9", "sk\x00"])
def test_what_cannot_be_a_key_is_refused_without_quoting_it(key: object) -> None:
    with pytest.raises(ValueError, match="api_key") as caught:
        read_key(key)  # pyright: ignore[reportArgumentType]
    assert not key or not isinstance(key, str) or not key.strip() or key not in str(caught.value)


def test_a_key_is_trimmed_and_shows_itself_to_nobody() -> None:
    secret = read_key(f" {KEY}\n")
    assert secret.reveal() == KEY
    assert KEY not in f"{secret!r} {secret} {[secret]} {vars(Holder(secret))}"
    with pytest.raises(TypeError):
        pickle.dumps(secret)


class Holder:
    """Something that has a key."""

    def __init__(self, secret: Secret) -> None:
        self.secret = secret


def signed(base: str, url: str) -> httpx.Headers:
    """Give the headers of a request after signing."""
    request = httpx.Request("GET", url)
    next(
        KeyHeaders(read_key(KEY), read_origin(base), {"x-api-key": "", "Authorization": "Bearer "}).auth_flow(
            request
        )
    )
    return request.headers


def test_both_headers_are_set_at_home() -> None:
    headers = signed("https://api.indream.ai", "https://api.indream.ai:443/v1/exports")
    assert headers["x-api-key"] == KEY
    assert headers["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    "url",
    ["https://evil.example/v1", "http://api.indream.ai/v1", "https://api.indream.ai:444/v1"],
)
def test_no_header_is_set_for_another_origin(url: str) -> None:
    with pytest.raises(ValueError, match="own service only") as caught:
        signed("https://api.indream.ai", url)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("base", "url", "allowed"),
    [
        ("https://api.indream.ai", "https://cdn.example/a.mp4?token=x", True),
        ("https://api.indream.ai", "http://cdn.example/a.mp4", False),
        ("https://api.indream.ai", "http://127.0.0.1:9/a.mp4", False),
        ("https://api.indream.ai", "file:///etc/passwd", False),
        ("https://api.indream.ai", "https://u:p@cdn.example/a.mp4", False),
        ("http://127.0.0.1:8787", "http://127.0.0.1:8787/media/x", True),
        ("http://127.0.0.1:8787", "http://localhost:9999/media/x", True),
        ("http://127.0.0.1:8787", "http://example.com/media/x", False),
        ("http://127.0.0.1:8787", "/media/x", False),
    ],
)
def test_where_files_may_come_from(base: str, url: str, allowed: bool) -> None:
    origin = read_origin(base)
    if allowed:
        assert str(read_download_url(url, origin)) == url
    else:
        with pytest.raises(ValueError, match="download address"):
            read_download_url(url, origin)
