"""Going from clip to clip with the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.timeline.scene import Scene

Reason = Qt.FocusReason


def come(scene: Scene, reason: Reason) -> None:
    QApplication.sendEvent(scene.area, QFocusEvent(QEvent.Type.FocusIn, reason))


def test_a_clip_that_is_alone_on_its_track_is_selected_by_an_arrow(scene: Scene) -> None:
    come(scene, Reason.TabFocusReason)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(scene.area, key)
    assert scene.area.focused == "m"
    scene.session.select(())
    QTest.keyClick(scene.area, Qt.Key.Key_Left)
    assert scene.session.selection.item_ids == ("m",)


@pytest.mark.parametrize(
    ("reason", "goes_on"),
    [
        (Reason.PopupFocusReason, True),
        (Reason.ActiveWindowFocusReason, True),
        (Reason.MenuBarFocusReason, True),
        (Reason.MouseFocusReason, False),
    ],
)
def test_a_menu_or_another_window_does_not_end_it(scene: Scene, reason: Reason, goes_on: bool) -> None:
    come(scene, Reason.TabFocusReason)
    QApplication.sendEvent(scene.area, QFocusEvent(QEvent.Type.FocusOut, reason))
    come(scene, reason)
    QTest.keyClick(scene.area, Qt.Key.Key_Right)
    assert bool(scene.session.selection.item_ids) == goes_on
