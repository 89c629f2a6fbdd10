"""The timeline on a known document."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.timeline.scene import Scene, make_scene


@pytest.fixture
def scene(qtbot: QtBot) -> Iterator[Scene]:
    """Show the scene's document."""
    made = make_scene()
    qtbot.addWidget(made.panel)
    made.panel.show()
    qtbot.waitExposed(made.panel)
    yield made
    made.panel.close()
