"""`editor-app sandbox` as a process: it says where it listens, makes keys, fails on purpose, dies safely."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from editor_app.sandbox.database import connect
from tests.sandbox.running import ROOT, code_of, data_of, payload_of, refusal_of
from tests.sandbox.test_exports import SETTINGS, long_document, wait

PROGRAM = [sys.executable, "-m", "editor_app", "sandbox"]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [*PROGRAM, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )


def heed_interrupts() -> None:
    """Let a server heed Ctrl-C also where the one who runs the tests ignores it, as in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def serving(data: Path, *more: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run a server; give where it listens, and its process."""
    process = subprocess.Popen(
        [*PROGRAM, "--port", "0", "--data", str(data), *more],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=heed_interrupts,
    )
    try:
        assert process.stdout
        yield process.stdout.readline().strip(), process
    finally:
        process.terminate()
        process.wait(60)
        assert process.stdout
        process.stdout.close()


def client_of(url: str, key: str) -> httpx.Client:
    """Give a client."""
    return httpx.Client(base_url=url, headers={"x-api-key": key}, timeout=60, trust_env=False)


def test_keys_are_made_listed_and_revoked_while_it_runs(tmp_path: Path) -> None:
    with serving(tmp_path) as (url, _):
        assert url.startswith("http://127.0.0.1:")
        made = run("key", "create", "--data", tmp_path, "--name", "mine")
        key = made.stdout.strip()
        assert (made.stdout, made.stderr) == (f"{key}\n", "")
        assert key.startswith("sk_indream_")
        closed = run("key", "create", "--no-access", "--data", tmp_path).stdout.strip()
        secret = run("key", "secret", "--data", tmp_path).stdout.strip()
        assert secret.startswith("whs_indream_")
        assert run("key", "secret", "--data", tmp_path).stdout.strip() == secret
        with client_of(url, key) as client, client_of(url, closed) as other:
            assert data_of(client.get("/v1/projects")) == []
            assert code_of(other.get("/v1/projects")) == (403, "OPEN_API_RUNTIME_ACCESS_FORBIDDEN")
            data_of(other.get("/v1/editor/capabilities"))
            listed = json.loads(run("key", "list", "--json", "--data", tmp_path).stdout)
            assert [(entry["name"], entry["has_access"]) for entry in listed] == [
                ("mine", True),
                ("key", False),
            ]
            assert key not in json.dumps(listed)
            assert run("key", "revoke", listed[0]["id"], "--data", tmp_path).returncode == 0
            assert code_of(client.get("/v1/projects")) == (401, "OPEN_API_KEY_INVALID")
        assert run("key", "revoke", "nobody", "--data", tmp_path).returncode == 2
        database = (tmp_path / "sandbox.sqlite3").read_bytes()
        assert key.encode() not in database


def test_keys_to_renderingvideo_come_with_a_plan_and_credits(tmp_path: Path) -> None:
    second = ("--service", "renderingvideo", "--data", tmp_path)
    made = run("key", "create", *second, "--plan", "starter", "--credits", "7", "--name", "mine")
    key = made.stdout.strip()
    assert (made.returncode, made.stdout, made.stderr) == (0, f"{key}\n", "")
    assert key.startswith("sk-")
    assert run("key", "create", *second, "--account", "other").returncode == 0
    listed = json.loads(run("key", "list", "--json", "--data", tmp_path).stdout)
    assert [(entry["service"], entry["account"]) for entry in listed] == [
        ("renderingvideo", "default"),
        ("renderingvideo", "other"),
    ]
    assert "  renderingvideo  " in run("key", "list", "--data", tmp_path).stdout
    fault = ("--fault", "code=REMOTE_ERROR,status=504")
    with serving(tmp_path, "--clock-ahead", "8", *fault) as (url, _):
        headers = {"Authorization": f"Bearer {key}"}
        balance = httpx.get(f"{url}/api/v1/credits", headers=headers)
        assert payload_of(balance) == {"credits": 7, "currency": "credits"}
        refused = httpx.post(f"{url}/api/v1/preview", json={"meta": {}, "tracks": []}, headers=headers)
        assert refusal_of(refused)[:2] == (504, "REMOTE_ERROR")
        # More credits, and the plan stays; while the server runs, as one buys them.
        assert run("key", "create", *second, "--credits", "90").returncode == 0
        assert payload_of(httpx.get(f"{url}/api/v1/credits", headers=headers))["credits"] == 90
        page = httpx.get(url).text
        assert "<td>starter</td>" in page
        assert run("key", "revoke", listed[0]["id"], "--data", tmp_path).returncode == 0
        gone = httpx.get(f"{url}/api/v1/credits", headers=headers)
        assert refusal_of(gone)[:2] == (401, "API_KEY_INACTIVE")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--plan", "pro"), "go with --service renderingvideo"),
        (("--credits", "5"), "go with --service renderingvideo"),
        (("--service", "renderingvideo", "--no-access"), "goes with --service indream"),
        (("--service", "renderingvideo", "--credits", "-1"), "--credits takes a whole number"),
        (("--service", "other"), "invalid choice"),
        (("--service", "renderingvideo", "--plan", "gold"), "invalid choice"),
    ],
)
def test_options_that_do_not_go_together(tmp_path: Path, options: tuple[str, ...], says: str) -> None:
    ended = run("key", "create", *options, "--data", tmp_path / "none")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert says in ended.stderr
    assert not (tmp_path / "none").exists()


def test_two_servers_do_not_share_a_folder(tmp_path: Path) -> None:
    with serving(tmp_path):
        second = run("--port", "0", "--data", tmp_path)
        assert second.returncode == 4
        assert "Another server" in second.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--port", "99999"), "no port 99999"),
        (("--fault", "x"), "no fault"),
        (("--fault", "code=x"), "no code that can be asked for"),
        (("--clock-ahead", "-1"), "--clock-ahead takes days"),
        (("--active-exports", "0"), "--active-exports takes a number from 1"),
        (("--renders", "-1"), "--renders takes a number from 1"),
        (("--renders", "101"), "to 100, not 101"),
        (("--host", "no.such.host.invalid", "--port", "0"), "can listen"),
    ],
)
def test_wrong_usage_is_one_sentence(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    ended = run(*arguments, "--data", tmp_path)
    assert ended.returncode in (2, 4)
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for arguments in (("--port", "0"), ("key", "create")):
        ended = run(*arguments, "--data", tmp_path / "file")
        assert ended.returncode == 4
        assert "Traceback" not in ended.stderr
    (tmp_path / "sandbox.sqlite3").write_text("no database at all, but longer than its header " * 10)
    ended = run("key", "list", "--data", tmp_path)
    assert ended.returncode == 4
    assert "not the database" in ended.stderr


@pytest.mark.parametrize("command", [("list",), ("list", "--json"), ("secret",), ("revoke", "x")])
def test_looking_makes_no_sandbox(tmp_path: Path, command: tuple[str, ...]) -> None:
    ended = run("key", *command, "--data", tmp_path / "nothing" / "q")
    assert ended.returncode == 2
    assert "There is no sandbox in" in (ended.stdout if "--json" in command else ended.stderr)
    assert list(tmp_path.iterdir()) == []


def test_a_secret_is_of_an_account_that_is_there(tmp_path: Path) -> None:
    run("key", "create", "--data", tmp_path, "--account", "studio")
    for name in ("typo", "stud\udcff"):
        ended = run("key", "secret", "--account", name, "--data", tmp_path)
        assert ended.returncode == 2
        assert "There is no account" in ended.stderr
        assert "Traceback" not in ended.stderr
    assert run("key", "secret", "--account", "studio", "--data", tmp_path).returncode == 0
    assert run("key", "revoke", "\udcff", "--data", tmp_path).returncode == 2


@pytest.mark.parametrize("name", ["", " ", "a\nb", "\x1b[2Jx", "a\u202eb", "a\udcffb"])
def test_names_that_deceive_are_refused(tmp_path: Path, name: str) -> None:
    for option in ("--name", "--account") if name else ("--name",):
        ended = run("key", "create", option, name, "--data", tmp_path)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert "The name of the" in ended.stderr
        assert "Traceback" not in ended.stderr
    assert json.loads(run("key", "list", "--json", "--data", tmp_path).stdout) == []


def test_older_names_that_deceive_are_escaped(tmp_path: Path) -> None:
    run("key", "create", "--data", tmp_path)
    connection = connect(tmp_path / "sandbox.sqlite3")
    connection.execute("UPDATE api_keys SET name = ?", ("a\x1b[2J\u202eb é",))
    connection.close()
    listed = run("key", "list", "--data", tmp_path).stdout
    assert listed.endswith("  a\\x1b[2J\\u202eb é\n")


def test_faults_come_when_asked_for(tmp_path: Path) -> None:
    key = run("key", "create", "--data", tmp_path).stdout.strip()
    with serving(tmp_path, "--fault", "rate=1,status=429") as (url, _), client_of(url, key) as client:
        answer = client.get("/v1/projects")
        assert code_of(answer) == (429, "SANDBOX_FAULT")
        assert answer.headers["retry-after"] == "1"
        assert client.get("/openapi.json").status_code == 200


def test_more_exports_can_be_active_and_rendered_at_once(tmp_path: Path) -> None:
    key = run("key", "create", "--data", tmp_path).stdout.strip()
    more = ("--active-exports", "3", "--renders", "2")
    with serving(tmp_path, *more) as (url, _), client_of(url, key) as client:
        order = {"editorState": long_document(), **SETTINGS}
        tasks = [data_of(client.post("/v1/exports", json=order), 201)["taskId"] for _ in range(3)]
        refused = client.post("/v1/exports", json=order)
        assert code_of(refused) == (422, "OPEN_API_EXPORT_CONCURRENCY_LIMIT_EXCEEDED")
        for task in tasks[:2]:
            wait(client, task, "PROCESSING")
        assert {data_of(client.get(f"/v1/exports/{task}"))["status"] for task in tasks[:2]} == {"PROCESSING"}
        for task in reversed(tasks):
            data_of(client.delete(f"/v1/exports/{task}"))


def test_an_interrupt_ends_it_at_once_and_cleanly(tmp_path: Path) -> None:
    with serving(tmp_path) as (_, process):
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
