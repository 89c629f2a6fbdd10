"""Thumbnails and outlines from real worker processes: they come, are kept, and a crash costs one medium."""

from __future__ import annotations

import os
import signal
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from editor_app.render.media.source import MediaSource
from editor_app.services.latest import Job, LatestWork
from editor_app.services.media_views import SoundOutlines, Thumbnails


def crash() -> None:
    """Die as a broken decoder would."""
    os.kill(os.getpid(), signal.SIGKILL)


def echo(value: int) -> int:
    """Give it back."""
    return value


@pytest.fixture
def picture(tmp_path: Path) -> MediaSource:
    """A red picture."""
    image = QImage(320, 180, QImage.Format.Format_RGB32)
    image.fill(QColor("#cc2200"))
    assert image.save(str(tmp_path / "red.png"))
    return MediaSource("red", tmp_path / "red.png", "image", "red.png")


@pytest.fixture
def work() -> Iterator[LatestWork]:
    """A worker process."""
    made = LatestWork()
    yield made
    made.close()


def test_what_is_on_its_way_into_the_document_is_seen_and_not_made_again(
    qtbot: QtBot, tmp_path: Path, picture: MediaSource
) -> None:
    views = Thumbnails(tmp_path / "views")
    viewer = views.viewer()
    try:
        views.set_coming({"red": picture})
        qtbot.waitUntil(lambda: viewer.thumbnail("red", 0, 36) is not None, timeout=30_000)
        seen = viewer.thumbnail("red", 0, 36)
        views.set_coming({})
        assert viewer.thumbnail("red", 0, 36) is None
        views.set_sources({"red": picture})
        assert viewer.thumbnail("red", 0, 36) is seen
    finally:
        views.close()


def test_a_thumbnail_comes_and_the_next_time_is_read_from_disk(
    qtbot: QtBot, tmp_path: Path, picture: MediaSource
) -> None:
    views = Thumbnails(tmp_path / "views")
    viewer = views.viewer()
    told: list[int] = []
    viewer.on_ready(lambda: told.append(1))
    views.set_sources({"red": picture})
    try:
        assert viewer.thumbnail("red", 0, 36) is None
        qtbot.waitUntil(lambda: viewer.thumbnail("red", 0, 36) is not None, timeout=30_000)
        image = viewer.thumbnail("red", 0, 36)
        assert image is not None
        assert (image.width(), image.height()) == (64, 36)
        assert abs(image.pixelColor(30, 18).red() - 0xCC) < 6
        qtbot.waitUntil(lambda: bool(told))
        assert len(list((tmp_path / "views").glob("*.thumb"))) == 1
        assert viewer.thumbnail("unknown", 0, 36) is None
    finally:
        views.close()


def test_a_medium_without_a_picture_is_asked_for_once(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "bad.png").write_bytes(b"no picture")
    views = Thumbnails(tmp_path / "views")
    viewer = views.viewer()
    views.set_sources({"bad": MediaSource("bad", tmp_path / "bad.png", "image", "bad.png")})
    try:
        with qtbot.waitSignal(views.work.failed, timeout=30_000):
            assert viewer.thumbnail("bad", 0, 36) is None
        assert viewer.thumbnail("bad", 0, 36) is None
        assert not views.work.is_busy()
    finally:
        views.close()


def test_a_viewers_rounds_let_go_of_its_own_wishes_alone(
    qtbot: QtBot, tmp_path: Path, picture: MediaSource
) -> None:
    views = Thumbnails(tmp_path / "views")
    library, timeline = views.viewer(), views.viewer()
    views.set_sources({"red": picture})
    done: list[int] = []
    views.work.done.connect(lambda key, _result: done.append(key[3]))
    try:
        for height in (20, 21):  # these are under way at once, what follows waits
            timeline.thumbnail("red", 0, height)
        for viewer, height in ((timeline, 30), (library, 40), (timeline, 50), (library, 50)):
            viewer.thumbnail("red", 0, height)
        for _ in range(3):
            timeline.begin_round()
        timeline.thumbnail("red", 0, 60)
        qtbot.waitUntil(lambda: not views.work.is_busy(), timeout=30_000)
        assert sorted(done) == [20, 21, 40, 50, 60]
    finally:
        views.close()


def test_what_no_viewer_asks_for_again_is_let_go(qtbot: QtBot, tmp_path: Path, picture: MediaSource) -> None:
    views = Thumbnails(tmp_path / "views")
    library, timeline = views.viewer(), views.viewer()
    views.set_sources({"red": picture})
    done: list[int] = []
    views.work.done.connect(lambda key, _result: done.append(key[3]))
    try:
        for height in (20, 21, 30):
            timeline.thumbnail("red", 0, height)
            library.thumbnail("red", 0, height)
        for viewer in (timeline, library) * 2:
            viewer.begin_round()
        qtbot.waitUntil(lambda: not views.work.is_busy(), timeout=30_000)
        assert sorted(done) == [20, 21]
    finally:
        views.close()


def test_an_outline_comes(qtbot: QtBot, tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "a.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(b"\x00\x40" * 48_000)
    views = SoundOutlines(tmp_path / "views")
    views.set_sources({"a": MediaSource("a", tmp_path / "a.wav", "audio", "a.wav")})
    try:
        qtbot.waitUntil(lambda: views.peaks("a") is not None, timeout=30_000)
        outline = views.peaks("a")
        assert outline is not None
        assert outline.columns(0, 4800, 10)[0, 1].min() == pytest.approx(0.5, abs=0.01)
    finally:
        views.close()


def test_the_latest_wanted_comes_first_and_what_is_no_longer_wanted_never(
    qtbot: QtBot, work: LatestWork
) -> None:
    done: list[object] = []
    work.done.connect(lambda key, _result: done.append(key))
    for number in range(6):
        work.want(Job(number, "none", echo, (number,)))
    work.keep_only({4, 5, 0, 1})
    qtbot.waitUntil(lambda: not work.is_busy(), timeout=30_000)
    assert done == [0, 1, 5, 4]


def test_a_job_that_kills_the_process_is_given_up_after_two_deaths_and_others_go_on(
    qtbot: QtBot, work: LatestWork
) -> None:
    done: list[object] = []
    work.done.connect(lambda key, _result: done.append(key))
    with qtbot.waitSignal(work.failed, timeout=60_000) as told:
        work.want(Job("bad", "medium", crash, ()))
    assert told.args[0] == "bad"
    work.want(Job("good", "other", echo, (1,)))
    qtbot.waitUntil(lambda: done == ["good"], timeout=30_000)
