"""Changes of several numbers that differ."""

from __future__ import annotations

import pytest

from editor_app.ui.widgets.expressions import ExpressionError
from editor_app.ui.widgets.relative import Relative, relative


@pytest.mark.parametrize(
    ("text", "unit", "change"),
    [
        ("+10", "px", Relative(10)),
        ("+=10 px", "px", Relative(10)),
        ("-=5", "", Relative(-5)),
        ("*2", "", Relative(factor=2)),
        ("/4", "", Relative(factor=0.25)),
        ("50%", "px", Relative(factor=0.5)),
        ("+5%", "%", Relative(5)),
        ("7", "px", None),
        ("-5", "px", None),
        ("=1920/2", "px", None),
        ("50%", "%", None),
    ],
)
def test_a_change_is_told_from_a_value_for_all(text: str, unit: str, change: Relative | None) -> None:
    assert relative(text, unit) == change


@pytest.mark.parametrize(
    ("change", "value"), [(Relative(10), 13), (Relative(factor=2), 6), (Relative(1, 2), 7)]
)
def test_each_value_changes(change: Relative, value: float) -> None:
    assert change.of(3) == value


@pytest.mark.parametrize("text", ["+wide", "/0", ""])
def test_nonsense_is_said(text: str) -> None:
    with pytest.raises(ExpressionError):
        relative(text)
