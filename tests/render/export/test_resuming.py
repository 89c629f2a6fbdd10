"""Exports that are killed, paused or out of room go on where they were, and make the same file."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from editor_app.render.export.run import export_video
from editor_app.render.export.settings import (
    CannotWrite,
    DiskFull,
    ExportCancelled,
    ExportPaused,
    ExportSettings,
    Format,
    Progress,
)
from tests.render.export.films import SECOND, film, frames_of

REPOSITORY = Path(__file__).parents[3]
SECONDS = 16
KILLS = 5
SLOW = ExportSettings("mkv", workers=1, scale=3)
"""So that pieces come one after the other, each slowly enough to be noticed before the next but one."""

CHILD = """
import sys
from pathlib import Path
from editor_app.render.export.run import export_video
from editor_app.render.export.settings import ExportSettings
from tests.render.export.films import film, film_again

def main():
    folder, output, spool, form = sys.argv[1:]
    state, sources = film_again(Path(folder), seconds=int(SECONDS))
    def tell(progress):
        print(progress.phase, progress.frames_done, flush=True)
    settings = ExportSettings(form, 10 if form == "gif" else 30, workers=2)
    export_video(state, sources, settings, Path(output), on_progress=tell, spool=Path(spool),
                 cache_dir=Path(folder) / "pcm")
    print("done", flush=True)

if __name__ == "__main__":
    main()
""".replace("SECONDS", str(SECONDS))


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    return tmp_path / "spool"


def settings_of(form: Format) -> ExportSettings:
    return ExportSettings(form, 10 if form == "gif" else 30, workers=2)


class Life:
    """One run of the export in a process group of its own."""

    def __init__(self, folder: Path, output: Path, spool: Path, form: Format) -> None:
        script = folder / "child.py"
        script.write_text(CHILD)
        self.process = subprocess.Popen(
            [sys.executable, str(script), str(folder), str(output), str(spool), form],
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        )
        self.told: list[tuple[str, int]] = []

    def run(self, stop: Callable[[str, int], bool]) -> bool:
        """Let it run until `stop` says so of what it tells, then kill all of it; tell whether it got done."""
        assert self.process.stdout is not None
        done = False
        for line in self.process.stdout:
            phase, *frames = line.split()
            done = phase == "done"
            if not done:
                self.told.append((phase, int(frames[0])))
                if stop(*self.told[-1]):
                    os.killpg(self.process.pid, signal.SIGKILL)
                    break
        self.process.stdout.read()  # ends when the last worker is gone
        self.process.stdout.close()
        self.process.wait()
        return done


@pytest.mark.parametrize("form", ["mp4", "webm", "gif", "png-sequence"])
def test_killed_at_any_point_it_goes_on_and_makes_the_same_file(
    tmp_path: Path, out: Path, spool: Path, form: Format
) -> None:
    state, sources = film(tmp_path, seconds=SECONDS)
    export_video(state, sources, settings_of(form), out / "calm", cache_dir=tmp_path / "pcm")
    chance, lives, total = random.Random(form), 0, SECONDS * settings_of(form).fps
    while True:
        lives += 1
        goal = chance.randrange(total // KILLS) if lives <= KILLS else total + 1
        first: list[int] = []

        def stop(phase: str, frames: int, goal: int = goal, first: list[int] = first) -> bool:
            first.append(frames)
            return frames - first[0] >= goal

        if Life(tmp_path, out / "stormy", spool, form).run(stop):
            break
        assert lives < 20, "it never ends"
    assert lives > 1
    assert content(out / "stormy") == content(out / "calm")
    # Nothing is left of any of its lives, beside the file or in the spool.
    assert sorted(path.name for path in out.iterdir()) == ["calm", "stormy"]
    assert list(spool.rglob("*")) == []


def content(path: Path) -> list[bytes]:
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return [file.read_bytes() for file in files]


def test_what_is_finished_is_not_made_again(tmp_path: Path, out: Path, spool: Path) -> None:
    state, sources = film(tmp_path, seconds=SECONDS)
    life = Life(tmp_path, out / "film", spool, "mp4")
    assert not life.run(lambda phase, frames: len(pieces(spool)) >= 3)
    kept = {path: path.stat().st_mtime_ns for path in pieces(spool)}
    told: list[Progress] = []
    export_video(state, sources, settings_of("mp4"), out / "film", on_progress=told.append, spool=spool)
    assert len(kept) >= 3
    assert told[0].frames_done >= len([path for path in kept if path.stem.isdigit()]) * 25
    assert told[-1].frames_done == SECONDS * 30


def pieces(spool: Path) -> list[Path]:
    return [path for path in spool.glob("*/*.mkv") if not path.name.startswith(".")]


def test_after_a_change_of_anything_it_begins_anew(tmp_path: Path, out: Path, spool: Path) -> None:
    state, sources = film(tmp_path, seconds=SECONDS)
    told: list[Progress] = []

    def run(settings: ExportSettings) -> int:
        """Export up to the pause, which comes as soon as a segment is finished; tell where it began."""
        paused = threading.Event()
        told.clear()

        def pause(progress: Progress) -> None:
            told.append(progress)
            if any(path.stem.isdigit() for path in pieces(spool)):
                paused.set()

        with pytest.raises(ExportPaused):
            export_video(
                state, sources, settings, out / "film", on_progress=pause, paused=paused, spool=spool
            )
        return told[0].frames_done

    settings = ExportSettings("mkv", 60, workers=1)
    assert run(settings) == 0
    assert run(settings) > 0
    assert run(ExportSettings("mkv", 60, workers=1, scale=1.5)) == 0
    assert len(list(spool.iterdir())) == 1
    assert run(ExportSettings("mkv", 60, workers=1, scale=1.5)) > 0
    clip = sources["clip"].path
    assert clip is not None
    os.utime(clip, ns=(1, 1))
    assert run(ExportSettings("mkv", 60, workers=1, scale=1.5)) == 0


def test_damaged_and_half_written_pieces_are_not_taken(tmp_path: Path, out: Path, spool: Path) -> None:
    state, sources = film(tmp_path, seconds=SECONDS)
    settings = replace(SLOW, format="mp4")
    export_video(state, sources, settings, out / "calm.mp4")
    pause_after(2, state, sources, settings, out / "film.mp4", spool)
    (folder,) = spool.iterdir()
    segment = min(path for path in pieces(spool) if path.stem.isdigit())
    os.truncate(segment, segment.stat().st_size - 1)
    (folder / ".1234-3.mkv").write_bytes(b"half")
    (folder / "3.mkv").write_bytes(b"without a note")
    export_video(state, sources, settings, out / "film.mp4", spool=spool)
    assert content(out / "film.mp4") == content(out / "calm.mp4")
    assert list(spool.rglob("*")) == []


def pause_after(
    count: int, state, sources, settings: ExportSettings, output: Path, spool: Path
) -> list[Progress]:
    paused, told = threading.Event(), list[Progress]()

    def pause(progress: Progress) -> None:
        told.append(progress)
        if len(pieces(spool)) >= count:
            paused.set()

    with pytest.raises(ExportPaused, match="what is finished is kept"):
        export_video(state, sources, settings, output, on_progress=pause, paused=paused, spool=spool)
    return told


def test_a_pause_loses_nothing(tmp_path: Path, out: Path, spool: Path) -> None:
    state, sources = film(tmp_path, seconds=SECONDS)
    settings = ExportSettings(workers=2, scale=4)
    export_video(state, sources, settings, out / "calm.mp4")
    told = pause_after(2, state, sources, settings, out / "film.mp4", spool)
    # The segments in hand were finished, so that all that was done counts.
    again: list[Progress] = []
    export_video(state, sources, settings, out / "film.mp4", on_progress=again.append, spool=spool)
    assert 0 < told[-1].frames_done == again[0].frames_done < SECONDS * 30
    assert content(out / "film.mp4") == content(out / "calm.mp4")
    assert sorted(path.name for path in out.iterdir()) == ["calm.mp4", "film.mp4"]


def test_a_pause_before_anything_is_begun_and_a_pause_without_a_spool(
    tmp_path: Path, out: Path, spool: Path
) -> None:
    state, sources = film(tmp_path, seconds=1)
    paused = threading.Event()
    paused.set()
    with pytest.raises(ExportPaused):
        export_video(state, sources, ExportSettings("wav"), out / "a.wav", paused=paused, spool=spool)
    with pytest.raises(ValueError, match="with a spool"):
        export_video(state, sources, ExportSettings("wav"), out / "a.wav", paused=paused)
    assert export_video(state, sources, ExportSettings("wav"), out / "a.wav", spool=spool).frames == 30


def test_a_cancelled_export_leaves_its_pieces_to_the_caller(tmp_path: Path, out: Path, spool: Path) -> None:
    state, sources = film(tmp_path, seconds=4)
    cancelled = threading.Event()

    def cancel(progress: Progress) -> None:
        if len(pieces(spool)) > 1:
            cancelled.set()

    with pytest.raises(ExportCancelled):
        export_video(
            state,
            sources,
            settings_of("mp4"),
            out / "film.mp4",
            on_progress=cancel,
            cancelled=cancelled,
            spool=spool,
        )
    assert list(out.iterdir()) == []
    assert pieces(spool) != []


def test_warnings_of_finished_pieces_are_told_after_a_pause(tmp_path: Path, out: Path, spool: Path) -> None:
    state, sources = film(tmp_path, seconds=SECONDS)
    (tmp_path / "clip.mp4").write_bytes(b"no film")
    settings = SLOW
    pause_after(2, state, sources, settings, out / "film.mkv", spool)
    report = export_video(state, sources, settings, out / "film.mkv", spool=spool)
    assert any("clip.mp4" in sentence for sentence in report.warnings)
    assert any("clip.mp4" in sentence for sentence in report.unreadable)


@pytest.mark.parametrize("form", ["mp4", "mp3", "png-sequence"])
def test_a_folder_that_is_removed_meanwhile(tmp_path: Path, out: Path, spool: Path, form: Format) -> None:
    state, sources = film(tmp_path, seconds=3)
    settings = settings_of(form)
    export_video(state, sources, settings, out / "calm")
    folder = out / "gone"
    folder.mkdir()

    def remove(progress: Progress) -> None:
        if progress.frames_done > 10:
            shutil.rmtree(folder, ignore_errors=True)

    with pytest.raises(CannotWrite, match=r"the folder “.*gone” is no longer there; create it again"):
        export_video(state, sources, settings, folder / "calm", on_progress=remove, spool=spool)
    assert not folder.exists()
    folder.mkdir()
    told: list[Progress] = []
    export_video(state, sources, settings, folder / "calm", on_progress=told.append, spool=spool)
    assert told[0].frames_done > 0
    assert content(folder / "calm") == content(out / "calm")


@pytest.fixture
def small_disk(tmp_path: Path):
    """Mount a disk of 2 MB."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk to fill")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(disk)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip(f"no small disk could be mounted: {mounted.stderr.decode().strip()}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("full", ["output", "spool"])
def test_a_disk_that_is_full_near_the_end(tmp_path: Path, small_disk: Path, full: str) -> None:
    state, sources = film(tmp_path, seconds=8)
    settings = ExportSettings("mp4", scale=2)
    calm = tmp_path / "calm.mp4"
    size = export_video(state, sources, settings, calm).size_bytes
    places = {"output": tmp_path / "out", "spool": tmp_path / "spool"} | {full: small_disk / "place"}
    for place in places.values():
        place.mkdir()
    filler = small_disk / "filler"
    filler.write_bytes(bytes(2**21 - size * 8 // 10))
    output = places["output"] / "film.mp4"
    with pytest.raises(DiskFull, match=r"full.*Make room and go on: what is finished is kept\."):
        export_video(state, sources, settings, output, spool=places["spool"])
    assert list(places["output"].iterdir()) == []
    assert pieces(places["spool"]) != []
    filler.unlink()
    told: list[Progress] = []
    export_video(state, sources, settings, output, on_progress=told.append, spool=places["spool"])
    assert told[0].frames_done > 0
    assert output.read_bytes() == calm.read_bytes()


def test_a_sequence_that_was_put_in_place_just_before_the_end_came(
    tmp_path: Path, out: Path, spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from editor_app.render.export.spool import Spool

    state, sources = film(tmp_path, seconds=1)
    settings = ExportSettings("png-sequence")
    with monkeypatch.context() as patch:
        patch.setattr(Spool, "clear", lambda self, **_how: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            export_video(state, sources, settings, out / "frames", spool=spool)
    assert len(list((out / "frames").iterdir())) == 30
    assert export_video(state, sources, settings, out / "frames", spool=spool).frames == 30
    # With a file of someone else's in it, it is not ours to replace.
    with monkeypatch.context() as patch:
        patch.setattr(Spool, "clear", lambda self, **_how: (_ for _ in ()).throw(KeyboardInterrupt))
        shutil.rmtree(out / "frames")
        with pytest.raises(KeyboardInterrupt):
            export_video(state, sources, settings, out / "frames", spool=spool)
    (out / "frames" / "letter.txt").write_text("dear")
    with pytest.raises(CannotWrite, match="not empty"):
        export_video(state, sources, settings, out / "frames", spool=spool)
    assert (out / "frames" / "letter.txt").read_text() == "dear"


def test_frames_made_before_and_after_a_pause_stand_in_order(tmp_path: Path, out: Path, spool: Path) -> None:
    state, sources = film(tmp_path, seconds=SECONDS + 1)
    settings = replace(SLOW, start_tick=SECOND)
    export_video(state, sources, settings, out / "calm.mkv")
    pause_after(2, state, sources, settings, out / "film.mkv", spool)
    export_video(state, sources, settings, out / "film.mkv", spool=spool)
    calm, resumed = (frames_of(out / name, "bgr24") for name in ("calm.mkv", "film.mkv"))
    assert all((a[1] == b[1]).all() for a, b in zip(calm, resumed, strict=True))
