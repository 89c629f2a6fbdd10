"""The settings of what is kept of fetched media."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor_app.store.media_cache import Usage
from editor_app.ui.settings.storage import GB, LIMITS_GB, StoragePage
from tests.ui.settings.test_dialog import Storage

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def storage() -> Storage:
    return Storage()


@pytest.fixture
def page(qtbot: QtBot, storage: Storage) -> StoragePage:
    made = StoragePage(storage)
    qtbot.addWidget(made)
    made.resize(560, 420)
    made.show()
    return made


def test_it_shows_what_there_is_and_passes_on_what_is_wanted(page: StoragePage, storage: Storage) -> None:
    assert storage.told == ["measure"]
    assert page.usage.text() == "12.0 MB in 3 files"
    assert page.hosts.text().replace("\u200b", "") == "cdn.example.com"
    QTest.mouseClick(page.clear, LEFT)
    QTest.mouseClick(page.ask, LEFT)
    assert storage.told == ["measure", "clear", "hosts"]


def test_the_limit_is_chosen_by_the_keyboard_and_a_limit_of_another_kind_is_shown_too(
    page: StoragePage, storage: Storage
) -> None:
    assert page.limit.currentText() == "20 GB"
    assert page.limit.count() == len(LIMITS_GB)
    page.limit.setFocus()
    QTest.keyClick(page.limit, Qt.Key.Key_Down)
    assert storage.limit_bytes == 50 * GB
    storage.set_limit(3 * GB)
    assert page.limit.currentText() == "3 GB"
    assert page.limit.count() == len(LIMITS_GB) + 1


@pytest.mark.parametrize(
    ("usage", "text", "can_clear"),
    [
        (None, "Looking…", False),
        (Usage(), "Nothing", False),
        (Usage(1, 2_000_000_000), "2.0 GB in 1 file", True),
    ],
)
def test_what_there_is_in_words(
    page: StoragePage, storage: Storage, usage: Usage | None, text: str, can_clear: bool
) -> None:
    storage.usage, storage.hosts = usage, ()  # type: ignore[assignment]
    storage.changed.emit()
    assert page.usage.text() == text
    assert page.clear.isEnabled() == can_clear
    assert not page.ask.isEnabled()
    storage.is_busy = True
    storage.changed.emit()
    assert not page.clear.isEnabled()


def test_why_nothing_was_cleared_is_said_beside_what_there_is(page: StoragePage, storage: Storage) -> None:
    storage.trouble = "The open project uses all of it."
    storage.changed.emit()
    assert page.usage.text() == "12.0 MB in 3 files\nThe open project uses all of it."
