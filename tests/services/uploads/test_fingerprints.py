"""Files are read once as long as they stay the same."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from editor_app.services.uploads.fingerprints import Fingerprints
from editor_app.store.project import MediaPlace
from tests.services.uploads.scene import sha256_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Write a file of seven bytes."""
    path = tmp_path / "a.bin"
    path.write_bytes(b"content")
    return path


def content(known: Fingerprints, path: Path, place: MediaPlace | None = None) -> str | None:
    return known.look({path: place})[path].sha256


def test_a_project_is_believed_where_the_size_fits(file: Path) -> None:
    assert content(Fingerprints(), file, MediaPlace(file, "told", 7)) == "told"
    assert content(Fingerprints(), file, MediaPlace(file, "told", 8)) is None
    assert content(Fingerprints(), file, MediaPlace(file, None, 7)) is None


def test_what_was_read_is_known_until_the_file_changes(file: Path) -> None:
    known = Fingerprints()
    known.read_some([file])
    assert content(known, file) == sha256_of(file)
    assert known.is_still(file, sha256_of(file))
    os.utime(file, ns=(1, 1))
    assert not known.is_still(file, sha256_of(file))
    # Neither what was read before nor what the project says is believed of a file that has just changed.
    assert content(known, file, MediaPlace(file, "told", 7)) is None


def test_what_is_not_there_or_no_file_is_no_content(tmp_path: Path, file: Path) -> None:
    known = Fingerprints()
    gone = tmp_path / "gone"
    assert known.look({gone: None}) == {}
    assert known.read(gone) is None
    assert known.read(tmp_path) is None
    assert content(known, tmp_path) == ""
    known.forget_unreadable()
    assert content(known, tmp_path) is None
    with pytest.raises(FileNotFoundError):
        known.is_still(gone, "aa")


def test_closing_leaves_what_is_being_read(file: Path) -> None:
    known = Fingerprints()
    known.close()
    assert known.read(file) is None
