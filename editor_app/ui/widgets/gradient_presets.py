"""Gradients to begin with, as swatches side by side."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from editor_app.ui.theme import DARK, HIT_PX, Tokens
from editor_app.ui.widgets.flow import FlowLayout
from editor_app.ui.widgets.gradient_painting import paint_frame, paint_picture
from editor_app.ui.widgets.labels import tr

PRESETS = (
    ("Night", "linear-gradient(135deg, #0f172a, #1e293b)"),
    ("Sea", "linear-gradient(135deg, #0f4c5c, #5fb0b7)"),
    ("Forest", "linear-gradient(135deg, #10362b, #7fb685)"),
    ("Sunset", "linear-gradient(#2d1b54, #c8507a 55%, #ffb26b)"),
    ("Violet", "linear-gradient(135deg, #4527a0, #b06ab3)"),
    ("Peach", "linear-gradient(135deg, #fff0e0, #ffb59e)"),
    ("Paper", "linear-gradient(#ffffff, #dfe3ea)"),
    ("Spotlight", "radial-gradient(circle, #56657c, #11151c)"),
)
_SWATCH = QSize(24, 24)
_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class GradientPresets(QWidget):
    """The swatches; arrow keys go from one to the next, so that Tab stops here but once."""

    chosen = Signal(str)
    """CSS."""

    def __init__(self, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Presets"))
        row = FlowLayout(self, spacing=4)
        self.buttons = tuple(self._button(name) for name, _ in PRESETS)
        for button, (_, css) in zip(self.buttons, PRESETS, strict=True):
            button.clicked.connect(lambda _checked, css=css: self.chosen.emit(css))
            row.addWidget(button)
        self._let_in(self.buttons[0])
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        for button, (_, css) in zip(self.buttons, PRESETS, strict=True):
            button.setIcon(_swatch(css, tokens, self.devicePixelRatioF()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go to the neighbour with an arrow key."""
        if isinstance(event, QKeyEvent) and isinstance(watched, QToolButton):
            by = _MOVES.get(Qt.Key(event.key()))
            if by is not None and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if by is not None and event.type() == QEvent.Type.KeyPress:
                to = min(max(self.buttons.index(watched) + by, 0), len(self.buttons) - 1)
                self._let_in(self.buttons[to])
                self.buttons[to].setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("bare", True)
        button.setFixedSize(HIT_PX, HIT_PX)
        button.setIconSize(_SWATCH)
        button.setToolTip(tr(name))
        button.setAccessibleName(tr("Preset: {name}").format(name=tr(name)))
        button.installEventFilter(self)
        return button

    def _let_in(self, chosen: QToolButton) -> None:
        for button in self.buttons:
            is_door = button is chosen
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_door else Qt.FocusPolicy.ClickFocus)


def _swatch(css: str, tokens: Tokens, ratio: float) -> QIcon:
    picture = QPixmap(_SWATCH * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(0, 0, _SWATCH.width(), _SWATCH.height())
    paint_picture(painter, box, css)
    paint_frame(painter, box, tokens.hairline)
    painter.end()
    return QIcon(picture)
