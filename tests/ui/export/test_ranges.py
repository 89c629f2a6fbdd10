"""The part that is marked lies within the project."""

from __future__ import annotations

import pytest

from editor_app.session import InOut
from editor_app.ui.export.ranges import marked_range


@pytest.mark.parametrize(
    ("marked", "part"),
    [
        (InOut(), None),
        (InOut(2, 5), (2, 5)),
        (InOut(2, None), (2, 10)),
        (InOut(None, 5), (0, 5)),
        (InOut(2, 50), (2, 10)),
        (InOut(10, 50), None),
        (InOut(None, 0), None),
    ],
)
def test_marked_range(marked: InOut, part: tuple[int, int] | None) -> None:
    assert marked_range(marked, 10) == part
