"""Regions of a picture around what is touched."""

from __future__ import annotations

import random

import pytest

from editor_app.render.regions import Region, kept, regions_around

SIZE = (1920, 1080)


def test_nothing_touched_needs_no_region() -> None:
    assert regions_around([], SIZE) == ()
    assert regions_around([Region(-50, -50, -10, -10), Region(5, 5, 5, 9)], SIZE) == ()


def test_far_apart_parts_stay_apart_and_near_ones_are_united() -> None:
    far = [Region(100, 100, 200, 200), Region(1500, 800, 1700, 1000)]
    assert len(regions_around(far, SIZE) or ()) == 2
    near = [Region(100, 100, 200, 200), Region(210, 100, 300, 200)]
    assert len(regions_around(near, SIZE) or ()) == 1


def test_most_of_the_picture_is_not_worth_it() -> None:
    assert regions_around([Region(0, 0, 1920, 900)], SIZE) is None


@pytest.mark.parametrize("size", [SIZE, (350, 198), (40, 30)])
def test_what_is_kept_holds_everything_touched_on_even_edges(size: tuple[int, int]) -> None:
    dice = random.Random(7)
    for _ in range(300):
        touched: list[Region] = []
        for _ in range(dice.randint(1, 5)):
            left, top = dice.randint(-30, size[0]), dice.randint(-30, size[1])
            touched.append(Region(left, top, left + dice.randint(1, 90), top + dice.randint(1, 90)))
        regions = regions_around(touched, size)
        if regions is None:
            continue
        for part in touched:
            left, top = max(part.left, 0), max(part.top, 0)
            right, bottom = min(part.right, size[0]), min(part.bottom, size[1])
            if left >= right or top >= bottom:
                continue
            inner = [kept(region, size) for region in regions]
            assert any(
                r.left <= left and r.top <= top and right <= r.right and bottom <= r.bottom for r in inner
            )
        for region in regions:
            edges = (region.left, region.top, region.right, region.bottom)
            assert all(edge % 2 == 0 for edge in edges)
            assert all(not region.meets(other) for other in regions if other is not region)
