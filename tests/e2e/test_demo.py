"""The demo: made, checked, rendered, looked at."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import av
import numpy as np
import pytest

from tests.e2e.conftest import editor_app
from tests.e2e.films import frame_of_film, picture, psnr


@pytest.fixture(scope="session")
def film(demo: Path) -> Path:
    """Give the whole demo as a small mp4."""
    out = demo.parent / "film.mp4"
    editor_app("render", demo, "-o", out, "--scale", "0.6")
    return out


def test_the_demo_has_no_problem_at_all(demo: Path) -> None:
    (report,) = json.loads(editor_app("validate", "--json", demo).stdout)
    assert (report["valid"], report["problems"]) == (True, [])
    facts = json.loads(editor_app("info", demo, "--json").stdout)
    assert facts["durationSeconds"] == 12
    assert facts["missingMedia"] == []
    assert {"video", "image", "audio", "text"} <= facts["items"].keys()
    assert facts["transitions"] >= 2


def test_the_demo_is_small_and_says_what_its_media_are(demo: Path) -> None:
    project = json.loads(demo.read_text(encoding="utf-8"))
    assert sum(path.stat().st_size for path in demo.parent.rglob("*.*")) < 10_000_000
    for key, place in project["media"].items():
        assert (demo.parent / place["path"]).stat().st_size == place["size"]
        assert project["editorState"]["assets"][key]["size"] == place["size"]


def test_the_demo_is_the_same_every_time(demo: Path, tmp_path: Path) -> None:
    editor_app("demo", tmp_path / "again")
    assert (tmp_path / "again" / "demo.editorproj").read_bytes() == demo.read_bytes()


def test_the_demo_completes_itself_and_keeps_changes(demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(demo.parent, folder, ignore=shutil.ignore_patterns("film*"))
    project = folder / "demo.editorproj"
    project.write_text(project.read_text(encoding="utf-8").replace("Summer", "Winter"), encoding="utf-8")
    (folder / "media" / "scrim.png").unlink()
    mine = project.read_bytes()
    editor_app("demo", folder)
    assert project.read_bytes() == mine
    assert (folder / "media" / "scrim.png").exists()


def test_the_demo_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    done = editor_app("demo", tmp_path, code=4)
    assert "letter.txt" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_the_film_is_exactly_what_was_asked_for(film: Path) -> None:
    with av.open(str(film)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.codec_context.name, audio.codec_context.name) == ("h264", "aac")
        assert (video.width, video.height, video.average_rate) == (1152, 648, 30)
        context = video.codec_context
        assert (context.colorspace, context.color_primaries, context.color_trc) == (1, 1, 1)
        assert (context.pix_fmt, context.color_range) == ("yuv420p", 1)
        assert sum(1 for _ in container.decode(video=0)) == 360
    with av.open(str(film)) as container:
        sound = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
        assert sound.shape[1] == pytest.approx(12 * 48_000, abs=1024)
        assert np.abs(sound).max() > 0.1
        assert np.abs(sound).max() <= 1


@pytest.mark.parametrize("frame", [0, 75, 133, 200, 250, 359])
def test_the_film_shows_what_frame_shows(frame: int, demo: Path, film: Path, tmp_path: Path) -> None:
    still = tmp_path / "still.png"
    editor_app("frame", demo, "--at", f"{frame}f", "-o", still, "--scale", "0.6")
    assert psnr(frame_of_film(film, frame), picture(still)) > 35


def test_titles_sun_and_night_are_where_they_belong(film: Path) -> None:
    title = frame_of_film(film, 90)
    assert (title[90:290, 90:500].min(axis=2) > 235).mean() > 0.15, "a white headline on the left"
    sky, sea = title[20:60, 600:1100].mean(axis=(0, 1)), title[560:640, 100:500].mean(axis=(0, 1))
    assert sky[2] > sky[0] + 40
    assert sea[2] > sea[0] + 40
    studio = frame_of_film(film, 190).mean(axis=(0, 1))
    assert studio[0] > studio[2] + 40, "warm clay"
    night = frame_of_film(film, 320).mean(axis=(0, 1))
    assert night.max() < 110, "a dark evening"
    assert frame_of_film(film, 359).mean() < 20, "the veil has closed"


def test_the_film_as_webm_is_complete_too(demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "film.webm"
    editor_app("render", demo, "-o", out, "--scale", "0.6")
    with av.open(str(out)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.codec_context.name, audio.codec_context.name) == ("vp9", "opus")
        assert (video.width, video.height, video.average_rate) == (1152, 648, 30)
        assert video.codec_context.colorspace == 1
        assert sum(1 for _ in container.decode(video=0)) == 360
