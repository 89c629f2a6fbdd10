"""What the library says before there is anything in it, and how to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from editor_app.ui import icons
from editor_app.ui.media.labels import tr
from editor_app.ui.theme import HIT_PX, SPACE_PX, Tokens


class EmptyLibrary(QWidget):
    """An invitation to drop files, and two buttons for those who would rather choose."""

    files_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, parent: QWidget, tokens: Tokens) -> None:
        super().__init__(parent)
        self._icon = QLabel(self)
        title = QLabel(tr("Drop files anywhere to add them"), self)
        hint = QLabel(tr("Video, pictures, sound, SVG and Lottie; folders too."), self)
        hint.setProperty("secondary", True)
        self.files = _button(tr("Import files…"), tr("Import files"), self)
        self.folder = _button(tr("Import a folder…"), tr("Import all media of a folder"), self)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_PX)
        buttons.addStretch(1)
        buttons.addWidget(self.files)
        buttons.addWidget(self.folder)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_PX, SPACE_PX, SPACE_PX, SPACE_PX)
        column.setSpacing(SPACE_PX)
        column.addStretch(2)
        column.addWidget(self._icon)
        for label in (self._icon, title, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for label in (title, hint):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addSpacing(SPACE_PX)
        column.addLayout(buttons)
        column.addStretch(3)
        self.files.clicked.connect(self._want_files)
        self.folder.clicked.connect(self._want_folder)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._icon.setPixmap(icons.icon("mdi6.tray-arrow-down", color=tokens.secondary).pixmap(40, 40))

    def _want_files(self, _checked: bool = False) -> None:
        self.files_wanted.emit()

    def _want_folder(self, _checked: bool = False) -> None:
        self.folder_wanted.emit()


def _button(text: str, tip: str, parent: QWidget) -> QPushButton:
    button = QPushButton(text, parent)
    button.setMinimumHeight(HIT_PX)
    button.setToolTip(tip)
    button.setAccessibleName(text.rstrip("…"))
    return button
