"""Spans go to the topmost lane that is free when they start."""

from __future__ import annotations

import pytest

from editor_app.edits.lanes import first_fit


@pytest.mark.parametrize(
    ("spans", "most", "lanes"),
    [
        ([], 9, []),
        ([(0, 2), (2, 3)], 9, [0, 0]),
        ([(0, 2), (1, 3), (2, 4)], 9, [0, 1, 0]),
        ([(5, 6), (0, 9)], 9, [1, 0]),
        ([(0, 1), (0, 1), (0, 1)], 9, [0, 1, 2]),
        ([(0, 1), (0, 1), (0, 1), (1, 2)], 2, [0, 1, 2, 0]),
    ],
)
def test_first_fit(spans: list[tuple[int, int]], most: int, lanes: list[int]) -> None:
    found = first_fit({str(n): span for n, span in enumerate(spans)}, most=most)
    assert [found[str(n)] for n in range(len(spans))] == lanes
