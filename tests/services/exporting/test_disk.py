"""What the disk and the machine have to say before an export."""

from __future__ import annotations

from pathlib import Path

from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting.disk import look_at, needs_of
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
