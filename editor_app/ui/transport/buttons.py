"""The transport's kinds of buttons: plain ones, the quality, and “…”."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from editor_app.ui.theme import HIT_PX, SMALL_PX, ui_font
from editor_app.ui.transport.texts import quality_name, quality_text, tr

_BESIDE_TEXT_PX = 40


def tool_button(parent: QWidget, name: str) -> QToolButton:
    """Make a button with a sign; its tooltip is its name."""
    button = QToolButton(parent)
    _furnish(button, name)
    return button


def more_button(parent: QWidget) -> QToolButton:
    """Make the button whose menu holds what there is no room for."""
    button = tool_button(parent, tr("More: what there is no room for"))
    button.setAccessibleName(tr("More"))
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(QMenu(button))
    return button


class QualityButton(QToolButton):
    """Shows the quality of the preview and lets it be chosen from `actions`: auto, full, half, quarter."""

    def __init__(self, parent: QWidget, actions: Iterable[QAction]) -> None:
        super().__init__(parent)
        _furnish(self, tr("Quality of the preview; the export is always full"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIconSize(QSize(14, 14))
        self.setFont(ui_font(SMALL_PX, tabular=True))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu, group = QMenu(self), QActionGroup(self)
        names = (tr("Auto: as good as plays smoothly"), tr("Full"), tr("Half (½)"), tr("Quarter (¼)"))
        for action, name in zip(actions, names, strict=True):
            action.setIconText(name)
            action.setCheckable(True)
            group.addAction(action)
            menu.addAction(action)
        self.setMenu(menu)

    def show_quality(self, chosen: str, effective: str, fps: int, *, with_rate: bool) -> None:
        """Show what is chosen, and with `with_rate` the frames a second."""
        whole = quality_text(chosen, effective, fps)
        self.setText(whole if with_rate else quality_name(chosen, effective))
        self.setMinimumWidth(self.width_px(fps, with_rate=with_rate))
        self.setAccessibleName(tr("Preview quality: {text}").format(text=whole))

    def width_px(self, fps: int, *, with_rate: bool) -> int:
        """Give the width that every quality has room in, so that nothing moves when it changes by itself."""
        pairs = [(chosen, size) for chosen in ("auto", "full") for size in ("full", "half", "quarter")]
        texts = [quality_text(*pair, fps) if with_rate else quality_name(*pair) for pair in pairs]
        return max(map(self.fontMetrics().horizontalAdvance, texts)) + _BESIDE_TEXT_PX


def _furnish(button: QToolButton, tip: str) -> None:
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setIconSize(QSize(20, 20))
    button.setMinimumSize(HIT_PX, HIT_PX)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAutoRaise(True)
