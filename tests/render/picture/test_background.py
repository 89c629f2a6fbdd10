"""What lies behind everything."""

from typing import Any

import pytest

from tests.render.picture.scene import (
    SECOND,
    H,
    Pool,
    W,
    document,
    flat,
    frame,
    image,
    pixel,
    quarters,
    solid,
    transition,
    video,
)

BLACK = (0, 0, 0)


def behind(background: Any, *tracks: Any, pool: Pool | None = None, **options: Any) -> Any:
    return frame(document(*(tracks or ([],)), globalBackground=background), 0, pool, **options)


@pytest.mark.parametrize("background", [None, {"type": "none"}])
def test_none_is_black_and_can_be_transparent(background: Any) -> None:
    root = {"globalBackground": background} if background else {}
    state = document([], **root)
    assert pixel(frame(state), 0.5, 0.5) == BLACK
    clear = frame(state, transparent=True)
    assert clear.hasAlphaChannel()
    assert clear.pixelColor(5, 5).alpha() == 0


def test_a_colour_fills_the_frame() -> None:
    picture = behind({"type": "color", "color": "#336699", "gradient": None})
    assert {pixel(picture, x, y) for x, y in ((0, 0), (W - 1, H - 1))} == {(0x33, 0x66, 0x99)}


def test_a_gradient_covers_the_colour() -> None:
    gradient = "linear-gradient(90deg, #ff0000 0%, #0000ff 100%)"
    picture = behind({"type": "color", "color": "#ffffff", "gradient": gradient})
    assert pixel(picture, 0, 0) == pytest.approx((255, 0, 0), abs=2)
    assert pixel(picture, 0.5, 0.5) == pytest.approx((128, 0, 128), abs=2)
    assert pixel(picture, W - 1, H - 1) == pytest.approx((0, 0, 255), abs=2)


def test_a_hard_stop_stays_hard() -> None:
    gradient = "linear-gradient(90deg, red 50%, blue 50%)"
    picture = behind({"type": "color", "color": "#ffffff", "gradient": gradient})
    assert pixel(picture, W // 2 - 2, 5) == (255, 0, 0)
    assert pixel(picture, W // 2 + 2, 5) == (0, 0, 255)


def test_a_radial_gradient_is_brightest_in_its_middle() -> None:
    picture = behind({"type": "color", "color": "#000", "gradient": "radial-gradient(circle, #fff, #000)"})
    middle, half, corner = (pixel(picture, x, 0.5)[0] for x in (0.5, 0.75, 1.0))
    assert middle > 250 > half > corner


def test_a_gradient_that_is_none_leaves_the_colour() -> None:
    picture = behind({"type": "color", "color": "#336699", "gradient": "sunset"})
    assert pixel(picture, 0.5, 0.5) == (0x33, 0x66, 0x99)


def test_a_picture_covers_the_frame_keeping_its_aspect() -> None:
    """A square source in a wide frame: its upper and lower parts are cut."""
    pool = Pool(bg=quarters(400, 400))
    background = {"type": "image", "imageAssetId": "bg", "imageUrl": "x", "source": "custom"}
    state = document([image("i", "bg", width=1, height=1)], globalBackground=background)
    picture = frame(state, 0, pool)
    assert pixel(picture, 10, 10) == (255, 0, 0)
    assert pixel(picture, W - 10, H - 10) == (255, 255, 255)
    stripes = Pool(bg=banded())
    picture = frame(state, 0, stripes)
    assert pixel(picture, 0.5, 0.02) == (255, 255, 255)


def banded() -> Any:
    """White in the middle 56 % of the height: all that a 16:9 frame shows of a square."""
    from PySide6.QtGui import QColor, QPainter

    picture = flat("#ff0000", 400, 400)
    painter = QPainter(picture)
    painter.fillRect(0, 88, 400, 224, QColor("#ffffff"))
    painter.end()
    return picture


def test_a_picture_that_only_the_service_has_is_a_labelled_box() -> None:
    background = {"type": "image", "imageAssetId": None, "imageUrl": "https://x/y.png", "source": "preset"}
    assert pixel(behind(background), 0.5, 0.2) != BLACK


def small(asset: str = "q", **fields: Any) -> Any:
    return video("v", asset, left=120, top=60, width=80, height=60, **fields)


@pytest.mark.parametrize(("level", "edge"), [(0, 0), (1, 8), (2, 16), (3, 32), (4, 64)])
def test_blur_levels(level: int, edge: float) -> None:
    """Across a hard edge a gaussian's slope in the middle is 255 / (sigma · sqrt(2 pi)) a pixel."""
    pool = Pool(q=halves())
    picture = behind({"type": "blur", "level": level}, [small()], pool=pool)
    across = [pixel(picture, x, 20)[0] for x in range(W)]
    if edge == 0:
        assert across[W // 2 - 1] == 0
        assert across[W // 2] == 255
        return
    reach = max(2, int(edge / 4))
    slope = (across[W // 2 + reach] - across[W // 2 - reach]) / (2 * reach)
    assert slope == pytest.approx(255 / (edge * 2.5066), rel=0.05)


def halves() -> Any:
    from PySide6.QtGui import QColor, QPainter

    picture = flat("#000000")
    painter = QPainter(picture)
    painter.fillRect(W // 2, 0, W, H, QColor("#ffffff"))
    painter.end()
    return picture


@pytest.mark.parametrize("level", [1, 2, 3, 4])
@pytest.mark.parametrize("scale", [1, 2, 0.5])
def test_a_blur_has_no_dark_borders(level: int, scale: float) -> None:
    pool = Pool(q=flat("#ffffff"))
    size = round(W * scale), round(H * scale)
    picture = behind({"type": "blur", "level": level}, [small()], pool=pool, size=size)
    corners = [pixel(picture, x, y) for x in (0.0, 1.0) for y in (0.0, 1.0)]
    assert corners == [(255, 255, 255)] * 4


def test_blur_takes_the_lowest_picture_that_is_visible() -> None:
    pool = Pool(one=flat("#ff0000"), two=flat("#00ff00"), three=flat("#0000ff"))
    tracks = (
        [small("one")],
        [{**small("two"), "id": "v2"}],
        [solid("s", left=0, width=1, height=1)],
        [{**small("three"), "id": "v3"}],
    )
    background = {"type": "blur", "level": 2}
    assert pixel(behind(background, *tracks, pool=pool), 10, 10) == (0, 0, 255)
    hidden = document(*tracks, globalBackground=background, hidden=(3,))
    assert pixel(frame(hidden, 0, pool), 10, 10) == (0, 255, 0)


def test_blur_without_a_picture_is_black() -> None:
    assert pixel(behind({"type": "blur", "level": 2}, [solid("s", width=10)]), 0.5, 0.5) == BLACK


def test_a_blurred_background_dissolves_with_its_clips() -> None:
    pool = Pool(one=flat("#ff0000"), two=flat("#0000ff"))
    clips = [{**small("one"), "id": "a"}, {**small("two", start=SECOND), "id": "b"}]
    state = document(
        clips, globalBackground={"type": "blur", "level": 1}, transitions=[transition("wipe", SECOND)]
    )
    assert pixel(frame(state, SECOND, pool), 10, 10) == pytest.approx((128, 0, 128), abs=2)
