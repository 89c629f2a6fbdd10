"""A server in a thread, and what tests ask of its answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest

from editor_app.sandbox.accounts import create_key, webhook_secret
from editor_app.sandbox.database import connect, transaction
from editor_app.sandbox.renderingvideo.auth import make_key
from editor_app.sandbox.server import Server
from editor_app.sandbox.service import DATABASE_NAME
from editor_app.sandbox.settings import Settings

ROOT = Path(__file__).parents[2]
VERSIONS = ("1.0.0", "1.1.0")
_PATIENCE = 60.0


class Running:
    """A server in a thread."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._listening = threading.Event()
        self._server = Server(settings)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        assert self._listening.wait(_PATIENCE)
        if self._error:
            raise self._error
        self.url = self._server.url

    def _run(self) -> None:
        try:
            self._server.run(lambda _: self._listening.set())
        except BaseException as error:
            self._error = error
        self._listening.set()

    def key(self, account: str | None = None, *, has_access: bool = True) -> str:
        """Make a key."""
        connection = connect(self.settings.data_dir / DATABASE_NAME)
        with transaction(connection):
            key = create_key(connection, "test", account, has_access=has_access)
        connection.close()
        return key

    def rv_key(self, account: str | None = None, **wallet: Any) -> str:
        """Make a key to RenderingVideo."""
        connection = connect(self.settings.data_dir / DATABASE_NAME)
        with transaction(connection):
            key = make_key(connection, "test", account, **wallet)
        connection.close()
        return key

    def rv_client(self, key: str | None = None, **wallet: Any) -> httpx.Client:
        """Give an ordinary HTTP client with a key to RenderingVideo."""
        headers = {"Authorization": f"Bearer {key or self.rv_key(**wallet)}"}
        return httpx.Client(base_url=self.url, headers=headers, timeout=_PATIENCE, trust_env=False)

    def secret(self) -> str:
        """Give the webhook secret of the default account."""
        connection = connect(self.settings.data_dir / DATABASE_NAME)
        with transaction(connection):
            secret = webhook_secret(connection)
        connection.close()
        return secret

    def client(self, key: str | None = None) -> httpx.Client:
        """Give an ordinary HTTP client with a key."""
        headers = {"x-api-key": key or self.key()}
        return httpx.Client(base_url=self.url, headers=headers, timeout=_PATIENCE, trust_env=False)

    def stop(self) -> None:
        """Stop it and wait."""
        self._server.stop()
        self._thread.join(_PATIENCE)
        assert not self._thread.is_alive()


def payload_of(answer: httpx.Response) -> Any:
    """Give a success of RenderingVideo; assert its form."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    body = answer.json()
    assert body.pop("success") is True
    return body


def refusal_of(answer: httpx.Response) -> tuple[int, str, Any]:
    """Give status, code and details of a refusal of RenderingVideo; assert its form."""
    body = answer.json()
    assert answer.headers["content-type"] == "application/json"
    assert set(body) == {"success", "error", "code", "details"}
    assert body["success"] is False
    assert body["error"]
    return answer.status_code, body["code"], body["details"]


def code_of(answer: httpx.Response) -> tuple[int, str]:
    """Give status and code of a refusal; assert the form of its body."""
    body = answer.json()
    assert answer.headers["content-type"] == "application/json"
    assert set(body) == {"type", "title", "status", "detail", "errorCode"}
    assert body["status"] == answer.status_code
    assert body["detail"]
    return answer.status_code, body["errorCode"]


def data_of(answer: httpx.Response, status: int = 200) -> Any:
    """Give the data of a success; assert its form."""
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert set(body) == {"data", "meta"}
    assert isinstance(body["meta"], dict)
    return body["data"]


def run_sdk(version: str, scenario: str, url: str, key: str, **more: Any) -> Any:
    """Run a scenario with an official SDK in a process of its own; give what it reports."""
    folder = Path(os.environ.get("INDREAM_SCHEMAS") or Path(sys.prefix) / "indream") / version
    if not (folder / "indream").is_dir():
        pytest.skip(f"no indream-client {version}: `make test` puts it into {sys.prefix}/indream/{version}")
    order = {"url": url, "key": key, "version": version, **more}
    done = subprocess.run(
        [sys.executable, "-W", "error", str(ROOT / "tests/sandbox/sdk.py"), scenario],
        input=json.dumps(order),
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
