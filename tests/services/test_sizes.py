"""How much a file holds, in words."""

from __future__ import annotations

import pytest

from editor_app.services.sizes import file_size


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (12_400, "12 kB"),
        (14_200_000, "14.2 MB"),
        (838_860_800, "838.9 MB"),
        (2_147_483_648, "2.1 GB"),
    ],
)
def test_a_size_has_the_unit_that_suits_it(size: int, text: str) -> None:
    assert file_size(size) == text
