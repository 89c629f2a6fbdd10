"""Widgets one after the other, on as many lines as they need."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from shiboken6 import isValid


class FlowLayout(QLayout):
    """The layout."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._outdent_px = 0
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def set_outdent(self, outdent_px: int) -> None:
        """Let each line begin so far to the left of the layout, for widgets with room around their texts."""
        if outdent_px != self._outdent_px:
            self._outdent_px = outdent_px
            self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Put one more at the end."""
        self._items.append(item)

    def _living(self) -> list[QLayoutItem]:
        """Give the items that are still there: a widget that goes takes its item along, unasked."""
        self._items = [item for item in self._items if isValid(item)]
        return self._items

    def count(self) -> int:
        """Count them."""
        return len(self._living())

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Give one, None beyond the end."""
        items = self._living()
        return items[index] if 0 <= index < len(items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Take one out."""
        return self._items.pop(index) if 0 <= index < len(self._living()) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Want no more room than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Be the higher the narrower."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height at a width."""
        return self._place(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place all."""
        super().setGeometry(rect)
        self._place(rect, moves=True)

    def sizeHint(self) -> QSize:
        """Give the smallest size."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Give the size of the largest one."""
        size = QSize()
        for item in self._living():
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, moves: bool) -> int:
        rect = rect.adjusted(-self._outdent_px, 0, 0, 0)
        x, y, line = rect.x(), rect.y(), 0
        for item in self._living():
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self.spacing(), 0
            if moves:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self.spacing()
            line = max(line, hint.height())
        return y + line - rect.y()
