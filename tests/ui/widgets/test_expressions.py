"""What may be typed into a number field."""

from __future__ import annotations

import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.ui.widgets.expressions import LONGEST, ExpressionError, evaluate


@pytest.mark.parametrize(
    ("text", "current", "unit", "expected"),
    [
        ("960", 1, "px", 960),
        ("=1920/2", 1, "px", 960),
        ("1920/2", 1, "px", 960),
        (" 12 px ", 1, "px", 12),
        ("−4°", 1, "°", -4),
        ("1.5×", 1, "×", 1.5),
        ("2x", 1, "×", 2),
        ("1,5", 1, "", 1.5),
        ("007", 1, "", 7),
        ("1e3", 1, "", 1000),
        (".5", 1, "", 0.5),
        ("-5", 20, "", -5),
        ("+10", 20, "", 30),
        ("-=5", 20, "", 15),
        ("+=5", 20, "", 25),
        ("*2", 20, "", 40),
        ("×2", 20, "", 40),
        ("/4", 20, "", 5),
        ("50%", 20, "px", 10),
        ("-5%", 200, "px", 190),
        ("+5%", 200, "px", 210),
        ("50%", 20, "%", 50),
        ("-5%", 20, "%", 15),
        ("+5%", 20, "%", 25),
        ("2*(3+4)-1", 0, "", 13),
        ("--5", 0, "", 5),
    ],
)
def test_what_is_typed_means_a_number(text: str, current: float, unit: str, expected: float) -> None:
    assert evaluate(text, current, unit) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Type a number"),
        ("   ", "Type a number"),
        ("abc", "“abc” is not a number"),
        ("=", "is not a number"),
        ("1 2", "is not a number"),
        ("(1", "is not a number"),
        ("1)", "is not a number"),
        ("1(2)", "is not a number"),
        ("1**2", "is not a number"),
        ("1//2", "is not a number"),
        ("__import__('os')", "is not a number"),
        ("1.2.3%", "is not a number"),
        ("1/0", "divides by zero"),
        ("1e999", "too large"),
        ("9" * (LONGEST + 1), "too long"),
        ("\0", "is not a number"),
        ("١٢", "is not a number"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(ExpressionError, match=said):
        evaluate(text, 1)


@pytest.mark.parametrize("text", ["+10", "*2", "50%", "-=1"])
def test_values_that_differ_cannot_be_changed_by_an_amount(text: str) -> None:
    with pytest.raises(ExpressionError, match="values differ"):
        evaluate(text, None, "px")
    assert evaluate("10", None, "px") == 10


sums = st.recursive(
    st.integers(0, 999).map(str) | st.floats(0, 99, width=16).map(lambda x: f"{x:.3f}"),
    lambda inner: (
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]}{t[1]} {t[2]})")
        | inner.map(lambda x: f"(-{x})")
    ),
    max_leaves=8,
)


@given(sums)
def test_a_sum_is_what_python_makes_of_it(text: str) -> None:
    if len(text) > LONGEST:
        return
    try:
        expected = eval(text, {"__builtins__": {}})
    except ZeroDivisionError:
        with pytest.raises(ExpressionError):
            evaluate("=" + text, 0)
        return
    assert evaluate("=" + text, 0) == pytest.approx(expected)


@given(
    st.text(max_size=120), st.none() | st.floats(-1e6, 1e6), st.sampled_from(["", "px", "%", "°", "×", "s"])
)
def test_any_text_gives_a_number_or_a_sentence(text: str, current: float | None, unit: str) -> None:
    with suppress(ExpressionError):
        assert math.isfinite(evaluate(text, current, unit))
