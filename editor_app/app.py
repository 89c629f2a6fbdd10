"""The program with a window: one event loop, one window, one desk; built here in order, and ended in order.

The start page is seen first, as it needs little. Then comes what takes a second to import and to build, and
only then are other processes started.
"""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from editor_app.product import APPLICATION_ID, NAME
from editor_app.services.tasks import Tasks
from editor_app.store.folders import Folders
from editor_app.store.log import start_log
from editor_app.store.settings import Settings, settings_file
from editor_app.ui.widgets import spoken
from editor_app.ui.window.main_window import MainWindow

Guest = Callable[[MainWindow], Awaitable[None]]

_CORE = (
    "av",
    "editor_app.checks",
    "editor_app.cloud.indream",
    "editor_app.edits",
    "editor_app.store.reopening",
)
"""What needs no Qt, and most of the time: imported in a thread, while the start page answers already."""
_EDITOR = (
    "editor_app.services.preview",
    "editor_app.services.desk",
    "editor_app.ui.canvas",
    "editor_app.ui.export",
    "editor_app.ui.inspector",
    "editor_app.ui.media",
    "editor_app.ui.timeline.panel",
    "editor_app.ui.window.editor",
)
"""What needs Qt, and so the window's own thread: imported one after the other, with events between."""


def run(project: Path | None, guest: Guest | None = None) -> int:
    """Open the window, on a project where one is named, and give the exit code once it is closed.

    A `guest` is called once with the furnished window and works beside the user: tours, screenshots, trials.
    What it raises ends the program, and comes out here.
    """
    start_log()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName(APPLICATION_ID)
    app.setApplicationDisplayName(NAME)
    app.setDesktopFileName(APPLICATION_ID)
    spoken.install()
    # The window is hidden while work behind it ends; that must not end the loop.
    app.setQuitOnLastWindowClosed(False)
    with QEventLoop(app) as loop:
        loop.run_until_complete(_work(project, guest))
    return 0


async def _work(project: Path | None, guest: Guest | None) -> None:
    folders, tasks = Folders.of_user(), Tasks()
    window = MainWindow(folders, tasks, Settings(settings_file()))
    try:
        await _live(window, folders, project, guest)
    finally:
        await (window.desk.close() if window.is_furnished else tasks.close())
        window.deleteLater()  # not before: what ends may still have something to say


async def _live(window: MainWindow, folders: Folders, project: Path | None, guest: Guest | None) -> None:
    closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def finish(error: BaseException | None = None) -> None:
        if not closed.done():
            closed.set_exception(error) if error else closed.set_result(None)

    async def furnish() -> None:
        try:
            await _furnish(window, folders)
            if project is None:
                window.desk.workspace.prepare_demo()
            if guest is not None:
                await guest(window)
        except BaseException as error:
            finish(error)
            raise

    window.closed.connect(finish)
    if project is not None:
        window.open_project(project)
    window.show()
    window.tasks.start(furnish(), "guest" if guest else "furnish")
    await closed


async def _furnish(window: MainWindow, folders: Folders) -> None:
    """Make the editor, once the start page is seen, in steps that hold the window up little."""
    await window.first_paint.wait()
    window.start_page.show_recent()
    await asyncio.to_thread(_import_core)
    for name in _EDITOR:
        importlib.import_module(name)
        await asyncio.sleep(0)
    from editor_app.services.desk import Desk

    window.furnish(Desk(folders, window.tasks))


def _import_core() -> None:
    for name in _CORE:
        importlib.import_module(name)
