"""Where a file is, in words that fit."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from editor_app.ui.projects.places import fitted_place, place_text


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/home/me/Videos/a.json", "~/Videos/a.json"),
        ("/home/me", "/home/me"),
        ("/home/meadow/a.json", "/home/meadow/a.json"),
        ("/mnt/card/a.json", "/mnt/card/a.json"),
    ],
)
def test_the_home_folder_goes_without_saying(path: str, said: str) -> None:
    assert place_text(Path(path), Path("/home/me")) == said.replace("/", os.sep)


@pytest.mark.parametrize(
    ("place", "room", "said"),
    [
        ("~/Videos/Harbour/cuts/teaser.json", 33, "~/Videos/Harbour/cuts/teaser.json"),
        ("~/Videos/Harbour/cuts/teaser.json", 32, "~/…/Harbour/cuts/teaser.json"),
        ("~/Videos/Harbour/cuts/teaser.json", 27, "~/…/cuts/teaser.json"),
        ("~/Videos/Harbour/cuts/teaser.json", 19, "…/cuts/teaser.json"),
        ("~/Videos/Harbour/cuts/teaser.json", 16, "cuts/tea…er.json"),
        ("~/Videos/Harbour/cuts/teaser.json", 8, "cuts…son"),
        ("~/Videos/Harbour/cuts/teaser.json", 0, "…"),
        ("~/teaser.json", 12, "~/teas….json"),
        ("/mnt/card/teaser.json", 20, "/…/card/teaser.json"),
        ("teaser.json", 7, "tea…son"),
    ],
)
def test_what_is_left_out_first(place: str, room: int, said: str) -> None:
    place, said = place.replace("/", os.sep), said.replace("/", os.sep)
    assert fitted_place(place, lambda text: len(text) <= room) == said
