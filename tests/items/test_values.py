"""Animated numbers and the phases of a flash follow the conventions."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app.items import EffectItem
from editor_app.items.effect import Flash
from editor_app.items.values import AnimatedNumber, Keyframe


def moving(value: float, *keys: tuple[int, float]) -> AnimatedNumber:
    return AnimatedNumber(value=value, keyframes=tuple(Keyframe(time_ticks=t, value=v) for t, v in keys))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (moving(5), {0: 5, 60: 5, -10: 5, 200: 5}),
        (moving(9, (0, 10), (50, 20)), {-5: 10, 0: 10, 25: 15, 50: 20, 99: 20}),
        (moving(9, (50, 20), (0, 10)), {25: 15}),
        (moving(9, (20, 10), (40, 20), (80, 0)), {0: 10, 30: 15, 60: 10, 90: 0}),
        (moving(8, (0, 0)), {0: 0, 50: 4, 100: 8, 150: 8, -20: 0}),
        (moving(8, (50, 0)), {0: 8, 25: 4, 50: 0, 99: 0}),
        (moving(1, (10, 5), (10, 7), (20, 9)), {0: 7, 10: 7, 15: 8}),
        (moving(1, (10, 5), (10, 7)), {0: 7, 10: 7, 50: 7}),
    ],
    ids=["still", "two", "unsorted", "three", "one at 0", "one later", "twice", "only twice"],
)
def test_a_number_moves_by_its_keyframes(number: AnimatedNumber, expected: dict[int, float]) -> None:
    assert {t: number.at(t, 100) for t in expected} == pytest.approx(expected)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"brightTicks": 5, "darkTicks": 6, "tailDarkTicks": 7, "maxOpacity": 0.5}, (5, 6, 7, 0.5)),
        ({"brightFrames": 1, "darkFrames": 2, "tailDarkFrames": 0.5}, (8000, 16000, 4000, 1)),
        ({"brightFrames": -1, "darkFrames": "x", "maxOpacity": 3}, (0, 0, 0, 1)),
        (None, (0, 0, 0, 1)),
    ],
)
def test_a_flash_counts_ticks_or_frames(params: Any, expected: tuple[float, ...]) -> None:
    raw = {"id": "f", "type": "effect", "startTicks": 0, "durationTicks": 9, "isDraggingInTimeline": False}
    raw |= {"effectType": "flash-to-black", "intensity": 1} | ({} if params is None else {"params": params})
    flash = EffectItem.read(raw, "seed").flash
    names = ("bright_ticks", "dark_ticks", "tail_dark_ticks", "max_opacity")
    assert flash == Flash(**dict(zip(names, expected, strict=True)))
