"""The file that Save As leaves: only its link goes, and only where nobody else has been at it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from editor_app.product import PROJECT_FORMAT
from editor_app.state import to_bytes
from editor_app.store.cloud_link import CloudLink, SyncPoint
from editor_app.store.left_file import unlink_left_file
from editor_app.store.project import load_project
from editor_app.store.saving import FileChangedError
from tests.document.edits import small_state

LINK = CloudLink("https://service.example", "p1", SyncPoint("r1"))
OTHER = CloudLink("https://service.example", "p2")


def film(folder: Path, link: CloudLink | None = LINK) -> Path:
    path = folder / "Film.editorproj"
    project = {"title": "Film", "note": 1.0, **({"cloud": link.to_json()} if link else {})}
    root = {"format": PROJECT_FORMAT, "editorState": json.loads(to_bytes(small_state())), "project": project}
    path.write_text(json.dumps(root))
    return path


def unlink(path: Path, link: CloudLink | None, *, is_known: bool = True) -> bool:
    left, known = load_project(path), hashlib.sha256(path.read_bytes()).hexdigest()
    sha256 = known if is_known else None
    return unlink_left_file(left, link, known_sha256=sha256, backups=path.parent / "backups")


def test_only_the_link_goes(tmp_path: Path) -> None:
    path = film(tmp_path)
    before = json.loads(path.read_bytes())
    assert unlink(path, CloudLink(LINK.service, LINK.project_id, SyncPoint("r9")))
    del before["project"]["cloud"]
    assert json.loads(path.read_bytes()) == before


@pytest.mark.parametrize(
    ("has", "goes_on", "is_known"),
    [(LINK, OTHER, True), (LINK, None, True), (None, LINK, True), (LINK, LINK, False)],
    ids=["of another project", "of none", "no link", "no file that was known"],
)
def test_nothing_is_written_where_nothing_goes_on_elsewhere(
    has: CloudLink | None, goes_on: CloudLink | None, is_known: bool, tmp_path: Path
) -> None:
    path = film(tmp_path, has)
    before = path.read_bytes()
    assert not unlink(path, goes_on, is_known=is_known)
    assert path.read_bytes() == before


def test_a_file_that_is_gone_does_not_come_back(tmp_path: Path) -> None:
    path = film(tmp_path)
    left = load_project(path)
    path.unlink()
    assert not unlink_left_file(left, LINK, known_sha256="0" * 64, backups=tmp_path / "backups")
    assert not path.exists()


def test_a_file_that_another_program_has_changed_stays(tmp_path: Path) -> None:
    path = film(tmp_path)
    left = load_project(path)
    with pytest.raises(FileChangedError):
        unlink_left_file(left, LINK, known_sha256="0" * 64, backups=tmp_path / "backups")
    assert load_project(path).root == left.root
