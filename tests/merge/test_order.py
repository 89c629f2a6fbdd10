"""The order of lists that two sides changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.merge.order import join_orders


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "joined", "is_disputed"),
    [
        ("abc", "abc", "cab", "cab", False),
        ("abc", "bac", "abc", "bac", False),
        ("abc", "bac", "acb", "bac", True),
        ("abc", "bac", "bac", "bac", False),
        ("ab", "xab", "aby", "xaby", False),
        ("ab", "axb", "ayb", "axyb", False),
        ("ab", "ba", "axb", "bax", False),
        ("ab", "b", "abx", "bx", False),
        ("", "x", "y", "xy", False),
    ],
)
def test_table(base: str, mine: str, theirs: str, joined: str, is_disputed: bool) -> None:
    gone = {key for key in base if key not in mine or key not in theirs}
    kept = {*mine, *theirs} - gone
    order, disputed = join_orders(base, mine, theirs, kept)
    assert ("".join(order), disputed) == (joined, is_disputed)


@given(st.permutations("abcd"), st.permutations("abcdm"), st.permutations("abcdt"))
def test_all_are_there_once_and_who_joins_does_not_matter(base: str, mine: str, theirs: str) -> None:
    order, disputed = join_orders(base, mine, theirs, set("abcdmt"))
    assert sorted(order) == sorted("abcdmt")
    other, also = join_orders(base, theirs, mine, set("abcdmt"))
    assert disputed == also
    assert disputed or order == other
