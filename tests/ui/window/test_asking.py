"""Questions of few words: their title is whole, and what goes on stands where it does in every dialog."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui.cloud_projects.details import DetailsDialog
from editor_app.ui.theme import apply_theme
from editor_app.ui.widgets.title_room import title_px
from editor_app.ui.window.asking import ask


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    font, colours = app.font(), app.palette()
    apply_theme(app, "dark")
    made = QWidget()
    made.resize(900, 500)
    qtbot.addWidget(made)
    made.show()
    yield made
    app.setStyleSheet("")
    app.setFont(font)
    app.setPalette(colours)


def from_left(buttons: list[QPushButton]) -> list[str]:
    return [button.text() for button in sorted(buttons, key=lambda one: one.mapToGlobal(one.pos()).x())]


def seen_in_box(
    window: QWidget, title: str, answers: tuple[str, ...], look: Callable[[QMessageBox], None]
) -> int | None:
    async def work() -> int | None:
        asking = asyncio.ensure_future(ask(window, title, "Why.", answers))
        await asyncio.sleep(0)
        (box,) = window.findChildren(QMessageBox)
        QApplication.processEvents()
        look(box)
        next(button for button in box.buttons() if button.text() == answers[0]).click()
        return await asking

    return asyncio.run(work())


@pytest.mark.parametrize("answers", [("Quit",), ("Save", "Do not save")])
def test_what_goes_on_stands_last_and_what_leads_away_before_it(
    window: QWidget, answers: tuple[str, ...]
) -> None:
    def look(box: QMessageBox) -> None:
        cancel = box.escapeButton().text()  # type: ignore[union-attr]
        assert from_left(box.findChildren(QPushButton))[-2:] == [cancel, answers[0]]

    assert seen_in_box(window, "Quit now?", answers, look) == 0


@pytest.mark.parametrize("title", ["Quit now?", "Stop syncing this project with a service of a long name?"])
def test_a_box_is_as_wide_as_its_title(window: QWidget, title: str) -> None:
    def look(box: QMessageBox) -> None:
        assert box.width() >= title_px(title)

    assert seen_in_box(window, title, ("Yes",), look) == 0


def test_the_dialog_for_a_title_has_them_in_the_same_order(qtbot: QtBot, window: QWidget) -> None:
    dialog = DetailsDialog(window, "Evening", "")
    dialog.show()
    QApplication.processEvents()
    assert from_left([dialog.save, dialog.cancel]) == ["Cancel", "Save"]
