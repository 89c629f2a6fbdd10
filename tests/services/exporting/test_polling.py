"""When a service is asked again."""

from __future__ import annotations

import pytest

from editor_app.services.exporting.jobs.polling import after_look, after_no_room, after_trouble


@pytest.mark.parametrize(
    ("looks", "chance", "pause"),
    [
        (0, 0.5, 1.0),
        (1, 0.5, 1.3),
        (5, 0.5, 3.713),
        (11, 0.5, 15.0),
        (10_000, 0.5, 15.0),
        (0, 0.0, 0.8),
        (0, 1.0, 1.2),
    ],
)
def test_looks_come_ever_less_often(looks: int, chance: float, pause: float) -> None:
    assert after_look(looks, chance) == pytest.approx(pause, abs=0.001)


@pytest.mark.parametrize(
    ("failures", "asked", "pause"),
    [
        (0, None, 1.0),
        (3, None, 8.0),
        (6, None, 60.0),
        (100_000, None, 60.0),
        (3, 7.0, 7.5),
        (0, 0.0, 0.5),
        (0, 1e9, 600.5),
        (0, -5.0, 0.5),
    ],
)
def test_trouble_doubles_the_pause_unless_the_service_asks_for_one(
    failures: int, asked: float | None, pause: float
) -> None:
    assert after_trouble(failures, asked, 0.5) == pytest.approx(pause)


@pytest.mark.parametrize(("times", "pause"), [(0, 5.0), (1, 10.0), (4, 80.0), (5, 120.0), (9_999, 120.0)])
def test_a_service_without_room_is_not_pestered(times: int, pause: float) -> None:
    assert after_no_room(times, 0.5) == pytest.approx(pause)
