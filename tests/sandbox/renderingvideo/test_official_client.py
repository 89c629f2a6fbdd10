"""The unmodified official client, in a process of its own, performs every call that it offers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from editor_app.sandbox.faults import Faults
from editor_app.sandbox.settings import Limits, Settings
from tests.sandbox.media import png
from tests.sandbox.receiver import receiving
from tests.sandbox.renderingvideo.samples import clip, config
from tests.sandbox.running import ROOT, Running, payload_of
from tests.sandbox.test_exports import frames_of

VERSION = "1.0.2"
SCRIPT = ROOT / "tests" / "sandbox" / "renderingvideo" / "official_client.py"
LIMITS = Limits(storage_bytes={"free": 100_000, "starter": 10**9, "standard": 10**9, "pro": 10**9})


@contextmanager
def running(settings: Settings) -> Iterator[Running]:
    """Run a server."""
    server = Running(settings)
    try:
        yield server
    finally:
        server.stop()


def test_it_does_all_that_it_can(tmp_path: Path) -> None:
    folder = Path(sys.prefix) / "renderingvideo" / VERSION
    if not (folder / "renderingvideo").is_dir():
        pytest.skip(f"no renderingvideo {VERSION}: `make test` puts it into {folder}")
    picture, text, large = (tmp_path / name for name in ("a.png", "notes.txt", "large.png"))
    picture.write_bytes(png())
    text.write_text("no picture")
    large.write_bytes(bytes(100_001))
    with ExitStack() as stack:
        server = stack.enter_context(running(Settings(tmp_path / "one", port=0, limits=LIMITS)))
        limited = stack.enter_context(
            running(Settings(tmp_path / "two", port=0, faults=Faults(rate=1, status=429)))
        )
        remote = stack.enter_context(
            running(
                Settings(tmp_path / "three", port=0, faults=Faults(rate=1, status=502, code="REMOTE_ERROR"))
            )
        )
        receiver = stack.enter_context(receiving())
        key, poor = server.rv_key(plan="pro"), server.rv_key("poor", credits=0)
        for other in (limited, remote):
            _give(key, other)
        with server.rv_client(poor) as client:
            of_poor = payload_of(client.post("/api/v1/preview", json=config()))["tempId"]
        order = {
            **{"url": server.url, "limited": limited.url, "remote": remote.url, "hook": receiver.url},
            **{"key": key, "poor": poor, "of_poor": of_poor},
            **{"config": config(clip(text="x")), "long": config(clip(duration=600))},
            **{"picture": str(picture), "text": str(text), "large": str(large)},
            "output": str(tmp_path / "film.mp4"),
        }
        done = subprocess.run(
            [sys.executable, "-P", "-W", "error", str(SCRIPT)],
            cwd=tmp_path,
            input=json.dumps(order),
            env={**os.environ, "PYTHONPATH": str(folder)},
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        assert done.returncode == 0, done.stderr
        did = json.loads(done.stdout)
        told = json.loads(receiver.wait_for(1)[0].body)
    assert Path(did["from"]).is_relative_to(folder)
    assert (did["version"], did["left_out"], did["calls"]) == (VERSION, [], 15)
    assert (told["taskId"], told["status"]) == (did["videos"].pop("task"), "completed")
    assert did["videos"] == {
        "created": ["created", "720p", 160, 90, 0.4, True],
        "started": ["rendering", 1, 1],
        "done": ["completed", 1, {"project": "p"}, True],
        "again": ["completed", True, True],
        "same_render": True,
        "kept": True,
        "listed": [[True], 1, 5, 1],
        "gone": [True, True, True, True],
    }
    frames = frames_of(tmp_path / "film.mp4")
    assert (len(frames), frames[5].shape) == (12, (90, 160, 3))
    assert frames[5][45, 80].tolist() == pytest.approx([255, 0, 0], abs=12)
    assert did["files"] == {
        "counts": [1, 2, 2],
        "names": ["a.png", 'say "cheese".png'],
        "first": ["a.png", "image", "image/png", True],
        "found": [True, True],
        "listed": [2, 1, 2, 5],
        "gone": [True, True, True],
        "absent": ["NotFoundError", "NOT_FOUND", None],
    }
    assert did["previews"] == {
        "made": ["7d", True, True],
        "tasks": [3, "rendering", 1, "completed"],
        "listed": 2,
        "gone": [True, True],
        "absent": ["NotFoundError", "NOT_FOUND", 404],
    }
    assert did["refusals"] == {
        "running": ["AlreadyRenderingError", "ALREADY_RENDERING", 400],
        "unknown": ["NotFoundError", "NOT_FOUND", 404],
        "config": ["ValidationError", "INVALID_CONFIG", 400],
        "nothing": ["ValidationError", "INVALID_CONFIG", 400],
        "query": ["ValidationError", "INVALID_REQUEST", 400],
        "kind": ["ValidationError", "UNSUPPORTED_FILE_TYPE", 400],
        "key": ["AuthenticationError", "INVALID_API_KEY", 401],
        "key_files": ["AuthenticationError", "INVALID_API_KEY", 401],
        "key_credits": ["AuthenticationError", "INVALID_API_KEY", 401],
        "poor": ["InsufficientCreditsError", "INSUFFICIENT_CREDITS", 402],
        "storage": ["InsufficientCreditsError", "STORAGE_LIMIT_EXCEEDED", 402],
        "limited": ["RateLimitError", "RATE_LIMITED", 429],
        "remote": ["RenderingVideoError", "REMOTE_ERROR", 502],
        "network": ["RenderingVideoError", "NETWORK_ERROR", None],
    }


def _give(key: str, server: Running) -> None:
    """Let a server know a key that another has made."""
    from editor_app.sandbox.accounts import key_hash
    from editor_app.sandbox.database import DATABASE_NAME, connect, transaction

    server.rv_key()
    connection = connect(server.settings.data_dir / DATABASE_NAME)
    with transaction(connection):
        connection.execute("UPDATE api_keys SET hash = ?", (key_hash(key),))
    connection.close()
