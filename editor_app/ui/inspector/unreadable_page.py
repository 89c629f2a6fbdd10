"""What the inspector shows of clips that cannot be read: what is known of them, what is wrong, a way on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from editor_app.items import BrokenItem, Item
from editor_app.problem import quoted
from editor_app.state import EditorState
from editor_app.ui.inspector.form import remark
from editor_app.ui.inspector.texts import tr
from editor_app.ui.names import clip_name
from editor_app.ui.theme import HIT_PX, SPACE_PX
from editor_app.ui.widgets.breakable import breakable

_MOST_FAULTS = 4


class UnreadablePage(QWidget):
    """A few sentences, and a button that leads to the Problems panel."""

    problems_wanted = Signal(str)
    """The id of a clip whose problems shall be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item_id = ""
        self.text = remark()
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = QPushButton(tr("Show in Problems"), self)
        self.button.setMinimumHeight(HIT_PX)
        self.button.setToolTip(tr("See each problem of this clip, and what can be done about it"))
        self.button.clicked.connect(lambda: self.problems_wanted.emit(self._item_id))
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
        column.setSpacing(2 * SPACE_PX)
        column.addWidget(self.text)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_items(self, state: EditorState, item_ids: Sequence[str]) -> None:
        """Show clips of which one at least cannot be read."""
        items = [state.items[key] for key in item_ids]
        self._item_id = next(
            key for key, item in zip(item_ids, items, strict=True) if isinstance(item, BrokenItem)
        )
        self.text.setText(breakable(unreadable_text(state, items)))


def unreadable_text(state: EditorState, items: Sequence[Item | BrokenItem]) -> str:
    """Say which of the chosen clips cannot be read and, of one alone, what is wrong with it."""
    broken = [item for item in items if isinstance(item, BrokenItem)]
    if len(items) > 1:
        text = (
            tr("{name} is one of these clips and cannot be read. It is kept. Choose the others alone.")
            if len(broken) == 1
            else tr("{count} of these clips cannot be read. They are kept. Choose the others alone.")
        )
        return text.format(name=quoted(clip_name(state, broken[0])), count=len(broken))
    text = tr("{name} cannot be read. It is kept as it is, and can be deleted.")
    lines = [text.format(name=quoted(clip_name(state, broken[0])))]
    faults = [fault.message for fault in broken[0].faults]
    lines += faults[:_MOST_FAULTS]
    if (more := len(faults) - _MOST_FAULTS) > 0:
        lines.append(tr("1 more problem.") if more == 1 else tr("{count} more problems.").format(count=more))
    return "\n\n".join(lines)
