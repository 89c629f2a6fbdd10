import pytest

from editor_app.drawing import Affine, Box, about, rotation, scaling, then, translation


def apply(transform: Affine, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = transform
    return a * x + c * y + e, b * x + d * y + f


def test_a_quarter_turn_goes_clockwise_on_a_screen() -> None:
    assert apply(rotation(90), 1, 0) == pytest.approx((0, 1))


def test_then_applies_the_first_first() -> None:
    assert apply(then(translation(1, 0), scaling(10, 10)), 0, 0) == pytest.approx((10, 0))
    assert apply(then(scaling(10, 10), translation(1, 0)), 0, 0) == pytest.approx((1, 0))


def test_about_leaves_its_centre_in_place() -> None:
    turned = about((30, 40), then(scaling(2, 3), rotation(30)))
    assert apply(turned, 30, 40) == pytest.approx((30, 40))
    assert apply(about((30, 40), scaling(2, 2)), 31, 40) == pytest.approx((32, 40))


def test_a_box_knows_its_centre() -> None:
    assert Box(10, 20, 30, 40).center == (25, 40)
