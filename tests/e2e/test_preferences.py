"""Settings apply at once and next time; the local workspace is there while the window is, however it ends."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.e2e.apart import command_of, environment_of, play


def scene(home: Path, name: str) -> dict[str, Any]:
    """Play a scene; give what it tells."""
    return json.loads(play("preferences", name, home=home)[-1])


def is_answered(url: str) -> bool:
    """Tell whether anybody listens there."""
    place = urlsplit(url)
    try:
        socket.create_connection((place.hostname or "", place.port or 0), 5).close()
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give one home for several starts."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def changed(home: Path) -> dict[str, Any]:
    """Give what came of changes."""
    return scene(home, "change")


def test_the_settings_lead_everywhere(changed: dict[str, Any]) -> None:
    assert changed["look"]
    assert changed["keys"]
    assert changed["at once"] == "Starting…"
    assert changed["answers"] == [200, 200]
    assert changed["opened"]


def test_the_workspace_stops_with_the_window(changed: dict[str, Any]) -> None:
    assert not is_answered(changed["url"])


def test_what_was_chosen_holds_next_time_and_the_workspace_waits_to_be_wanted(
    home: Path, changed: dict[str, Any]
) -> None:
    assert changed
    assert scene(home, "look") == {"look": True, "quality": "half", "muted": True, "server": "off"}


def test_a_key_that_is_refused_is_told_of_once_and_the_way_to_another_is_short(tmp_path: Path) -> None:
    told = scene(tmp_path, "refused")
    assert told["is it"]
    (sentence,) = told["sentences"]
    assert sentence.startswith("“Box” refuses its key")
    assert told["page"]
    assert told["row"].startswith("The service refuses its key.")
    assert told["mended"].startswith("Key ")
    assert told["projects"] == 0


def test_with_the_window_killed_the_workspace_is_gone(tmp_path: Path) -> None:
    command, environment = command_of("preferences", "kill"), environment_of(tmp_path)
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as window:
        assert window.stdout is not None
        told = json.loads(window.stdout.readline())
        assert told["answers"] == 200
        window.wait()
    assert window.returncode != 0
    for _ in range(600):
        if not is_answered(told["url"]):
            return
        time.sleep(0.05)
    pytest.fail(f"{told['url']} is answered still; {sys.platform}")
