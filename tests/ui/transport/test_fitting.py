"""Which parts of the transport fit, as numbers."""

from __future__ import annotations

import pytest

from editor_app.ui.transport.fitting import MENU_GROUPS, PARTS, parts_shown

ALWAYS, MORE, EACH = 200, 30, 50
NEEDS = dict.fromkeys(PARTS, EACH)
OFFERED = sum(len(group) for group in MENU_GROUPS)


@pytest.mark.parametrize(
    ("width", "count", "has_more"),
    [
        (100, 0, True),
        (ALWAYS + MORE, 0, True),
        (ALWAYS + MORE + EACH - 1, 0, True),
        (ALWAYS + MORE + EACH, 1, True),
        (ALWAYS + MORE + 3 * EACH, 3, True),
        (ALWAYS + 9 * EACH - 1, 8, True),
        (ALWAYS + 9 * EACH, 9, False),
        (ALWAYS + 9 * EACH + MORE, 9, False),
        (ALWAYS + len(PARTS) * EACH - 1, len(PARTS) - 1, False),
        (ALWAYS + len(PARTS) * EACH, len(PARTS), False),
        (9999, len(PARTS), False),
    ],
)
def test_what_matters_most_is_shown_first(width: int, count: int, has_more: bool) -> None:
    expected = set(PARTS[:count]) | ({"more"} if has_more else set())
    assert parts_shown(width, ALWAYS, MORE, NEEDS) == expected


def test_time_quality_and_length_come_before_all_else() -> None:
    assert PARTS[:2] == ("quality", "length")


def test_what_gives_way_is_offered_or_only_tells_something() -> None:
    offered = {part for group in MENU_GROUPS for part in group}
    assert set(PARTS) - offered == {"length", "speed", "rate", "stats", "meter"}
    assert len(offered) == OFFERED


def test_a_part_that_is_too_wide_lets_none_that_matters_less_pass() -> None:
    needs = NEEDS | {"steps": 1000}
    assert parts_shown(ALWAYS + MORE + 6 * EACH, ALWAYS, MORE, needs) == {"quality", "length", "more"}


def test_a_part_that_does_not_exist_needs_no_menu() -> None:
    needs = NEEDS | {"lent": 0}
    assert "more" not in parts_shown(ALWAYS + 8 * EACH, ALWAYS, MORE, needs)


def test_a_row_that_grows_never_loses_a_part() -> None:
    before: frozenset[str] = frozenset()
    for width in range(100, 1000):
        now = parts_shown(width, ALWAYS, MORE, NEEDS) - {"more"}
        assert before <= now
        before = now
