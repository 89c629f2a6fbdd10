"""Half files beside their targets: what does not fit is not begun."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from editor_app.cloud.http.parts import Part, has_room
from editor_app.cloud.http.ranges import Known


@pytest.mark.parametrize(
    ("wanted", "free", "fits"),
    [(5, 6, True), (6, 6, True), (7, 6, False), (1, 0, False), (0, 0, True), (7, None, True)],
)
def test_what_may_fit(wanted: int, free: int | None, fits: bool) -> None:
    assert has_room(wanted, free) == fits


def test_what_surely_does_not_fit_takes_no_room_from_others(tmp_path: Path) -> None:
    part = Part(tmp_path / "film.mp4", "there")
    far_too_much = shutil.disk_usage(tmp_path).total * 2
    with pytest.raises(OSError, match="space") as caught:
        part.open_at(0, Known(far_too_much, None))
    assert caught.value.errno == errno.ENOSPC
    with part.open_at(0, Known(10, None)) as file:
        file.write(b"01234")
    assert part.look() == (5, Known(10, None))
