"""What a config's media are refused for, by the place that names them."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app.interchange.renderingvideo import to_editor_state
from editor_app.sandbox.renderingvideo.media import addresses_of, media_faults
from tests.sandbox.renderingvideo.samples import clip, config

HERE = "http://127.0.0.1:8787/storage/images/2026/03"
OWN = {"good.png": True, "broken.png": False}
FIRST = "$.tracks[0].clips[0].src"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><circle cx="1" cy="1" r="1"/></svg>'


def faults(made: dict[str, Any], own: dict[str, bool] | None = OWN) -> list[tuple[str, str]]:
    """Give what is wrong with the media of a config."""
    return media_faults(made, addresses_of(made, to_editor_state(made)), own)


@pytest.mark.parametrize(
    ("kind", "src", "says"),
    [
        ("image", f"{HERE}/good.png", ""),
        ("image", "http://localhost:1/media/good.png", ""),
        ("image", f"{HERE}/broken.png", "names a file that cannot be read"),
        ("image", f"{HERE}/other.png", "is no upload of this account"),
        (
            "image",
            "https://example.com/cat.png",
            "is no upload of this account: “https://example.com/cat.png”.",
        ),
        ("video", "https://x/v.mp4", "is no upload of this account"),
        ("audio", "https://x/a.mp3", "is no upload of this account"),
        ("image", "file:///home/cat.png", "must be an http or https address, not “file:///home/cat.png”."),
        ("image", "blob:https://x/1", "must be an http or https address"),
        ("image", "ftp://x/cat.png", "must be an http or https address"),
        ("image", "cat.png", "must be an http or https address"),
        ("image", "http://[x", "must be an http or https address"),
        ("image", "asset:cat", "must be an http or https address, not “asset:cat”."),
        ("image", "data:image/png;base64,iVBORw0KGgo=", ""),
        ("image", "data:image/png;base64,???", "holds a data address that cannot be read"),
        ("image", "data:,", "holds no picture, film or sound"),
        ("image", "data:image/png,hello", "holds no picture, film or sound"),
        ("image", "data:image/svg+xml,<svg/>", ""),
        ("image", "data:image/svg+xml,hello", "holds no SVG"),
    ],
)
def test_one_medium_is_taken_or_refused_by_its_place(kind: str, src: str, says: str) -> None:
    found = faults(config(clip(kind, src=src)))
    assert [path for path, _ in found] == ([FIRST] if says else [])
    assert all(sentence.startswith(f"tracks[0].clips[0].src {says}") for _, sentence in found)


def test_a_medium_is_named_where_it_stands_first() -> None:
    away, gone = "https://x/a.png", "https://x/b.png"
    shared = config(
        clip(), clip("image", src={"$ref": "a"}), clip("image", src=gone), clip("image", src=gone)
    )
    unused = {"id": "c", "src": "https://x/unused.png"}
    made = {**shared, "assets": {"images": [unused, {"id": "a", "src": away}]}}
    assert [path for path, _ in faults(made)] == ["$.assets.images[1].src", "$.tracks[0].clips[2].src"]


def test_markup_is_named_where_it_stands() -> None:
    assert faults(config(clip("svg", svg=SVG))) == []
    ((path, sentence),) = faults(config(clip("svg", svg="<p>no drawing</p>")))
    assert (path, "holds no SVG" in sentence) == ("$.tracks[0].clips[0].svg", True)


def test_of_nobody_s_media_only_those_are_refused_that_could_never_be_there() -> None:
    assert faults(config(clip("image", src="https://x/a.png")), None) == []
    assert [path for path, _ in faults(config(clip("image", src="file:///a.png")), None)] == [FIRST]
