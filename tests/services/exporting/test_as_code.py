"""Code that sends what an export sends: it runs, it sends the very same, and no key stands in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from editor_app.services.exporting.as_code.text import Code, Request, Sent, as_curl, as_python

AWKWARD = {
    "title": "It's \"5 o'clock\" $HOME `id` \\ \n {task} — größer",
    "on": True,
    "off": None,
    "numbers": [1, 2.5, -3],
    "empty": {},
}


class Ear(BaseHTTPRequestHandler):
    """Notes what arrives, and answers with a task."""

    heard: list[tuple[str, dict[str, str], Any]]

    def do_POST(self) -> None:
        """Answer a call."""
        content = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.heard.append((self.path, headers, json.loads(content)))
        reply = json.dumps({"taskId": "abc1"}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def heard() -> Iterator[tuple[str, list[tuple[str, dict[str, str], Any]]]]:
    calls = list[tuple[str, dict[str, str], Any]]()
    server = HTTPServer(("127.0.0.1", 0), type("OneEar", (Ear,), {"heard": calls}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", calls
    server.shutdown()
    server.server_close()
    thread.join()


def run(code: Code, folder: Path, command: list[str]) -> None:
    """Run code where its files lie."""
    for name, content in code.files.items():
        (folder / name).write_text(content, encoding="utf-8")
    environment = os.environ | {"INDREAM_API_KEY": "sk_one", "RENDERINGVIDEO_API_KEY": "sk-two"}
    done = subprocess.run(
        [*command, code.text], cwd=folder, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl on this machine")


@pytest.mark.parametrize("size", [1, 5_000], ids=["inline", "file"])
@pytest.mark.parametrize("how", [pytest.param("curl", marks=needs_curl), "python"])
def test_what_is_sent_is_the_very_same(heard, tmp_path: Path, how: str, size: int) -> None:
    base, calls = heard
    body = {**AWKWARD, "text": "x" * size}
    sent = Sent("/v1/exports", body, {"Idempotency-Key": "k 1"})
    request = Request("indream", base, [sent], ["Media go first.\nTwice."])
    code = as_curl(request) if how == "curl" else as_python(request)
    assert bool(code.files) == (size > 1000)
    run(code, tmp_path, ["sh", "-c"] if how == "curl" else [sys.executable, "-c"])
    ((path, headers, arrived),) = calls
    assert (path, arrived) == ("/v1/exports", body)
    assert headers["authorization"] == "Bearer sk_one"
    assert headers["idempotency-key"] == "k 1"
    assert headers["content-type"] == "application/json"
    assert "sk_one" not in code.text


@pytest.mark.parametrize("how", [pytest.param("curl", marks=needs_curl), "python"])
def test_a_later_call_knows_the_task_of_the_one_before(heard, tmp_path: Path, how: str) -> None:
    base, calls = heard
    config = {"config": {"meta": {"version": "2.0.0"}}}
    then = Sent("/api/v1/video/{task}/render", {"num_workers": 5})
    request = Request("renderingvideo", base, [Sent("/api/v1/video", config), then])
    code = as_curl(request) if how == "curl" else as_python(request)
    run(code, tmp_path, ["sh", "-c"] if how == "curl" else [sys.executable, "-c"])
    assert [(path, body) for path, _, body in calls] == [
        ("/api/v1/video", config),
        ("/api/v1/video/abc1/render", {"num_workers": 5}),
    ]
    assert calls[1][1]["authorization"] == "Bearer sk-two"
