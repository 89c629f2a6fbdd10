"""The top of the window: menus on the left, the project's name in the middle, how safe it is on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenuBar, QPushButton, QWidget

from editor_app.ui.theme import SMALL_PX, TEXT_PX, Tokens, ui_font
from editor_app.ui.window.status import Line, Tone
from editor_app.ui.window.sync_button import SyncButton
from editor_app.ui.window.texts import tr

_DOT_PX = 8


class TopBar(QWidget):
    """The bar; the window fills its menus."""

    def __init__(self, parent: QWidget, tokens: Tokens) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.menus = QMenuBar(self)
        self.menus.setNativeMenuBar(False)
        self.title = QLabel(self)
        self.title.setFont(ui_font(TEXT_PX, weight=600))
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title.setAccessibleName(tr("Project"))
        self.kept = StatusLine(self, tokens)
        self.kept.setAccessibleName(tr("How safe the work is"))
        self.sync = SyncButton(self, tokens)
        self.export = QPushButton(tr("Export"), self)
        self.export.setObjectName("exportButton")
        self.export.setDefault(True)
        right = QWidget(self)
        row = QHBoxLayout(right)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(12)
        row.addStretch(1)
        row.addWidget(self.kept)
        row.addWidget(self.sync)
        row.addWidget(self.export)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setSpacing(0)
        grid.addWidget(self.menus, 0, 0)
        grid.addWidget(self.title, 0, 1)
        grid.addWidget(right, 0, 2)
        for column, stretch in ((0, 1), (1, 0), (2, 1)):
            grid.setColumnStretch(column, stretch)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.kept.set_tokens(tokens)
        self.sync.set_tokens(tokens)

    def open_first_menu(self) -> None:
        """Open the first menu, as a keyboard would: arrows go on from there."""
        menu = self.menus.actions()[0]
        self.menus.setFocus(Qt.FocusReason.MenuBarFocusReason)
        self.menus.setActiveAction(menu)

    def show_project(self, title: str, *, is_dirty: bool) -> None:
        """Show a project's name, with a dot for what its file lacks; nothing where none is open."""
        self.title.setText(f"{title} ●" if is_dirty and title else title)
        for widget in (self.title, self.kept, self.export):
            widget.setVisible(bool(title))


class StatusLine(QWidget):
    """A dot of a colour that means something, and a short text."""

    def __init__(self, parent: QWidget, tokens: Tokens) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._tone: Tone = "quiet"
        self._label = QLabel(self)
        self._label.setProperty("secondary", True)
        self._label.setFont(ui_font(SMALL_PX, tabular=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(_DOT_PX + 6, 0, 0, 0)
        row.addWidget(self._label)

    @property
    def text(self) -> str:
        """Give what it says."""
        return self._label.text()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.update()

    def say(self, line: Line, tooltip: str = "") -> None:
        """Show a line."""
        self._tone = line.tone
        self._label.setText(line.text)
        self.setToolTip(tooltip)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dot."""
        tokens = self._tokens
        tones = {"ok": tokens.ok, "warning": tokens.warning, "error": tokens.error, "quiet": tokens.disabled}
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tones[self._tone]))
        painter.drawEllipse(0, (self.height() - _DOT_PX) // 2, _DOT_PX, _DOT_PX)
        painter.end()
