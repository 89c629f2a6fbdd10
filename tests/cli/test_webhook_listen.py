"""`editor-app webhook-listen` as a process: what it believes, what it only tells of, how it ends."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from editor_app.sandbox.settings import Settings
from tests.cli.conftest import Ended
from tests.sandbox.renderingvideo.samples import clip, config, make, start, wait
from tests.sandbox.running import ROOT, Running

SECRET = "whsec_of_a_test"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are asked for otherwise there")


class Listener:
    """The command, and what it says."""

    def __init__(self, *words: str, **variables: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "editor_app", "webhook-listen", "--port", "0", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, **variables},
        )
        assert self.process.stderr is not None
        first = self.process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", first)
        assert found, first
        self.url, self.port = found[0], int(found[1])

    def post(self, body: bytes, **headers: str) -> int:
        """Send a webhook; give the status of the answer."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.post(self.url, content=body, headers=named, timeout=60, trust_env=False).status_code

    def hear(self) -> Any:
        """Give the next line of JSON."""
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def end(self) -> tuple[int, str]:
        """Interrupt it; give its exit code and what it said at last."""
        self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate(timeout=60)
        return self.process.returncode, said


@pytest.fixture
def listen() -> Iterator[Callable[..., Listener]]:
    """Give a function that starts a listener."""
    started: list[Listener] = []

    def begin(*words: str, **variables: str) -> Listener:
        started.append(Listener(*words, **variables))
        return started[-1]

    yield begin
    for listener in started:
        if listener.process.poll() is None:
            listener.process.kill()
            listener.process.communicate()


def signed(body: bytes, *, at: float | None = None, secret: str = SECRET) -> dict[str, str]:
    """Give the headers that sign a body."""
    stamp = str(int(time.time() if at is None else at))
    signature = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return {"x_indream_timestamp": stamp, "x_indream_signature": signature}


def test_what_indream_has_signed_just_now_is_believed_and_nothing_else(
    listen: Callable[..., Listener],
) -> None:
    listener = listen("--json", "--secret-env", "MY_SECRET", MY_SECRET=SECRET)
    body = json.dumps({"eventType": "EXPORT_COMPLETED", "taskId": "t"}).encode()
    assert listener.post(body, **signed(body)) == 200
    told = listener.hear()
    assert (told["believed"], told["event"]) == (True, json.loads(body))
    refused = [
        (body, {}, 401),
        (body, signed(body, secret="other"), 401),
        (body, signed(body, at=time.time() - 301), 401),
        (body + b" ", signed(body), 401),
        (b"[]", signed(b"[]"), 400),
        (b"x" * 65_537, {}, 413),
    ]
    for content, headers, status in refused:
        assert listener.post(content, **headers) == status
        told = listener.hear()
        assert told["believed"] is False
        assert told["reason"]
        assert "event" not in told
    code, said = listener.end()
    assert (code, said) == (0, "")


def test_lines_for_people_hold_no_orders_for_their_terminal(listen: Callable[..., Listener]) -> None:
    listener = listen(INDREAM_WEBHOOK_SECRET=SECRET)
    body = json.dumps({"title": "a\x1b[2J\nb"}).encode()
    assert listener.post(body, **signed(body)) == 200
    assert listener.post(body) == 401
    assert listener.process.stdout is not None
    line = listener.process.stdout.readline()
    assert "\x1b" not in line
    assert line.endswith("}\n")
    code, said = listener.end()
    assert code == 0
    assert "not believed: its signature" in said


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run a local server."""
    running = Running(Settings(tmp_path_factory.mktemp("sandbox"), port=0))
    yield running
    running.stop()


def test_what_renderingvideo_tells_is_believed_once_it_says_so_itself(
    listen: Callable[..., Listener], server: Running
) -> None:
    key = server.rv_key("hook", credits=50)
    words = ("--to", "renderingvideo", "--url", server.url, "--json")
    listener = listen(*words, RENDERINGVIDEO_API_KEY=key)
    with server.rv_client(key) as rv:
        task = make(rv, config=config(clip(duration=0.5)))
        start(rv, task["taskId"], webhook_url=listener.url)
        told = listener.hear()
        assert told["believed"] is True
        assert (told["event"]["taskId"], told["event"]["status"]) == (task["taskId"], "completed")
        done = wait(rv, task["taskId"])
        assert told["event"]["videoUrl"] == done["videoUrl"]
        lies = [
            ({"taskId": task["taskId"], "status": "failed", "error": "Pay at evil.example"}, 409),
            ({"taskId": "nobody123456", "status": "completed", "videoUrl": "http://evil.example"}, 404),
            ({"taskId": task["taskId"], "status": "rendering"}, 400),
            ({"status": "completed"}, 400),
        ]
        for lie, status in lies:
            assert listener.post(json.dumps(lie).encode()) == status
            told = listener.hear()
            assert told["believed"] is False
            assert "evil" not in json.dumps(told)
    assert listener.end()[0] == 0


def test_half_a_webhook_holds_up_no_other(listen: Callable[..., Listener]) -> None:
    listener = listen("--json", INDREAM_WEBHOOK_SECRET=SECRET)
    with socket.create_connection(("127.0.0.1", listener.port)) as slow:
        slow.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf")
        body = b"{}"
        assert listener.post(body, **signed(body)) == 200
        assert listener.hear()["believed"] is True
        slow.shutdown(socket.SHUT_WR)
        assert listener.hear()["reason"] == "it broke off"
    with socket.create_connection(("127.0.0.1", listener.port)) as endless:
        endless.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        assert b"411" in endless.recv(100)
    assert listener.hear()["reason"] == "it does not say how long it is"
    assert listener.end()[0] == 0


def test_usage_is_refused(app: Callable[..., Ended], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    for name in ("INDREAM_WEBHOOK_SECRET", "RENDERINGVIDEO_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    no_secret = app("webhook-listen")
    assert (no_secret.code, "INDREAM_WEBHOOK_SECRET is not set" in no_secret.err) == (2, True)
    no_key = app("webhook-listen", "--to", "renderingvideo", "--url", "http://127.0.0.1:9")
    assert (no_key.code, "There is no key" in no_key.err) == (5, True)
    assert app("webhook-listen", "--port", "70000").code == 2
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("INDREAM_WEBHOOK_SECRET", SECRET)
        in_use = app("webhook-listen", "--port", taken.getsockname()[1])
    assert (in_use.code, "cannot be listened at" in in_use.err) == (4, True)
