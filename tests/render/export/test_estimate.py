"""What an export will come to, and whether there is room for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from editor_app.render.export import room
from editor_app.render.export.content import Content, content_of
from editor_app.render.export.estimate import estimate
from editor_app.render.export.run import export_video, plan_target
from editor_app.render.export.settings import DiskFull, ExportSettings, Target
from editor_app.render.export.spool import Spool
from tests.render.export.films import film

MINUTE = Target(
    format="mp4",
    width=1920,
    height=1080,
    fps=30,
    start_tick=0,
    frames=1800,
    alpha=False,
    crf=18,
    preset="veryfast",
)
RICH, CALM = Content(), Content(0, 0, 0, 0)


@pytest.mark.parametrize(
    ("changed", "content", "megabytes"),
    [
        ({}, RICH, 68),
        ({"crf": 24}, RICH, 35),
        ({"crf": 30}, RICH, 18),
        ({"width": 1280, "height": 720}, RICH, 36),
        ({"width": 1080, "height": 1920}, RICH, 68),
        ({"fps": 60, "frames": 3600}, RICH, 103),
        ({"format": "webm", "crf": 24}, RICH, 68),
        ({"format": "mkv"}, RICH, 3886),
        ({"format": "gif", "width": 640, "height": 360, "fps": 15, "frames": 900}, RICH, 131),
        ({"format": "m4a"}, RICH, 2),
        ({"format": "m4a"}, CALM, 0),
        ({"format": "wav"}, CALM, 17),
        ({"format": "png", "frames": 1}, RICH, 3),
        ({"format": "jpg-sequence"}, RICH, 1096),
        ({}, CALM, 2),
        ({"preset": "ultrafast"}, CALM, 9),
        ({}, Content(0.5, 0.2, 0.6), 40),
        ({"format": "gif", "width": 640, "height": 360, "fps": 15, "frames": 900}, CALM, 1),
        ({"format": "jpg-sequence"}, CALM, 210),
    ],
)
def test_bytes_by_size_length_quality_and_content(changed, content: Content, megabytes: int) -> None:
    assert round(estimate(replace(MINUTE, **changed), content).size_bytes / 1e6) == megabytes


@pytest.mark.parametrize(
    ("changed", "speed", "seconds"),
    [
        ({}, None, 54),
        ({}, 124_416_000.0, 31),
        ({"width": 960, "height": 540}, 124_416_000.0, 8),
        ({"format": "gif", "width": 640, "height": 360, "fps": 15, "frames": 900}, None, 60),
        ({"format": "m4a"}, None, 2),
        ({"format": "png", "frames": 1}, None, 1),
    ],
)
def test_seconds_by_size_length_and_speed(changed, speed: float | None, seconds: int) -> None:
    assert round(estimate(replace(MINUTE, **changed), pixels_per_second=speed).seconds) == seconds


@pytest.mark.parametrize("form", ["mp4", "webm", "mkv", "gif", "m4a", "mp3", "wav", "png-sequence"])
def test_what_a_film_really_takes_is_never_refused(tmp_path: Path, out: Path, form) -> None:
    state, sources = film(tmp_path, seconds=2)
    settings = ExportSettings(form, 10 if form == "gif" else 30)
    report = export_video(state, sources, settings, out / "film")
    target = plan_target(state, settings)
    assert room.needed_bytes(target, content_of(state, target)) <= report.size_bytes


GB = 10**9
NEEDED = room.needed_bytes(replace(MINUTE, format="mkv"))  # 0.84 GB


@pytest.mark.parametrize(
    ("is_kept", "shares_a_disk", "there", "free", "refused"),
    [
        (False, True, 0, NEEDED + 1, False),
        (False, True, 0, NEEDED - 1, True),
        # Pieces that are kept need as much again, less what is there, on their disk.
        (True, True, 0, 2 * NEEDED + 1, False),
        (True, True, 0, 2 * NEEDED - 1, True),
        (True, True, 10_000, 2 * NEEDED - 9_999, False),
        (True, False, 0, NEEDED + 1, False),
        (True, False, 0, NEEDED - 1, True),
    ],
)
def test_what_surely_has_no_room_is_refused_beforehand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_kept, shares_a_disk, there, free, refused
) -> None:
    scratch, folder = tmp_path / "scratch", tmp_path / "spool"
    scratch.mkdir()
    folder.mkdir()
    (folder / "0.mkv").write_bytes(bytes(there))
    monkeypatch.setattr(room.shutil, "disk_usage", lambda path: type("Usage", (), {"free": free})())
    monkeypatch.setattr(room, "_disk", lambda path: 1 if shares_a_disk else hash(path))
    spool = Spool(folder if is_kept else scratch, scratch, is_kept)
    target = replace(MINUTE, format="mkv")
    if not refused:
        room.refuse_if_no_room(target, tmp_path / "film.mkv", spool)
        return
    expected = estimate(target).size_bytes * (2 if is_kept and shares_a_disk else 1) - there
    said = rf"film\.mkv” needs about {expected / 1e9:.1f} GB, and .* is free on .*\. Make room"
    with pytest.raises(DiskFull, match=said):
        room.refuse_if_no_room(target, tmp_path / "film.mkv", spool)
