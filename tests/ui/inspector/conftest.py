"""The inspector on a known document."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.inspector.scene import Scene, make_scene


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    """Show the scene's document."""
    return make_scene(qtbot)
