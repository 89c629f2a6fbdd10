"""Ctrl-C and the termination signal: the exit code, and no file left."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import editor_app.__main__ as start
from tests.e2e.conftest import COMMAND
from tests.render.test_with_parent import is_alive

SCRIPT = Path(sys.executable).with_name("editor-app")


def heed_hang_up() -> None:
    """Whatever the tests themselves were started with."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)])
def test_an_interrupted_render_leaves_no_file(number: signal.Signals, demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "film.mp4"
    out.write_bytes(b"the film of yesterday")
    process = subprocess.Popen(
        [*COMMAND, "render", str(demo), "-o", str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=heed_hang_up,
    )
    with process:
        assert process.stderr is not None
        said = ""
        for line in process.stderr:
            said += line
            if "frames" in line:
                break
        process.send_signal(number)
        _, rest = process.communicate(timeout=60)
    said += rest
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert "interrupted" in said
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [
        ("film.mp4", b"the film of yesterday")
    ]


def render_in_a_group(demo: Path, out: Path) -> subprocess.Popen[str]:
    """Start a render in a process group of its own, as a terminal does."""
    return start_in_a_group("render", str(demo), "-o", str(out))


def start_in_a_group(*arguments: str, **variables: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *arguments],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        env={**os.environ, **variables},
    )


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are POSIX")
def test_ctrl_c_reaches_the_whole_group_and_still_leaves_no_traceback(demo: Path, tmp_path: Path) -> None:
    with render_in_a_group(demo, tmp_path / "film.mp4") as process:
        assert process.stderr is not None
        said = next(line for line in process.stderr if "frames" in line)
        # A terminal sends the signal to every process of the group, the workers included.
        os.killpg(process.pid, signal.SIGINT)
        said += process.communicate(timeout=60)[1]
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


def has_started(pid: int, kind: bytes) -> bool:
    """Tell whether a command has a process of this kind."""
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, IndexError):
            stat = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            if int(stat[1]) == pid and kind in (entry / "cmdline").read_bytes():
                return True
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux")
def test_ctrl_c_before_anything_is_rendered_is_one_sentence(demo: Path, tmp_path: Path) -> None:
    with render_in_a_group(demo, tmp_path / "film.mp4") as process:
        while process.poll() is None and not has_started(process.pid, b"forkserver"):
            pass
        os.killpg(process.pid, signal.SIGINT)
        said = process.communicate(timeout=60)[1]
    assert process.returncode == 130, said
    assert said.strip().splitlines() == ["editor-app: interrupted; no file was left."]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_ctrl_c_while_an_export_starts_its_process_is_one_sentence(demo: Path, tmp_path: Path) -> None:
    homes = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CACHE", "CONFIG", "DATA", "STATE")}
    out = tmp_path / "films" / "film.mp4"
    out.parent.mkdir()
    with start_in_a_group("export", str(demo), "--to", "local", "-o", str(out), **homes) as process:
        while process.poll() is None and not has_started(process.pid, b"spawn_main"):
            pass
        os.killpg(process.pid, signal.SIGINT)
        said = process.communicate(timeout=60)[1]
    assert process.returncode == 130, said
    assert "interrupted" in said
    assert "Traceback" not in said
    assert "was ended" not in said
    assert not out.exists()


def test_ctrl_c_during_imports_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def begin() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "_begin", begin)
    assert start.main() == 130
    assert capsys.readouterr().err == "editor-app: interrupted.\n"


@pytest.mark.skipif(not SCRIPT.exists(), reason="the console script is not installed")
@pytest.mark.parametrize("name", ["random", "threading", "av"])
def test_nothing_in_the_current_folder_is_run(name: str, demo: Path, tmp_path: Path) -> None:
    here, out = tmp_path / "here", tmp_path / "out"
    here.mkdir()
    out.mkdir()
    (here / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w').write('x'); raise ImportError")
    for words in (
        ["render", str(demo), "-o", str(out / "film.mp4"), "--range", "0:0.5"],
        ["frame", str(demo), "--at", "1", "-o", str(out / "frame.png")],
        ["info", str(out / "film.mp4")],
    ):
        done = subprocess.run([SCRIPT, *words], cwd=here, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert not (tmp_path / "ran").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads in /proc")
def test_a_medium_in_trial_ends_with_the_command(tmp_path: Path) -> None:
    script = tmp_path / "work.py"
    script.write_text(
        "import os, time\n"
        "from editor_app.cli.apart import each_apart\n"
        "def work(_):\n"
        "    print(os.getpid(), flush=True)\n"
        "    time.sleep(600)\n"
        "if __name__ == '__main__':\n"
        "    each_apart(work, [1])\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, str(script)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.kill()
    until = time.monotonic() + 60
    while is_alive(worker) and time.monotonic() < until:
        time.sleep(0.05)  # no event tells of the end of a process that is nobody's child any more
    assert not is_alive(worker)
