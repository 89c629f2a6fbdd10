"""What the Export panel says of the disk: one figure, here and for films that come home."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from editor_app.services.exporting import disk
from tests.ui.export.scene import INDREAM, OTHER, Scene


@dataclass
class _Usage:
    free: int


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> _Usage:
    """Give a disk whose free bytes a test sets."""
    usage = _Usage(10**12)
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda _folder: usage)
    monkeypatch.setattr(disk, "_disk_of", hash)  # each folder has a disk of its own
    return usage


def _of_disk(scene: Scene) -> list[tuple[str, str]]:
    """Give the lines about the disk, each with its level."""
    scene.panel.show_state()
    return [(note.level, note.text) for note in scene.panel.before.notes if "disk" in note.text]


def test_the_check_speaks_of_the_size_that_the_footer_tells(scene: Scene, room: _Usage) -> None:
    scene.choose_preset("YouTube 1080p")
    (shown,) = re.findall(r"about (\d+ kB),", scene.panel.foot.line.text())
    assert _of_disk(scene) == []
    size = int(shown.removesuffix(" kB")) * 1000
    room.free = round(size * 0.6)
    ((level, text),) = _of_disk(scene)
    assert (level, scene.panel.export.isEnabled()) == ("warning", True)
    assert text.startswith(f"It may not fit on the disk: about {shown} are needed, and")
    room.free = round(size * 0.1)
    ((level, text),) = _of_disk(scene)
    assert (level, scene.panel.export.isEnabled()) == ("error", False)
    assert text.startswith(f"About {shown} are needed on the disk, and")
    assert shown in scene.panel.foot.line.text()


@pytest.mark.parametrize("place", ["Indream", "RenderingVideo"])
def test_a_film_that_comes_home_needs_room_too(scene: Scene, room: _Usage, place: str) -> None:
    scene.offer(INDREAM, OTHER)
    scene.choose_place(place)
    assert _of_disk(scene) == []
    room.free = 10
    ((level, text),) = _of_disk(scene)
    assert (level, scene.panel.export.isEnabled()) == ("error", False)
    assert re.fullmatch(r"About .* are needed on the disk, and 10 bytes are free\. Make room, .*", text)
