"""Icons by their names, drawn from the typeface that qtawesome brings.

qtawesome itself is not imported: it names every class of Qt and registers eleven typefaces, a quarter of a
second in which nothing is seen yet.
"""

from __future__ import annotations

import json
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)

from editor_app.resources import package_folder

_PREFIX = "mdi6."
_STEM = "materialdesignicons6-webfont"
_SHARE = 0.875
"""Of the height of an icon: the size of its letter, whose own margins are the rest."""


@lru_cache(maxsize=512)
def icon(
    name: str,
    *,
    color: str,
    color_on: str | None = None,
    color_active: str | None = None,
    color_disabled: str | None = None,
) -> QIcon:
    """Give an icon by its `mdi6.` name, in `color` and in others for states where those are named."""
    return QIcon(_Engine(_letter(name), color, color_on, color_active, color_disabled))


def _letter(name: str) -> str:
    """Give the letter of the typeface that shows the icon; raise KeyError for a name that it lacks."""
    return chr(int(_typeface()[1][name.removeprefix(_PREFIX)], 16))


@lru_cache(maxsize=1)
def _typeface() -> tuple[str, dict[str, str]]:
    """Register the typeface; give its family, and its letters in hexadecimal by name."""
    package = package_folder("qtawesome")
    if package is None:
        raise FileNotFoundError("qtawesome, which brings the icons, is not installed.")
    folder = package / "fonts"
    (letters,) = folder.glob(f"{_STEM}-charmap-*.json")
    (file,) = folder.glob(f"{_STEM}-[0-9]*.ttf")
    number = QFontDatabase.addApplicationFont(str(file))
    return QFontDatabase.applicationFontFamilies(number)[0], json.loads(letters.read_text(encoding="utf-8"))


class _Engine(QIconEngine):
    """Draws one letter at whatever size is asked for."""

    def __init__(
        self, letter: str, color: str, on: str | None, active: str | None, disabled: str | None
    ) -> None:
        super().__init__()
        self._letter, self._color, self._on = letter, color, on
        self._active, self._disabled = active, disabled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw it in the middle of a rectangle."""
        font = QFont(_typeface()[0])
        font.setPixelSize(max(1, round(_SHARE * rect.height())))
        painter.save()
        painter.setFont(font)
        painter.setPen(self._color_of(mode, state))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._letter)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Draw it on nothing."""
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def _color_of(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        if mode == QIcon.Mode.Disabled:
            faint = QGuiApplication.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
            return QColor(self._disabled) if self._disabled else faint
        if mode != QIcon.Mode.Normal and self._active:
            return QColor(self._active)
        if (mode != QIcon.Mode.Normal or state == QIcon.State.On) and self._on:
            return QColor(self._on)
        return QColor(self._color)
