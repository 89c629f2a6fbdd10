"""What a screen reader is told of widgets for which Qt has no words, or the wrong ones."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QComboBox

from editor_app.ui.widgets.keyframe_control import KeyframeControl


@lru_cache(maxsize=1)
def install() -> None:
    """Let Qt ask here first; once for the whole application."""
    QAccessible.installFactory(_voice)


class BoxVoice(QAccessibleWidget):
    """A combo box by its name: on Linux, Qt calls it by what is chosen in it."""

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box, QAccessible.Role.ComboBox)
        self._box = box

    def text(self, kind: QAccessible.Text) -> str:
        """Give the name; the value is what is chosen."""
        return self._box.currentText() if kind == QAccessible.Text.Value else super().text(kind)

    def state(self) -> QAccessible.State:
        """Tell that it opens."""
        state = super().state()
        state.expandable = True
        state.expanded = self._box.view().isVisible()
        state.editable = self._box.isEditable()
        return state

    def actionNames(self) -> list[str]:
        """Offer to open it."""
        return [QAccessibleActionInterface.showMenuAction(), *super().actionNames()]

    def doAction(self, name: str) -> None:
        """Open it."""
        if name == QAccessibleActionInterface.showMenuAction():
            self._box.showPopup()
        else:
            super().doAction(name)


class KeyframeVoice(QAccessibleWidget):
    """The diamond is a check box: is there a keyframe at the playhead?"""

    def __init__(self, control: KeyframeControl) -> None:
        super().__init__(control, QAccessible.Role.CheckBox)
        self._control = control

    def state(self) -> QAccessible.State:
        """Tell whether there is."""
        state = super().state()
        state.checkable = True
        state.checked = self._control.look == "here"
        state.disabled = state.disabled or not self._control.can_set
        return state

    def actionNames(self) -> list[str]:
        """Offer to set or remove it."""
        return [QAccessibleActionInterface.toggleAction(), *super().actionNames()]

    def doAction(self, name: str) -> None:
        """Set or remove it."""
        if name == QAccessibleActionInterface.toggleAction():
            self._control.toggle()
        else:
            super().doAction(name)


def _voice(_name: str, widget: QObject | None) -> QAccessibleInterface | None:
    if isinstance(widget, QComboBox):
        return BoxVoice(widget)
    return KeyframeVoice(widget) if isinstance(widget, KeyframeControl) else None
