"""Files that are let go over a text field reach the window behind it; text that is dragged goes in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui.window.keys import KeysOfFocus

FIELDS: list[Callable[[], QLineEdit | QPlainTextEdit]] = [QLineEdit, QPlainTextEdit]


class Behind(QWidget):
    """What takes files."""

    def __init__(self) -> None:
        super().__init__()
        self.dropped: list[Path] = []
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped += [Path(url.toLocalFile()) for url in event.mimeData().urls()]


@pytest.fixture
def behind(qtbot: QtBot, qapp: QApplication) -> Iterator[Behind]:
    made, keys = Behind(), KeysOfFocus()
    qtbot.addWidget(made)
    qapp.installEventFilter(keys)
    yield made
    qapp.removeEventFilter(keys)


def drop(field: QLineEdit | QPlainTextEdit, mime: QMimeData) -> None:
    """Drag something over a field and let it go there, as the system does."""
    target = field.viewport() if isinstance(field, QPlainTextEdit) else field
    held = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(4, 4), *held))
    QApplication.sendEvent(target, QDropEvent(QPointF(4, 4), *held))


def text_of(field: QLineEdit | QPlainTextEdit) -> str:
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()


@pytest.mark.parametrize("make", FIELDS)
def test_files_go_to_what_lies_behind_and_text_goes_in(
    behind: Behind, tmp_path: Path, make: Callable[[], QLineEdit | QPlainTextEdit]
) -> None:
    field = make()
    QVBoxLayout(behind).addWidget(field)
    behind.show()
    files, words = QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "clip.mp4"))])
    files.setText("file:///clip.mp4")
    words.setText("words")
    drop(field, files)
    assert (behind.dropped, text_of(field)) == ([tmp_path / "clip.mp4"], "")
    drop(field, words)
    assert (behind.dropped, text_of(field)) == ([tmp_path / "clip.mp4"], "words")
