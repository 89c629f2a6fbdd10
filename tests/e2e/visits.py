"""The whole window without a screen: what it shows and offers from the start page to leaving.

python -m tests.e2e.visits FOLDER
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor_app import app
from editor_app.services.proxies import ProxyProgress
from editor_app.store.lock import ProjectLock
from editor_app.ui.window.command_palette import CommandPalette
from editor_app.ui.window.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton


async def until(is_so: Callable[[], bool], what: str) -> None:
    """Wait until something is so."""
    for _ in range(1200):
        if is_so():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"waited in vain: {what}")


async def visit(window: MainWindow) -> None:
    """Go through the program once."""
    await look_at_the_start(window)
    await begin(window)
    await make_a_title(window)
    await open_drawers(window)
    await select_beside_an_export(window)
    hear_of_media(window)
    dress(window)
    await find_an_action(window)
    await paste_what_others_copied(window)
    await lose_the_preview(window)
    await save_and_come_back(window, Path(sys.argv[1]))
    window.close()


async def look_at_the_start(window: MainWindow) -> None:
    assert window.start_page.isVisible()
    assert not window.docks.dock("timeline").isVisible()
    offered = window.actions_by_id
    assert not offered["file.save"].isEnabled()
    assert not offered["clip.split"].isEnabled()
    assert offered["file.open"].isEnabled()
    assert window.windowTitle() == "Editor App"


async def begin(window: MainWindow) -> None:
    QTest.mouseClick(window.start_page.ratio_tiles[2], LEFT)
    await until(lambda: window.desk.workspace.is_open, "a project")
    state = window.desk.document.state
    assert state.composition_width == state.composition_height
    assert window.panels.stage.isVisible()
    for name in ("media", "inspector", "timeline"):
        assert window.docks.dock(name).isVisible(), name
    assert window.actions_by_id["file.save"].isEnabled()
    assert window.top.kept.text == "Nothing to save yet"
    assert not window.desk.workspace.path.exists()  # type: ignore[union-attr]


async def make_a_title(window: MainWindow) -> None:
    desk, media = window.desk, window.panels.media
    media.tabs.setCurrentIndex(1)
    page = media.tabs.currentWidget()
    page.view.setCurrentIndex(page.view.model().index(0, 0))  # type: ignore[attr-defined]
    QTest.keyClick(page.view, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    await until(lambda: len(desk.document.work.state.items) == 1, "a title")
    await until(lambda: window.top.kept.text.startswith("Kept"), "the title to be kept")
    assert desk.workspace.path.exists()  # type: ignore[union-attr]
    undo, redo = window.actions_by_id["edit.undo"], window.actions_by_id["edit.redo"]
    assert undo.text().startswith("Undo “")
    undo.trigger()
    assert not desk.document.state.items
    assert redo.text().startswith("Redo “")
    redo.trigger()
    assert len(desk.document.state.items) == 1
    await until(lambda: window.panels.canvas.area.image is not None, "a picture")


async def open_drawers(window: MainWindow) -> None:
    for name, button in window.strip.drawers.items():
        for shown in (True, False):
            QTest.mouseClick(button, LEFT)
            await asyncio.sleep(0.1)
            assert window.docks.is_seen(name) == shown, name
    await look_behind(window)
    QTest.mouseClick(window.strip.problems, LEFT)
    await asyncio.sleep(0.1)
    assert window.docks.is_seen("problems")
    window.actions_by_id["view.reset-layout"].trigger()
    await asyncio.sleep(0.1)
    assert not window.docks.is_seen("problems")
    QTest.mouseClick(window.top.export, LEFT)
    await asyncio.sleep(0.1)
    assert window.panels.exports.export.isVisible()
    assert window.panels.exports.export.isEnabled()


async def look_behind(window: MainWindow) -> None:
    """A panel behind another is called to the front, and is out of the way of Tab until then."""
    history, inspector = (window.editor.panels.by_dock()[name] for name in ("history", "inspector"))
    show = window.actions_by_id["panel.history"]
    for _ in range(2):
        show.trigger()
        await asyncio.sleep(0.1)
        assert window.docks.is_seen("history")
        assert show.isChecked()
        assert history.isEnabled()
        assert not inspector.isEnabled()
        window.actions_by_id["go.inspector"].trigger()
        await asyncio.sleep(0.1)
        assert window.docks.is_seen("inspector")
        assert inspector.isEnabled()
        assert not history.isEnabled()
        assert not show.isChecked()
    show.trigger()
    await asyncio.sleep(0.1)
    show.trigger()
    await asyncio.sleep(0.1)
    assert window.docks.dock("history").isHidden()


async def select_beside_an_export(window: MainWindow) -> None:
    """Who selects a clip wants to see what it is, whatever lies before the inspector."""
    window.actions_by_id["export.open"].trigger()
    await asyncio.sleep(0.1)
    assert not window.docks.is_seen("inspector")
    window.panels.timeline.area.setFocus()
    window.desk.session.select(tuple(window.desk.document.state.items)[:1])
    await until(lambda: window.docks.is_seen("inspector"), "the inspector")
    window.actions_by_id["export.open"].trigger()
    await asyncio.sleep(0.1)
    window.desk.session.select(())
    await asyncio.sleep(0.1)
    assert window.docks.is_seen("exports")


def hear_of_media(window: MainWindow) -> None:
    """What the services say of media reaches the lower edge of the window."""
    desk, strip = window.desk, window.strip
    before = strip.problems.text()
    desk.preview.warnings_changed.emit(("“clip.mp4” is damaged. Replace it.",))
    assert strip.problems.text() != before
    assert any(problem.message.startswith("“clip.mp4” is") for problem in desk.validation.problems)
    desk.preview.warnings_changed.emit(())
    assert strip.problems.text() == before
    desk.proxies.progress_changed.emit(ProxyProgress("long.mp4", 0.5, 1))
    assert strip.proxies.isVisible()
    assert "long.mp4" in strip.proxies.text()
    desk.proxies.progress_changed.emit(None)
    assert not strip.proxies.isVisible()


def dress(window: MainWindow) -> None:
    for name in ("light", "high-contrast", "dark"):
        window.actions_by_id[f"view.look-{name}"].trigger()
        assert window.grab().toImage().pixelColor(2, 2).name() == window.tokens.window


async def find_an_action(window: MainWindow) -> None:
    window.actions_by_id["view.palette"].trigger()
    palette = next(w for w in QApplication.topLevelWidgets() if isinstance(w, CommandPalette))
    QTest.keyClicks(palette.field, "add marker")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    await until(lambda: len(window.desk.document.sidecar.markers) == 1, "the marker")
    assert window.settings.text("actions").split()[0] == "marker.add"


async def lose_the_preview(window: MainWindow) -> None:
    process = window.desk.preview.process_id
    assert process is not None
    os.kill(process, signal.SIGKILL)
    await until(lambda: window.desk.preview.process_id not in (None, process), "another preview process")
    assert any("preview" in sentence.lower() for sentence in window.notices.sentences())
    window.desk.session.set_playhead(240_000)
    frame = await window.desk.preview.request_frame(240_000, (108, 108))
    assert (frame.width(), frame.height()) == (108, 108)


async def paste_what_others_copied(window: MainWindow) -> None:
    before = len(window.desk.document.work.state.items)
    QApplication.clipboard().setText("Copied elsewhere")
    window.actions_by_id["clip.paste"].trigger()
    await until(lambda: len(window.desk.document.work.state.items) == before + 1, "a pasted text")
    texts = [getattr(item, "text", "") for item in window.desk.document.work.state.items.values()]
    assert "Copied elsewhere" in texts
    window.actions_by_id["edit.undo"].trigger()


async def save_and_come_back(window: MainWindow, folder: Path) -> None:
    workspace = window.desk.workspace
    target = folder / "mine.editorproj"
    assert await workspace.save_as(target)
    await until(lambda: window.top.kept.text.startswith("Saved"), "the project to be saved")
    window.actions_by_id["clip.select-all"].trigger()
    window.actions_by_id["clip.duplicate"].trigger()
    assert window.windowTitle().startswith("● ")
    assert await workspace.save()
    assert not window.windowTitle().startswith("● ")
    earlier = window.editor.earlier
    assert not earlier.menuAction().isEnabled()
    window.menus["File"].aboutToShow.emit()
    await until(earlier.menuAction().isEnabled, "the earlier version in the menu")
    earlier.actions()[0].trigger()
    await until(lambda: workspace.needs_name, "a copy of the earlier version")
    assert workspace.title.startswith("mine (")
    assert len(window.desk.document.state.items) == 1
    assert await workspace.open(target)
    window.actions_by_id["file.close"].trigger()
    await until(window.start_page.isVisible, "the start page")
    assert not workspace.is_open
    held = ProjectLock(window.desk.folders.recovery(target.resolve()).lock)
    assert not await workspace.open(target)
    assert any("open in another window" in sentence for sentence in window.notices.sentences())
    held.release()
    assert await workspace.open(target)
    assert len(window.desk.document.state.items) == 2
    assert len(window.desk.document.sidecar.markers) == 1


if __name__ == "__main__":
    sys.exit(app.run(None, visit))
