"""The media panel on a known document."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.media.scene import make_scene


@pytest.fixture
def scene(qtbot: QtBot) -> SimpleNamespace:
    """Show the panel."""
    return make_scene(qtbot)
