"""What is told outside of the panel: one line at the window's edge, and a message of the system's."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui.export import EndMessages, ExportStatus, tray
from tests.ui.export.scene import FakeQueue, job


class Tray(QObject):
    """The icon of a system that has room for one, or has not."""

    MessageIcon = QSystemTrayIcon.MessageIcon
    messageClicked = Signal()
    is_there = True
    shown: ClassVar[list[str]] = []

    def __init__(self, _sign: QIcon, parent: QObject) -> None:
        super().__init__(parent)

    @classmethod
    def isSystemTrayAvailable(cls) -> bool:
        return cls.is_there

    def show(self) -> None:
        """Be seen."""

    def hide(self) -> None:
        """Be seen no more."""

    def showMessage(self, title: str, *_rest: object) -> None:
        self.shown.append(title)


@pytest.fixture
def queue() -> FakeQueue:
    return FakeQueue()


def test_the_line_says_what_is_under_way_and_for_a_while_what_became_of_it(
    queue: FakeQueue, qtbot: QtBot
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    status = ExportStatus(queue, host)  # type: ignore[arg-type]
    assert status.isHidden()
    begun = job(status="rendering", share=0.5)
    queue.put(begun)
    assert (status.text(), status.accessibleName()) == ("Exports · film 1 48 %",) * 2
    queue.tell(replace(begun, status="done"))
    assert status.text() == "film 1.mp4 is ready"
    status._forget.setInterval(1)
    status._forget.start()
    qtbot.waitUntil(status.isHidden)


def test_what_was_over_before_is_not_told_again(queue: FakeQueue, qtbot: QtBot) -> None:
    queue.put(job(status="done"))
    status = ExportStatus(queue)  # type: ignore[arg-type]
    qtbot.addWidget(status)
    assert status.isHidden()


@pytest.mark.parametrize(
    ("status", "is_active", "told"),
    [
        ("done", False, ["film 1.mp4 is ready"]),
        ("failed", False, ["film 1.mp4 failed"]),
        ("cancelled", False, []),
        ("done", True, []),
    ],
)
@pytest.mark.parametrize("has_tray", [True, False])
def test_the_system_tells_only_who_looks_elsewhere(
    queue, monkeypatch, status, is_active, told, has_tray
) -> None:
    shown = list[str]()
    monkeypatch.setattr(Tray, "shown", shown)
    monkeypatch.setattr(Tray, "is_there", has_tray)
    monkeypatch.setattr(tray, "QSystemTrayIcon", Tray)
    states = Qt.ApplicationState
    state = states.ApplicationActive if is_active else states.ApplicationInactive
    monkeypatch.setattr(QGuiApplication, "applicationState", staticmethod(lambda: state))
    messages = EndMessages(queue)
    begun = job(status="rendering")
    queue.put(begun)
    queue.tell(replace(begun, status=status, sentence="Why."))
    assert messages.told == told
    assert shown == (told if has_tray else [])


def test_a_click_on_a_message_leads_back(queue: FakeQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Tray, "is_there", True)
    monkeypatch.setattr(tray, "QSystemTrayIcon", Tray)
    monkeypatch.setattr(tray, "_is_active", lambda: False)
    messages, clicked = EndMessages(queue), list[bool]()  # type: ignore[arg-type]
    messages.clicked.connect(lambda: clicked.append(True))
    begun = job(status="rendering")
    queue.put(begun)
    queue.tell(replace(begun, status="done"))
    assert messages._tray is not None
    messages._tray.messageClicked.emit()
    assert clicked == [True]
