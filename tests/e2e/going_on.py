"""Exports that go on while no project is open: told on the start page, shown, and steered from there.

    python -m tests.e2e.going_on begin|look HOME

The result is JSON.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from editor_app import app
from editor_app.ui.window.main_window import MainWindow
from tests.e2e.visits import until

TOLD: dict[str, Any] = {}


async def begin(window: MainWindow) -> None:
    """Begin an export that takes a while; the program is gone at once, and lets nobody know."""
    page, panel = window.start_page, window.panels.exports
    page.template_tiles[0].clicked.emit()
    await until(lambda: window.desk.workspace.is_open, "a project")
    window.editor.open_export()
    panel.export.click()
    await until(lambda: any(job.status == "rendering" for job in window.desk.export_queue.jobs), "an export")
    print(json.dumps(TOLD), flush=True)
    os._exit(0)


async def look(window: MainWindow) -> None:
    """Read of it on the start page, see it, put it away, and open it by its key."""
    going_on, panel, docks = window.editor.going_on, window.panels.exports, window.docks
    await until(going_on.isVisible, "the line")
    assert not docks.is_seen("exports")
    TOLD["line"] = going_on.line.text()
    going_on.show_button.click()
    await until(lambda: docks.is_seen("exports"), "the panel")
    TOLD["keyboard in list"] = QApplication.focusWidget() is panel.jobs.view
    TOLD["export offered"] = panel.export.isVisible() or panel.choices.cards.isVisible()
    TOLD["jobs"] = [panel.jobs.view.isVisible(), len(window.desk.export_queue.jobs)]
    TOLD["button"] = going_on.show_button.text()
    going_on.show_button.click()
    await until(lambda: not docks.is_seen("exports"), "the panel to go")
    QTest.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: docks.is_seen("exports"), "the panel by its key")
    assert await window.desk.workspace.new(640, 360)
    await until(lambda: docks.is_seen("timeline"), "the project")
    window.editor.open_export()
    await until(panel.export.isVisible, "what can be made of the project")
    TOLD["line with project"] = going_on.isVisible()
    TOLD["docks"] = [name for name in ("media", "timeline") if docks.is_seen(name)]
    view, bar = panel.jobs.view, panel.area.verticalScrollBar()
    bar.setValue(0)
    QTest.mouseClick(window.panels.export_status, Qt.MouseButton.LeftButton)
    await until(lambda: is_in_sight(view), "the export that the lower edge tells of")
    TOLD["scrolled"] = bar.value() > 0
    for job in window.desk.export_queue.jobs:
        window.desk.export_queue.cancel(job.id)
    await until(lambda: all(job.is_over for job in window.desk.export_queue.jobs), "the end of it")
    window.close()


def is_in_sight(view: QListView) -> bool:
    """Tell whether the middle of the current row is seen."""
    return view.visibleRegion().contains(view.visualRect(view.currentIndex()).center())


def main() -> None:
    """Start the program for one scene; films are made in its home."""
    os.environ["HOME"] = sys.argv[2]
    app.run(None, begin if sys.argv[1] == "begin" else look)
    print(json.dumps(TOLD))


if __name__ == "__main__":
    main()
