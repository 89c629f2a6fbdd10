"""What the disk and the machine have to say before an export."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting import disk
from editor_app.services.exporting.disk import look_at, needs_of, needs_of_film
from editor_app.services.exporting.jobs.job import IndreamSettings, OtherSettings
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from tests.render.export.films import SECOND, document
from tests.services.exporting.scene import small_film


def test_what_is_there_is_seen(tmp_path: Path) -> None:
    means = look_at(tmp_path / "film.mp4")
    assert (means.has_folder, means.exists) == (True, False)
    assert means.free_bytes is not None
    assert means.free_bytes > 0
    (tmp_path / "film.mp4").touch()
    assert look_at(tmp_path / "film.mp4").exists
    gone = look_at(tmp_path / "gone" / "film.mp4")
    assert (gone.has_folder, gone.exists, gone.free_bytes) == (False, False, None)


def test_the_pieces_of_an_export_may_lie_on_the_same_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, pieces = tmp_path / "films", tmp_path / "data" / "exports"
    folder.mkdir()
    assert look_at(folder / "film.mp4", pieces).keeps_pieces
    disks = {folder: 1, tmp_path: 2}
    monkeypatch.setattr(disk, "_disk_of", lambda place: disks[folder if place == folder else tmp_path])
    assert not look_at(folder / "film.mp4", pieces).keeps_pieces


@pytest.mark.parametrize(("settings", "times"), [(ExportSettings(), 1), (ExportSettings("gif", 10), 4)])
def test_an_export_here_has_pieces_beside_its_file(settings: ExportSettings, times: int) -> None:
    needs = needs_of(small_film(20 * SECOND), settings)
    assert needs.size_bytes is not None
    assert needs.pieces == times * needs.size_bytes


def test_a_folder_for_pictures_is_there_only_once_something_is_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    assert not look_at(folder).exists
    (folder / "1.png").touch()
    assert look_at(folder).exists


def test_an_export_needs_more_the_longer_it_is_and_less_time_the_faster_the_machine() -> None:
    short, long = (needs_of(small_film(ticks), ExportSettings()) for ticks in (SECOND, 60 * SECOND))
    assert short.estimate is not None
    assert long.estimate is not None
    assert short.estimate.size_bytes < long.estimate.size_bytes
    assert short.memory == long.memory
    slow = needs_of(small_film(60 * SECOND), ExportSettings(), pixels_per_second=1000.0)
    assert slow.estimate is not None
    assert slow.estimate.seconds > long.estimate.seconds


def test_what_cannot_be_made_is_said_and_an_empty_timeline_is_left_to_others() -> None:
    assert needs_of(small_film(), ExportSettings(fps=25)).unsupported
    assert needs_of(small_film(), ExportSettings(size=(32_000, 32_000))).unsupported
    empty = needs_of(document(), ExportSettings())
    assert (empty.unsupported, empty.estimate) == ("", None)


@pytest.mark.parametrize(
    ("settings", "alike"),
    [
        (IndreamSettings(), ExportSettings()),
        (IndreamSettings("webm", 60, 2.0), ExportSettings("webm", 60, 2.0)),
        (IndreamSettings(canvas=(640, 640)), ExportSettings(size=(640, 640))),
        (OtherWish(scale=2.0).settings(), ExportSettings(scale=2.0)),
        (
            OtherWish(range_ticks=(SECOND, 3 * SECOND)).settings(),
            ExportSettings(start_tick=SECOND, end_tick=3 * SECOND),
        ),
    ],
)
def test_a_film_of_a_service_needs_the_room_that_it_would_need_here(
    settings: IndreamSettings | OtherSettings, alike: ExportSettings
) -> None:
    state = small_film(20 * SECOND)
    there, here = needs_of_film(state, settings), needs_of(state, alike)
    assert (there.size_bytes, there.room) == (here.size_bytes, here.room)
    assert there.size_bytes is not None
    assert 0 < there.room < there.size_bytes
    assert (there.memory, there.pieces) == (None, 0)


@pytest.mark.parametrize(
    "settings", [OtherWish(is_preview=True).settings(), OtherWish(fps=25).settings(), IndreamSettings(fps=25)]
)
def test_nothing_is_said_of_the_room_where_no_film_comes_or_its_size_is_unknown(
    settings: IndreamSettings | OtherSettings,
) -> None:
    there = needs_of_film(small_film(), settings)
    assert (there.size_bytes, there.room, there.unsupported) == (None, 0, "")
