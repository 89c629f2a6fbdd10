"""What every section is made of: a heading, and cards of rows with a name, a remark and what is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from editor_app.ui.theme import SMALL_PX, SPACE_PX, ui_font

_HEADING_PX = 16
_ROW_MARGINS_PX = (2 * SPACE_PX, 10, 2 * SPACE_PX, 10)


class Page(QScrollArea):
    """One section; it scrolls where it is longer than the dialog."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settingsPage")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title, self._has_cards = title, False
        content = QWidget(self)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, SPACE_PX, 0)
        self._column.setSpacing(SPACE_PX)
        heading = QLabel(title, content)
        heading.setFont(ui_font(_HEADING_PX, weight=600))
        self._column.addWidget(heading)
        self._column.addSpacing(SPACE_PX)
        self._column.addStretch(1)
        self.setWidget(content)

    def add_card(self, title: str = "") -> Card:
        """Add a card below the others, under a small heading where it has one."""
        if title:
            heading = QLabel(title, self.widget())
            heading.setFont(ui_font(SMALL_PX, weight=600))
            heading.setProperty("secondary", True)
            heading.setContentsMargins(0, SPACE_PX if self._has_cards else 0, 0, 0)
            self._insert(heading)
        card = Card(self.widget())
        self._has_cards = True
        self._insert(card)
        return card

    def add_remark(self, text: str) -> QLabel:
        """Add a remark below the last card."""
        remark = _remark(text, self.widget())
        self._insert(remark)
        return remark

    def _insert(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, widget)


class Card(QFrame):
    """Rows that belong together, with a line between each two."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settingsCard")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def add_row(self, name: str, control: QWidget, remark: str = "", *, is_wide: bool = False) -> None:
        """Add a row; what is chosen stands at the right, or below where it `is_wide`."""
        row = QFrame(self)
        row.setObjectName("settingsRow" if self._column.count() else "settingsFirstRow")
        words = QVBoxLayout()
        words.setSpacing(2)
        label = QLabel(name, row)
        label.setBuddy(control)
        words.addWidget(label)
        if remark:
            words.addWidget(_remark(remark, row))
            control.setAccessibleDescription(remark)
        whole = QVBoxLayout(row) if is_wide else QHBoxLayout(row)
        whole.setContentsMargins(*_ROW_MARGINS_PX)
        whole.setSpacing(SPACE_PX if is_wide else 2 * SPACE_PX)
        whole.addLayout(words, 1)
        control.setParent(row)
        whole.addWidget(control)
        self._column.addWidget(row)


def _remark(text: str, parent: QWidget | None) -> QLabel:
    remark = QLabel(text, parent)
    remark.setFont(ui_font(SMALL_PX))
    remark.setProperty("secondary", True)
    remark.setWordWrap(True)
    remark.setTextFormat(Qt.TextFormat.PlainText)
    return remark
