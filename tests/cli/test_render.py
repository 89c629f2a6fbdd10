"""The commands that make pictures: what they write, and how they refuse."""

from __future__ import annotations

import os
import struct
import sys
import zlib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PySide6.QtGui import QImage

from tests.cli.conftest import write_mp4, write_png
from tests.store.documents import asset, clip, image, project, solid, state, video


def png_header(width: int, height: int) -> bytes:
    """Give a PNG that claims a size and has no picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def one_image(filename: str = "a.png", place: str | None = None) -> dict[str, Any]:
    """Give a project that shows one image; its place is the file name itself unless given."""
    document = state(image("i", "a", seconds=0.2), assets=(asset("a", "image", filename),))
    return project(document, media={"a": {"path": place or filename}})


def test_a_frame_shows_what_the_project_shows(
    write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    write_png(tmp_path / "a.png", "#cc3322")
    out = tmp_path / "out.png"
    ended = app(
        "frame", write("p.editorproj", one_image()), "--at", "0.1", "-o", out, "--scale", "2", "--json"
    )
    assert ended.code == 0, ended.err
    assert ended.json == {"output": str(out), "tick": 24_000, "width": 640, "height": 360, "warnings": []}
    picture = QImage(str(out))
    assert (picture.width(), picture.height()) == (640, 360)
    assert picture.pixelColor(300, 200).name() == "#cc3322"


def test_a_frame_after_the_end_says_so(
    write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    write_png(tmp_path / "a.png", "#cc3322")
    path, out = write("p.editorproj", one_image()), tmp_path / "out.png"
    last = app("frame", path, "--at", "5f", "-o", out)
    assert (last.code, last.err) == (0, "")
    beyond = app("frame", path, "--at", "6f", "-o", out)
    assert beyond.code == 0
    assert "The video ends at 00:00:00.200" in beyond.err
    assert QImage(str(out)).pixelColor(30, 20).name() == "#000000"


def test_a_film_is_rendered_and_described(
    write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    write_mp4(tmp_path / "clip.mp4", frames=15, sound=True)
    document = state(video("v", "v", seconds=0.5), assets=(asset("v", "video", "clip.mp4"),))
    path = write("p.editorproj", project(document, media={"v": {"path": "clip.mp4"}}))
    out = tmp_path / "film.mp4"
    ended = app("render", path, "-o", out, "--json")
    assert ended.code == 0, ended.err
    assert (ended.json["output"], ended.json["frames"], ended.json["width"]) == (str(out), 15, 320)
    assert "15/15 frames" in ended.err
    facts = app("info", out, "--json").json
    assert (facts["kind"], facts["width"], facts["height"], facts["durationSeconds"]) == (
        "video",
        320,
        180,
        0.5,
    )
    facts = app("info", path, "--json").json
    assert (facts["kind"], facts["items"], facts["missingMedia"]) == ("project", {"video": 1}, [])


@pytest.mark.parametrize(
    ("options", "frames", "rate"), [((), 6, 30), (("--fps", "60"), 12, 60), (("--range", "2f:5f"), 3, 30)]
)
def test_rate_and_range_choose_the_frames(
    options: tuple[str, ...],
    frames: int,
    rate: int,
    write: Callable[..., Path],
    app: Callable[..., Any],
    tmp_path: Path,
) -> None:
    out = tmp_path / "film.mkv"
    ended = app("render", write("p.json", state(solid(seconds=0.2))), "-o", out, *options)
    assert ended.code == 0, ended.err
    with av.open(str(out)) as container:
        assert container.streams.video[0].average_rate == rate
        assert sum(1 for _ in container.decode(video=0)) == frames


def test_odd_sizes_become_even(write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path) -> None:
    path = write("p.json", state(solid(seconds=0.1), compositionWidth=101, compositionHeight=77))
    ended = app("render", path, "-o", tmp_path / "film.mp4", "--json")
    assert ended.code == 0, ended.err
    assert (ended.json["width"] % 2, ended.json["height"] % 2) == (0, 0)


def test_media_are_found_by_name_below_a_folder(
    write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    write_png(tmp_path / "media" / "deep" / "a.png")
    path = write("p.json", one_image()["editorState"])
    ended = app("frame", path, "--at", "0", "-o", tmp_path / "out.png")
    assert ended.code == 3
    assert "“a.png”" in ended.err
    assert "--media" in ended.err
    ended = app("frame", path, "--at", "0", "-o", tmp_path / "out.png", "--media", tmp_path / "media")
    assert ended.code == 0, ended.err


def test_two_files_of_one_name_are_both_named(
    write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    first = write_png(tmp_path / "media" / "one" / "a.png", "#ff0000")
    second = write_png(tmp_path / "media" / "two" / "a.png", "#00ff00")
    ended = app("info", write("p.json", one_image()["editorState"]), "--media", tmp_path / "media")
    assert "missing media: a.png" in ended.out
    ended = app("render", tmp_path / "p.json", "-o", tmp_path / "out.mp4", "--media", tmp_path / "media")
    assert ended.code == 3
    assert str(first) in ended.err
    assert str(second) in ended.err


BAD_MEDIA: dict[str, tuple[str, bytes]] = {
    "empty picture": ("a.png", b""),
    "text named png": ("a.png", b"hello, I am a text\n" * 20),
    "truncated picture": ("a.png", png_header(10, 10)),
    "monstrous picture": ("a.png", png_header(30_000, 30_000)),
    "a web page": ("a.jpg", b"<!doctype html><html><body>404</body></html>"),
}


@pytest.mark.parametrize("case", BAD_MEDIA)
def test_bad_pictures_are_named_at_the_start_and_may_be_allowed(
    case: str, write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    filename, content = BAD_MEDIA[case]
    write(filename, content)
    path, out = write("p.editorproj", one_image(filename)), tmp_path / "out.mp4"
    ended = app("render", path, "-o", out)
    assert ended.code == 3
    assert f"“{filename}”" in ended.err
    assert not out.exists()
    ended = app("render", path, "-o", out, "--allow-missing")
    assert ended.code == 0, ended.err
    assert f"warning: “{filename}”" in ended.err
    assert out.exists()


@pytest.mark.parametrize("case", ["missing", "empty", "text", "truncated", "sound only", "folder"])
def test_bad_videos_are_named_at_the_start(
    case: str, write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    clip_path = tmp_path / "clip.mp4"
    if case == "empty":
        clip_path.touch()
    elif case == "text":
        clip_path.write_text("WEBVTT and other lies\n" * 50)
    elif case == "truncated":
        clip_path.write_bytes(write_mp4(tmp_path / "whole.mp4").read_bytes()[:900])
    elif case == "sound only":
        with av.open(str(clip_path), "w") as container:
            stream = container.add_stream("aac", rate=48_000, layout="mono")
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = 48_000, 0, Fraction(1, 48_000)
            container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
    elif case == "folder":
        clip_path.mkdir()
    document = state(video("v", "v"), assets=(asset("v", "video", "clip.mp4"),))
    ended = app(
        "render",
        write("p.editorproj", project(document, media={"v": {"path": "clip.mp4"}})),
        "-o",
        tmp_path / "o.mp4",
    )
    assert ended.code == 3
    assert "“clip.mp4”" in ended.err
    assert not (tmp_path / "o.mp4").exists()


def test_a_remote_copy_is_not_downloaded(
    write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    remote = asset("a", "image", "a.png", remoteUrl="https://example.invalid/a.png")
    ended = app(
        "render", write("p.json", state(image("i", "a"), assets=(remote,))), "-o", tmp_path / "out.mp4"
    )
    assert ended.code == 3
    assert "not downloaded" in ended.err


def test_an_unused_asset_may_be_missing(
    write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    path = write("p.json", state(solid(seconds=0.1), assets=(asset("a", "image", "a.png"),)))
    assert app("render", path, "-o", tmp_path / "out.mp4").code == 0


def test_an_empty_timeline_is_refused_in_words(
    write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    ended = app("render", write("p.json", state()), "-o", tmp_path / "out.mp4")
    assert ended.code == 1
    assert "empty" in ended.err


def test_an_unknown_font_is_a_warning(
    write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    words = {
        **solid("t", seconds=0.1),
        **clip("t", "text", seconds=0.1),
        "text": "Hello",
        "color": "#ffffff",
        "align": "center",
        "fontFamily": "No Such Family",
        "fontStyle": {"variant": "normal", "weight": "400"},
        "fontSize": 40,
        "lineHeight": 1.2,
        "letterSpacing": 0,
        "resizeOnEdit": True,
        "direction": "ltr",
        "strokeWidth": 0,
        "strokeColor": "#000000",
    }
    ended = app("frame", write("p.json", state(words)), "--at", "0", "-o", tmp_path / "out.png")
    assert ended.code == 0, ended.err
    assert "No Such Family" in ended.err


@pytest.mark.parametrize(
    ("name", "options", "frames", "size"),
    [
        ("film.gif", (), 15, (640, 360)),
        ("film.gif", ("--fps", "10", "--scale", "1"), 10, (1280, 720)),
        ("sound.m4a", (), 30, (0, 0)),
        ("sound.mp3", ("--range", "0.5:"), 15, (0, 0)),
        ("sound.wav", (), 30, (0, 0)),
        ("still.png", ("--range", "10f:"), 1, (1280, 720)),
        ("still.jpeg", (), 1, (1280, 720)),
        ("frames", ("--format", "jpg-sequence", "--range", "3f:9f"), 6, (1280, 720)),
        ("film.mp4", ("--size", "90x160"), 30, (90, 160)),
        ("film.webm", ("--size", "90x160", "--fit", "fill", "--scale", "2", "--alpha"), 30, (180, 320)),
    ],
)
def test_the_name_chooses_the_format(
    name: str,
    options: tuple[str, ...],
    frames: int,
    size: tuple[int, int],
    write: Callable[..., Path],
    app: Callable[..., Any],
    tmp_path: Path,
) -> None:
    out = tmp_path / name
    path = write("p.json", state(solid(seconds=1), compositionWidth=1280, compositionHeight=720))
    ended = app("render", path, "-o", out, "--json", *options)
    assert ended.code == 0, ended.err
    assert (ended.json["frames"], ended.json["width"], ended.json["height"]) == (frames, *size)
    assert f"{frames}/{frames} frames" in ended.err
    files = sorted(out.iterdir()) if out.is_dir() else [out]
    assert sum(file.stat().st_size for file in files) == ended.json["sizeBytes"]
    assert len(files) == (frames if name == "frames" else 1)
    told = app("render", path, "-o", tmp_path / f"again-{name}", *options).out
    assert {"sound": "s of sound", "frame": "6 pictures"}.get(name[:5], "") in told


def test_a_sequence_takes_no_folder_that_holds_something(
    write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    path = write("p.json", state(solid(seconds=0.1)))
    write("full/letter.txt", "dear")
    ended = app("render", path, "-o", tmp_path / "full", "--format", "png-sequence")
    assert ended.code == 4
    assert "is not empty; choose a new one" in ended.err
    ended = app("render", path, "-o", tmp_path / "full/letter.txt", "--format", "png-sequence")
    assert ended.code == 4
    assert "is a file; a sequence needs a new folder" in ended.err
    (tmp_path / "empty").mkdir()
    assert app("render", path, "-o", tmp_path / "empty", "--format", "png-sequence").code == 0


WRONG_USAGE: dict[str, tuple[tuple[str, ...], str]] = {
    "no output": (("render", "P"), "--output"),
    "neither a command nor a project": (("rendre", "P"), "neither a command nor a project"),
    "no command and no display": ((), "no display"),
    "unknown suffix": (("render", "P", "-o", "out.avi"), "--format"),
    "unknown format": (("render", "P", "-o", "out.mp4", "--format", "avi"), "avi"),
    "odd rate": (("render", "P", "-o", "out.mp4", "--fps", "25"), "25"),
    "a rate for gifs": (("render", "P", "-o", "out.gif", "--fps", "60"), "must be 10, 12"),
    "not a size": (("render", "P", "-o", "out.mp4", "--size", "large"), "is not a size"),
    "half a size": (("render", "P", "-o", "out.mp4", "--size", "100x"), "is not a size"),
    "a transparent sound": (("render", "P", "-o", "out.wav", "--alpha"), "cannot be transparent"),
    "tiny scale": (("render", "P", "-o", "out.mp4", "--scale", "0.1"), "0.6"),
    "scale is no number": (("render", "P", "-o", "out.mp4", "--scale", "nan"), "scale"),
    "no workers": (("render", "P", "-o", "out.mp4", "--workers", "0"), "worker"),
    "transparent mp4": (("render", "P", "-o", "out.mp4", "--alpha"), "transparent"),
    "bad range": (("render", "P", "-o", "out.mp4", "--range", "soon"), "is not a range"),
    "empty range": (("render", "P", "-o", "out.mp4", "--range", ""), "is not a range"),
    "range after the end": (("render", "P", "-o", "out.mp4", "--range", "90:95"), "after the end"),
    "bad time": (("frame", "P", "--at", "noon", "-o", "out.png"), "is not a time"),
    "not a png": (("frame", "P", "--at", "0", "-o", "out.gif"), ".png"),
    "media is no folder": (("render", "P", "-o", "out.mp4", "--media", "nowhere"), "not a folder"),
    "the output is the project": (("render", "P", "-o", "P"), ""),
}


@pytest.mark.parametrize("case", WRONG_USAGE)
def test_wrong_usage_is_told_and_writes_nothing(
    case: str,
    write: Callable[..., Path],
    app: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    path = write("p.json", state(solid(seconds=0.2)))
    arguments, sentence = WRONG_USAGE[case]
    ended = app(*(str(path) if word == "P" else word for word in arguments))
    assert ended.code == 2
    assert sentence in ended.err
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("command", ["render", "frame"])
def test_an_output_folder_that_is_not_there(
    command: str, write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    path = write("p.json", state(solid(seconds=0.1)))
    out = tmp_path / "none" / ("out.png" if command == "frame" else "out.mp4")
    ended = app(command, path, "-o", out, *(("--at", "0") if command == "frame" else ()))
    assert ended.code == 4
    assert "none" in ended.err
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("command", ["render", "frame"])
def test_an_output_that_is_a_folder(
    command: str, write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    path = write("p.json", state(solid(seconds=0.1)))
    out = tmp_path / ("out.png" if command == "frame" else "out.mp4")
    out.mkdir()
    ended = app(command, path, "-o", out, *(("--at", "0") if command == "frame" else ()))
    assert ended.code == 4
    assert out.name in ended.err


def test_a_fault_of_the_program_is_logged_not_shown(
    write: Callable[..., Path], app: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("editor_app.store.project.parse_json", lambda content: 1 // 0)
    ended = app("validate", write("p.json", state()))
    assert ended.code == 70
    if sys.platform == "linux":
        log = tmp_path / "state" / "editor-app" / "log" / "editor-app.log"
        assert str(log) in ended.err
        assert "ZeroDivisionError" in log.read_text()


@pytest.mark.parametrize("command", ["render", "frame"])
def test_nothing_of_the_project_is_overwritten(
    command: str, write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    source = write_png(tmp_path / "a.png")
    path, before = write("p.editorproj", one_image()), source.read_bytes()
    extra = ("--at", "0") if command == "frame" else ("--format", "mp4")
    ended = app(command, path, "-o", source, *extra)
    assert ended.code == 4
    assert "own media" in ended.err
    assert source.read_bytes() == before


def test_the_project_itself_is_not_overwritten(write: Callable[..., Path], app: Callable[..., Any]) -> None:
    path = write("p.editorproj", project(state(solid())))
    before = path.read_bytes()
    ended = app("render", path, "-o", path, "--format", "mp4")
    assert ended.code == 2
    assert "the project itself" in ended.err
    assert path.read_bytes() == before


def test_an_output_that_is_no_ordinary_file(
    write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    pipe = tmp_path / "out.mp4"
    os.mkfifo(pipe)
    ended = app("render", write("p.json", state(solid(seconds=0.1))), "-o", pipe)
    assert ended.code == 4
    assert pipe.is_fifo()


@pytest.mark.parametrize("command", ["render", "frame"])
def test_an_output_whose_name_is_too_long(
    command: str, write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    path = write("p.json", state(solid(seconds=0.1)))
    out = tmp_path / ("x" * 300 + (".png" if command == "frame" else ".mp4"))
    ended = app(command, path, "-o", out, *(("--at", "0") if command == "frame" else ()))
    assert ended.code == 4
    assert "Choose another name" in ended.err


def test_a_film_of_a_thousand_years_is_refused_in_words(
    write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    far = solid(seconds=0.1) | {"startTicks": 10**16}
    ended = app("render", write("p.json", state(far)), "-o", tmp_path / "out.mp4")
    assert ended.code == 2
    assert "far out" in ended.err
