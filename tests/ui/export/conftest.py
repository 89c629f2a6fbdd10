"""A panel whose films go into a folder of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor_app.ui.export import destination
from tests.ui.export.scene import Scene, make_scene


@pytest.fixture
def scene(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """Show a panel with a film of a second."""
    monkeypatch.setattr(destination, "videos_folder", lambda: tmp_path)
    return make_scene(qtbot)
