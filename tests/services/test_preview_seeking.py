"""A seek in a film of few key frames shows a picture that is near, then the exact one."""

from __future__ import annotations

from fractions import Fraction

import av
import pytest
from pytestqt.qtbot import QtBot

from editor_app.render.media.source import MediaSource
from editor_app.services.preview import preview as preview_module
from editor_app.state.model import EditorState
from tests.render.export.films import SECOND, asset, document, item
from tests.render.media.making import numbered_frame
from tests.services.preview_scene import Scene

SIZE = (640, 360)
SECONDS = 10


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> tuple[EditorState, dict[str, MediaSource]]:
    """Ten seconds with one key frame, each second of its own lightness."""
    path = tmp_path_factory.mktemp("film") / "clip.mp4"
    with av.open(str(path), "w") as out:
        options = {"preset": "ultrafast", "g": "250", "keyint_min": "250", "sc_threshold": "0"}
        stream = out.add_stream("libx264", rate=25, options=options)
        stream.width, stream.height, stream.pix_fmt = 1280, 720, "yuv420p"
        for number in range(SECONDS * 25):
            frame = numbered_frame(number // 25 * 5, (1280, 720))
            frame.pts, frame.time_base = number, Fraction(1, 25)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    state = document(
        item("video", SECONDS * SECOND, (0, 0, *SIZE), assetId="clip"),
        assets=(asset("clip", "video", SECONDS),),
        width=SIZE[0],
        height=SIZE[1],
    )
    return state, {"clip": MediaSource("clip", path, "video", "clip.mp4")}


@pytest.fixture
def scene(qtbot: QtBot, film, monkeypatch: pytest.MonkeyPatch):
    """A preview that allows decoders no time before it shows a near picture."""
    monkeypatch.setattr(preview_module, "NEAR_S", 0.0)
    made = Scene(qtbot, *film)
    made.preview.set_viewport(SIZE)
    yield made
    made.preview.close()


def grey(scene: Scene) -> int:
    return scene.last.image.pixelColor(9, 9).red()


def test_first_the_near_picture_then_the_exact_one(scene: Scene) -> None:
    scene.until_shown(0, SIZE)
    dark = grey(scene)
    tick = 9 * SECOND
    scene.session.set_playhead(tick)
    scene.until(lambda: scene.last.tick == tick)
    assert not scene.last.is_exact
    assert grey(scene) == dark
    scene.until_shown(tick, SIZE)
    assert grey(scene) > dark + 150
    assert [frame.is_exact for frame in scene.frames if frame.tick == tick] == [False, True]


def test_a_seek_that_is_no_longer_wanted_is_left_and_what_was_there_comes_at_once(scene: Scene) -> None:
    scene.until_shown(0, SIZE)
    scene.frames.clear()
    places = [8 * SECOND, 7 * SECOND, 0]

    def go_on(_: object) -> None:
        if places:
            scene.session.set_playhead(places.pop(0))

    scene.preview.frame_ready.connect(go_on)
    scene.session.set_playhead(9 * SECOND)
    scene.until(lambda: not places)
    scene.until_shown(0, SIZE)
    assert [(frame.tick // SECOND, frame.is_exact) for frame in scene.frames] == [
        (9, False),
        (8, False),
        (7, False),
        (0, True),
    ]
