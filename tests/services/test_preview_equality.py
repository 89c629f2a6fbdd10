"""What the preview shows at the export's size is what the export encodes, to the byte."""

from __future__ import annotations

import asyncio
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from editor_app.render.export.run import export_video
from editor_app.render.export.settings import ExportSettings
from editor_app.render.media import MediaPool, MediaSource
from editor_app.render.picture.renderer import Renderer
from editor_app.state.model import EditorState
from editor_app.timebase import tick_of_frame
from tests.render.export.films import frames_of, pixels, video_file
from tests.render.picture.scene import (
    SECOND,
    H,
    W,
    document,
    image,
    number,
    quarters,
    text,
    transition,
    video,
)
from tests.services.preview_scene import Scene

FRAMES = (0, 7, 22, 27, 29, 30, 36, 44, 59)
"""Before, in and after the transition; the last one."""


def everything(folder: Path, kind: str) -> tuple[EditorState, dict[str, MediaSource]]:
    """A title that moves and fades over a turning picture over two clips with a transition between them."""
    quarters(200, 120).save(str(folder / "still.png"))
    video_file(folder / "one.mp4", 2)
    video_file(folder / "two.mp4", 2)
    state = document(
        [
            text(
                "title",
                "Two clips\nand a title",
                duration=2 * SECOND,
                left=number(0, (0, -40.0), (SECOND, 30.5)),
                opacity=number(1, (0, 0.2), (SECOND // 2, 1.0)),
            )
        ],
        [
            image(
                "still",
                "still",
                duration=2 * SECOND,
                left=180,
                top=20,
                width=100,
                height=60,
                borderRadius=9,
                rotation=number(0, (0, 0), (2 * SECOND - 1, 75)),
            )
        ],
        [
            video("a", "one"),
            video("b", "two", start=SECOND, sourceStartTicks=SECOND // 2),
        ],
        transitions=[transition(kind, SECOND // 2) | {"trackId": "t2"}],
    )
    return state, {
        "still": MediaSource("still", folder / "still.png", "image", "still.png"),
        "one": MediaSource("one", folder / "one.mp4", "video", "one.mp4"),
        "two": MediaSource("two", folder / "two.mp4", "video", "two.mp4"),
    }


@pytest.fixture(params=["fade", "slide"])
def scene(qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest):
    """The film, with each of two transitions, in a preview at full quality and the size of the export."""
    made = Scene(qtbot, *everything(tmp_path, request.param))
    made.preview.set_quality("full")
    made.preview.set_viewport((W, H))
    yield made
    made.preview.close()


def test_frames_shown_asked_for_and_played_equal_the_exported_ones(scene: Scene, tmp_path: Path) -> None:
    state, sources = scene.document.state, scene.sources.sources
    shown: dict[int, QImage] = {}
    for number_ in FRAMES:
        tick = tick_of_frame(number_, 30)
        scene.session.set_playhead(tick)
        shown[number_] = scene.until_shown(tick, (W, H)).image
    played: dict[int, QImage] = {}
    for number_ in range(20, 46):
        tick = tick_of_frame(number_, 30)
        scene.preview.play_to(tick)
        scene.until(lambda tick=tick: scene.last.tick == tick)
        if scene.last.is_exact:
            played[number_] = scene.last.image
    asked = asyncio.run(ask(scene))
    export_video(state, sources, ExportSettings(format="mkv", workers=1), tmp_path / "film.mkv")
    encoded = [picture for _, picture in frames_of(tmp_path / "film.mkv", "bgr24")]
    pool = MediaPool(sources)
    renderer = Renderer(pool)
    for number_ in FRAMES:
        picture = pixels(shown[number_])[:, :, :3]
        rendered = renderer.frame(state, tick_of_frame(number_, 30), (W, H))
        assert np.array_equal(picture, pixels(rendered)[:, :, :3])
        assert np.array_equal(picture, encoded[number_])
        assert np.array_equal(picture, pixels(asked[number_])[:, :, :3])
    assert len(played) > 20
    for number_, picture in played.items():
        assert np.array_equal(pixels(picture)[:, :, :3], encoded[number_])
    pool.close()
    # And it is a film: these frames are not all one picture.
    assert len({encoded[number_].tobytes() for number_ in FRAMES}) == len(FRAMES)


async def ask(scene: Scene) -> dict[int, QImage]:
    """Ask for stills while the preview is there."""
    wanted = {n: scene.preview.request_frame(tick_of_frame(n, 30), (W, H)) for n in FRAMES}
    while not all(future.done() for future in wanted.values()):
        QCoreApplication.processEvents()
        await asyncio.sleep(0.005)
    return {n: future.result() for n, future in wanted.items()}
