"""Lottie animations move, loop, scale, and read no other files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from editor_app.render.media import MediaHostile, MediaPool, MediaSource, MediaUnreadable
from editor_app.render.media.lottie import render
from editor_app.timebase import TICKS_PER_SECOND
from tests.render.media.making import pixels, pool_of

SECOND = TICKS_PER_SECOND


def animation(**more: Any) -> dict[str, Any]:
    """A half-transparent red square that goes from the left to the right in two seconds."""
    curve = {"o": {"x": 0.5, "y": 0.5}, "i": {"x": 0.5, "y": 0.5}}
    position = {"a": 1, "k": [{"t": 0, "s": [20, 50, 0], **curve}, {"t": 60, "s": [180, 50, 0]}]}
    shapes = [
        {"ty": "rc", "p": {"a": 0, "k": [0, 0]}, "s": {"a": 0, "k": [40, 40]}, "r": {"a": 0, "k": 0}},
        {"ty": "fl", "c": {"a": 0, "k": [1, 0, 0, 1]}, "o": {"a": 0, "k": 50}},
    ]
    layer = {
        "ty": 4, "ind": 1, "ip": 0, "op": 60, "st": 0, "shapes": shapes,
        "ks": {
            "p": position, "a": {"a": 0, "k": [0, 0, 0]}, "s": {"a": 0, "k": [100, 100, 100]},
            "r": {"a": 0, "k": 0}, "o": {"a": 0, "k": 100},
        },
    }  # fmt: skip
    return {"v": "5.7.0", "fr": 30, "ip": 0, "op": 60, "w": 200, "h": 100, "layers": [layer]} | more


def middle_of_red(image: np.ndarray) -> float:
    columns = np.nonzero(image[image.shape[0] // 2, :, 3] > 60)[0]
    return float(columns.mean()) / image.shape[1] * 200


def pool_for(document: dict[str, Any]) -> MediaPool:
    source = MediaSource("m", None, "lottie", "sticker.json", lottie_json=json.dumps(document))
    return MediaPool({"m": source})


def test_the_engine_draws_a_moment() -> None:
    image = pixels(render(json.dumps(animation()), SECOND, (200, 100)))
    assert middle_of_red(image) == pytest.approx(100, abs=2)
    assert np.abs(image[50, 100].astype(int) - (255, 0, 0, 128)).max() <= 2  # premultiplied as Qt expects
    assert image[5, 5, 3] == 0


def test_it_moves_and_loops() -> None:
    pool = pool_for(animation())
    assert pool.size("m") == (200, 100)
    at = [
        middle_of_red(pixels(pool.picture("m", round(t * SECOND), (200, 100))))
        for t in (0, 0.5, 1, 1.5, 2, 3, 11)
    ]
    assert at[0] == pytest.approx(20, abs=2)
    assert at[0] < at[1] < at[2] < at[3]
    assert at[4:] == pytest.approx([at[0], at[2], at[2]], abs=1)
    assert pool.identity("m", 0) == pool.identity("m", 2 * SECOND) != pool.identity("m", SECOND)


def test_any_size_in_any_order_gives_the_same_pixels() -> None:
    pool = pool_for(animation())
    first = pixels(pool.picture("m", SECOND, (50, 80)))
    assert first.shape[:2] == (80, 50)
    assert middle_of_red(first) == pytest.approx(100, abs=6)
    pool.picture("m", 0, (400, 200))
    pool.picture("m", SECOND, (400, 200))
    assert np.array_equal(pixels(pool.picture("m", SECOND, (50, 80))), first)


def test_a_file_of_json_works(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(animation()))
    pool = pool_of(tmp_path / "a.json", "lottie")
    assert middle_of_red(pixels(pool.picture("m", SECOND, (200, 100)))) == pytest.approx(100, abs=2)


def test_other_files_are_never_drawn(tmp_path: Path) -> None:
    Image.new("RGB", (200, 100), (0, 0, 255)).save(tmp_path / "secret.png")
    image_layer = animation()["layers"][0] | {"ty": 2, "refId": "i"}
    image_layer["ks"] = image_layer["ks"] | {"p": {"a": 0, "k": [0, 0, 0]}}
    for folder, name in ((f"{tmp_path}/", "secret.png"), ("", str(tmp_path / "secret.png"))):
        asset = {"id": "i", "w": 200, "h": 100, "u": folder, "p": name, "e": 0}
        image = pixels(pool_for(animation(assets=[asset], layers=[image_layer])).picture("m", 0, (200, 100)))
        assert image[..., 3].max() == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "damaged"),
        ("[]", "not a Lottie animation"),
        ('{"a": 1}', "not a Lottie animation"),
        (json.dumps(animation(op=0)), "without a length"),
        (json.dumps(animation(fr=0)), "without a length"),
        (json.dumps(animation(w=0)), "without a usable size"),
        (json.dumps(animation(w="x")), "without a usable size"),
        ("[" * 100_000, "damaged"),
    ],
)
def test_what_is_no_animation_says_so(text: str, words: str) -> None:
    source = MediaSource("m", None, "lottie", "sticker.json", lottie_json=text)
    with pytest.raises(MediaUnreadable, match=f"“sticker.json” .*{words}"):
        MediaPool({"m": source}).picture("m", 0, (10, 10))


BROKEN: dict[str, dict[str, Any]] = {
    "an image that is not there": {"ty": 2, "refId": "nowhere"},
    "a composition that is not there": {"ty": 0, "refId": "nowhere", "w": 9, "h": 9},
    "a font that is not there": {"ty": 5, "t": {"d": {"k": [{"s": {"s": 20, "f": "x", "t": "hi"}, "t": 0}]}}},
    "a parent that is itself": {"parent": 1},
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_layers_leave_the_others(name: str) -> None:
    whole = animation()["layers"][0]
    document = animation(layers=[whole | {"ind": 1} | BROKEN[name], whole | {"ind": 2}])
    image = pixels(pool_for(document).picture("m", SECOND, (200, 100)))
    assert middle_of_red(image) == pytest.approx(100, abs=2)


def test_an_animation_within_itself_is_refused() -> None:
    inner = animation()["layers"][0] | {"ty": 0, "refId": "c", "w": 200, "h": 100}
    pool = pool_for(animation(assets=[{"id": "c", "layers": [inner]}], layers=[inner]))
    with pytest.raises(MediaHostile, match="contains itself"):
        pool.picture("m", 0, (10, 10))
