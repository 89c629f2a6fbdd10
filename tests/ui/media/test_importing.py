"""Imports as the panel shows them: how they begin, and what they bring."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from editor_app.assets import ImageAsset
from editor_app.edits import add_assets
from editor_app.edits.blank import blank_document
from editor_app.services.drops import Coming
from editor_app.services.import_report import ImportReport
from editor_app.store.history import Work
from editor_app.ui.theme import HIT_PX
from tests.ui.media.scene import names


def test_what_was_imported_is_selected_whatever_was_searched_for(scene: SimpleNamespace) -> None:
    scene.panel.tabs.setCurrentIndex(2)
    scene.library.search.setText("beach")
    scene.library.shown.setCurrentIndex(scene.library.shown.findData("video"))
    scene.imports.finished.emit(ImportReport(keys=("photo", "song")))
    assert [entry.key for entry in scene.library.selected()] == ["photo", "song"]
    assert scene.view.currentIndex().row() == 1
    assert scene.panel.tabs.currentWidget() is scene.library
    scene.imports.finished.emit(ImportReport())
    assert len(scene.library.selected()) == 2


def test_files_on_their_way_have_tiles_that_cannot_be_used_yet(scene: SimpleNamespace) -> None:
    film = scene.document.state.assets["film"].model_copy(update={"id": "new"})
    scene.imports.coming = (Coming("new", "long.mp4", "video"), Coming("odd", "odd.xyz", None))
    scene.imports.coming_changed.emit()
    assert names(scene)[3:] == ["long.mp4", "odd.xyz"]
    model = scene.library.model
    row = model.index(3)
    assert row.data(Qt.ItemDataRole.AccessibleTextRole) == "long.mp4, Video, adding…"
    assert scene.library.delegate.face(row, 90).line == "adding…"
    scene.library.select(["new"])
    scene.view.doubleClicked.emit(row)
    assert scene.library.selected() == []
    assert len(scene.document.state.items) == 2

    scene.imports.coming = (Coming("new", "long.mp4", "video", film),)
    scene.imports.coming_changed.emit()
    scene.library.refresh()
    assert names(scene)[3:] == ["long.mp4"]
    assert scene.library.delegate.face(model.index(3), 90).badge == "0:12"
    scene.document.apply("Add", add_assets(scene.document.state, assets=[film]))
    scene.library.refresh()
    assert names(scene)[3:] == ["beach.mp4"]
    scene.imports.coming = ()
    scene.imports.coming_changed.emit()
    scene.library.select(["new"])
    assert [entry.key for entry in scene.library.selected()] == ["new"]


def test_files_on_their_way_take_the_place_of_the_empty_page(scene: SimpleNamespace) -> None:
    scene.document.load(Work(blank_document(width=640, height=360)))
    assert scene.library.empty.isVisible()
    scene.imports.coming = (Coming("new", "long.mp4", "video"),)
    scene.imports.coming_changed.emit()
    assert not scene.library.empty.isVisible()


def test_what_was_imported_is_scrolled_to(scene: SimpleNamespace) -> None:
    common = {"size": 10, "mime_type": "x/x", "width": 80, "height": 40}
    many = [
        ImageAsset.model_validate(common | {"id": f"i{n}", "filename": f"{n}.png"}, by_name=True)
        for n in range(200)
    ]
    scene.document.apply("Add", add_assets(scene.document.state, assets=many))
    scene.imports.finished.emit(ImportReport(keys=("i150",)))
    index = scene.library.model.index(scene.library.model.row_of("i150"))
    assert scene.view.viewport().rect().contains(scene.view.visualRect(index))


def test_clips_made_by_an_import_are_selected_when_it_ends(scene: SimpleNamespace) -> None:
    scene.panel.tabs.setCurrentIndex(2)
    scene.panel.placement.add_files([Path("photo.png")])
    _paths, place = scene.imports.asked[-1]
    before = set(scene.document.state.items)
    scene.document.apply("Add", place(scene.document.state, ("photo",)))
    scene.imports.finished.emit(ImportReport(keys=("photo",)))
    assert set(scene.session.selection.item_ids) == set(scene.document.state.items) - before
    assert scene.panel.tabs.currentIndex() == 2
    scene.session.select(())
    scene.imports.finished.emit(ImportReport(keys=("photo",)))
    assert scene.session.selection.item_ids == ()


def test_files_and_folders_are_imported_by_keys_alone(scene: SimpleNamespace, qtbot: QtBot) -> None:
    asked: list[str] = []
    scene.library.import_wanted.disconnect()
    scene.library.folder_wanted.disconnect()
    scene.library.import_wanted.connect(lambda: asked.append("files"))
    scene.library.folder_wanted.connect(lambda: asked.append("folder"))
    scene.document.load(Work(blank_document(width=640, height=360)))
    scene.panel.activateWindow()
    scene.panel.tabs.setFocus()
    met: list[QWidget] = []
    for _ in range(6):
        scene.panel.focusNextChild()
        met.append(scene.panel.focusWidget())
    library = scene.library
    assert met[:4] == [library.add_folder, library.add, library.empty.files, library.empty.folder]
    for button in met[:4]:
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert asked == ["folder", "files", "files", "folder"]


@pytest.mark.parametrize("height", [318, 700])
def test_the_empty_library_shows_all_it_says(scene: SimpleNamespace, height: int) -> None:
    scene.document.load(Work(blank_document(width=640, height=360)))
    scene.panel.resize(348, height)
    QApplication.processEvents()
    library = scene.library
    for widget in (*library.empty.findChildren(QLabel), *library.empty.findChildren(QPushButton)):
        assert library.empty.rect().contains(widget.geometry())
        needed = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else 0
        assert widget.height() >= max(needed, widget.minimumSizeHint().height())
    for button in (library.add, library.add_folder):
        assert library.rect().contains(button.geometry())
        assert min(button.width(), button.height()) >= HIT_PX
