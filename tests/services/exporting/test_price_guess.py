"""What a film may cost is guessed after earlier prices, and not at all without any."""

from __future__ import annotations

from decimal import Decimal

import pytest

from editor_app.services.exporting.clouds.price_guess import price_guess
from editor_app.services.exporting.jobs.job import Price


@pytest.mark.parametrize(
    ("prices", "seconds", "about"),
    [
        ([], 10.0, None),
        ([Price(2.0, 2, "3")], 10.0, Decimal("15")),
        ([Price(2.0, 2, "3.5")], 1.0, Decimal("1.8")),
        ([Price(1.0, 1, "1"), Price(1.0, 1, "2"), Price(1.0, 1, "900")], 4.0, Decimal("8.0")),
        ([Price(0.0, 1, "1"), Price(1.0, 1, ""), Price(1.0, 1, "NaN"), Price(1.0, 1, "-4")], 4.0, None),
        (
            [*(Price(1.0, 1, "2") for _ in range(10)), *(Price(1.0, 1, "100") for _ in range(50))],
            1.0,
            Decimal("2.0"),
        ),
    ],
)
def test_the_middle_rate_of_the_latest_counts(prices, seconds: float, about: Decimal | None) -> None:
    assert price_guess(prices, seconds) == about
