"""The bar over the canvas while one crops: ratios, reset, done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from editor_app.ui import icons
from editor_app.ui.canvas.cropping import FREE, ORIGINAL, RATIOS
from editor_app.ui.canvas.labels import tr
from editor_app.ui.theme import HIT_PX, Tokens
from editor_app.ui.widgets.segments import Choice, Segments

_GAP_PX = 12
_INSET_PX = 28
"""How far within a window's side the bar lies, so that the side's handle can be taken."""
_REACH_PX = 16

Spot = tuple[float, float]


class CropBar(QFrame):
    """Ratios side by side, or in a menu where there is no room for them."""

    ratio_chosen = Signal(object)
    """str: one of RATIOS."""
    reset_wanted = Signal()
    done_wanted = Signal()

    def __init__(self, parent: QWidget, tokens: Tokens) -> None:
        super().__init__(parent)
        self.setObjectName("cropBar")
        self.setAttribute(
            Qt.WidgetAttribute.WA_NoMousePropagation
        )  # or a click beside a button ends the crop
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(tr("Crop"))
        names = {FREE: tr("Free"), ORIGINAL: tr("Original")}
        labels = {key: names.get(key, key) for key in RATIOS}
        choices = [Choice(key, label) for key, label in labels.items()]
        self.ratios = Segments(choices, self, name=tr("Ratio"), tokens=tokens)
        self.ratios.edited.connect(self.ratio_chosen)
        self.menu_button = _button(self, tr("Ratio"))
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._choices = self._fill_menu(labels)
        self.reset_button = _button(self, tr("Reset crop"))
        self.reset_button.clicked.connect(self.reset_wanted)
        self.done_button = _button(self, tr("Done"))
        self.done_button.setToolTip(tr("Done (Enter)"))
        self.done_button.clicked.connect(self.done_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(4)
        for part in (self.ratios, self.menu_button, self.reset_button, self.done_button):
            row.addWidget(part)
        self.set_tokens(tokens)
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.ratios.set_tokens(tokens)
        self.menu_button.setIcon(icons.icon("mdi6.aspect-ratio", color=tokens.secondary))
        self.reset_button.setIcon(
            icons.icon("mdi6.restore", color=tokens.secondary, color_disabled=tokens.disabled)
        )
        self.done_button.setIcon(icons.icon("mdi6.check", color=tokens.accent))

    def show_mode(self, ratio: str, *, can_reset: bool, room_px: float) -> None:
        """Show what is kept to, as wide as there is room; the bar takes the size that it needs."""
        self.ratios.set_value(ratio)
        self._choices[ratio].setChecked(True)
        self.menu_button.setText(self._choices[ratio].text())
        self.reset_button.setEnabled(can_reset)
        self._show_side_by_side(True)
        if self.sizeHint().width() > room_px:
            self._show_side_by_side(False)
        self.resize(self.sizeHint())

    def _show_side_by_side(self, on: bool) -> None:
        self.ratios.setVisible(on)
        self.menu_button.setVisible(not on)
        layout = self.layout()
        if layout is not None:
            layout.invalidate()

    def _fill_menu(self, labels: dict[str, str]) -> dict[str, QAction]:
        menu, group = QMenu(self.menu_button), QActionGroup(self)
        made: dict[str, QAction] = {}
        for key, label in labels.items():
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setData(key)
            group.addAction(action)
            made[key] = action
        group.triggered.connect(self._take_menu)
        self.menu_button.setMenu(menu)
        self.menu_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return made

    def _take_menu(self, action: QAction) -> None:
        self.ratio_chosen.emit(action.data())


def _button(parent: QWidget, name: str) -> QToolButton:
    button = QToolButton(parent)
    button.setMinimumSize(HIT_PX, HIT_PX)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button


def bar_spot(bar: tuple[int, int], view: tuple[int, int], handles: list[Spot]) -> Spot:
    """Give where the bar's left top corner goes in the view: at its lower side, its upper side, or within.

    ```
        ▪───▪───▪        ▪───▪───▪         the first place that covers no handle;
        │       │        │       │         px of the screen
        ▪       ▪        ▪ [bar] ▪
        ▪───▪───▪        ▪───▪───▪
          [bar]          (no room)
    ```
    """
    width, height = bar
    left = (view[0] - width) / 2
    low, high = float(_GAP_PX), float(view[1] - height - _GAP_PX)
    bottom = min(max((y for _x, y in handles), default=0.0), float(view[1]))
    within = min(max(bottom - _INSET_PX - height, low), high)
    for top in (high, low, within):
        if not any(_is_near(handle, (left, top), bar) for handle in handles):
            return left, top
    return left, high


def _is_near(handle: Spot, corner: Spot, size: tuple[int, int]) -> bool:
    x, y = handle[0] - corner[0], handle[1] - corner[1]
    return -_REACH_PX <= x <= size[0] + _REACH_PX and -_REACH_PX <= y <= size[1] + _REACH_PX
