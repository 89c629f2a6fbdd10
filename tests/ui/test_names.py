"""Names that are shown everywhere."""

from __future__ import annotations

import pytest

from editor_app.ui.names import speed_name


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (1.13303, "1.13×"),
        (1.0, "1×"),
        (1.0004, "≈ 1×"),
        (0.9999, "≈ 1×"),
        (2.0, "2×"),
        (0.5, "0.5×"),
        (0.25, "0.25×"),
        (0.0625, "0.062×"),
        (10.0, "10×"),
        (100.0, "100×"),
        (12.3456, "12.35×"),
        (0.1, "0.1×"),
    ],
)
def test_a_speed_is_written_shortly(rate: float, text: str) -> None:
    assert speed_name(rate) == text
