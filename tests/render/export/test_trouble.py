"""Dying workers, hanging decoders, Ctrl-C, full disks: what happens to the film and to the folder."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from pathlib import Path

import numpy as np
import pytest

from editor_app.render import processes
from editor_app.render.export import lanes
from editor_app.render.export.run import export_video
from editor_app.render.export.settings import (
    BadSettings,
    CannotWrite,
    DiskFull,
    ExportCancelled,
    ExportSettings,
    NothingToExport,
    Progress,
    RenderFailed,
    TooLarge,
)
from tests.render.export.films import HEIGHT, SECOND, WIDTH, document, film, frames_of, solid, sound_of

SETTINGS = ExportSettings(format="mkv", workers=2)
REPOSITORY = Path(__file__).parents[3]


@pytest.fixture
def plant(monkeypatch: pytest.MonkeyPatch):
    """Make workers misbehave when they open a file: plant("crash clip.mp4")."""

    def set_up(what: str) -> None:
        folders = [str(Path(__file__).parent / "plant"), os.environ.get("PYTHONPATH", "")]
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, folders)))
        monkeypatch.setenv("PLANTED", what)
        end_server()

    yield set_up
    end_server()


def end_server() -> None:
    """End the process that workers are forked from, so that the next one is of today's environment."""
    forkserver._forkserver._stop()  # pyright: ignore


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_killing_workers_changes_nothing(tmp_path: Path, out: Path, number: signal.Signals) -> None:
    state, sources = film(tmp_path, seconds=4)
    export_video(state, sources, SETTINGS, out / "calm.mkv")
    killed: list[int] = []

    def kill_now_and_then(progress: Progress) -> None:
        children = multiprocessing.active_children()
        if len(killed) < 3 and children and progress.frames_done >= 20 * len(killed):
            victim = children[len(killed) % len(children)]
            killed.append(victim.pid or 0)
            os.kill(victim.pid or 0, number)

    report = export_video(state, sources, SETTINGS, out / "stormy.mkv", on_progress=kill_now_and_then)
    assert len(killed) == 3
    assert report.frames == 120
    if number == signal.SIGKILL:
        assert report.warnings == ()
        assert (out / "stormy.mkv").read_bytes() == (out / "calm.mkv").read_bytes()


@pytest.mark.parametrize("deed", ["crash", "kill"])
def test_a_medium_that_kills_its_decoder_becomes_a_placeholder(
    tmp_path: Path, out: Path, plant, deed: str
) -> None:
    state, sources = film(tmp_path, seconds=2)
    export_video(state, sources, SETTINGS, out / "sane.mkv")
    plant(f"{deed} clip.mp4")
    report = export_video(state, sources, SETTINGS, out / "film.mkv")
    assert report.frames == 60
    assert any("“clip.mp4” made its decoder crash" in sentence for sentence in report.warnings)
    sane = np.array([picture for _, picture in frames_of(out / "sane.mkv", "bgr24")])
    film_ = np.array([picture for _, picture in frames_of(out / "film.mkv", "bgr24")])
    # The clip's place shows something else, the rest of the picture is the same.
    assert (sane[30, 30:50, 60:84] != film_[30, 30:50, 60:84]).any()
    assert (sane[:, :, 110:] == film_[:, :, 110:]).all()
    assert np.abs(sound_of(out / "film.mkv")).max() > 0.2


def test_a_sound_that_kills_its_decoder_is_silent(tmp_path: Path, out: Path, plant) -> None:
    state, sources = film(tmp_path, seconds=2)
    plant("crash tone.wav")
    report = export_video(state, sources, SETTINGS, out / "film.mkv", cache_dir=tmp_path / "pcm")
    assert report.frames == 60
    assert any("“tone.wav” made its decoder crash" in sentence for sentence in report.warnings)
    assert not sound_of(out / "film.mkv").any()


def test_a_decoder_that_hangs_is_ended(
    tmp_path: Path, out: Path, plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, sources = film(tmp_path, seconds=1)
    plant("hang clip.mp4")
    monkeypatch.setattr(lanes, "STALL_SECONDS", 2.0)
    report = export_video(state, sources, SETTINGS, out / "film.mkv")
    assert report.frames == 30
    assert any("“clip.mp4” made its decoder crash" in sentence for sentence in report.warnings)


def test_cancelling_leaves_nothing(tmp_path: Path, out: Path) -> None:
    state, sources = film(tmp_path, seconds=3)
    cancelled = threading.Event()

    def cancel(progress: Progress) -> None:
        if progress.frames_done > 5:
            cancelled.set()

    settings = ExportSettings(workers=2, scale=6)
    with pytest.raises(ExportCancelled):
        export_video(state, sources, settings, out / "film.mp4", on_progress=cancel, cancelled=cancelled)
    assert list(out.iterdir()) == []


def test_an_older_file_survives_a_cancelled_export(tmp_path: Path, out: Path) -> None:
    state, sources = film(tmp_path, seconds=1)
    (out / "film.mp4").write_bytes(b"older")
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(ExportCancelled):
        export_video(state, sources, ExportSettings(), out / "film.mp4", cancelled=cancelled)
    assert (out / "film.mp4").read_bytes() == b"older"


def test_progress_counts_up_to_the_end(tmp_path: Path, out: Path) -> None:
    state, sources = film(tmp_path, seconds=2)
    told: list[Progress] = []
    export_video(state, sources, SETTINGS, out / "film.mkv", on_progress=told.append)
    done = [progress.frames_done for progress in told]
    assert done == sorted(done)
    assert done[-1] == 60
    assert {progress.frames_total for progress in told} == {60}
    assert told[-1].phase == "checking"
    assert told[-1].seconds_left == 0


CHILD = """
import sys
from pathlib import Path
from editor_app.render.export.run import export_video
from editor_app.render.export.settings import ExportError, ExportSettings
from tests.render.export.films import film

def main():
    import resource, signal
    # A job in a shell's background is started deaf to it, and so are the tests that run in one.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    limit = int(sys.argv[3])
    state, sources = film(Path(sys.argv[1]), seconds=int(sys.argv[4]), sounding=not limit)
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    def tell(progress):
        print(progress.frames_done, flush=True)
    try:
        settings = ExportSettings(format=sys.argv[5], workers=2, scale=8)
        cache = Path(sys.argv[1]) / "pcm"
        export_video(state, sources, settings, Path(sys.argv[2]), on_progress=tell, cache_dir=cache)
    except ExportError as error:
        print(type(error).__name__, error)
    except KeyboardInterrupt:
        print("interrupted")

if __name__ == "__main__":
    main()
"""


def child(tmp_path: Path, output: Path, limit: int, seconds: int, format: str) -> subprocess.Popen[str]:
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    return subprocess.Popen(
        [sys.executable, str(script), str(tmp_path), str(output), str(limit), str(seconds), format],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
    )


def read_until_rendering(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip().isdigit() and int(line) > 3:
            return
    raise AssertionError(f"it ended too soon: {process.communicate()}")


def test_ctrl_c_in_a_terminal_leaves_nothing_and_says_nothing(tmp_path: Path, out: Path) -> None:
    process = child(tmp_path, out / "film.mp4", 0, 10, "mp4")
    read_until_rendering(process)
    os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to everyone
    told, complaints = process.communicate(timeout=30)
    assert told.strip().endswith("interrupted")
    assert complaints == ""
    assert list(out.iterdir()) == []


def test_workers_end_and_clear_up_when_their_parent_is_killed(tmp_path: Path, out: Path) -> None:
    process = child(tmp_path, out / "film.mp4", 0, 10, "mp4")
    read_until_rendering(process)
    assert list(out.iterdir()) != []
    process.kill()
    # The workers hold the other ends of these pipes: this returns when the last of them is gone.
    process.communicate(timeout=30)
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("format", ["mp4", "mkv"])
def test_a_file_beyond_what_the_disk_takes(tmp_path: Path, out: Path, format: str) -> None:
    process = child(tmp_path, out / f"film.{format}", 150_000, 3, format)
    told, complaints = process.communicate(timeout=120)
    assert complaints == ""
    assert f"DiskFull “{out / f'film.{format}'}” could not be written: the disk is full." in told
    assert list(out.iterdir()) == []


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root on Linux can mount a small disk to fill"
)
def test_a_full_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(disk)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip(f"no small disk could be mounted: {mounted.stderr.decode().strip()}")
    try:
        state, sources = film(tmp_path, seconds=3)
        with pytest.raises(DiskFull, match=r"needs about .*, and 1\.0 MB is free on its disk"):
            export_video(state, sources, ExportSettings(format="mkv", scale=8), disk / "film.mkv")
        assert list(disk.iterdir()) == []
        # What an estimate lets pass fills the disk later.
        with pytest.raises(DiskFull, match="the disk is full"):
            export_video(state, sources, ExportSettings(format="mkv"), disk / "film.mkv")
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.skipif(
    not Path("/sys/kernel").is_dir(), reason="needs a folder in which not even root may write"
)
def test_a_read_only_folder() -> None:
    state = document(solid(SECOND, (0, 0, WIDTH, HEIGHT), "#ffffff"))
    with pytest.raises(CannotWrite, match=r"“/sys/kernel/film\.mp4” could not be written: "):
        export_video(state, {}, ExportSettings(), Path("/sys/kernel/film.mp4"))


def test_workers_that_are_forked_and_new_interpreters_make_the_same_file(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, sources = film(tmp_path, seconds=1)
    export_video(state, sources, SETTINGS, out / "forked.mkv")
    monkeypatch.setattr(processes, "can_fork", lambda: False)
    monkeypatch.setattr(processes, "_has_begun", False)
    assert processes.context().get_start_method() == "spawn"
    export_video(state, sources, SETTINGS, out / "spawned.mkv")
    assert (out / "spawned.mkv").read_bytes() == (out / "forked.mkv").read_bytes()


def test_a_server_that_dies_as_it_forks_is_done_without(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = BaseProcess.start
    monkeypatch.setattr(processes, "_has_begun", False)
    monkeypatch.setattr(processes, "_has_failed", False)

    def refuse(process: BaseProcess) -> None:
        if process._start_method == "forkserver":  # type: ignore[attr-defined]
            raise EOFError("unexpected EOF")
        start(process)

    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", refuse)
    state, sources = film(tmp_path, seconds=2)
    export_video(state, sources, SETTINGS, out / "film.mkv")
    assert processes.context().get_start_method() == "spawn"


def test_a_temporary_folder_with_a_long_name_is_no_obstacle(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OSError("AF_UNIX path too long")

    monkeypatch.setattr(processes, "_has_begun", False)
    monkeypatch.setattr(processes, "_has_failed", False)
    monkeypatch.setattr(forkserver, "ensure_running", refuse)
    state, sources = film(tmp_path, seconds=1)
    export_video(state, sources, SETTINGS, out / "film.mkv")
    assert processes.context().get_start_method() == "spawn"


def test_too_many_processes_are_reported_in_words(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = BaseProcess.start
    started: list[BaseProcess] = []

    def refuse_the_second(process: BaseProcess) -> None:
        if started:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        started.append(process)
        start(process)

    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", refuse_the_second)
    state, sources = film(tmp_path, seconds=2)
    with pytest.raises(RenderFailed, match="worker process could not be started: Resource temporarily"):
        export_video(state, sources, SETTINGS, out / "film.mkv")
    assert list(out.iterdir()) == []


def test_what_cannot_be_exported_is_refused_in_words(tmp_path: Path, out: Path) -> None:
    state, sources = film(tmp_path, seconds=1)
    output = out / "film.mp4"
    for settings, error, words in (
        (ExportSettings(fps=25), BadSettings, "must be 30 or 60"),
        (ExportSettings(alpha=True), BadSettings, "mp4 cannot be transparent"),
        (ExportSettings(scale=9), BadSettings, "between 0.6 and 8"),
        (ExportSettings(workers=0), BadSettings, "At least one worker"),
        (ExportSettings(start_tick=SECOND), NothingToExport, "nothing of the timeline"),
        (ExportSettings(start_tick=5, end_tick=5), NothingToExport, "nothing of the timeline"),
    ):
        with pytest.raises(error, match=words):
            export_video(state, sources, settings, output)
    with pytest.raises(NothingToExport, match="timeline is empty"):
        export_video(document(), {}, ExportSettings(), output)
    large = document(solid(SECOND, (0, 0, 9, 9), "#ffffff"), width=1920, height=1920)
    with pytest.raises(TooLarge, match=r"larger than H\.264 allows"):
        export_video(large, {}, ExportSettings(scale=8), output)
    with pytest.raises(CannotWrite, match="own media"):
        export_video(state, sources, ExportSettings(), tmp_path / "clip.mp4")
    assert list(out.iterdir()) == []
