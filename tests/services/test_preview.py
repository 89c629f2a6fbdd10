"""What the preview shows follows the document, the playhead and the media, and outlives its process."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from editor_app.render.media.source import MediaSource
from editor_app.services.preview import watch
from editor_app.state.model import EditorState
from editor_app.state.patch import Patch
from editor_app.store.history import Work
from tests.children import none_left_behind
from tests.render.export.films import HEIGHT, SECOND, WIDTH, document, film, solid
from tests.services.preview_scene import Scene, plant

SIZE = (WIDTH, HEIGHT)
Open = Callable[..., Scene]


@pytest.fixture
def open_scene(qtbot: QtBot) -> Iterator[Open]:
    """Opens scenes, and fails a test after which a process is left."""
    scenes: list[Scene] = []

    def make(state: EditorState, sources: Mapping[str, MediaSource] | None = None, size=SIZE) -> Scene:
        scenes.append(Scene(qtbot, state, sources or {}))
        if size:
            scenes[-1].preview.set_viewport(size)
        return scenes[-1]

    with none_left_behind():
        yield make
        for scene in scenes:
            scene.preview.close()


def plain(color: str, **fields: object) -> EditorState:
    """A document of one rectangle that fills the picture for four seconds."""
    return document(solid(4 * SECOND, (0, 0, WIDTH, HEIGHT), color, **fields))


def recolored(state: EditorState, color: str) -> EditorState:
    item = state.items["item0"]
    return state.replace(items={**state.items, "item0": item.replace(color=color)})


def test_it_follows_edits_previews_and_undo(open_scene: Open) -> None:
    scene = open_scene(plain("#cc2200"))
    scene.until_color(5, 5, "#cc2200")
    doc = scene.document
    doc.apply("Colour", recolored(doc.work.state, "#22cc00"))
    scene.until_color(5, 5, "#22cc00")
    doc.preview(recolored(doc.work.state, "#0022cc"))
    scene.until_color(5, 5, "#0022cc")
    doc.cancel_preview()
    scene.until_color(5, 5, "#22cc00")
    doc.undo()
    scene.until_color(5, 5, "#cc2200")
    assert scene.notices == []


def test_a_gesture_may_show_another_time_meanwhile(open_scene: Open, tmp_path: Path) -> None:
    state, sources = film(tmp_path, seconds=2, sounding=False)
    scene = open_scene(state, sources)
    scene.until_shown(0, SIZE)
    scene.session.set_glance(SECOND)
    scene.until_shown(SECOND, SIZE)
    scene.document.preview(recolored(state, "#22cc00"))
    scene.session.set_glance(None)
    scene.until_shown(0, SIZE)


def test_it_follows_the_playhead_and_what_was_seen_is_at_hand_after_an_edit_elsewhere(
    open_scene: Open, tmp_path: Path
) -> None:
    state, sources = film(tmp_path, seconds=2, sounding=False)
    scene = open_scene(state, sources)
    first = scene.until_shown(0, SIZE).image
    scene.session.set_playhead(SECOND)
    assert scene.until_shown(SECOND, SIZE).image != first
    scene.session.set_playhead(0)
    scene.until(lambda: scene.last.tick == 0)
    assert scene.last.image == first


def test_another_document_takes_the_place_of_this_one(open_scene: Open) -> None:
    scene = open_scene(plain("#cc2200"))
    scene.until_color(5, 5, "#cc2200")
    scene.preview.set_hidden_items({"item0"})
    scene.until_color(5, 5, "#000000")
    scene.document.load(Work(plain("#0022cc")))
    scene.until_color(5, 5, "#0022cc")
    doc = scene.document
    doc.apply("Colour", recolored(doc.work.state, "#22cc00"))
    scene.until_color(5, 5, "#22cc00")


def test_a_change_that_does_not_fit_is_put_right(open_scene: Open) -> None:
    scene = open_scene(plain("#cc2200"))
    scene.until_color(5, 5, "#cc2200")
    doc = scene.document
    green = recolored(doc.work.state, "#22cc00")
    other = recolored(doc.work.state, "#0022cc")
    doc.changed.emit(Patch.between(green, other))  # for a document that the process does not have
    doc.apply("Colour", green)
    scene.until_color(5, 5, "#22cc00")


def test_hidden_items_are_left_out_until_they_are_not_hidden(open_scene: Open) -> None:
    state = document(
        solid(SECOND, (0, 0, WIDTH, HEIGHT), "#22cc00"), solid(SECOND, (0, 0, WIDTH, HEIGHT), "#cc2200")
    )
    scene = open_scene(state)
    scene.until_color(5, 5, "#22cc00")
    scene.preview.set_hidden_items(["item0"])
    scene.until_color(5, 5, "#cc2200")
    scene.preview.set_hidden_items([])
    scene.until_color(5, 5, "#22cc00")


def test_of_many_places_wanted_at_once_few_are_made_and_the_last_one_is_seen(
    open_scene: Open, tmp_path: Path
) -> None:
    state, sources = film(tmp_path, seconds=3, sounding=False)
    scene = open_scene(state, sources)
    scene.until_shown(0, SIZE)
    scene.frames.clear()
    for frame in range(1, 81):
        scene.session.set_playhead(frame * 8000)
    scene.until_shown(640_000, SIZE)
    assert len({frame.tick for frame in scene.frames}) < 10
    ticks = [frame.tick for frame in scene.frames]
    assert ticks == sorted(ticks)


def test_without_a_viewport_nothing_is_painted_but_a_frame_can_be_asked_for(
    open_scene: Open, qtbot: QtBot
) -> None:
    scene = open_scene(plain("#cc2200"), size=None)

    async def main() -> QImage:
        wanted = [scene.preview.request_frame(tick, (64, 36)) for tick in (0, SECOND, 2 * SECOND)]
        while not all(future.done() for future in wanted):
            QCoreApplication.processEvents()
            await asyncio.sleep(0.005)
        return (await asyncio.gather(*wanted))[-1]

    image = asyncio.run(main())
    assert (image.width(), image.height(), image.pixelColor(3, 3).name()) == (64, 36, "#cc2200")
    assert scene.frames == []


def test_a_frame_asked_for_is_cancelled_when_the_preview_closes(open_scene: Open) -> None:
    scene = open_scene(plain("#cc2200"), size=None)

    async def main() -> asyncio.Future[QImage]:
        wanted = scene.preview.request_frame(0, (64, 36))
        scene.preview.close()
        await asyncio.wait([wanted, late := scene.preview.request_frame(0, (64, 36))])
        assert late.cancelled()
        return wanted

    assert asyncio.run(main()).cancelled()


def test_quality_says_how_large_frames_are_and_auto_is_full_at_rest(open_scene: Open) -> None:
    scene = open_scene(plain("#cc2200"))
    scene.until_shown(0, SIZE)
    told: list[str] = []
    scene.preview.quality_changed.connect(lambda: told.append(scene.preview.effective_quality))
    scene.preview.set_quality("half")
    scene.until_shown(0, (64, 36))
    scene.preview.set_quality("quarter")
    scene.until_shown(0, (32, 18))
    scene.preview.set_quality("auto")
    scene.until_shown(0, SIZE)
    assert told == ["half", "quarter", "full"]


def test_a_killed_process_is_replaced_and_the_frame_that_was_wanted_comes(
    open_scene: Open, tmp_path: Path
) -> None:
    state, sources = film(tmp_path, seconds=2, sounding=False)
    scene = open_scene(state, sources)
    scene.until_shown(0, SIZE)
    victim = scene.preview.process_id
    assert victim is not None
    doc = scene.document
    doc.apply(
        "Colour",
        doc.work.state.replace(
            items={**doc.work.state.items, "item0": doc.work.state.items["item0"].replace(color="#22cc00")}
        ),
    )
    os.kill(victim, signal.SIGKILL)
    scene.session.set_playhead(SECOND)
    scene.until_shown(SECOND, SIZE)
    scene.until(lambda: scene.notices == ["The preview stopped unexpectedly and was started again."])
    assert scene.preview.process_id != victim
    left = 52  # where the sliding rectangle is after a second of two
    assert scene.color(left + 12, 12) == "#22cc00"


def test_a_medium_that_kills_the_process_twice_becomes_a_placeholder(
    open_scene: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, sources = film(tmp_path, seconds=2, sounding=False)
    plant(monkeypatch, "crash clip.mp4")
    scene = open_scene(state, sources)
    scene.until_shown(0, SIZE)
    assert len(scene.notices) == 2
    assert scene.notices[1].startswith("“clip.mp4” made its decoder crash")
    scene.until(lambda: any("clip.mp4" in sentence for sentence in scene.preview.warnings))
    stand_in = scene.last.image
    scene.session.set_playhead(SECOND)  # and so it goes on
    scene.until_shown(SECOND, SIZE)
    # Another file in its place is tried again.
    os.link(tmp_path / "clip.mp4", tmp_path / "sane.mp4")
    scene.session.set_playhead(0)
    scene.sources.put({"clip": MediaSource("clip", tmp_path / "sane.mp4", "video", "sane.mp4")})
    scene.until(lambda: scene.last.tick == 0 and scene.last.is_exact and scene.last.image != stand_in)
    scene.until(lambda: scene.preview.warnings == ())
    assert len(scene.notices) == 2


def test_a_decoder_that_hangs_is_ended(
    open_scene: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "STALL_S", 1.0)
    state, sources = film(tmp_path, seconds=2, sounding=False)
    plant(monkeypatch, "hang clip.mp4")
    scene = open_scene(state, sources)
    scene.until_shown(0, SIZE)
    assert scene.notices[-1].startswith("“clip.mp4” made its decoder crash")


def test_missing_media_are_placeholders_until_they_are_found(open_scene: Open, tmp_path: Path) -> None:
    state, sources = film(tmp_path, seconds=2, sounding=False)
    missing = {"clip": MediaSource("clip", None, "video", "clip.mp4")}
    scene = open_scene(state, missing)
    stand_in = scene.until_shown(0, SIZE).image
    scene.until(lambda: len(scene.preview.warnings) == 1)
    assert scene.preview.warnings[0].startswith("“clip.mp4”")
    scene.sources.put(sources)
    scene.until(lambda: scene.last.image != stand_in)
    scene.until(lambda: scene.preview.warnings == ())


def test_playing_counts_what_is_shown_and_what_is_left_out_and_ends_at_full_size(
    open_scene: Open, tmp_path: Path
) -> None:
    state, sources = film(tmp_path, seconds=3, sounding=False)
    scene = open_scene(state, sources)
    scene.until_shown(0, SIZE)
    scene.frames.clear()
    preview = scene.preview
    for frame in range(1, 31):
        # The player moves the playhead too; that alone makes no frame while playing.
        preview.play_to(frame * 8000)
        scene.session.set_playhead(frame * 8000)
        if frame % 3 == 0:
            scene.until(lambda tick=frame * 8000: bool(scene.frames) and scene.last.tick == tick)
    stats = preview.stats
    assert stats.shown == len(scene.frames)
    assert stats.shown + stats.dropped == 30
    assert stats.dropped > 0
    assert stats.fps > 0
    preview.stop_playing()
    scene.until_shown(240_000, SIZE)
    assert preview.stats == stats


def test_a_step_right_after_playing_is_seen(open_scene: Open, tmp_path: Path) -> None:
    state, sources = film(tmp_path, seconds=3, sounding=False)
    scene = open_scene(state, sources)
    for frame in (1, 2, 3):
        scene.preview.play_to(frame * 8000)
        scene.session.set_playhead(frame * 8000)
    scene.session.set_playhead(32_000)
    scene.until(lambda: bool(scene.frames) and scene.last.tick == 32_000)


def test_the_process_ends_with_the_window_however_that_ends(tmp_path: Path) -> None:
    script = (
        "import time\n"
        "from PySide6.QtGui import QGuiApplication\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from tests.services.preview_scene import Sources\n"
        "from tests.services.test_preview import plain\n"
        "from editor_app.document import Document\n"
        "from editor_app.session import Session\n"
        "from editor_app.services.preview import Preview\n"
        "from editor_app.store.history import Work\n"
        "if __name__ == '__main__':\n"
        "    app = QGuiApplication([])\n"
        "    preview = Preview(Document(Work(plain('#cc2200'))), Session(), Sources({}))\n"
        "    preview.frame_ready.connect(lambda _: print(preview.process_id, flush=True))\n"
        "    preview.set_viewport((64, 36))\n"
        "    app.exec()\n"
    )
    path = tmp_path / "window.py"
    path.write_text(script)
    root = Path(__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": str(root)}
    with subprocess.Popen(
        [sys.executable, str(path)], stdout=subprocess.PIPE, env=environment, cwd=root, text=True
    ) as window:
        assert window.stdout is not None
        worker = int(window.stdout.readline())
        os.kill(worker, 0)
        window.kill()
        # The worker has the other end of this pipe too: it closes only once both have ended.
        window.communicate(timeout=60)
