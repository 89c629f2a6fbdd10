"""Widgets that flow, and that go."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from editor_app.ui.widgets.flow import FlowLayout


def test_what_goes_leaves_the_line_to_the_others(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    flow = FlowLayout(window, spacing=4)
    labels = [QLabel("wide enough", window) for _ in range(3)]
    for label in labels:
        label.setFixedSize(100, 20)
        flow.addWidget(label)
    assert flow.heightForWidth(320) == 20
    assert flow.heightForWidth(120) == 68
    labels[0].deleteLater()
    QApplication.sendPostedEvents(labels[0], QEvent.Type.DeferredDelete.value)
    assert flow.count() == 2
    item = flow.itemAt(0)
    assert item is not None
    delete(item)  # as Qt does on its own, when a window is torn down
    assert flow.count() == 1
    assert flow.heightForWidth(120) == 20
    assert flow.itemAt(1) is None
