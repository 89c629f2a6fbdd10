"""The picture beside an export shows what is exported."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtGui import QImage

from tests.render.export.films import SECOND
from tests.ui.export.scene import Scene


class Painter:
    """Notes which moments it is asked for, and paints none."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop, self.asked = loop, list[int]()

    def request_frame(self, tick: int, size: tuple[int, int]) -> asyncio.Future[QImage]:
        self.asked.append(tick)
        return self._loop.create_future()


@pytest.mark.parametrize(
    ("preset", "moment"), [("GIF", SECOND // 2), ("Draft", SECOND // 2), ("Still", SECOND // 4)]
)
def test_a_film_is_shown_by_its_middle_and_a_still_by_itself(scene: Scene, preset: str, moment: int) -> None:
    loop = asyncio.new_event_loop()
    painter = Painter(loop)
    scene.panel.set_frames(painter)
    scene.session.set_playhead(SECOND // 4)
    scene.choose_preset(preset)
    scene.click(scene.panel.export)
    loop.close()
    assert painter.asked == [moment]
