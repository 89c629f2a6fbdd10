"""What can be wrong with a medium is said in a sentence; what is open stays bounded and accounted for."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from editor_app.render.media import (
    MediaEmpty,
    MediaError,
    MediaMissing,
    MediaPool,
    MediaQuarantined,
    MediaSource,
    MediaUnreadable,
    MediaWrongKind,
)
from tests.render.media.making import number_of, pixels, pool_of, ticks, write_numbered


def complaint(path: Path | None, kind: str = "video") -> MediaError:
    with pytest.raises(MediaError) as caught:
        pool_of(path, kind).picture("m", 0, (10, 10))
    sentence = str(caught.value)
    assert sentence.startswith(f"“{caught.value.label}” ")
    assert sentence.endswith(".")
    assert sentence.count(". ") >= 1  # what happened, and what to do next
    return caught.value


def test_files_that_are_none(tmp_path: Path) -> None:
    assert isinstance(complaint(tmp_path / "gone.mp4"), MediaMissing)
    assert isinstance(complaint(None), MediaMissing)
    (tmp_path / "empty.png").touch()
    assert isinstance(complaint(tmp_path / "empty.png", "image"), MediaEmpty)
    assert "is a folder" in complaint(tmp_path).what
    assert "cannot be read" in complaint(tmp_path / ("x" * 5000)).what
    assert "cannot be read" in complaint(tmp_path / "a\0b").what


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipes_and_devices_never_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    assert "not a regular file" in complaint(tmp_path / "pipe.mp4").what
    assert "not a regular file" in complaint(Path("/dev/zero")).what


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything"
)
def test_files_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    (tmp_path / "a.png").chmod(0)
    assert "Permission denied" in complaint(tmp_path / "a.png", "image").what


def test_files_of_another_kind(tmp_path: Path) -> None:
    (tmp_path / "text.mp4").write_text("This is no video at all.\n" * 20)
    assert "is a text file, not a video" in complaint(tmp_path / "text.mp4").what
    assert "is a text file, not an image" in complaint(tmp_path / "text.mp4", "image").what
    (tmp_path / "noise.mp4").write_bytes(np.random.default_rng(0).bytes(5000))
    assert isinstance(complaint(tmp_path / "noise.mp4"), MediaUnreadable)
    Image.new("RGB", (8, 8)).save(tmp_path / "still.png")
    assert "is an image, not a video" in complaint(tmp_path / "still.png").what
    video = write_numbered(tmp_path / "a.mp4", range(5), Fraction(1, 25))
    assert "is a video, not an image" in complaint(video, "image").what
    assert isinstance(complaint(video, "lottie"), MediaWrongKind)
    assert isinstance(complaint(tmp_path / "still.png", "audio"), MediaWrongKind)


def test_sound_has_no_picture_even_with_a_cover(tmp_path: Path) -> None:
    sound(tmp_path / "plain.mp3", cover=False)
    sound(tmp_path / "cover.mp3", cover=True)
    for kind, called in (("video", "a video"), ("image", "an image"), ("gif", "an animation")):
        assert "has sound but no picture" in complaint(tmp_path / "plain.mp3", kind).what
        assert (
            f"sound file with a cover picture, not {called}" in complaint(tmp_path / "cover.mp3", kind).what
        )
        assert f"replace it with {called}." in str(complaint(tmp_path / "cover.mp3", kind))


def sound(path: Path, *, cover: bool) -> None:
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libmp3lame", rate=48_000)
        picture = out.add_stream("png", rate=1) if cover else None
        if picture is not None:
            picture.width, picture.height, picture.pix_fmt = 8, 8, "rgb24"
            picture.disposition = av.stream.Disposition.attached_pic
            frame = av.VideoFrame.from_ndarray(np.full((8, 8, 3), 90, np.uint8), format="rgb24")
            frame.pts, frame.time_base = 0, Fraction(1)
            out.mux(picture.encode(frame))
            out.mux(picture.encode(None))
        for index in range(20):
            frame = av.AudioFrame(format="s16p", layout="stereo", samples=1152)
            frame.sample_rate, frame.pts, frame.time_base = 48_000, index * 1152, Fraction(1, 48_000)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))


def test_playlists_cannot_reach_other_files(tmp_path: Path) -> None:
    write_numbered(tmp_path / "secret.mp4", range(5), Fraction(1, 25))
    for name, text in {
        "a.mp4": f"#EXTM3U\n#EXTINF:1,\n{tmp_path}/secret.mp4\n#EXT-X-ENDLIST\n",
        "b.mp4": f"ffconcat version 1.0\nfile {tmp_path}/secret.mp4\n",
        "c.mp4": "v=0\nm=video 5004 RTP/AVP 96\n",
    }.items():
        (tmp_path / name).write_text(text)
        assert isinstance(complaint(tmp_path / name), MediaUnreadable)


def test_names_are_only_names(tmp_path: Path) -> None:
    for name in ("a:b.mp4", "50%d.mp4", "file:x.mp4", "ünï 'quoted'.mp4", "-x.mp4"):
        path = write_numbered(tmp_path / "plain.mp4", range(5), Fraction(1, 25)).rename(tmp_path / name)
        assert number_of(pool_of(path).picture("m", ticks(0.1), (32, 32))) == 2
    (tmp_path / "link.mp4").symlink_to(tmp_path / "a:b.mp4")
    assert number_of(pool_of(tmp_path / "link.mp4").picture("m", ticks(0.1), (32, 32))) == 2


def test_a_cut_off_beginning_or_end(tmp_path: Path) -> None:
    data = write_numbered(tmp_path / "a.mp4", range(20), Fraction(1, 25)).read_bytes()
    for part in (20, 100, len(data) // 2):
        (tmp_path / "b.mp4").write_bytes(data[:part])  # its index stands at the end
        assert isinstance(complaint(tmp_path / "b.mp4"), MediaUnreadable)


def test_an_unknown_codec_says_so(tmp_path: Path) -> None:
    data = write_numbered(tmp_path / "a.mp4", range(5), Fraction(1, 25)).read_bytes()
    (tmp_path / "b.mp4").write_bytes(data.replace(b"avc1", b"zzz9").replace(b"avcC", b"zzzC"))
    assert "cannot be decoded" in complaint(tmp_path / "b.mp4").what


def test_threads_change_no_pixel(tmp_path: Path) -> None:
    path = write_numbered(
        tmp_path / "a.mp4", range(30), Fraction(1, 25), options={"preset": "medium", "g": "9", "bf": "2"}
    )
    source = {"m": MediaSource("m", path, "video", "a.mp4")}
    one, many = MediaPool(source), MediaPool(source, threads=3)
    for n in (0, 1, 2, 20, 21, 5, 29, 28):
        pictures = [pixels(pool.picture("m", ticks(Fraction(n, 25)), (32, 32))) for pool in (one, many)]
        assert np.array_equal(*pictures)


def test_an_error_is_remembered_and_survives_pickling(tmp_path: Path) -> None:
    pool = pool_of(tmp_path / "gone.png", "image")
    errors = []
    for _ in range(2):
        with pytest.raises(MediaMissing) as caught:
            pool.picture("m", 0, (1, 1))
        errors.append(caught.value)
    assert str(errors[0]) == str(errors[1]) == str(pickle.loads(pickle.dumps(errors[0])))
    assert pool.size("m") is None
    with pytest.raises(MediaMissing):
        pool.identity("m", 0)
    with pytest.raises(MediaMissing):
        pool.picture("unknown", 0, (1, 1))


def test_sources_travel_to_workers() -> None:
    source = MediaSource("m", Path("a.gif"), "gif", "a.gif", loops=False)
    assert pickle.loads(pickle.dumps(source)) == source
    assert hash(source) == hash(pickle.loads(pickle.dumps(source)))


def test_a_worker_can_note_what_it_has_open(tmp_path: Path) -> None:
    video = write_numbered(tmp_path / "a.mp4", range(5), Fraction(1, 25))
    Image.new("RGB", (8, 8)).save(tmp_path / "b.png")
    noted: list[str | None] = []
    sources = {
        "v": MediaSource("v", video, "video", "v"),
        "i": MediaSource("i", tmp_path / "b.png", "image", "i"),
    }
    pool = MediaPool(sources, on_open=noted.append)
    pool.size("v")
    pool.identity("v", 0)
    pool.picture("i", 0, (8, 8))
    with pytest.raises(MediaMissing):
        pool.picture("x", 0, (8, 8))
    assert {"v", "i"} <= set(noted)
    assert noted[1::2] == [None] * (len(noted) // 2)
    assert None not in noted[::2]


def test_a_quarantined_medium_is_never_touched(tmp_path: Path) -> None:
    noted: list[str | None] = []
    source = MediaSource("v", tmp_path / "gone.mp4", "video", "killer.mp4")
    pool = MediaPool({"v": source}, quarantined=frozenset({"v"}), on_open=noted.append)
    with pytest.raises(MediaQuarantined, match=r"“killer\.mp4” .*Convert it"):
        pool.picture("v", 0, (8, 8))
    assert pool.size("v") is None
    assert noted == []


def test_decoders_and_memory_stay_bounded(tmp_path: Path) -> None:
    paths = [
        write_numbered(tmp_path / f"{n}.mp4", range(10), Fraction(1, 25), size=(320, 240)) for n in range(6)
    ]
    sources = {str(n): MediaSource(str(n), path, "video", path.name) for n, path in enumerate(paths)}
    pool = MediaPool(sources, open_decoders=3, cache_bytes=1_000_000)
    for frame in (0, 9, 3):
        for n in range(6):
            assert number_of(pool.picture(str(n), ticks(Fraction(frame, 25)), (320, 240))) == frame
    open_files = [link for link in open_links() if link.startswith(str(tmp_path))]
    assert len(open_files) <= 3
    pool.close()
    assert [link for link in open_links() if link.startswith(str(tmp_path))] == []


def open_links() -> list[str]:
    folder = Path("/proc/self/fd")
    if not folder.is_dir():
        pytest.skip("this system does not list open files under /proc")
    return [str(entry.readlink()) for entry in folder.iterdir() if entry.exists()]


def test_two_places_of_one_file_both_stay_warm(tmp_path: Path) -> None:
    path = write_numbered(tmp_path / "a.mp4", range(50), Fraction(1, 25), options={"g": "999"})
    pool = pool_of(path)
    pairs = [(n, n + 20) for n in range(25)]
    seen = [
        tuple(number_of(pool.picture("m", ticks(Fraction(n, 25)), (32, 32))) for n in pair) for pair in pairs
    ]
    assert seen == pairs


def test_a_picture_outlives_its_pool(tmp_path: Path) -> None:
    path = write_numbered(tmp_path / "a.mp4", range(5), Fraction(1, 25), size=(640, 480))
    pool = pool_of(path)
    picture = pool.picture("m", ticks(0.08), (640, 480))
    shared = picture.copy(0, 0, 640, 480), type(picture)(picture)
    expected = pixels(picture)
    pool.close()
    del pool, picture
    junk = [np.full(640 * 480 * 4, n, np.uint8) for n in range(20)]
    assert len(junk) == 20
    for image in shared:
        assert np.array_equal(pixels(image), expected)


def test_damaged_media_print_nothing(tmp_path: Path) -> None:
    """Libraries complain on the standard streams; people get sentences."""
    data = bytearray(
        write_numbered(tmp_path / "a.mkv", range(30), Fraction(1, 25), size=(64, 64)).read_bytes()
    )
    data[len(data) // 3 : len(data) // 2] = bytes(len(data) // 2 - len(data) // 3)
    (tmp_path / "a.mkv").write_bytes(bytes(data))
    noise = np.random.default_rng(1).integers(0, 256, (64, 64, 3), np.uint8)
    for name in ("a.png", "a.jpg", "a.tif", "a.webp"):
        Image.fromarray(noise).save(tmp_path / name)
        (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:900])
    (tmp_path / "a.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg'><path d='M x'/><rect fill='url(#no)' width='9'/></svg>"
    )
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from editor_app.render.media import MediaError, MediaPool, MediaSource\n"
        "for name in sys.argv[1:]:\n"
        "    path = Path(name)\n"
        "    kind = 'video' if path.suffix == '.mkv' else 'image'\n"
        "    pool = MediaPool({'m': MediaSource('m', path, kind, path.name)})\n"
        "    for t in (0, 200000, 280000):\n"
        "        try:\n            pool.picture('m', t, (50, 40))\n"
        "        except MediaError:\n            pass\n"
    )
    names = [str(tmp_path / name) for name in ("a.mkv", "a.png", "a.jpg", "a.tif", "a.webp", "a.svg")]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *names], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
