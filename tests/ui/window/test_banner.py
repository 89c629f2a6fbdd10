"""What a crash left is told in a band that stays until it is answered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor_app.ui.theme import DARK
from editor_app.ui.window.banner import RecoveryBanner, clock, recovered_text

NOW = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)
LEFT = Qt.MouseButton.LeftButton


def test_steps_and_time_are_told_in_words() -> None:
    assert recovered_text(1, None, NOW) == "1 step that was not saved is back."
    assert (
        recovered_text(3, NOW, NOW)
        == f"3 steps that were not saved are back, the last from {clock(NOW, NOW)}."
    )
    assert recovered_text(1, None, NOW, needs_save=False) == "1 step of last time is back, and saved now."
    assert recovered_text(3, NOW, NOW, needs_save=False) == (
        f"3 steps of last time are back, and saved now, the last from {clock(NOW, NOW)}."
    )
    before = NOW - timedelta(days=2)
    assert len(clock(before, NOW)) > len(clock(NOW, NOW))  # with its day


def test_the_band_offers_save_history_and_a_cross(qtbot: QtBot) -> None:
    banner = RecoveryBanner(DARK)
    qtbot.addWidget(banner)
    assert not banner.isVisible()
    banner.tell(2, NOW)
    assert banner.isVisible()
    with qtbot.waitSignal(banner.save_wanted):
        QTest.mouseClick(banner.save, LEFT)
    with qtbot.waitSignal(banner.history_wanted):
        QTest.mouseClick(banner.history, LEFT)
    QTest.mouseClick(banner.cross, LEFT)
    assert not banner.isVisible()


def test_nobody_is_to_save_what_is_called_saved(qtbot: QtBot) -> None:
    banner = RecoveryBanner(DARK)
    qtbot.addWidget(banner)
    banner.need_save(False)
    assert not banner.isVisible()
    banner.tell(2, None)
    assert banner.accessibleName() == "2 steps of last time are back, and saved now."
    assert not banner.save.isVisible()
    banner.need_save(True)
    assert banner.accessibleName() == "2 steps that were not saved are back."
    assert banner.save.isVisible()
