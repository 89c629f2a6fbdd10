"""A process killed at any moment of scripted work loses no project, no history, and at most one step."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from editor_app.document import Document
from editor_app.state import to_bytes
from editor_app.store.folders import Folders
from editor_app.store.history import Work
from editor_app.store.project import load_project
from editor_app.store.reopening import Opened, open_project
from editor_app.store.sidecar import Sidecar
from tests.document.edits import small_state
from tests.services.script import act

Seen = tuple[bytes, Sidecar, str, str]
ROOT = Path(__file__).parents[2]


def started_project(folder: Path) -> Path:
    path = folder / "film.editorproj"
    value = {"format": "editor-app/1", "editorState": json.loads(to_bytes(small_state()))}
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def work_and_die(folder: Path, path: Path, number: int, chance: random.Random) -> list[int]:
    """Let a process work and kill it within half a second; give the numbers of what it did."""
    command = [sys.executable, "-m", "tests.services.script", str(folder / "data"), str(path), str(number)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(chance.random() * 0.5)  # the moment is what is random here
        child.kill()
        said = (first + child.stdout.read()).split("\n")
    whole = said[:-1]  # the last is empty, or a number cut short
    assert whole, "the process died of something else"
    return [int(text) for text in whole]


def reopened(folder: Path, path: Path) -> Opened:
    opened = open_project(path, Folders(folder / "data"))
    opened.lock.release()
    return opened


def survive(folder: Path, kills: int) -> None:
    path = started_project(folder)
    chance = random.Random(kills)
    known, number = Document(Work(load_project(path).state)), 0
    for _ in range(kills):
        said = work_and_die(folder, path, number, chance)
        opened = reopened(folder, path)
        assert opened.notices == ()
        recovered = Document(opened.work, opened.history)
        number = catch_up(known, number, said, seen(recovered))
        check_history(known, recovered)


def catch_up(known: Document, number: int, said: list[int], wanted: Seen) -> int:
    """Do again what the process did, until it is as recovered; give the number that comes next.

    Lost may be the last thing said, and there may be one more that it did not live to say.
    """
    happened: list[object] = []
    known.committed.connect(happened.append)
    safe = len(said) - 1
    while len(happened) <= len(said) + 1:
        if len(happened) >= safe and seen(known) == wanted:
            known.committed.disconnect(happened.append)
            return number
        act(known, number)
        number += 1
    raise AssertionError(f"what was recovered was not there at {said[-2:]} or next to it")


def seen(document: Document) -> Seen:
    return to_bytes(document.state), document.sidecar, document.undo_label, document.redo_label


def check_history(known: Document, recovered: Document) -> None:
    """Undo all that was recovered, redo all, and end where it was: everything is as it was known."""
    here, there = known.undo_stack.index(), recovered.undo_stack.index()
    # A save keeps the latest 1,000 steps, and some of these may have been taken back after it.
    assert there >= min(here, 1000 - 100)
    for move in (Document.undo, Document.redo):
        while move(recovered):
            move(known)
            assert seen(known)[:2] == seen(recovered)[:2]
    assert not known.can_redo
    known.undo_stack.setIndex(here)


def test_twenty_kills(tmp_path: Path) -> None:
    survive(tmp_path, 20)


@pytest.mark.soak
def test_two_hundred_kills(tmp_path: Path) -> None:
    survive(tmp_path, 200)
