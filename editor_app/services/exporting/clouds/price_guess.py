"""What an export may cost at a service that tells prices only afterwards: after those of before. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from statistics import median

from editor_app.services.exporting.jobs.job import Price

_MOST = 10


def price_guess(prices: Iterable[Price], duration_s: float) -> Decimal | None:
    """Give about how many credits a film of a length costs, after the latest prices; None without any.

    Long and short films may have other rates: the middle one of the latest ten is taken.
    """
    rates = list[Decimal]()
    for price in prices:
        if (rate := _rate(price)) is not None:
            rates.append(rate)
        if len(rates) == _MOST:
            break
    if not rates:
        return None
    about = median(rates) * Decimal(duration_s)
    return about.quantize(Decimal(1)) if about >= 10 else about.quantize(Decimal("0.1"))


def _rate(price: Price) -> Decimal | None:
    """Give the credits for a second."""
    try:
        credits = Decimal(price.credits)
    except InvalidOperation:
        return None
    if price.duration_s <= 0 or not credits.is_finite() or credits <= 0:
        return None
    return credits / Decimal(price.duration_s)
