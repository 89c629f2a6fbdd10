"""Crops that keep a ratio: the arithmetic, and the bar by real clicks and keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from editor_app.ui.canvas.crop_bar import bar_spot
from editor_app.ui.canvas.cropping import RATIOS, Crop
from editor_app.ui.canvas.geometry import ItemBox
from editor_app.ui.canvas.resizing import HANDLES
from tests.ui.canvas.scene import LEFT, NONE, SHIFT, Scene

WIDE = ItemBox("p", 0, 0, 400, 200)
TALL = ItemBox("p", 0, 0, 90, 160)


@pytest.mark.parametrize(
    ("whole", "taken", "ratio", "expected"),
    [
        (WIDE, (0, 0, 0, 0), "original", (0, 0, 0, 0)),
        (WIDE, (0, 0, 0, 0), "1:1", (0.25, 0, 0.25, 0)),
        (WIDE, (0, 0, 0, 0), "4:5", (0.3, 0, 0.3, 0)),
        (WIDE, (0, 0, 0, 0), "4:3", (1 / 6, 0, 1 / 6, 0)),
        (WIDE, (0, 0, 0, 0), "16:9", (1 / 18, 0, 1 / 18, 0)),
        (WIDE, (0.5, 0, 0, 0), "1:1", (0.5, 0, 0, 0)),
        (WIDE, (0.5, 0, 0, 0), "original", (0.5, 0.25, 0, 0.25)),
        (WIDE, (0.6, 0, 0, 0.2), "1:1", (0.6, 0, 0, 0.2)),
        (WIDE, (0.8, 0.2, 0, 0.2), "1:1", (0.8, 0.3, 0, 0.3)),
        (TALL, (0, 0, 0, 0), "9:16", (0, 0, 0, 0)),
        (TALL, (0, 0, 0, 0), "1:1", (0, 7 / 32, 0, 7 / 32)),
        (replace(WIDE, scale_x=-0.5), (0, 0, 0, 0), "1:1", (0, 0, 0, 0)),
        (replace(WIDE, rotation=30), (0, 0, 0, 0), "1:1", (0.25, 0, 0.25, 0)),
    ],
)
def test_the_largest_window_of_a_ratio_in_the_present_one(
    whole: ItemBox, taken: tuple[float, ...], ratio: str, expected: tuple[float, ...]
) -> None:
    crop = Crop(whole, *taken)
    value = crop.ratio_of(ratio)
    assert value is not None
    made = crop.fitted(value)
    assert (made.left, made.top, made.right, made.bottom) == pytest.approx(expected, abs=1e-9)
    assert made.ratio == pytest.approx(value)


@pytest.mark.parametrize(
    ("handle", "to", "ratio", "window"),
    [
        ("se", (100, 100), 1.0, (0, 0, 100, 100)),
        ("se", (900, 900), 1.0, (0, 0, 200, 200)),
        ("se", (120, 80), 1.0, (0, 0, 100, 100)),
        ("nw", (300, 100), 1.0, (300, 100, 100, 100)),
        ("ne", (-50, 100), 2.0, (0, 196, 8, 4)),
        ("e", (100, 7), 1.0, (0, 50, 100, 100)),
        ("w", (300, 7), 1.0, (300, 50, 100, 100)),
        ("s", (7, 100), 1.0, (150, 0, 100, 100)),
        ("n", (7, 150), 2.0, (150, 150, 100, 50)),
        ("e", (400, 7), 1.0, (0, 0, 200, 200)),
    ],
)
def test_a_handle_keeps_the_ratio(
    handle: str, to: tuple[float, float], ratio: float, window: tuple[float, float, float, float]
) -> None:
    made = Crop(WIDE, 0, 0, 0, 0).dragged(handle, to, ratio).window
    assert (made.left, made.top, made.width, made.height) == pytest.approx(window)


def test_what_grows_beside_the_pulled_side_goes_on_where_the_picture_ends() -> None:
    low = Crop(WIDE, 0, 0.6, 0.9, 0.2)  # 40 × 40 at 0, 120
    made = low.dragged("e", (160, 0), 1.0).window
    assert (made.left, made.top, made.width, made.height) == pytest.approx((0, 40, 160, 160))


shares = st.floats(0, 0.45)
wholes = st.builds(
    ItemBox,
    st.just("p"),
    st.floats(-500, 500),
    st.floats(-500, 500),
    st.floats(50, 2000),
    st.floats(50, 2000),
    st.sampled_from([1.0, -1.0, 0.5]),
    st.sampled_from([1.0, -2.0]),
    st.floats(-180, 180),
)


@given(
    wholes,
    shares,
    shares,
    shares,
    shares,
    st.sampled_from(sorted(HANDLES)),
    st.tuples(st.floats(-3000, 3000), st.floats(-3000, 3000)),
    st.sampled_from([name for name in RATIOS if name != "free"]),
)
def test_a_drag_stays_in_the_picture_and_keeps_the_ratio(
    whole: ItemBox,
    left: float,
    top: float,
    right: float,
    bottom: float,
    handle: str,
    to: tuple[float, float],
    name: str,
) -> None:
    crop = Crop(whole, left, top, right, bottom)
    ratio = crop.ratio_of(name)
    assert ratio is not None
    fitted = crop.fitted(ratio)
    assert min(fitted.left - left, fitted.top - top, fitted.right - right, fitted.bottom - bottom) >= -1e-9
    made = fitted.dragged(handle, to, ratio)
    assert made.ratio == pytest.approx(ratio, rel=1e-6)
    assert min(made.left, made.top, made.right, made.bottom) >= 0
    assert made.left + made.right < 1
    assert made.top + made.bottom < 1
    u, v = HANDLES[handle]
    if u != 0.5 and v != 0.5:
        assert made.window.place(1 - u, 1 - v) == pytest.approx(fitted.window.place(1 - u, 1 - v), abs=1e-3)


@pytest.mark.parametrize(
    ("handles", "spot"),
    [
        ([(500, 300)], (300, 548)),
        ([(500, 560)], (300, 12)),
        ([(500, 560), (500, 20)], (300, 492)),
        ([(500, 700), (500, 20)], (300, 548)),
        ([(100, 560), (900, 20)], (300, 548)),
    ],
)
def test_the_bar_lies_where_it_covers_no_handle(
    handles: list[tuple[float, float]], spot: tuple[float, float]
) -> None:
    assert bar_spot((400, 40), (1000, 600), handles) == spot


# By mouse and keys.


def pressed(scene: Scene, ratio: str) -> None:
    """Click a ratio."""
    bar = scene.area.crop_bar
    QTest.mouseClick(bar.ratios.buttons[list(RATIOS).index(ratio)], LEFT)


def shown_ratio(scene: Scene) -> float:
    mode = scene.area.cropping
    assert mode is not None
    return mode.crop.ratio


def test_the_bar_is_there_while_one_crops(scene: Scene) -> None:
    bar = scene.area.crop_bar
    assert not bar.isVisible()
    scene.double_click(640, 500)
    assert bar.isVisible()
    assert scene.area.rect().contains(bar.geometry())
    assert bar.ratios.value == "free"
    QTest.mouseClick(bar.done_button, LEFT)
    assert not bar.isVisible()
    assert scene.area.cropping is None


def test_a_ratio_fits_the_window_and_the_crop_is_one_step(scene: Scene) -> None:
    scene.double_click(640, 500)
    pressed(scene, "1:1")
    assert scene.area.crop_bar.ratios.value == "1:1"
    scene.key(Qt.Key.Key_Return)
    assert scene.box("photo") == pytest.approx((550, 400, 180, 180), abs=0.02)
    assert scene.steps() == ["Crop"]
    scene.document.undo()
    assert scene.box("photo") == (480, 400, 320, 180)
    assert scene.value("photo", "crop_left") == 0.25


def test_trying_ratios_does_not_shrink_the_window(scene: Scene) -> None:
    scene.double_click(640, 500)
    for ratio in ("9:16", "16:9", "4:5", "16:9"):
        pressed(scene, ratio)
    mode = scene.area.cropping
    assert mode is not None
    assert (mode.crop.window.width, mode.crop.window.height) == pytest.approx((320, 180))


@pytest.mark.parametrize(
    ("start", "end"), [((730, 580), (690, 575)), ((730, 490), (700, 490)), ((640, 400), (640, 430))]
)
def test_a_drag_keeps_the_chosen_ratio(
    scene: Scene, start: tuple[float, float], end: tuple[float, float]
) -> None:
    scene.double_click(640, 500)
    pressed(scene, "1:1")
    scene.drag(start, end)
    assert shown_ratio(scene) == pytest.approx(1)
    mode = scene.area.cropping
    assert mode is not None
    assert 100 < mode.crop.window.width < 170


def test_free_lets_the_ratio_go_and_shift_keeps_it(scene: Scene) -> None:
    scene.double_click(640, 500)
    pressed(scene, "1:1")
    pressed(scene, "free")
    assert shown_ratio(scene) == pytest.approx(1)
    scene.drag((730, 580), (700, 560), SHIFT)
    assert shown_ratio(scene) == pytest.approx(1)
    mode = scene.area.cropping
    assert mode is not None
    right, bottom = mode.crop.window.place(1, 1)
    scene.drag((right, bottom), (right, bottom - 60))
    assert shown_ratio(scene) > 1.3


def test_reset_in_the_bar_shows_all_of_the_picture(scene: Scene) -> None:
    scene.double_click(640, 500)
    pressed(scene, "1:1")
    bar = scene.area.crop_bar
    QTest.mouseClick(bar.reset_button, LEFT)
    assert bar.ratios.value == "free"
    assert not bar.reset_button.isEnabled()
    scene.key(Qt.Key.Key_Escape)
    assert scene.steps() == ["Reset crop"]
    assert scene.box("photo") == pytest.approx((480 - 320 / 3, 400, 320 * 4 / 3, 180), abs=0.02)
    assert scene.value("photo", "crop_left") == 0


def test_reset_crop_without_the_mode_is_one_step(scene: Scene) -> None:
    reset = scene.panel.actions_by_id["canvas.reset-crop"]
    assert not reset.isEnabled()
    scene.session.select(("photo",))
    assert reset.isEnabled()
    reset.trigger()
    assert scene.area.cropping is None
    assert scene.value("photo", "crop_left") == 0
    assert scene.steps() == ["Reset crop"]
    assert not reset.isEnabled()
    scene.document.undo()
    assert reset.isEnabled()


def test_a_click_on_the_bar_beside_its_buttons_is_none_on_the_canvas(scene: Scene) -> None:
    scene.double_click(640, 500)
    bar = scene.area.crop_bar
    QTest.mouseClick(bar, LEFT, NONE, QPoint(1, 1))
    QTest.mouseDClick(bar, LEFT, NONE, QPoint(1, 1))
    assert scene.area.cropping is not None


def test_arrows_go_through_the_ratios_and_escape_leaves(scene: Scene) -> None:
    scene.double_click(640, 500)
    bar = scene.area.crop_bar
    first: QWidget = bar.ratios.buttons[0]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    QTest.keyClick(bar.ratios.buttons[1], Qt.Key.Key_Right)
    assert bar.ratios.value == "1:1"
    assert shown_ratio(scene) == pytest.approx(1)
    QTest.keyClick(bar.ratios.buttons[2], Qt.Key.Key_Escape)
    assert scene.area.cropping is None
    assert scene.steps() == ["Crop"]


def test_a_narrow_canvas_has_the_ratios_in_a_menu(scene: Scene) -> None:
    scene.double_click(640, 500)
    bar = scene.area.crop_bar
    scene.panel.resize(360, 500)
    assert not bar.ratios.isVisible()
    assert scene.area.rect().contains(bar.geometry())
    menu = bar.menu_button.menu()
    assert menu is not None
    next(action for action in menu.actions() if action.text() == "1:1").trigger()
    assert bar.menu_button.text() == "1:1"
    assert shown_ratio(scene) == pytest.approx(1)


def test_the_bar_leaves_the_lower_handle_of_a_full_picture_free(scene: Scene) -> None:
    scene.double_click(640, 500)
    mode = scene.area.cropping
    assert mode is not None
    mode.crop = mode.drawn = Crop(replace(mode.crop.whole, left=0, top=0, width=1280, height=720), 0, 0, 0, 0)
    scene.area.modes.show_bar()
    x, y = scene.at(640, 720)
    assert not scene.area.crop_bar.geometry().adjusted(-10, -10, 10, 10).contains(round(x), round(y))
