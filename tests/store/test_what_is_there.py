"""What stands where a medium's file is looked for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from editor_app.state import read
from editor_app.store.media_files import find_media
from editor_app.store.project import MediaPlace
from editor_app.store.what_is_there import what_is_there
from tests.store.documents import asset, image, state

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such files there")


def make(kind: str, path: Path) -> None:
    if kind == "a folder":
        path.mkdir()
    elif kind == "a pipe":
        os.mkfifo(path)
    elif kind == "in a circle":
        path.symlink_to(path)
    elif kind == "a link to a file that is not there":
        path.symlink_to(path.with_name("gone"))
    elif kind == "a device":
        path.symlink_to(os.devnull)


@pytest.mark.parametrize(
    "kind",
    [
        "a folder",
        "a pipe",
        "in a circle",
        "a link to a file that is not there",
        "a device",
        "there is no file",
    ],
)
def test_what_is_no_file_is_told_in_words(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    make(kind, path)
    says = what_is_there(path)
    assert kind in says
    assert f"“{path}”" in says
    document = read(state(image("i", "a"), assets=(asset("a", "image", "a.png"),)))[0]
    (missing,) = find_media(document, {"a": MediaPlace(path, None, None)}).missing
    assert missing.reason == f"“a.png” is missing: {says}."


def test_a_name_that_no_file_can_have_is_no_file() -> None:
    assert "there is no file" in what_is_there(Path("x" * 5000))
