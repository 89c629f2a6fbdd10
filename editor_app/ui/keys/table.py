"""All actions with their keys, grouped by menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from editor_app.ui.actions import Keys, native
from editor_app.ui.keys.chips import KEYS_ROLE, KeyChips
from editor_app.ui.keys.rows import KeyRow
from editor_app.ui.keys.texts import tr
from editor_app.ui.theme import SMALL_PX, Tokens, ui_font

ACTION, KEYS, SOURCE = range(3)
_ID = Qt.ItemDataRole.UserRole
_KEYS_SHARE, _SOURCE_SHARE = 0.28, 0.38


@dataclass(frozen=True, slots=True)
class Shown:
    """What a row shows beside the action's name; `is_trouble` where two actions have a key."""

    keys: Keys
    source: str
    is_trouble: bool = False


class KeyTable(QTreeWidget):
    """The table; Enter or a double click begins to change a row, Del takes its keys away."""

    chosen = Signal(str)
    """The id of the row that is current now; nothing where none is."""
    change_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, rows: Sequence[KeyRow], parent: QWidget | None = None, *, tokens: Tokens) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setAccessibleName(tr("Actions and their keys"))
        self.setColumnCount(3)
        self.setHeaderLabels([tr("Action"), tr("Keys"), tr("From")])
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegateForColumn(KEYS, KeyChips(tokens, self))
        self.setTabKeyNavigation(False)
        self.header().setSectionsMovable(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._items: dict[str, QTreeWidgetItem] = {}
        self._heads: dict[str, QTreeWidgetItem] = {}
        self._group_of = {row.id: row.group for row in rows}
        self._fill(rows)
        self.currentItemChanged.connect(lambda item, _before: self.chosen.emit(_id_of(item)))
        self.itemDoubleClicked.connect(lambda _item, _column: self.change_wanted.emit())

    def action_id(self) -> str:
        """Give the id of the current row; nothing where none is."""
        item = self.currentItem()
        return _id_of(item) if item is not None and not item.isHidden() else ""

    def go_to(self, action: str) -> None:
        """Make a row the current one."""
        self.setCurrentItem(self._items[action])
        self.scrollToItem(self._items[action])

    def show_rows(self, shown: Mapping[str, Shown]) -> None:
        """Show what keys the actions have."""
        for name, item in self._items.items():
            row = shown[name]
            item.setData(KEYS, KEYS_ROLE, row.keys)
            spoken = ", ".join(map(native, row.keys)) or tr("no key")
            item.setData(KEYS, Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setData(KEYS, Qt.ItemDataRole.ToolTipRole, spoken if len(row.keys) > 1 else "")
            item.setText(SOURCE, row.source)
            item.setToolTip(SOURCE, row.source)
            colour = self._tokens.error if row.is_trouble else self._tokens.secondary
            item.setForeground(SOURCE, QColor(colour))
            item.setData(ACTION, Qt.ItemDataRole.AccessibleTextRole, f"{item.text(ACTION)}, {spoken}")

    def show_only(self, is_found: Callable[[str], bool]) -> int:
        """Hide the rows that a search does not find, and the groups without any; count what is left."""
        groups: set[str] = set()
        for name, item in self._items.items():
            item.setHidden(not is_found(name))
            if not item.isHidden():
                groups.add(self._group_of[name])
        for group, head in self._heads.items():
            head.setHidden(group not in groups)
        found = [item for item in self._items.values() if not item.isHidden()]
        now = self.currentItem()
        if found and (now is None or now.isHidden()):
            self.setCurrentItem(found[0])
        self.chosen.emit(self.action_id())
        return len(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a row's keys away with Del; keep Enter from the dialog's button."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.change_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        """Share the room between the columns."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        width = self.viewport().width()
        keys, source = round(width * _KEYS_SHARE), round(width * _SOURCE_SHARE)
        for column, share in ((ACTION, width - keys - source), (KEYS, keys), (SOURCE, source)):
            self.setColumnWidth(column, share)

    def _fill(self, rows: Sequence[KeyRow]) -> None:
        for row in rows:
            if row.group not in self._heads:
                self._heads[row.group] = self._head(tr(row.group))
            item = QTreeWidgetItem(self, [row.text, "", ""])
            item.setData(ACTION, _ID, row.id)
            self._items[row.id] = item

    def _head(self, title: str) -> QTreeWidgetItem:
        head = QTreeWidgetItem(self, [title])
        head.setFlags(Qt.ItemFlag.NoItemFlags)  # the arrow keys pass it by
        head.setFont(ACTION, QFont(ui_font(SMALL_PX, weight=600)))
        head.setForeground(ACTION, QColor(self._tokens.secondary))
        for column in (ACTION, KEYS, SOURCE):
            head.setBackground(column, QColor(self._tokens.window))
        return head


def _id_of(item: QTreeWidgetItem | None) -> str:
    return str(item.data(ACTION, _ID) or "") if item is not None else ""
