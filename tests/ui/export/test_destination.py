"""Where a film goes: what is written as a name may lead to another folder, and then says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from editor_app.ui.export.destination import parted
from editor_app.ui.export.files import shown_path
from tests.ui.export.scene import Scene


@pytest.mark.parametrize(
    ("written", "folder", "name"),
    [
        ("film", "films", "film"),
        ("film.mp4", "films", "film.mp4"),
        ("../film", ".", "film"),
        ("../../film", "..", "film"),
        ("a/film", "films/a", "film"),
        ("a/../film", "films", "film"),
        ("", "films", ""),
        ("{title} {size}", "films", "{title} {size}"),
    ],
)
def test_a_name_is_parted_into_folder_and_name(tmp_path: Path, written: str, folder: str, name: str) -> None:
    assert parted(tmp_path / "films", written) == ((tmp_path / folder).resolve(), name)
    assert parted(tmp_path, "/deep/film.mp4") == (Path("/deep"), "film.mp4")
    assert parted(tmp_path, "~/film") == (Path.home(), "film")


def test_a_name_with_a_folder_in_it_moves_the_folder_along(scene: Scene, tmp_path: Path) -> None:
    form = scene.panel.choices.form
    above = shown_path(tmp_path.parent, Path.home())
    scene.write(form.file, "../yy")
    assert form.shown_name.text() == f"{above}/yy.mp4"
    QTest.keyClick(form.file, Qt.Key.Key_Return)
    assert (form.folder.text(), form.file.text()) == (above, "yy")
    scene.panel.show_state()
    assert form.shown_name.text() == "yy.mp4"


def test_a_name_with_a_folder_in_it_moves_the_folder_along_also_by_an_export(
    scene: Scene, tmp_path: Path
) -> None:
    form = scene.panel.choices.form
    (tmp_path / "sub").mkdir()
    scene.write(form.file, "sub/yy")
    scene.click(scene.panel.export)
    assert scene.exports.started[0][2] == tmp_path / "sub/yy.mp4"
    assert (form.folder.text(), form.file.text()) == (shown_path(tmp_path / "sub", Path.home()), "yy")
    assert scene.ports.settings.text("export-folder") == str(tmp_path / "sub")


def test_a_folder_that_is_not_there_is_refused(scene: Scene) -> None:
    form = scene.panel.choices.form
    before = form.folder.text()
    scene.write(form.file, "nowhere/yy")
    QTest.keyClick(form.file, Qt.Key.Key_Return)
    assert (form.folder.text(), form.file.text(), scene.panel.export.isEnabled()) == (
        before,
        "nowhere/yy",
        False,
    )
    assert any("The folder for the file is not there." in line for line in scene.panel.before.lines)
