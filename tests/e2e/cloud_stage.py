"""What a story about a service is played with: a server, screens, and windows that do as they are told.

Each is a process of its own, and ends with the story.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

import httpx

from tests.e2e.apart import environment_of

SIZE = (1920, 1080)
_PATIENCE_S = 60
_ANSWER = "done: "
_SANDBOX = [sys.executable, "-m", "editor_app", "sandbox"]


class Service:
    """A server that can be stopped and begins again at the same place."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[str] | None = None
        self.url = ""
        self.start()
        made = subprocess.run(
            [*_SANDBOX, "key", "create", "--data", str(folder)], capture_output=True, text=True, check=True
        )
        self.key = made.stdout.strip()

    def start(self) -> None:
        """Let it answer."""
        port = self.url.rpartition(":")[2] or "0"
        command = [*_SANDBOX, "--port", port, "--data", str(self._folder)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.url = read_line(self._process)

    def stop(self) -> None:
        """Let nobody reach it."""
        if self._process is not None:
            end(self._process)
            self._process = None

    def ask(self, path: str) -> Any:
        """Ask it as any program does; give the data of its answer."""
        answer = httpx.get(
            f"{self.url}{path}", headers={"x-api-key": self.key}, timeout=_PATIENCE_S, trust_env=False
        )
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]

    def post(self, path: str, value: Any) -> Any:
        """Send it something as any program does; give the data of its answer."""
        answer = httpx.post(
            f"{self.url}{path}",
            headers={"x-api-key": self.key},
            json=value,
            timeout=_PATIENCE_S,
            trust_env=False,
        )
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]


class Window:
    """A window on a screen of its own, in front of which somebody does what he is told."""

    def __init__(self, home: Path, display: str, faults: Path) -> None:
        self._home, self._faults = home, faults
        (home / "Videos").mkdir(parents=True)
        environment = {**environment_of(home, "xcb"), "HOME": str(home), "DISPLAY": display}
        command = [sys.executable, "-m", "tests.e2e.cloud_person", str(home)]
        self._said = faults.open("w", encoding="utf-8")
        self.process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            text=True,
        )

    def do(self, order: str, /, **what: Any) -> Any:
        """Let something be done, and give what came of it."""
        self.begin(order, **what)
        return self.finish()

    def begin(self, order: str, /, **what: Any) -> None:
        """Let something be done, without waiting for it."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps({"do": order, **what}) + "\n")
        self.process.stdin.flush()

    def finish(self) -> Any:
        """Give what came of what was begun."""
        line = read_line(self.process)
        if not line.startswith(_ANSWER):
            raise AssertionError(line + self._faults.read_text(encoding="utf-8")[-4000:])
        return json.loads(line.removeprefix(_ANSWER))

    def close(self) -> None:
        """Let the program be left as a person leaves it; assert that nothing went wrong in it."""
        assert self.process.stdin
        self.process.stdin.close()
        code = self.process.wait(_PATIENCE_S)
        said = self._faults.read_text(encoding="utf-8")
        assert code == 0, said[-4000:]
        assert "Traceback" not in said, said[-4000:]

    def end(self) -> None:
        """Leave nothing of it."""
        end(self.process)
        self._said.close()


class Stage:
    """One service, and as many windows as a story has."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        self.service = Service(folder / "service")
        stack.callback(lambda: self.service.stop())

    def windows(self, *names: str) -> list[Window]:
        """Open windows of people who have never used the program, and have an account at the service."""
        made = [self._window(name) for name in names]
        account = {"name": "Film house", "url": self.service.url, "key": self.service.key}
        together(made, "begin_program")
        together(made, "add_account", **account)
        return made

    def _window(self, name: str) -> Window:
        display = self._stack.enter_context(screen())
        window = Window(self._folder / name, display, self._folder / f"{name}.txt")
        self._stack.callback(window.end)
        return window


def together(windows: list[Window], order: str, **what: Any) -> list[Any]:
    """Let the same be done in front of all windows at the same time; give what came of it."""
    for window in windows:
        window.begin(order, **what)
    return [window.finish() for window in windows]


@contextmanager
def stage(folder: Path) -> Iterator[Stage]:
    """Give a stage that leaves no process behind."""
    with ExitStack() as stack:
        yield Stage(folder, stack)


@contextmanager
def screen() -> Iterator[str]:
    """Give the name of a virtual display that nobody else has."""
    width, height = SIZE
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        yield f":{read_line(process)}"
    finally:
        end(process)


def read_line(process: subprocess.Popen[str]) -> str:
    """Wait for the next line that a process says."""
    assert process.stdout
    return process.stdout.readline().strip()


def end(process: subprocess.Popen[str]) -> None:
    """End a process, and leave none of its pipes open."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    pipes: tuple[IO[str] | None, ...] = (process.stdin, process.stdout)
    for pipe in pipes:
        if pipe is not None and not pipe.closed:
            pipe.close()
