"""The canvas on a known picture."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.canvas.scene import Scene, make_scene


@pytest.fixture
def scene(qtbot: QtBot) -> Iterator[Scene]:
    """Show the scene's picture."""
    made = make_scene()
    qtbot.addWidget(made.panel)
    made.panel.show()
    qtbot.waitExposed(made.panel)
    made.panel.ask_for_size()
    yield made
    made.panel.close()
