"""The local workspace is a real process behind a real socket, told of in states, and gone with the window."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from editor_app.sandbox.apart import ACCOUNT, KEY_FILE, InUse, Listening, News, Refusal
from editor_app.sandbox.database import connect, transaction
from editor_app.sandbox.service import DATABASE_NAME
from editor_app.services.desk import Desk
from editor_app.services.local_server import LocalServer, ServerState, why_it_ended
from editor_app.services.tasks import Tasks
from editor_app.store.folders import Folders
from editor_app.store.lock import ProjectLock, is_free

ROOT = Path(__file__).parents[2]
_PATIENCE_S = 60


async def ask(url: str, path: str, key: str = "") -> tuple[int, bytes]:
    """Ask a server for something over a plain connection; give status and body."""
    place = urlsplit(url)
    assert place.hostname == "127.0.0.1"
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    credentials = f"x-api-key: {key}\r\n" if key else ""
    writer.write(
        f"GET {path} HTTP/1.1\r\nHost: {place.netloc}\r\n{credentials}Connection: close\r\n\r\n".encode()
    )
    answer = await asyncio.wait_for(reader.read(), _PATIENCE_S)
    writer.close()
    await writer.wait_closed()
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), body


async def answers(url: str) -> bool:
    """Tell whether anybody listens there."""
    place = urlsplit(url)
    try:
        _, writer = await asyncio.open_connection(place.hostname, place.port)
    except OSError:
        return False
    writer.close()
    await writer.wait_closed()
    return True


async def until(is_so: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something is so."""
    for _ in range(_PATIENCE_S * 50):
        if await is_so():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("waited in vain")


def play(folder: Path, scene: Callable[[LocalServer, list[ServerState]], Awaitable[None]]) -> list[str]:
    """Let a scene work with a server below a folder; give the kinds of the states it went through."""
    seen: list[ServerState] = []

    async def work() -> None:
        tasks = Tasks()
        server = LocalServer(folder / "sandbox", tasks)
        server.state_changed.connect(seen.append)
        try:
            await asyncio.wait_for(scene(server, seen), _PATIENCE_S)
        finally:
            await server.close()
            await tasks.close()

    asyncio.run(work())
    return [state.kind for state in seen]


def test_it_starts_on_demand_answers_its_own_key_and_stops(tmp_path: Path) -> None:
    async def scene(server: LocalServer, seen: list[ServerState]) -> None:
        assert server.state == ServerState()
        state = await server.ready()
        assert state == server.state == seen[-1]
        status, body = await ask(state.url, "/openapi.json")
        assert status == 200
        assert json.loads(body)["openapi"].startswith("3.1")
        assert (await ask(state.url, "/"))[0] == 200
        assert (await ask(state.url, "/v1/projects"))[0] == 401
        assert (await ask(state.url, "/v1/projects", state.key))[0] == 200
        assert state.key not in repr(state)
        assert state.renderingvideo_key.startswith("sk-")
        assert (await ask(state.url, "/api/v1/credits", state.renderingvideo_key))[0] == 200
        assert state.renderingvideo_key not in repr(state)
        assert await server.ready() is state
        server.stop()
        assert server.state.kind == "stopping"
        await until(lambda: _is(server, "off"))
        assert not await answers(state.url)
        assert is_free(tmp_path / "sandbox" / "server.lock")

    assert play(tmp_path, scene) == ["starting", "running", "stopping", "off"]


async def _is(server: LocalServer, kind: str) -> bool:
    return server.state.kind == kind


def test_the_key_is_made_once_kept_for_the_user_alone_and_made_anew_when_revoked(tmp_path: Path) -> None:
    keys: list[str] = []

    async def scene(server: LocalServer, _seen: list[ServerState]) -> None:
        state = await server.ready()
        assert (await ask(state.url, "/v1/projects", state.key))[0] == 200
        keys.append(state.key)

    play(tmp_path, scene)
    play(tmp_path, scene)
    assert keys[0] == keys[1]
    file = tmp_path / "sandbox" / KEY_FILE
    assert file.read_text("ascii") == keys[0]
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    connection = connect(tmp_path / "sandbox" / DATABASE_NAME)
    with transaction(connection):
        accounts = connection.execute("SELECT name FROM accounts").fetchall()
        assert [row["name"] for row in accounts] == [ACCOUNT]
        connection.execute("UPDATE api_keys SET revoked_at = created_at")
    connection.close()
    play(tmp_path, scene)
    assert keys[2] != keys[0]


def test_a_server_that_is_killed_is_told_of_and_not_begun_again_unasked(tmp_path: Path) -> None:
    said: list[str] = []

    async def scene(server: LocalServer, _seen: list[ServerState]) -> None:
        server.notice.connect(said.append)
        state = await server.ready()
        assert server.pid is not None
        os.kill(server.pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        await until(lambda: _is(server, "failed"))
        assert "stopped by itself" in server.state.sentence
        assert said == [server.state.sentence]
        assert server.pid is None
        assert not await answers(state.url)
        again = await server.ready()
        assert (again.kind, again.key) == ("running", state.key)

    kinds = play(tmp_path, scene)
    assert kinds == ["starting", "running", "failed", "starting", "running", "stopping", "off"]


def test_switched_on_again_while_it_ends_another_follows(tmp_path: Path) -> None:
    async def scene(server: LocalServer, _seen: list[ServerState]) -> None:
        first = await server.ready()
        pid = server.pid
        server.stop()
        second = await server.ready()
        assert second.kind == "running"
        assert server.pid != pid
        assert second.key == first.key
        assert second.renderingvideo_key == first.renderingvideo_key
        server.stop()
        server.start()
        server.stop()

    kinds = play(tmp_path, scene)
    assert kinds[:4] == ["starting", "running", "stopping", "starting"]
    assert kinds[-2:] == ["stopping", "off"]


def test_closed_while_it_starts_no_process_is_left(tmp_path: Path) -> None:
    async def scene(server: LocalServer, _seen: list[ServerState]) -> None:
        server.start()
        await until(lambda: _has_pid(server))

    assert play(tmp_path, scene) == ["starting", "stopping", "off"]
    lock = tmp_path / "sandbox" / "server.lock"
    assert not lock.exists() or is_free(lock)


async def _has_pid(server: LocalServer) -> bool:
    return server.pid is not None


def test_a_folder_in_use_or_unusable_is_told_in_a_sentence(tmp_path: Path) -> None:
    async def scene(server: LocalServer, _seen: list[ServerState]) -> None:
        lock = ProjectLock(tmp_path / "sandbox" / "server.lock")
        state = await server.ready()
        assert state.kind == "failed"
        assert f"in use by another window or server (process {os.getpid()})" in state.sentence
        lock.release()
        (tmp_path / "sandbox" / DATABASE_NAME).write_bytes(b"no database at all" * 100)
        state = await server.ready()
        assert state.kind == "failed"
        assert DATABASE_NAME in state.sentence
        assert "--" not in state.sentence
        server.stop()
        assert server.state == ServerState()

    assert play(tmp_path, scene) == ["starting", "failed", "starting", "failed", "off"]


@pytest.mark.parametrize(
    ("last", "code", "said"),
    [
        (None, 1, "ended before it was ready."),
        (None, -9, "ended before it was ready (SIGKILL)."),
        (Listening("http://127.0.0.1:1", "k"), -15, "stopped by itself (SIGTERM)."),
        (Listening("http://127.0.0.1:1", "k"), None, "stopped by itself."),
        (InUse(12), 0, "in use by another window or server (process 12)."),
        (InUse(None), 0, "in use by another window or server."),
        (Refusal("There is no room."), 0, "could not be started. There is no room."),
    ],
)
def test_why_it_ended_in_words(last: News | None, code: int | None, said: str) -> None:
    assert said in why_it_ended(last, code)


def test_the_server_ends_with_the_desk_even_where_the_project_cannot_be_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail() -> None:
        raise OSError("no room")

    async def work() -> None:
        desk = Desk(Folders(tmp_path), Tasks())
        monkeypatch.setattr(desk.workspace, "close", fail)
        state = await desk.local_server.ready()
        assert desk.local_server.data_dir == tmp_path / "sandbox"
        with pytest.raises(OSError, match="no room"):
            await desk.close()
        assert desk.local_server.state.kind == "off"
        assert not await answers(state.url)

    asyncio.run(work())


OTHER_WINDOW = """
import asyncio, json, sys
from pathlib import Path
from editor_app.services.local_server import LocalServer
from editor_app.services.tasks import Tasks

async def work():
    server = LocalServer(Path(sys.argv[1]), Tasks())
    state = await server.ready()
    print(json.dumps({"url": state.url, "key": state.key, "pid": server.pid}), flush=True)
    await asyncio.Event().wait()

if __name__ == "__main__":
    asyncio.run(work())
"""


def test_with_the_window_killed_the_server_is_gone_too(tmp_path: Path) -> None:
    script = tmp_path / "window.py"
    script.write_text(OTHER_WINDOW, "utf-8")
    command = [sys.executable, str(script), str(tmp_path / "sandbox")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    async def outlive(told: dict[str, Any], window: subprocess.Popen[str]) -> None:
        assert (await ask(told["url"], "/v1/projects", told["key"]))[0] == 200
        window.kill()
        await until(lambda: _not(answers(told["url"])))
        await until(lambda: _free(tmp_path / "sandbox" / "server.lock"))

    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        try:
            asyncio.run(outlive(json.loads(window.stdout.readline()), window))
        finally:
            window.kill()


async def _not(question: Awaitable[bool]) -> bool:
    return not await question


async def _free(lock: Path) -> bool:
    return is_free(lock)
