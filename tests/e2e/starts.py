"""The first second of the program: what is seen before the editor is there, and what is asked for meanwhile.

    python -m tests.e2e.starts (look|move|lose|spread|maximise|begin|leave|open PROJECT|arrange PROJECT)

Prints JSON: what was imported and started when the start page was painted, and what came of it.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor_app import app
from editor_app.ui.window.main_window import MainWindow

DOCKS = ("media", "inspector", "timeline", "problems", "exports", "history", "keyframes", "clips", "uploads")
"""The docks; their own list would bring in what must not be imported yet."""

PLACES = {"move": (40, 60, 1200, 700), "lose": (2000, 100, 1200, 700), "spread": (100, 80, 1700, 980)}
"""Where the window is put before it closes: on the first screen, on a second one, over most of the first."""
LATER = ("av", "numpy", "pydantic", "PIL", "qtawesome", "editor_app.document", "editor_app.ui.timeline")


class Early(QObject):
    """Waits for the window to be seen, and then does what an impatient user does."""

    def __init__(self, scene: str) -> None:
        super().__init__()
        self._scene = scene
        self.window: MainWindow | None = None
        self.told: dict[str, Any] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Find the window when it is shown."""
        if self.window is None and isinstance(watched, MainWindow) and event.type() == QEvent.Type.Show:
            self.window = watched
            watched.first_paint.seen.connect(self._act)
        return False

    def _act(self) -> None:
        window = self.window
        assert window is not None
        self.told["imported"] = [name for name in LATER if name in sys.modules]
        self.told["children"] = len(multiprocessing.active_children())
        self.told["furnished"] = window.is_furnished
        self.told["start page"] = window.start_page.isVisible()
        self.told["menus"] = [action.text().replace("&", "") for action in window.top.menus.actions()]
        if self._scene == "begin":
            QTest.mouseClick(window.start_page.ratio_tiles[2], Qt.MouseButton.LeftButton)
            self.told["busy"] = window.busy.isVisible() and window.busy.text()
        elif self._scene == "leave":
            window.close()


async def look(window: MainWindow) -> None:
    """See the start page, now with all that belongs to it."""
    assert window.start_page.isVisible()
    assert window.actions_by_id["file.open"].isEnabled()


async def project(window: MainWindow) -> None:
    """Wait for the project that was asked for before there was an editor."""
    for _ in range(1200):
        if window.desk.workspace.is_open:
            break
        await asyncio.sleep(0.05)
    else:
        raise AssertionError("waited in vain for a project")
    assert window.panels.stage.isVisible()


def docks(window: MainWindow) -> dict[str, Any]:
    """Give where the docks stand that are shown."""
    shown = [name for name in DOCKS if not window.docks.dock(name).isHidden()]
    return {name: list(window.docks.dock(name).geometry().getRect() or ()) for name in shown}


def main() -> None:
    """Start the program for one scene."""
    scene = sys.argv[1]
    application = QApplication([])
    early = Early(scene)
    application.installEventFilter(early)

    async def guest(window: MainWindow) -> None:
        await (project if scene in ("begin", "open", "arrange") else look)(window)
        state = window.desk.document.state
        early.told["size"] = [state.composition_width, state.composition_height]
        early.told["path"] = str(window.desk.workspace.path)
        early.told["seen in the end"] = True
        early.told["at"] = list(window.geometry().getRect() or ())
        early.told["screen"] = list(window.screen().availableGeometry().getRect() or ())
        early.told["maximised"] = window.isMaximized()
        early.told["docks"] = docks(window)
        if scene == "arrange":
            window.docks.dock("media").hide()
            window.docks.open("clips")
            window.resizeDocks([window.docks.dock("timeline")], [500], Qt.Orientation.Vertical)
            await asyncio.sleep(0.2)
            early.told["arranged"] = docks(window)
        if scene in PLACES:
            window.setGeometry(*PLACES[scene])
        elif scene == "maximise":
            window.showMaximized()
        window.close()

    app.run(Path(sys.argv[2]) if scene in ("open", "arrange") else None, guest)
    print(json.dumps(early.told))


if __name__ == "__main__":
    main()
