"""A picture in haste is one that can be had at once; the exact one comes as if nothing had happened."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from editor_app.render.media import MediaPool, MediaSource
from editor_app.render.media.haste import Haste, Interrupted
from tests.render.media.making import number_of, ticks, write_numbered

SIZE = (32, 32)


@pytest.fixture
def film(tmp_path: Path) -> MediaSource:
    """Fifty numbered frames at 25 a second, key frames at 0 and 30."""
    options = {"g": "30", "keyint_min": "30", "sc_threshold": "0", "bf": "2"}
    path = write_numbered(tmp_path / "long.mp4", range(50), Fraction(1, 25), options=options)
    return MediaSource("m", path, "video", path.name)


def shown(pool: MediaPool, frame: int) -> int:
    return number_of(pool.picture("m", ticks(Fraction(frame, 25)), SIZE))


@pytest.mark.parametrize(("wanted", "near"), [(29, 0), (30, 30), (45, 30), (0, 0)])
def test_without_time_it_is_the_key_frame_before_and_then_the_exact_one(
    film: MediaSource, wanted: int, near: int
) -> None:
    haste = Haste()
    pool = MediaPool({"m": film}, haste=haste)
    with haste.within(0):
        assert shown(pool, wanted) == near
        assert haste.is_exact == (wanted == near)
        assert shown(pool, wanted) == near  # asked again it is the same
        assert pool.identity("m", ticks(Fraction(wanted, 25))) == pool.identity(
            "m", ticks(Fraction(near, 25))
        )
    assert shown(pool, wanted) == wanted
    pool.close()


def test_with_time_enough_it_is_the_exact_one(film: MediaSource) -> None:
    haste = Haste()
    pool = MediaPool({"m": film}, haste=haste)
    with haste.within(60):
        assert shown(pool, 29) == 29
        assert haste.is_exact
    pool.close()


def test_a_decoder_under_way_in_the_same_group_gives_where_it_stands(film: MediaSource) -> None:
    haste = Haste()
    pool = MediaPool({"m": film}, haste=haste)
    assert shown(pool, 10) == 10
    with haste.within(0):
        assert shown(pool, 25) == 10
    assert shown(pool, 25) == 25
    pool.close()


def test_the_way_to_an_exact_picture_can_be_interrupted_and_goes_on_from_there(film: MediaSource) -> None:
    calls: list[int] = []

    def check() -> None:
        calls.append(1)
        if len(calls) == 10:
            raise Interrupted

    haste = Haste()
    pool = MediaPool({"m": film}, haste=haste)
    with pytest.raises(Interrupted), haste.checked(check):
        shown(pool, 25)
    calls.clear()
    with haste.checked(lambda: calls.append(1)):
        assert shown(pool, 25) == 25
    assert len(calls) < 20
    pool.close()


def test_a_pool_takes_other_media_and_keeps_the_rest_warm(film: MediaSource, tmp_path: Path) -> None:
    pool = MediaPool({"m": film})
    assert shown(pool, 5) == 5
    # Frames carry their place in the file: this one is a single frame, numbered 0.
    other = write_numbered(tmp_path / "other.mp4", [0], Fraction(1, 25))
    pool.replace({"m": MediaSource("m", other, "video", "other.mp4")}, frozenset(), ["m"])
    assert shown(pool, 5) == 0
    pool.replace({"m": film}, frozenset({"m"}), ["m"])
    with pytest.raises(Exception, match="twice"):
        shown(pool, 5)
    pool.replace({"m": film}, frozenset(), ["m"])
    assert shown(pool, 5) == 5
    pool.close()
