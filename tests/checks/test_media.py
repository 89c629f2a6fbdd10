"""What a renderer says of media, as problems with a place."""

from __future__ import annotations

import pytest

from editor_app.checks import media_in_trouble

NAMES = {"a": "clip.mp4", "b": "odd ” name.png", "c": "gone.mov", "d": "clip.mp4"}


@pytest.mark.parametrize(
    ("sentence", "paths"),
    [
        ("“clip.mp4” is damaged. Replace it.", ["$.assets.a"]),
        ("“unknown.mp4” is damaged.", ["$.assets"]),
        ("There is no memory.", ["$.assets"]),
        ("“gone.mov” is not there. Put it back.", []),
    ],
)
def test_each_sentence_has_its_medium_and_what_is_missing_is_said_once(
    sentence: str, paths: list[str]
) -> None:
    found = media_in_trouble([sentence], NAMES, missing={"c"})
    assert [problem.path for problem in found] == paths
    assert all(problem.severity == "warning" and problem.message == sentence for problem in found)
