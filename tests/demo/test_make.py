"""Making the demo: into which folders, and what is left where it fails."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from editor_app.demo import make
from editor_app.demo.make import DemoFolderTaken, make_demo
from tests.store.documents import project, solid, state


@pytest.fixture(autouse=True)
def _small_media(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "MEDIA", {name: lambda path: path.write_bytes(b"x") for name in make.MEDIA})


def fail_at(name: str, error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path) -> None:
        path.write_bytes(b"half")
        raise error

    monkeypatch.setattr(make, "MEDIA", {**make.MEDIA, name: fail})


ENDS = [OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), KeyboardInterrupt()]


@pytest.mark.parametrize("error", ENDS)
def test_a_failure_leaves_nothing(
    error: BaseException, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fail_at("sunrise.mp4", error, monkeypatch)
    with pytest.raises(type(error)):
        make_demo(tmp_path / "new" / "demo")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", ENDS)
def test_a_failure_leaves_what_was_there(
    error: BaseException, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "vessels.jpg").write_bytes(b"mine")
    fail_at("sunrise.mp4", error, monkeypatch)
    with pytest.raises(type(error)):
        make_demo(tmp_path)
    assert [path.name for path in tmp_path.rglob("*")] == ["media", "vessels.jpg"]


def test_another_project_of_that_name_is_not_called_the_demo(tmp_path: Path) -> None:
    other = tmp_path / make.PROJECT_NAME
    other.write_text(json.dumps(project(state(solid()))))
    with pytest.raises(DemoFolderTaken, match="another project"):
        make_demo(tmp_path)
    assert list(tmp_path.iterdir()) == [other]


def test_a_demo_that_its_owner_changed_is_completed(tmp_path: Path) -> None:
    path = make_demo(tmp_path)
    path.write_text(path.read_text().replace("Summer Launch", "Mine"))
    (tmp_path / "media" / "music.m4a").unlink()
    assert make_demo(tmp_path) == path
    assert (tmp_path / "media" / "music.m4a").exists()
    assert "Mine" in path.read_text()
