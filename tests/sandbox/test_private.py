"""What a server keeps is the user's own: nobody else may read it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from editor_app.sandbox.database import connect
from editor_app.sandbox.private import close_to_others, make_private_file, make_private_folder
from tests.sandbox.media import png
from tests.sandbox.running import Running, data_of
from tests.sandbox.samples import payload
from tests.sandbox.test_exports import SETTINGS, wait

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions of this kind are POSIX's")


def mode_of(path: Path) -> int:
    """Give the permissions."""
    return path.stat().st_mode & 0o777


@pytest.mark.parametrize(
    ("before", "after"), [(0o755, 0o700), (0o777, 0o700), (0o700, 0o700), (0o644, 0o600), (0o440, 0o400)]
)
def test_only_the_rights_of_others_are_taken(tmp_path: Path, before: int, after: int) -> None:
    path = tmp_path / "x"
    path.touch()
    path.chmod(before)
    close_to_others(path)
    assert mode_of(path) == after


def test_what_is_not_there_or_not_ours_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    close_to_others(tmp_path / "nothing")
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    monkeypatch.setattr(os, "geteuid", lambda: shared.stat().st_uid + 1)
    make_private_folder(shared)
    assert mode_of(shared) == 0o755


def test_a_folder_of_other_things_stays_open(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    home.chmod(0o755)
    (home / "letter.txt").touch()
    make_private_folder(home)
    assert mode_of(home) == 0o755


def test_what_is_made_is_private_from_the_start(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "a" / "b")
    make_private_file(tmp_path / "a" / "b" / "c")
    assert (mode_of(tmp_path / "a" / "b"), mode_of(tmp_path / "a" / "b" / "c")) == (0o700, 0o600)


def test_the_database_and_its_folder_are_closed(tmp_path: Path) -> None:
    old = tmp_path / "box"
    old.mkdir()
    (old / "sandbox.sqlite3").touch()
    old.chmod(0o755)
    (old / "sandbox.sqlite3").chmod(0o644)
    for folder in (old, tmp_path / "new"):
        connection = connect(folder / "sandbox.sqlite3")
        assert mode_of(folder) == 0o700
        assert {path.name: mode_of(path) for path in folder.iterdir()} == {
            **dict.fromkeys(("sandbox.sqlite3", "sandbox.sqlite3-wal", "sandbox.sqlite3-shm"), 0o600)
        }
        connection.close()


def test_uploads_and_videos_are_closed_also_older_ones(start: Callable[..., Running]) -> None:
    running = start()
    data = running.settings.data_dir
    with running.client() as client:
        headers = {"x-file-name": "a.png", "Content-Type": "image/png"}
        data_of(client.post("/v1/uploads", content=png(), headers=headers), 201)
        made = data_of(client.post("/v1/exports", json={**payload(), **SETTINGS}), 201)
        assert wait(client, made["taskId"])["status"] == "COMPLETED"
    folders = [data, *(path for path in data.iterdir() if path.is_dir())]
    files = [*(data / "media").iterdir(), *(data / "outputs").iterdir()]
    assert len(files) == 2
    assert {mode_of(path) for path in folders} == {0o700}
    assert {mode_of(path) for path in (*files, data / "sandbox.sqlite3")} == {0o600}
    running.stop()
    for path in (*files, *folders):
        path.chmod(0o755 if path.is_dir() else 0o644)
    start()
    assert {mode_of(path) for path in folders} == {0o700}
    assert {mode_of(path) for path in files} == {0o600}
