"""A question before something that costs, or that cannot be taken back; the program goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMessageBox, QWidget

from editor_app.ui.export.texts import tr
from editor_app.ui.widgets.title_room import show_title


def ask_before(
    parent: QWidget, title: str, text: str, answer: str, do: Callable[[], object], *, away: str = ""
) -> QMessageBox:
    """Ask, and do it once somebody says yes; Enter and Escape leave all as it is."""
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)  # names are none of ours
    box.setText(title)
    box.setInformativeText(text)
    show_title(box)
    yes = box.addButton(answer, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(away or tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    for button in (yes, no):
        button.setIcon(QIcon())
    box.setEscapeButton(no)
    box.setDefaultButton(no)
    box.buttonClicked.connect(lambda button: do() if button is yes else None)
    box.finished.connect(box.deleteLater)
    box.open()
    return box


def keep_told(box: QMessageBox, changed: SignalInstance, text: Callable[[], str]) -> None:
    """Say in a question what is true now, for as long as it is asked."""

    def tell() -> None:
        box.setInformativeText(text())

    changed.connect(tell)
    box.finished.connect(lambda _answer: changed.disconnect(tell))
