"""Where an output may be written."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from editor_app.render.export.settings import CannotWrite, DiskFull, PlaceTaken
from editor_app.render.export.writing import check_output, mark_of, put_in_place, scratch_folder, writing


def test_an_output_beside_the_sources_is_fine(tmp_path: Path) -> None:
    check_output(tmp_path / "film.mp4", [tmp_path / "clip.mp4"])


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="is a folder"):
        check_output(tmp_path, [])


def test_a_device_is_never_replaced() -> None:
    if not Path(os.devnull).exists():
        pytest.skip("this system has no device files")
    with pytest.raises(CannotWrite, match="is a device"):
        check_output(Path(os.devnull), [])


def test_a_name_that_is_too_long_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="could not be written"):
        check_output(tmp_path / f"{'x' * 300}.mp4", [])


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"folder .*nowhere” does not exist"):
        check_output(tmp_path / "nowhere" / "film.mp4", [])


def test_a_source_is_never_overwritten_by_whatever_path(tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"x")
    link = tmp_path / "link.mp4"
    link.symlink_to(clip)
    for output in (clip, link, tmp_path / "." / "clip.mp4"):
        with pytest.raises(CannotWrite, match="own media"):
            check_output(output, [clip])


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_no_room_is_told_apart(number: int) -> None:
    with (
        pytest.raises(DiskFull, match=r"film\.mp4” could not be written: the disk is full"),
        writing(Path("film.mp4")),
    ):
        raise OSError(number, os.strerror(number))


def test_the_scratch_folder_is_beside_the_output_and_goes_away(tmp_path: Path) -> None:
    def use() -> None:
        with scratch_folder(tmp_path / "film.mp4") as folder:
            assert folder.parent == tmp_path
            assert folder.name.startswith(".")
            (folder / "piece").write_bytes(b"x")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        use()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_render_left_goes_after_a_day(tmp_path: Path) -> None:
    old, fresh, foreign = (tmp_path / name for name in (".rendering-1-a", ".rendering-2-b", ".rendering"))
    for folder in (old, fresh, foreign):
        folder.mkdir()
        (folder / "segment").write_bytes(b"x")
    days_ago = time.time() - 2 * 24 * 3600
    for path in (old / "segment", old, fresh, foreign / "segment", foreign):
        os.utime(path, (days_ago, days_ago))
    with scratch_folder(tmp_path / "film.mp4"):
        assert not old.exists()
        assert fresh.exists()  # one of its files is new: somebody is at work
        assert foreign.exists()


def test_the_finished_file_replaces_an_older_one(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "film.mp4"
    new.write_bytes(b"new")
    old.write_bytes(b"old")
    put_in_place(new, old)
    assert old.read_bytes() == b"new"
    assert not new.exists()


@pytest.mark.parametrize("is_there", [True, False])
def test_an_output_that_is_a_link_stays_one_and_its_target_is_written(tmp_path: Path, is_there: bool) -> None:
    far = tmp_path / "far"
    far.mkdir()
    target, link, new = far / "film.mp4", tmp_path / "film.mp4", far / "new"
    link.symlink_to(target)
    if is_there:
        target.write_bytes(b"old")
    new.write_bytes(b"new")
    check_output(link, [])
    with scratch_folder(link) as folder:
        assert folder.parent == far
    put_in_place(new, link)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("there", "may_replace", "is_taken"),
    [
        (False, (), False),
        (True, None, False),
        (True, (), True),
        (True, ("1-2-3",), True),
        (True, ("own",), False),
    ],
)
def test_only_a_file_that_is_meant_is_replaced(
    tmp_path: Path, there: bool, may_replace: tuple[str, ...] | None, is_taken: bool
) -> None:
    output, new = tmp_path / "film.mp4", tmp_path / "new"
    new.write_bytes(b"new")
    if there:
        output.write_bytes(b"old")
    if may_replace == ("own",):
        may_replace = (mark_of(output),)
    if is_taken:
        with pytest.raises(PlaceTaken, match=r"film\.mp4” is another file by now"):
            put_in_place(new, output, may_replace)
        assert (output.read_bytes(), new.read_bytes()) == (b"old", b"new")
        return
    mark = mark_of(new)
    put_in_place(new, output, may_replace)
    assert output.read_bytes() == b"new"
    assert mark_of(output) == mark  # whoever was moved there is known again


def test_a_link_into_a_missing_folder_and_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    lost, first, second = (tmp_path / name for name in ("lost.mp4", "a.mp4", "b.mp4"))
    lost.symlink_to(tmp_path / "nowhere" / "film.mp4")
    with pytest.raises(CannotWrite, match=r"folder .*nowhere” does not exist"):
        check_output(lost, [])
    first.symlink_to(second)
    second.symlink_to(first)
    with pytest.raises(CannotWrite, match=r"a\.mp4” could not be written"):
        check_output(first, [])


def test_nothing_is_written_where_a_medium_is_expected(tmp_path: Path) -> None:
    circle = tmp_path / "circle.mp4"
    circle.symlink_to(circle)
    with pytest.raises(CannotWrite, match="looks for one of its media"):
        check_output(tmp_path / "gone.mp4", [], [circle, tmp_path / "x" / ".." / "gone.mp4"])
    check_output(tmp_path / "film.mp4", [], [circle, tmp_path / "gone.mp4"])
