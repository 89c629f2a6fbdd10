"""The settings in the whole window, with a real local workspace.

    python -m tests.e2e.preferences (change|look|refused|kill)

Prints JSON: what came of it. `kill` ends the window's own process, without a goodbye.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from typing import Any

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from editor_app import app
from editor_app.cloud.indream import APIError
from editor_app.services.accounts import Draft
from editor_app.ui.keys import KeysDialog
from editor_app.ui.settings import SettingsDialog
from editor_app.ui.theme import LIGHT
from editor_app.ui.window.command_palette import CommandPalette
from editor_app.ui.window.main_window import MainWindow
from tests.e2e.shortcuts import until

Key, Modifier = Qt.Key, Qt.KeyboardModifier
APPEARANCE, PLAYBACK, KEYBOARD, SERVICES, STORAGE, DEVELOPER = range(6)
told: dict[str, Any] = {}


class Opened(QObject):
    """Takes the addresses that would be opened by other programs."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []
        for scheme in ("http", "file"):
            QDesktopServices.setUrlHandler(scheme, self, "take")  # pyright: ignore

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Note an address."""
        self.urls.append(url.toString())


async def open_settings(window: MainWindow, section: int) -> SettingsDialog:
    """Open the settings by name, and go to a section."""
    QTest.keyClick(window, Key.Key_K, Modifier.ControlModifier)
    await until(lambda: window.findChild(CommandPalette) is not None, "the palette")
    line = QApplication.focusWidget()
    assert line is not None
    QTest.keyClicks(line, "settings")
    QTest.keyClick(line, Key.Key_Return)
    await until(lambda: window.findChild(SettingsDialog) is not None, "the settings")
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    await until(dialog.sections.hasFocus, "the sections to have the keyboard")
    for _ in range(section):
        QTest.keyClick(dialog.sections, Key.Key_Down)
    return dialog


async def close(window: MainWindow, dialog: SettingsDialog) -> None:
    """Leave the settings."""
    QTest.keyClick(dialog, Key.Key_Escape)
    await until(lambda: window.findChild(SettingsDialog) is None, "the settings to go")
    await activate(window)


async def activate(window: MainWindow) -> None:
    """Bring the window to the front, as there is no window manager to do it."""
    window.activateWindow()
    await until(lambda: QApplication.activeWindow() is window, "the window")


async def press(key: Qt.Key, times: int = 1) -> None:
    """Press a key where the keyboard is."""
    for _ in range(times):
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key)
        await asyncio.sleep(0)


async def asked(url: str, path: str, key: str = "") -> int:
    """Ask a server over a plain connection; give the status."""
    place = QUrl(url)
    reader, writer = await asyncio.open_connection(place.host(), place.port())
    lines = [f"GET {path} HTTP/1.1", f"Host: {place.authority()}", "Connection: close"]
    lines += [f"x-api-key: {key}"] if key else []
    writer.write("\r\n".join([*lines, "", ""]).encode())
    status = int((await reader.readline()).split()[1])
    writer.close()
    return status


async def change(window: MainWindow) -> None:
    """Choose a look, a quality and silence; start the workspace, use it, and leave it running."""
    opened = Opened()
    dialog = await open_settings(window, APPEARANCE)
    await press(Key.Key_Tab)
    QTest.mouseClick(dialog.appearance.look.buttons[2], Qt.MouseButton.LeftButton)
    told["look"] = window.tokens == LIGHT
    dialog.sections.setFocus()
    await press(Key.Key_Down)
    QTest.mouseClick(dialog.playback.quality.buttons[2], Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog.playback.mute, Qt.MouseButton.LeftButton)
    await close(window, dialog)

    dialog = await open_settings(window, KEYBOARD)
    await press(Key.Key_Tab)
    await press(Key.Key_Space)
    await until(lambda: window.findChild(KeysDialog) is not None, "the keys")
    keys = window.findChild(KeysDialog)
    assert keys is not None
    await until(keys.isActiveWindow, "the keys to be in front")
    told["keys"] = window.findChild(SettingsDialog) is None or not dialog.isVisible()
    QTest.keyClick(keys.search.line, Key.Key_Escape)
    await until(lambda: window.findChild(KeysDialog) is None, "the keys to go")
    await activate(window)

    dialog = await open_settings(window, DEVELOPER)
    page = dialog.developer
    await press(Key.Key_Tab)
    await press(Key.Key_Space)
    told["at once"] = page.state.text()
    await until(page.open_url.isEnabled, "the workspace")
    copied = await copy(page.copy_url), await copy(page.copy_key)
    told["answers"] = (
        await asked(copied[0], "/openapi.json"),
        await asked(copied[0], "/v1/projects", *copied[1:]),
    )
    page.open_url.click()
    page.open_folder.click()
    told["opened"] = opened.urls == [
        copied[0],
        QUrl.fromLocalFile(str(window.desk.local_server.data_dir)).toString(),
    ]
    told["url"], told["pid"] = copied[0], window.desk.local_server.pid
    await close(window, dialog)


async def copy(button: QPushButton) -> str:
    """Press a button that copies, and give what it copied."""
    QTest.keyClick(button, Key.Key_Space)
    return QGuiApplication.clipboard().text()


async def look(window: MainWindow) -> None:
    """See what has been kept."""
    told["look"] = window.tokens == LIGHT
    told["quality"], told["muted"] = window.desk.preview.quality, window.desk.player.muted
    told["server"] = window.desk.local_server.state.kind


async def refused(window: MainWindow) -> None:
    """Let a service refuse the key of an account, and follow the notice to where it is mended."""
    accounts, server = window.desk.accounts, await window.desk.local_server.ready()
    made = accounts.save(Draft("sandbox", "Box", server.url, "sk_indream_revoked_since"))
    await accounts.ready()
    for _ in range(2):
        try:
            await accounts.client(made).projects.list()
        except APIError as error:
            told["is it"] = accounts.report(made, error)
    told["sentences"] = [text for text in window.notices.sentences() if "key" in text]
    button = next(b for b in window.notices.findChildren(QToolButton) if b.text() == "Open Services")
    button.click()
    await until(lambda: window.findChild(SettingsDialog) is not None, "the settings")
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    page = dialog.services
    told["page"] = dialog.pages.currentWidget() is page
    told["row"] = page.rows[made.id].key_text
    page.rows[made.id].edit.click()
    assert page.dialog is not None
    QTest.keyClicks(page.dialog.key, server.key)
    QTest.keyClick(page.dialog.key, Key.Key_Return)
    await accounts.ready()
    told["mended"] = page.rows[made.id].key_text
    told["projects"] = len((await accounts.client(made).projects.list()).items)
    await close(window, dialog)


async def kill(window: MainWindow) -> None:
    """Start the workspace, tell of it, and end at once."""
    state = await window.desk.local_server.ready()
    print(json.dumps({"url": state.url, "answers": await asked(state.url, "/")}), flush=True)
    os.kill(os.getpid(), signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)


def main() -> None:
    """Run the program."""

    async def guest(window: MainWindow) -> None:
        window.resize(1280, 720)
        await {"change": change, "look": look, "kill": kill, "refused": refused}[sys.argv[1]](window)
        window.actions_by_id["file.quit"].trigger()

    app.run(None, guest)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
