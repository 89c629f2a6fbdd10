"""Playing with a real sound process: on the silent device, as every machine that runs tests can."""

from __future__ import annotations

import asyncio
import copy
import itertools
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from pytestqt.qtbot import QtBot

from editor_app.document import Document
from editor_app.render.audio.limit import limited_blocks
from editor_app.render.audio.mix import Mixer
from editor_app.render.live_sound.capture import read_capture
from editor_app.render.live_sound.messages import Setup, Stop
from editor_app.render.media.source import MediaSource
from editor_app.services.playback import Player, PlayStats
from editor_app.services.preview import Preview
from editor_app.services.preview.preview import PreviewFrame
from editor_app.services.sound_process import SoundProcess
from editor_app.services.tasks import Tasks
from editor_app.session import InOut, Session
from editor_app.state.dialects import read, write
from editor_app.store.history import Work
from editor_app.timebase import TICKS_PER_SECOND
from tests.render.audio.documents import clip, document
from tests.render.audio.encoding import tone, write_sound
from tests.render.media.making import write_numbered

S = TICKS_PER_SECOND
FRAME = S // 30


class Media(QObject):
    """Media that stay where they are."""

    changed = Signal(object)

    def __init__(self, sources: Mapping[str, MediaSource]) -> None:
        super().__init__()
        self.sources = sources


@dataclass
class Counts:
    """What was shown."""

    shown: int = 0
    dropped: int = 0


@dataclass
class Pictures:
    """A preview that notes what it is to show."""

    stats: Counts = field(default_factory=Counts)
    ticks: list[int] = field(default_factory=list)
    stops: int = 0

    def play_to(self, tick: int) -> None:
        """Show at once."""
        self.ticks.append(tick)
        self.stats.shown += 1

    def stop_playing(self) -> None:
        """Note it."""
        self.stops += 1


@dataclass
class Scene:
    """A player on three seconds of a tone."""

    document: Document
    session: Session
    pictures: Pictures
    media: Media
    player: Player
    capture: Path
    cache: Path
    notices: list[str]

    def tell(self, seconds: float) -> bool:
        """Tell whether the playhead has come to a time."""
        return self.session.playhead_ticks >= seconds * S

    def captured(self) -> list[tuple[int, np.ndarray]]:
        """Give what the device was handed."""
        return list(read_capture(self.capture))


@pytest.fixture(scope="module")
def tone_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give three seconds of a loud tone, so that the limiter has work."""
    path = tmp_path_factory.mktemp("media") / "tone.wav"
    return write_sound(path, tone(440, 3, level=0.8), codec="pcm_f32le")


def warm_up(made: Document, player: Player, qtbot: QtBot) -> None:
    """Open the project, as it were, and wait until its sound is there."""
    with qtbot.waitSignal(player.sound.ready, timeout=30_000):
        made.loaded.emit()


@pytest.fixture
def scene(qtbot: QtBot, tmp_path: Path, tone_file: Path) -> Iterator[Scene]:
    """Make the player; end it."""
    items = {"a": clip(0, 3), "b": clip(1, 1.5, decibelAdjustment={"value": 3, "keyframes": []})}
    tracks = [{"id": f"t{key}", "items": [key], "hidden": False, "muted": False} for key in items]
    made = Document(Work(document(items, tracks)))
    session, pictures = Session(), Pictures()
    media = Media({"m": MediaSource("m", tone_file, "audio", "tone.wav")})
    capture = tmp_path / "capture"
    sound = SoundProcess(Setup(backend="null", cache_dir=tmp_path / "cache", capture=capture))
    player = Player(made, session, pictures, media, Tasks(), sound=sound)
    notices: list[str] = []
    player.notice.connect(notices.append)
    warm_up(made, player, qtbot)
    yield Scene(made, session, pictures, media, player, capture, tmp_path / "cache", notices)
    asyncio.run(player.close())


def test_the_playhead_follows_sound_to_the_end_frame_by_frame(scene: Scene, qtbot: QtBot) -> None:
    speeds: list[float] = []
    scene.player.speed_changed.connect(speeds.append)
    scene.session.set_playhead(2 * S)
    with qtbot.waitSignal(scene.player.stats_changed) as told:
        scene.player.play()
    assert isinstance(told.args[0], PlayStats)
    qtbot.waitUntil(lambda: scene.player.speed == 0, timeout=10_000)
    assert speeds == [1.0, 0.0]
    assert scene.pictures.stops == 1
    assert scene.session.playhead_ticks == 3 * S - FRAME
    assert all(tick % FRAME == 0 for tick in scene.pictures.ticks)
    assert scene.pictures.ticks == sorted(scene.pictures.ticks)
    assert len(scene.pictures.ticks) > 10


def test_what_is_handed_to_the_device_is_what_an_export_hears(scene: Scene, qtbot: QtBot) -> None:
    scene.player.play()
    qtbot.waitUntil(lambda: scene.player.speed == 0, timeout=10_000)
    mixer = Mixer(scene.document.state, scene.media.sources, cache_dir=scene.cache)
    expected = np.concatenate(list(limited_blocks(mixer, 0, 3 * 48_000)), axis=1)
    mixer.close()
    assert np.abs(expected).max() < 0.9 < np.abs(mixer.read(48_000, 48_000)).max()  # limited, in fact
    heard, at = np.zeros_like(expected), 0
    for position, samples in scene.captured():
        assert position == at
        at += samples.shape[1]
        heard[:, position:at] = samples
    assert at == 3 * 48_000
    # It begins within 5 ms rather than with a click.
    assert np.array_equal(heard[:, 240:], expected[:, 240:])


def test_setting_the_playhead_while_playing_goes_on_from_there(scene: Scene, qtbot: QtBot) -> None:
    scene.player.play()
    qtbot.waitUntil(lambda: scene.tell(0.2), timeout=10_000)
    scene.session.set_playhead(2 * S)
    qtbot.waitUntil(lambda: scene.tell(2.2), timeout=10_000)
    assert scene.player.speed == 1
    scene.player.stop()
    assert 2.2 * S <= scene.session.playhead_ticks < 3 * S
    places = [position / 48_000 for position, _ in scene.captured()]
    assert not [place for place in places if 1.5 < place < 2]


def test_a_loop_goes_round_what_is_marked(scene: Scene, qtbot: QtBot) -> None:
    scene.session.set_range(InOut(S, S + 6 * FRAME))
    scene.session.set_loop(True)
    scene.player.play()
    wraps: list[int] = []

    def has_gone_round() -> bool:
        ticks = scene.pictures.ticks
        wraps[:] = [after for before, after in itertools.pairwise(ticks) if after < before]
        return len(wraps) >= 3

    qtbot.waitUntil(has_gone_round, timeout=10_000)
    assert scene.player.speed == 1
    assert min(scene.pictures.ticks) == S
    assert max(scene.pictures.ticks) == S + 5 * FRAME


def test_playing_starts_over_at_the_end(scene: Scene, qtbot: QtBot) -> None:
    scene.session.set_playhead(3 * S)
    scene.player.toggle()
    qtbot.waitUntil(lambda: 0 < scene.session.playhead_ticks < S, timeout=10_000)
    scene.player.toggle()
    assert scene.player.speed == 0


def test_the_shuttle_runs_backwards_faster_and_to_the_start(scene: Scene, qtbot: QtBot) -> None:
    scene.session.set_playhead(2 * S)
    speeds: list[float] = []
    scene.player.speed_changed.connect(speeds.append)
    scene.player.shuttle_back()
    scene.player.shuttle_back()
    qtbot.waitUntil(lambda: scene.player.speed == 0, timeout=10_000)
    assert speeds == [-1, -2, 0]
    assert scene.session.playhead_ticks == 0
    assert scene.pictures.ticks == sorted(scene.pictures.ticks, reverse=True)


def test_sound_that_dies_comes_back_and_playing_goes_on(scene: Scene, qtbot: QtBot) -> None:
    scene.session.set_loop(True)
    scene.player.play()
    qtbot.waitUntil(lambda: scene.tell(0.3), timeout=10_000)
    first = scene.player.sound.pid
    assert first is not None
    with qtbot.waitSignal(scene.player.sound.restarted, timeout=5000):
        os.kill(first, signal.SIGKILL)
    writers = [thread for thread in threading.enumerate() if thread.name == "to sound"]
    assert len(writers) == 1, "whoever wrote to the process that died has the new one's pipe in hand"
    seen = len(scene.pictures.ticks)
    qtbot.waitUntil(lambda: scene.player.sound.is_ready, timeout=30_000)
    assert scene.player.sound.pid not in (None, first)
    assert scene.player.speed == 1
    qtbot.waitUntil(lambda: len(scene.pictures.ticks) > seen + 10, timeout=10_000)
    qtbot.waitUntil(lambda: bool(scene.captured()), timeout=30_000)
    assert scene.notices == ["Sound stopped working and was started again."]


def test_an_edit_is_heard_while_playing(scene: Scene, qtbot: QtBot) -> None:
    scene.session.set_loop(True)
    scene.player.play()
    qtbot.waitUntil(lambda: scene.tell(0.3), timeout=10_000)
    raw = copy.deepcopy(write(scene.document.state))
    for track in raw["tracks"]:
        track["muted"] = True
    scene.document.apply("Mute", read(raw)[0])

    def is_silent() -> bool:
        found = scene.captured()
        return bool(found) and not found[-1][1].any()

    qtbot.waitUntil(is_silent, timeout=10_000)
    loud = np.concatenate([samples for _, samples in scene.captured()], axis=1)
    # No step between samples is larger than those of the tones themselves by much: no click.
    steps = np.abs(np.diff(loud[0, 480:]))
    assert steps.max() < 0.12


def test_moving_the_playhead_while_stopped_is_audible(scene: Scene, qtbot: QtBot) -> None:
    scene.player.play()
    qtbot.waitUntil(lambda: scene.tell(0.2), timeout=10_000)
    scene.player.stop()
    scene.player.step(5)
    peaks: list[float] = []

    def sounded() -> bool:
        reading = scene.player.sound.clock()
        assert reading is not None
        assert not reading.is_playing or reading.epoch < 3
        peaks.append(reading.peaks[0])
        return reading.epoch >= 3 and reading.peaks[0] > 0.1

    qtbot.waitUntil(sounded, timeout=10_000)

    def is_over() -> bool:
        reading = scene.player.sound.clock()
        return reading is not None and reading.peaks[0] == 0

    qtbot.waitUntil(is_over, timeout=10_000)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads what Linux says of processes")
def test_sound_ends_with_a_window_that_is_killed(qtbot: QtBot) -> None:
    code = (
        "from PySide6.QtCore import QCoreApplication\n"
        "from editor_app.services.sound_process import SoundProcess\n"
        "app = QCoreApplication([])\n"
        "sound = SoundProcess()\n"
        "sound.ready.connect(lambda: print(sound.pid, flush=True))\n"
        "sound.start()\n"
        "app.exec()\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        stat = Path(f"/proc/{int(window.stdout.readline())}/stat")
        assert stat.exists()
        window.kill()
    # Nobody may be there to take note of its end.
    qtbot.waitUntil(lambda: not stat.exists() or ") Z " in stat.read_text(), timeout=10_000)


def test_an_empty_timeline_says_so(scene: Scene) -> None:
    scene.document.load(Work(document({})))
    scene.player.play()
    assert scene.player.speed == 0
    assert scene.notices == ["There is nothing to play: the timeline is empty."]


def test_opening_a_project_makes_no_sound(
    scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    audible: list[bool] = []

    def note(message: object) -> None:
        if isinstance(message, Stop):
            audible.append(message.is_audible)

    monkeypatch.setattr(scene.player.sound, "send", note)
    scene.document.load(scene.document.work)
    scene.session.set_playhead(S)  # where it was last time
    with qtbot.waitSignal(scene.session.playhead_changed):
        QTimer.singleShot(1, lambda: scene.session.set_playhead(2 * S))
    assert audible == [False, True]


def test_no_sound_device_is_told_once_and_playing_goes_on(
    qtbot: QtBot, tmp_path: Path, tone_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No library finds a device behind these.
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "none"))
    monkeypatch.setenv("PULSE_SERVER", str(tmp_path / "none"))
    made, session = Document(Work(document({"a": clip(0, 2)}))), Session()
    media = Media({"m": MediaSource("m", tone_file, "audio", "tone.wav")})
    sound = SoundProcess(Setup(cache_dir=tmp_path / "cache"))
    player = Player(made, session, Pictures(), media, Tasks(), sound=sound)
    notices: list[str] = []
    player.notice.connect(notices.append)
    warm_up(made, player, qtbot)
    player.play()
    qtbot.waitUntil(lambda: session.playhead_ticks > S, timeout=15_000)
    player.stop()
    player.play()
    qtbot.waitUntil(lambda: player.speed == 0, timeout=15_000)
    asyncio.run(player.close())
    assert [text.split(":")[0] for text in notices] == ["No sound device can be used"]
    assert not sound.is_running


def test_the_real_preview_shows_what_is_played_and_then_the_exact_frame(qtbot: QtBot, tmp_path: Path) -> None:
    film = write_numbered(tmp_path / "film.mp4", list(range(50)), Fraction(1, 25), size=(64, 64))
    made = Document(Work(document({"a": clip(0, 2, kind="video")})))
    session, media = Session(), Media({"m": MediaSource("m", film, "video", "film.mp4")})
    preview = Preview(made, session, media)
    preview.set_viewport((64, 36))
    sound = SoundProcess(Setup(backend="null", cache_dir=tmp_path / "cache"))
    player = Player(made, session, preview, media, Tasks(), sound=sound)
    frames: list[PreviewFrame] = []
    preview.frame_ready.connect(frames.append)
    qtbot.waitUntil(lambda: bool(frames), timeout=15_000)
    warm_up(made, player, qtbot)
    with qtbot.waitSignal(player.stats_changed, timeout=15_000) as told:
        player.play()
    assert told.args[0].fps > 0
    qtbot.waitUntil(lambda: session.playhead_ticks > S, timeout=15_000)
    player.stop()
    stopped = session.playhead_ticks
    qtbot.waitUntil(lambda: frames[-1].tick == stopped and frames[-1].is_exact, timeout=15_000)
    ticks = [frame.tick for frame in frames]
    assert len({tick for tick in ticks if tick < stopped}) > 5
    preview.close()
    asyncio.run(player.close())
