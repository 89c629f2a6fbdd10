"""The whole window and its recent projects: from the File menu, found where they are now, cleared, had back.

python -m tests.e2e.recents FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QToolButton

from editor_app import app
from editor_app.store.recent import read_recent
from editor_app.ui.projects.recent_tile import RecentTile
from editor_app.ui.window.main_window import MainWindow
from tests.e2e.visits import LEFT, until


async def visit(window: MainWindow) -> None:
    """Make two projects, lose one, and go on by the list alone."""
    folder = Path(sys.argv[1])
    menu = window.editor.recent
    assert not menu.menuAction().isEnabled()
    assert menu.menuAction() in window.menus["File"].actions()
    for name in ("one", "two"):
        await make(window, folder / f"{name}.editorproj")
    await until(lambda: entries(window) == ["two", "one"], "both in the menu")
    await open_from_the_menu(window, folder)
    await find_what_moved(window, folder)
    await clear_and_undo(window)
    window.close()


async def make(window: MainWindow, file: Path) -> None:
    """Save a new project."""
    assert await window.desk.workspace.new(640, 360)
    window.actions_by_id["marker.add"].trigger()
    assert await window.desk.workspace.save_as(file)


async def open_from_the_menu(window: MainWindow, folder: Path) -> None:
    """Go from one project, with work that its file lacks, to another; the work is kept."""
    workspace, document = window.desk.workspace, window.desk.document
    window.desk.session.set_playhead(240_000)
    window.actions_by_id["marker.add"].trigger()
    assert workspace.has_unsaved
    window.editor.recent.actions()[1].trigger()
    await until(lambda: workspace.path == folder / "one.editorproj", "the other project")
    assert len(document.sidecar.markers) == 1
    await until(lambda: entries(window) == ["one", "two"], "the latest in front")
    window.editor.recent.actions()[1].trigger()
    await until(lambda: workspace.path == folder / "two.editorproj", "the first project again")
    assert len(document.sidecar.markers) == 2
    assert await workspace.save()


async def find_what_moved(window: MainWindow, folder: Path) -> None:
    """Press the tile of a file that was moved, say where it is, and see its new place alone on the list."""
    page, workspace = window.start_page, window.desk.workspace
    lost, found = folder / "two.editorproj", folder / "elsewhere" / "renamed.editorproj"
    window.actions_by_id["file.close"].trigger()
    await until(lambda: not workspace.is_open, "the start page")
    found.parent.mkdir()
    lost.rename(found)
    page.refresh()
    await until(lambda: any(tile.is_missing for tile in page.recent_tiles), "the gap")
    tile = next(tile for tile in page.recent_tiles if tile.is_missing)
    assert isinstance(tile, RecentTile)
    assert tile.find_button is not None
    QTest.mouseClick(tile.find_button, LEFT)
    await until(lambda: dialog() is not None, "the file dialog")
    chooser = dialog()
    assert chooser is not None
    assert chooser.directory().absolutePath() == str(folder)
    name = chooser.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.setText(str(found))
    QTest.keyClick(name, Qt.Key.Key_Return)
    await until(lambda: workspace.path == found, "the project that was found")
    await until(lambda: paths(window) == [found, folder / "one.editorproj"], "the new place alone")
    assert len(window.desk.document.sidecar.markers) == 2
    window.actions_by_id["file.close"].trigger()
    await until(lambda: page.isVisible(), "the start page")
    await until(lambda: not any(tile.is_missing for tile in page.recent_tiles), "no gap any more")


async def clear_and_undo(window: MainWindow) -> None:
    """Clear the list from the menu, and take that back where the window says so."""
    page, menu = window.start_page, window.editor.recent
    before = paths(window)
    menu.actions()[-1].trigger()
    await until(lambda: not menu.menuAction().isEnabled(), "an empty menu")
    await until(lambda: not page.recent_tiles, "an empty page")
    assert any("off the list" in sentence for sentence in window.notices.sentences())
    undo = next(button for button in window.notices.findChildren(QToolButton) if button.text() == "Undo")
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    await until(lambda: len(page.recent_tiles) == 2, "both on the page again")
    assert paths(window) == before
    assert len(entries(window)) == 2


def entries(window: MainWindow) -> list[str]:
    """Give the titles in the menu."""
    return [action.text().partition(" — ")[0] for action in window.editor.recent.actions()[:-2]]


def paths(window: MainWindow) -> list[Path]:
    """Give what is on the list."""
    return [Path(entry.path) for entry in read_recent(window.desk.folders.recent)]


def dialog() -> QFileDialog | None:
    """Give the file dialog that is open."""
    found = (widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QFileDialog))
    return next((widget for widget in found if widget.isVisible()), None)


if __name__ == "__main__":
    sys.exit(app.run(None, visit))
