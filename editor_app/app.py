"""The program with a window: one event loop, one desk, one window; built here and ended here."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from editor_app.product import APPLICATION_ID, NAME
from editor_app.services.desk import Desk
from editor_app.store.folders import Folders
from editor_app.store.log import start_log
from editor_app.store.settings import Settings, settings_file
from editor_app.ui.window.main_window import MainWindow

Guest = Callable[[MainWindow], Awaitable[None]]


def run(project: Path | None, guest: Guest | None = None) -> int:
    """Open the window, on a project where one is named, and give the exit code once it is closed.

    A `guest` is called once with the open window and works beside the user: tours, screenshots, trials. What
    it raises ends the program, and comes out here.
    """
    start_log()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName(APPLICATION_ID)
    app.setApplicationDisplayName(NAME)
    app.setDesktopFileName(APPLICATION_ID)
    # The window is hidden while work behind it ends; that must not end the loop.
    app.setQuitOnLastWindowClosed(False)
    with QEventLoop(app) as loop:
        loop.run_until_complete(_work(project, guest))
    return 0


async def _work(project: Path | None, guest: Guest | None) -> None:
    desk = Desk(Folders.of_user())
    window: MainWindow | None = None
    try:
        window = MainWindow(desk, Settings(settings_file()))
        await _live(window, project, guest)
    finally:
        await desk.close()
        if window is not None:  # not before: what ends may still have something to say
            window.deleteLater()


async def _live(window: MainWindow, project: Path | None, guest: Guest | None) -> None:
    desk = window.desk
    closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def finish(error: BaseException | None = None) -> None:
        if not closed.done():
            closed.set_exception(error) if error else closed.set_result(None)

    async def visit(guest: Guest) -> None:
        try:
            await guest(window)
        except BaseException as error:
            finish(error)
            raise

    window.closed.connect(finish)
    window.show()
    if project is not None:
        desk.tasks.start(desk.workspace.open(project), "open")
    else:
        desk.workspace.prepare_demo()
    if guest is not None:
        desk.tasks.start(visit(guest), "guest")
    await closed
