"""What something costs, and what is left after it, in words; credits are as the service writes them. Pure."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from editor_app.ui.export.texts import tr


def credits_text(credits: str) -> str:
    """Write a price: “1 credit”, “12.5 credits”."""
    return tr("1 credit") if credits == "1" else tr("{n} credits").format(n=credits)


def left_after(credits: str, left: float | None) -> str:
    """Say what is left of `left` credits after a price; empty where nobody knows what there is."""
    if left is None:
        return ""
    price = _number(credits)
    if price is None:
        return tr("The account has {price}.").format(price=credits_text(f"{left:g}"))
    after = left - price
    if after < 0:
        text = tr("The account has {price}, which does not suffice: buy some there first.")
        return text.format(price=credits_text(f"{left:g}"))
    text = tr("1 is left after it.") if after == 1 else tr("{n} are left after it.")
    return text.format(n=f"{after:g}")


def _number(credits: str) -> float | None:
    try:
        number = Decimal(credits)
    except InvalidOperation:
        return None
    return float(number) if number.is_finite() else None
