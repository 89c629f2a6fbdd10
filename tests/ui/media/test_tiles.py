"""What tiles warn of, and when thumbnails are asked for."""

from __future__ import annotations

from types import SimpleNamespace

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from editor_app.assets import ImageAsset
from editor_app.edits import add_assets
from editor_app.edits.blank import blank_document
from editor_app.store.history import Work
from editor_app.timebase import TICKS_PER_SECOND as S
from editor_app.ui.theme import DARK
from tests.ui.media.scene import press


def tooltip(scene: SimpleNamespace, row: int) -> str:
    """Give what the tile's tooltip says when the pointer rests on it."""
    at = press(scene, row)
    where = scene.view.viewport().mapToGlobal(at)
    QApplication.sendEvent(scene.view.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, where))
    return QToolTip.text()


def corner(scene: SimpleNamespace, row: int) -> set[str]:
    """Give the colours of a tile's upper left corner, where a warning would be."""
    rect = scene.view.visualRect(scene.library.model.index(row))
    picture = scene.view.viewport().grab(QRect(rect.left() + 8, rect.top() + 8, 24, 24)).toImage()
    return {picture.pixelColor(x, y).name() for x in range(24) for y in range(24)}


def test_an_odd_medium_warns_on_its_tile_and_says_why(scene: SimpleNamespace) -> None:
    scene.view.grab()
    assert tooltip(scene, 0) == "beach.mp4\nIts frame rate varies.\nIt is HDR."
    description = Qt.ItemDataRole.AccessibleDescriptionRole
    assert scene.library.model.index(0).data(description) == "Its frame rate varies. It is HDR."
    assert DARK.warning in corner(scene, 0)
    assert DARK.warning not in corner(scene, 1)


def test_a_medium_with_another_file_warns_no_more(scene: SimpleNamespace) -> None:
    scene.view.grab()
    scene.imports.odd = {}
    scene.imports.notes_changed.emit()
    scene.view.grab()
    assert tooltip(scene, 0) == "beach.mp4"
    assert DARK.warning not in corner(scene, 0)


def test_painting_all_tiles_begins_a_round_and_painting_one_does_not(scene: SimpleNamespace) -> None:
    rounds = scene.thumbnails.rounds
    scene.view.viewport().grab()
    assert scene.thumbnails.rounds == rounds + 1
    scene.view.viewport().grab(scene.view.visualRect(scene.library.model.index(0)))
    assert scene.thumbnails.rounds == rounds + 1


def test_the_pointer_scrubs_over_a_video(scene: SimpleNamespace) -> None:
    rect = scene.view.visualRect(scene.library.model.index(0))
    scene.view.grab()
    scene.thumbnails.asked.clear()
    QTest.mouseMove(scene.view.viewport(), QPoint(rect.left() + 5, rect.center().y()))
    QTest.mouseMove(scene.view.viewport(), QPoint(rect.right() - 5, rect.center().y()))
    scene.view.grab()
    assert max(ticks for key, ticks in scene.thumbnails.asked if key == "film") > 9 * S


def test_thousands_of_media_are_shown(scene: SimpleNamespace, qtbot: QtBot) -> None:
    common = {"size": 10, "mime_type": "x/x", "width": 80, "height": 40}
    many = [
        ImageAsset.model_validate(common | {"id": f"i{n}", "filename": f"{n}.png"}, by_name=True)
        for n in range(3000)
    ]
    scene.document.load(Work(add_assets(blank_document(width=640, height=360), assets=many)))
    assert scene.library.model.rowCount() == 3000
    scene.view.grab()
    scene.thumbnails.asked.clear()
    scene.view.verticalScrollBar().setValue(scene.view.verticalScrollBar().maximum() // 2)
    scene.view.grab()
    assert 0 < len({key for key, _ in scene.thumbnails.asked}) < 80
