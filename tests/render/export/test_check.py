"""Finished files that are damaged, or of something else, are found; those that are well are not."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from PySide6.QtGui import QImage

from editor_app.render.export.check import check
from editor_app.render.export.jobs import check_parts
from editor_app.render.export.proofs import proof_frames
from editor_app.render.export.run import export_video, plan_target
from editor_app.render.export.settings import BadFile, ExportSettings, Format, RenderFailed
from editor_app.render.export.spool import Spool
from editor_app.render.export.verify_foreign import verify_foreign, verify_foreign_apart
from editor_app.render.media.source import MediaSource
from tests.render.export.films import HEIGHT, SECOND, WIDTH, document, film, item, solid, sound_file

FILMS = ("mp4", "webm", "mkv")
SOUNDS = ("m4a", "mp3", "wav")
SECONDS = 5


def settings_of(form: Format, **more: object) -> ExportSettings:
    return replace(ExportSettings(form, 10 if form == "gif" else 30), **more)  # type: ignore[arg-type]


class Made:
    """A finished file with the proofs of how it was drawn, which an export throws away at its end."""

    def __init__(self, state, sources, settings: ExportSettings, folder: Path, monkeypatch) -> None:
        suffix = "" if settings.format.endswith("sequence") else f".{settings.format}"
        self.path = folder / f"film{suffix}"
        self.target = plan_target(state, settings)
        with monkeypatch.context() as patch:
            patch.setattr(Spool, "clear", lambda spool, **_options: None)
            export_video(state, sources, settings, self.path, spool=folder / "spool")
        (kept,) = (folder / "spool").iterdir()
        self.spool = Spool(kept, kept, is_kept=True)

    def check(self, workers: int = 2) -> None:
        for part in check_parts(self.target, workers):
            check(self.path, self.target, self.spool, lambda: None, part)


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def made(settings: ExportSettings) -> Made:
        state, sources = film(tmp_path, seconds=SECONDS)
        return Made(state, sources, settings, tmp_path, monkeypatch)

    return made


@pytest.mark.parametrize("form", [*FILMS, *SOUNDS, "gif", "png", "jpg", "jpg-sequence"])
def test_another_moment_of_the_project_is_not_taken_for_this_one(tmp_path: Path, make, form: Format) -> None:
    made = make(settings_of(form, end_tick=4 * SECOND))
    made.check()
    if form in SOUNDS:
        return  # the tone is the same at any moment
    state, sources = film(tmp_path, seconds=SECONDS)
    if made.path.is_dir():
        shutil.rmtree(made.path)
    other = settings_of(form, start_tick=SECOND, end_tick=5 * SECOND)
    export_video(state, sources, other, made.path)
    with pytest.raises(BadFile, match="shows another picture than the project in its frame 1"):
        made.check()


@pytest.mark.parametrize(
    ("form", "end_tick", "workers", "parts"),
    [
        ("mp4", SECOND, 1, ("all",)),
        ("mp4", SECOND, 2, ("all but the end", "the end")),
        ("webm", SECOND, 9, ("all but the end", "the end")),
        ("gif", SECOND // 10, 2, ("all",)),  # one frame
        ("m4a", SECOND, 2, ("all",)),
        ("png", SECOND, 2, ("all",)),
        ("jpg-sequence", SECOND, 2, ("all",)),
    ],
)
def test_workers_share_the_look_at_a_film(
    form: Format, end_tick: int, workers: int, parts: tuple[str, ...]
) -> None:
    state = document(solid(SECOND, (0, 0, 9, 9), "#fff"))
    assert check_parts(plan_target(state, settings_of(form, end_tick=end_tick)), workers) == parts


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_each_of_the_three_pictures_is_looked_at(make, number: int, workers: int) -> None:
    made = make(settings_of("mp4"))
    made.check(workers)
    proofs = [made.spool.proof_path(frame) for frame in proof_frames(made.target)]
    proofs[number].write_bytes(proofs[number - 1].read_bytes())
    with pytest.raises(BadFile, match=f"in its frame {proof_frames(made.target)[number] + 1}"):
        made.check(workers)


@pytest.mark.parametrize("form", [*FILMS, *SOUNDS])
def test_a_sound_that_is_lost_is_missed(tmp_path: Path, make, form: Format) -> None:
    made = make(settings_of(form))
    state, sources = film(tmp_path, seconds=SECONDS)
    sound_file(tmp_path / "tone.wav", np.zeros((2, SECONDS * 48_000)))
    export_video(state, sources, settings_of(form), made.path, cache_dir=tmp_path / "other")
    with pytest.raises(BadFile, match="is silent where the project is not"):
        made.check()


@pytest.mark.parametrize("form", [*FILMS, *SOUNDS, "gif"])
@pytest.mark.parametrize("share", [0.3, 0.7, 0.95])
def test_a_file_that_is_cut_off(make, form: Format, share: float) -> None:
    made = make(settings_of(form))
    content = made.path.read_bytes()
    made.path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(BadFile):
        made.check()


def test_a_picture_that_is_damaged_inside(make) -> None:
    made = make(settings_of("mp4", crf=10))
    content = bytearray(made.path.read_bytes())
    with av.open(str(made.path)) as container:
        first = next(packet for packet in container.demux(video=0) if packet.size)
        place, size = first.pos, first.size
    assert place is not None
    content[place + size // 2 : place + size] = bytes(size - size // 2)  # behind what x264 says of itself
    made.path.write_bytes(content)
    with pytest.raises(BadFile):
        made.check()


@pytest.mark.parametrize("form", ["webm", "mkv", "gif", "png-sequence"])
def test_a_transparent_one_is_known_by_what_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: Format
) -> None:
    left, right = (document(solid(SECOND, (x, 20, 30, 30), "#3070f0")) for x in (0, 90))
    made = Made(left, {}, settings_of(form, alpha=True), tmp_path, monkeypatch)
    made.check()
    if made.path.is_dir():
        shutil.rmtree(made.path)
    export_video(right, {}, settings_of(form, alpha=True), made.path)
    with pytest.raises(BadFile, match="shows another picture"):
        made.check()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"width": 130}, "is 128 × 72 instead of 130 × 72"),
        ({"frames": 149}, "has 150 frames instead of 149"),
        ({"format": "webm"}, "The picture of “film.mp4” is h264"),
        ({"format": "m4a"}, "lacks its picture or its sound"),
    ],
)
def test_what_is_not_as_it_was_asked_for(make, changed: dict[str, object], words: str) -> None:
    made = make(settings_of("mp4"))
    made.target = replace(made.target, **changed)
    with pytest.raises(BadFile, match=words):
        made.check()


def test_a_picture_of_a_sequence_that_is_missing_or_another(make) -> None:
    made = make(settings_of("png-sequence", end_tick=SECOND))
    made.check()
    files = sorted(made.path.iterdir())
    shutil.copy(files[10], files[29])
    with pytest.raises(BadFile, match=r"“film_00030\.png” shows another picture"):
        made.check()
    files[5].unlink()
    with pytest.raises(BadFile, match="holds 29 pictures instead of 30"):
        made.check()


@pytest.mark.parametrize("scale", [1, 5])
@pytest.mark.parametrize("form", ["mp4", "webm", "gif", "jpg"])
def test_noise_in_low_quality_is_no_reason_for_alarm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: Format, scale: int
) -> None:
    rows = np.random.default_rng(7).integers(0, 256, (HEIGHT * 5, WIDTH * 5, 4), np.uint8)
    rows[..., 3] = 255
    QImage(rows.tobytes(), WIDTH * 5, HEIGHT * 5, QImage.Format.Format_RGB32).save(str(tmp_path / "n.png"))
    noise = {"id": "n", "type": "image", "filename": "n.png", "size": 1, "mimeType": "image/png"}
    picture = item("image", SECOND, (0, 0, WIDTH, HEIGHT), assetId="n")
    picture |= {"fadeInDurationTicks": 0, "fadeOutDurationTicks": 0}
    state = document(picture, assets=({**noise, "width": WIDTH * 5, "height": HEIGHT * 5},))
    sources = {"n": MediaSource("n", tmp_path / "n.png", "image", "n.png")}
    crf = {"crf": 51, "preset": "ultrafast"} if form in FILMS else {}
    Made(state, sources, settings_of(form, scale=scale, **crf), tmp_path, monkeypatch).check()


def test_an_export_whose_file_turns_out_wrong_fails_and_begins_anew(tmp_path: Path, out: Path) -> None:
    state, sources = film(tmp_path, seconds=2)
    spool = tmp_path / "spool"

    def spoil(progress) -> None:
        """Say of the first frame that it was drawn in other colours."""
        if progress.phase == "checking":
            for proof in spool.glob("*/proof-0.png"):
                image = QImage(str(proof))
                image.invertPixels()
                image.save(str(proof))

    with pytest.raises(BadFile, match="shows another picture"):
        export_video(state, sources, ExportSettings(), out / "film.mp4", on_progress=spoil, spool=spool)
    assert list(out.iterdir()) == []
    assert list(spool.rglob("*")) == []
    assert export_video(state, sources, ExportSettings(), out / "film.mp4", spool=spool).frames == 60


@pytest.mark.parametrize("form", FILMS)
def test_a_film_of_a_service_is_looked_at_whoever_made_it(tmp_path: Path, out: Path, form: Format) -> None:
    state, sources = film(tmp_path, seconds=3)
    path = out / f"film.{form}"
    export_video(state, sources, ExportSettings(form), path)
    verify_foreign(path, 3.0, (WIDTH, HEIGHT), needs_sound=True)
    verify_foreign_apart(path, 3.0, None)
    verify_foreign(path, None, None)
    with pytest.raises(BadFile, match=r"lasts 3\.00 s instead of 4\.00 s"):
        verify_foreign(path, 4.0, None)
    with pytest.raises(BadFile, match="is 128 × 72 instead of 1920 × 1080"):
        verify_foreign(path, 3.0, (1920, 1080))
    content = path.read_bytes()
    for share in (0.2, 0.6, 0.95):
        path.write_bytes(content[: int(len(content) * share)])
        with pytest.raises(BadFile, match=r"“film\.") as caught:
            verify_foreign_apart(path, 3.0, (WIDTH, HEIGHT))
        assert isinstance(caught.value, RenderFailed)
    path.write_text("<html>expired</html>")
    with pytest.raises(BadFile, match="cannot be read"):
        verify_foreign(path, 3.0, None)


def test_a_sound_is_no_film(tmp_path: Path, out: Path) -> None:
    state, sources = film(tmp_path, seconds=1)
    export_video(state, sources, ExportSettings("m4a"), out / "a.m4a")
    with pytest.raises(BadFile, match="has no picture"):
        verify_foreign(out / "a.m4a", 1.0, None)
