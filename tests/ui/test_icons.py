"""Icons: each that is named is there, and each state has its colour."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon

import editor_app.ui
from editor_app.ui.icons import icon

SOURCES = Path(editor_app.ui.__file__).parent
TEXTS = [file.read_text("utf-8") for file in SOURCES.rglob("*.py")]
NAMED = sorted({name for text in TEXTS for name in re.findall(r'"(mdi6\.[a-z0-9-]+)"', text)})


def strongest(shown: QIcon, mode: QIcon.Mode, state: QIcon.State) -> str:
    """Give the colour of the most opaque point of an icon."""
    image = shown.pixmap(QSize(32, 32), mode, state).toImage()
    points = (image.pixelColor(x, y) for x in range(32) for y in range(32))
    return max(points, key=QColor.alpha).name()


def test_many_are_named() -> None:
    assert len(NAMED) > 50


@pytest.mark.parametrize("name", NAMED)
def test_each_that_is_named_is_drawn(name: str) -> None:
    assert strongest(icon(name, color="#ff8800"), QIcon.Mode.Normal, QIcon.State.Off) == "#ff8800"


def test_a_name_that_is_not_there_is_told() -> None:
    with pytest.raises(KeyError):
        icon("mdi6.no-such-icon", color="#ff8800")


@pytest.mark.parametrize(
    ("mode", "state", "colour"),
    [
        (QIcon.Mode.Normal, QIcon.State.Off, "#ff0000"),
        (QIcon.Mode.Normal, QIcon.State.On, "#00ff00"),
        (QIcon.Mode.Active, QIcon.State.Off, "#0000ff"),
        (QIcon.Mode.Disabled, QIcon.State.Off, "#777777"),
        (QIcon.Mode.Disabled, QIcon.State.On, "#777777"),
    ],
)
def test_a_state_has_its_colour(mode: QIcon.Mode, state: QIcon.State, colour: str) -> None:
    shown = icon(
        "mdi6.square", color="#ff0000", color_on="#00ff00", color_active="#0000ff", color_disabled="#777777"
    )
    assert strongest(shown, mode, state) == colour


def test_icons_do_without_what_brings_them() -> None:
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from editor_app.ui.icons import icon; icon('mdi6.plus', color='#fff').pixmap(16, 16);"
        "sys.exit('qtawesome' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
