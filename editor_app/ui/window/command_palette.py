"""Every action by its name: type a few letters, press Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from editor_app.ui.theme import DARK, Tokens
from editor_app.ui.window.command_delegate import CommandDelegate, Role
from editor_app.ui.window.search import best
from editor_app.ui.window.texts import tr

_WIDTH_PX, _HEIGHT_PX = 520, 380
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class CommandPalette(QFrame):
    """A list of actions over the window; it goes when one is chosen, or Escape is pressed.

    `recent` are the ids (object names) of what was chosen last, the latest first; `remember` takes the id of
    what is chosen now; `reason` says of an id why its action is off.
    """

    def __init__(
        self,
        parent: QWidget,
        actions: Sequence[QAction],
        *,
        tokens: Tokens = DARK,
        recent: Sequence[str] = (),
        remember: Callable[[str], None] | None = None,
        reason: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions = [action for action in actions if action.text()]
        self._recent, self._remember, self._reason = list(recent), remember, reason
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(tr("What do you want to do?"))
        self.field.setAccessibleName(tr("Find an action"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Actions"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(CommandDelegate(tokens, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.none = QLabel(tr("No action has these letters."), self)
        self.none.setProperty("secondary", True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self.none, 1)
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._run)
        self._fill("")

    def open_over(self, widget: QWidget) -> None:
        """Show the list in the upper middle of a window."""
        self.resize(min(_WIDTH_PX, widget.width() - 32), min(_HEIGHT_PX, widget.height() - 64))
        self.move(widget.mapToGlobal(QPoint((widget.width() - self.width()) // 2, 56)))
        self.show()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows move in the list while letters are typed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _STEPS:
                self._step(_STEPS[key])
                return True
            if key in _PAGES:
                self._turn(_PAGES[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self.list.currentItem())
                return True
        return False

    def _step(self, by: int) -> None:
        """Go to the next row that can be chosen, from the last one on to the first."""
        count, row = self.list.count(), self.list.currentRow()
        for step in range(1, count + 1):
            wanted = (row + by * step) % count
            if _can_be_chosen(self.list.item(wanted)):
                self.list.setCurrentRow(wanted)
                return

    def _turn(self, by: int) -> None:
        """Go on by as many rows as can be seen, or to the last one that can be chosen."""
        page = max(1, self.list.viewport().height() // max(1, self.list.sizeHintForRow(0)) - 1)
        rows = [row for row in range(self.list.count()) if _can_be_chosen(self.list.item(row))]
        now = self.list.currentRow()
        if by > 0:
            beyond = [row for row in rows if row >= now + page] or rows[-1:]
        else:
            beyond = [row for row in reversed(rows) if row <= now - page] or rows[:1]
        if beyond:
            self.list.setCurrentRow(beyond[0])

    def _fill(self, query: str) -> None:
        self.list.clear()
        names = [action.objectName() for action in self._actions]
        first = [names.index(name) for name in self._recent if name in names]
        for place in best(query, [action.text() for action in self._actions], first):
            action = self._actions[place]
            item = QListWidgetItem(action.text())
            item.setData(Role.ACTION, action)
            item.setData(Role.KEYS, action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
            item.setData(Role.IS_ON, action.isCheckable() and action.isChecked())
            why = "" if action.isEnabled() else self._why(action)
            item.setData(Role.REASON, why)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _spoken(action, why))
            if why:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setToolTip(why)
            self.list.addItem(item)
        self.list.setCurrentRow(-1)
        if self.list.count():
            self._step(1)
        self.list.setVisible(self.list.count() > 0)
        self.none.setVisible(self.list.count() == 0)

    def _why(self, action: QAction) -> str:
        said = self._reason(action.objectName()) if self._reason is not None else ""
        return said or tr("Not possible now")

    def _run(self, item: QListWidgetItem | None) -> None:
        action = item.data(Role.ACTION) if item is not None else None
        if not isinstance(action, QAction) or not action.isEnabled():
            return
        self.close()
        if self._remember is not None:
            self._remember(action.objectName())
        # Once the palette is gone and the focus is back where it was: an action may look at that.
        QTimer.singleShot(0, action.trigger)


def _can_be_chosen(item: QListWidgetItem) -> bool:
    return bool(item.flags() & Qt.ItemFlag.ItemIsEnabled)


def _spoken(action: QAction, why: str) -> str:
    """Give a row's text for screen readers."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    is_on = action.isCheckable() and action.isChecked()
    return ", ".join(filter(None, (action.text(), keys, tr("on") if is_on else "", why)))
