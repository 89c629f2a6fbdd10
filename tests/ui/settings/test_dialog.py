"""The dialog for settings, by the keyboard and by the mouse."""

from __future__ import annotations

from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from editor_app.services.accounts import Accounts, Draft
from editor_app.services.local_server import ServerState
from editor_app.services.tasks import Tasks
from editor_app.session import Session
from editor_app.store.media_cache import Usage
from editor_app.ui.settings import SettingsDialog
from editor_app.ui.settings.texts import state_line
from editor_app.ui.theme import DARK, HIGH_CONTRAST, HIT_PX, LIGHT
from tests.ui.seen_texts import cut_of
from tests.ui.tab_walk import seen_order, walk

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
RUNNING = ServerState("running", "http://127.0.0.1:41999", "sk_indream_secret")
DRAFTS = (
    Draft("indream", "Indream", "https://api.indream.ai", "sk_indream_secret"),
    Draft("renderingvideo", "Films", "https://video.example/a/long/way/to/the/proxy/of/our/house"),
)
FAILED = ServerState("failed", sentence="The local workspace stopped by itself (SIGKILL). " * 3)


class Preview(QObject):
    """A quality."""

    quality_changed = Signal()
    quality: Any = "auto"

    def set_quality(self, quality: Any) -> None:
        self.quality = quality
        self.quality_changed.emit()


class Player(QObject):
    """Sound, or none."""

    muted_changed = Signal(bool)
    muted = False

    def set_muted(self, on: bool) -> None:
        self.muted = on
        self.muted_changed.emit(on)


class Server(QObject):
    """A server that does what it is told to be seen doing."""

    state_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.data_dir = Path("/home/somebody/.local/share/editor-app/sandbox")
        self.state = ServerState()

    def start(self) -> None:
        self.show(ServerState("starting"))

    def stop(self) -> None:
        self.show(ServerState("stopping"))

    def show(self, state: ServerState) -> None:
        self.state = state
        self.state_changed.emit(state)


class Storage(QObject):
    """Some media, and a host."""

    changed = Signal()
    hosts: tuple[str, ...] = ("cdn.example.com",)
    is_busy = False
    trouble = ""
    usage = Usage(3, 12_000_000)
    limit_bytes = 20 * 10**9

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []

    def set_limit(self, limit_bytes: int) -> None:
        self.limit_bytes = limit_bytes
        self.changed.emit()

    def measure(self) -> None:
        self.told.append("measure")

    def clear(self) -> None:
        self.told.append("clear")

    def forget_hosts(self) -> None:
        self.told.append("hosts")


class Idle(Accounts):
    """Accounts that keep and ask nothing: there is no loop here."""

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        work.close()


class Scene:
    """The dialog over a window of the smallest size that counts."""

    def __init__(self, qtbot: QtBot, *, has_project: bool = True) -> None:
        self.window = QWidget()
        self.window.resize(1280, 720)
        qtbot.addWidget(self.window)
        self.preview, self.player, self.session, self.server = Preview(), Player(), Session(), Server()
        self.accounts = Idle(Path("/nowhere/accounts.json"), self.server, Tasks(), environment="")
        self.dialog = SettingsDialog(
            self.window,
            look="dark",
            preview=self.preview,
            player=self.player,
            session=self.session,
            has_project=has_project,
            keys="Preset: Default",
            server=self.server,
            accounts=self.accounts,
            storage=Storage(),
            tokens=DARK,
        )
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.told: list[object] = []
        for signal in (
            self.dialog.look_chosen,
            self.dialog.browser_wanted,
        ):
            signal.connect(self.told.append)
        self.dialog.keys_wanted.connect(lambda: self.told.append("keys"))
        self.dialog.folder_wanted.connect(lambda: self.told.append("folder"))
        self.dialog.show()
        qtbot.waitExposed(self.dialog)
        self.dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.dialog)

    def go_to(self, row: int) -> None:
        """Go to a section by the keyboard."""
        self.dialog.sections.setFocus()
        QTest.keyClick(self.dialog.sections, Key.Key_Home)
        for _ in range(row):
            QTest.keyClick(self.dialog.sections, Key.Key_Down)
        assert self.dialog.pages.currentIndex() == row


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    return Scene(qtbot)


def press(key: Qt.Key) -> None:
    """Press a key where the keyboard is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)


def test_a_look_is_chosen_by_the_keyboard_alone(scene: Scene) -> None:
    assert scene.dialog.sections.hasFocus()
    press(Key.Key_Tab)
    press(Key.Key_Right)
    press(Key.Key_Left)
    press(Key.Key_Left)
    assert scene.told == ["light", "dark", None]
    scene.dialog.set_tokens(LIGHT)
    press(Key.Key_Escape)
    assert not scene.dialog.isVisible()


def test_playback_is_changed_and_what_changes_elsewhere_is_seen(scene: Scene) -> None:
    page = scene.dialog.playback
    scene.go_to(1)
    QTest.mouseClick(page.quality.buttons[2], LEFT)
    QTest.mouseClick(page.mute, LEFT)
    page.loop.setFocus()
    QTest.keyClick(page.loop, Key.Key_Space)
    QTest.mouseClick(page.follow.buttons[2], LEFT)
    chosen = (scene.preview.quality, scene.player.muted, scene.session.loop, scene.session.follow)
    assert chosen == ("half", True, True, "smooth")
    scene.preview.set_quality("full")
    scene.player.set_muted(False)
    scene.session.set_loop(False)
    scene.session.set_follow("none")
    shown = (page.quality.value, page.mute.isChecked(), page.loop.isChecked(), page.follow.value)
    assert shown == ("full", False, False, "none")


def test_without_a_project_nothing_of_one_can_be_chosen(qtbot: QtBot) -> None:
    page = Scene(qtbot, has_project=False).dialog.playback
    enabled = [part.isEnabled() for part in (page.quality, page.mute, page.loop, page.follow)]
    assert enabled == [True, True, False, False]


def test_the_keyboard_section_leads_to_the_keys(scene: Scene) -> None:
    scene.go_to(2)
    press(Key.Key_Tab)
    press(Key.Key_Space)
    assert scene.told == ["keys"]


def test_the_workspace_is_switched_and_shown_as_it_is(scene: Scene) -> None:
    page = scene.dialog.developer
    scene.go_to(5)
    assert page.state.text() == "Off"
    assert not page.copy_url.isEnabled()
    assert not page.open_url.isEnabled()
    press(Key.Key_Tab)
    press(Key.Key_Space)
    assert page.state.text() == "Starting…"
    assert page.switch.isChecked()
    scene.server.show(RUNNING)
    assert page.state.text() == "Running; only this computer reaches it"
    assert page.url.text() == RUNNING.url
    QTest.mouseClick(page.copy_url, LEFT)
    assert QGuiApplication.clipboard().text() == RUNNING.url
    QTest.mouseClick(page.open_url, LEFT)
    QTest.mouseClick(page.open_folder, LEFT)
    assert scene.told == [RUNNING.url, "folder"]
    page.switch.setFocus()
    press(Key.Key_Space)
    assert page.state.text() == "Stopping…"
    assert not page.switch.isChecked()
    assert page.url.text() == page.key.text() == ""


def test_the_key_is_hidden_and_can_be_copied(scene: Scene) -> None:
    page = scene.dialog.developer
    scene.server.show(RUNNING)
    scene.go_to(5)
    assert page.key.echoMode() == QLineEdit.EchoMode.Password
    assert RUNNING.key not in page.key.displayText()
    QTest.keyClick(page.copy_key, Key.Key_Space)
    assert QGuiApplication.clipboard().text() == RUNNING.key
    assert page.copy_key.text() == "Copied"
    texts = [part.toolTip() + part.accessibleName() for part in scene.dialog.findChildren(QWidget)]
    assert not [text for text in texts if RUNNING.key in text]


def test_a_failure_is_told_whole_and_leaves_the_switch_off(scene: Scene) -> None:
    page = scene.dialog.developer
    scene.go_to(5)
    scene.server.show(RUNNING)
    scene.server.show(FAILED)
    QApplication.processEvents()
    assert page.state.text().replace("\u200b", "") == FAILED.sentence
    assert page.state.height() >= page.state.heightForWidth(page.state.width())
    assert not page.switch.isChecked()
    assert list(cut_of(scene.dialog.findChildren(QWidget))) == []


@pytest.mark.parametrize(
    ("state", "text", "tone"),
    [
        (ServerState(), "Off", "quiet"),
        (ServerState("starting"), "Starting…", "quiet"),
        (RUNNING, "Running; only this computer reaches it", "ok"),
        (ServerState("stopping"), "Stopping…", "quiet"),
        (ServerState("failed", sentence="It broke."), "It broke.", "error"),
    ],
)
def test_states_in_words(state: ServerState, text: str, tone: str) -> None:
    line = state_line(state)
    assert (line.text, line.tone) == (text, tone)


@pytest.mark.parametrize("row", range(6))
def test_tab_goes_as_one_reads_and_everything_has_a_name_and_room(scene: Scene, row: int) -> None:
    for draft in DRAFTS:
        scene.accounts.save(draft)
    scene.server.show(RUNNING)
    scene.go_to(row)
    dialog = scene.dialog
    met = walk(dialog.sections, dialog)
    assert met[0] is dialog.sections
    assert met[-1] is dialog.close_button
    assert met[1:] == seen_order(met[1:], dialog)
    reached = [part for part in met if part not in (dialog.sections, dialog.close_button)]
    assert reached
    assert [part for part in met if not _name(part)] == []
    assert [part for part in met if min(part.width(), part.height()) < HIT_PX] == []
    assert list(cut_of(dialog.findChildren(QWidget))) == []


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def test_every_look_dresses_all_of_it(scene: Scene) -> None:
    for tokens in (LIGHT, HIGH_CONTRAST):
        scene.dialog.set_tokens(tokens)
        scene.server.show(FAILED)
        assert tokens.error in scene.dialog.developer.state.styleSheet()
