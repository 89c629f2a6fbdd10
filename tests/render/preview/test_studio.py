"""Frames are found again by what is to be seen in them; memory is bounded; edits elsewhere cost none."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from editor_app.render.export.note import Note
from editor_app.render.media import MediaPool
from editor_app.render.picture.renderer import Renderer
from editor_app.render.preview.frames import FrameCache
from editor_app.render.preview.messages import Change, Hide, Load, Media
from editor_app.render.preview.studio import Studio
from editor_app.state.patch import Patch, PatchError
from tests.render.export.films import HEIGHT, SECOND, WIDTH, document, film, solid

SIZE = (WIDTH, HEIGHT)


@pytest.fixture
def studio() -> Iterator[Studio]:
    """An empty studio."""
    made = Studio(Note(multiprocessing.get_context("spawn"), ()))
    yield made
    made.close()


def test_a_frame_seen_before_is_at_hand_also_after_an_edit_elsewhere(studio: Studio, tmp_path: Path) -> None:
    state, sources = film(tmp_path, seconds=2, sounding=False)
    studio.update(Load(state))
    studio.update(Media(sources, frozenset()))
    made = studio.frame(SECOND, SIZE)
    assert made.cost_s is not None
    assert made.image == Renderer(MediaPool(sources)).frame(state, SECOND, SIZE)
    late = solid(SECOND, (0, 0, 9, 9), "#ffffff", startTicks=2 * SECOND)
    other = document(*({k: v for k, v in item.raw.items()} for item in state.items.values()), late)
    new = state.replace(
        items={**state.items, "item3": other.items["item3"]}, tracks=(*state.tracks, other.tracks[3])
    )
    studio.update(Change(Patch.between(state, new).to_json()))
    again = studio.frame(SECOND, SIZE)
    assert again.cost_s is None
    assert again.image is made.image
    assert studio.frame(2 * SECOND, SIZE).image.pixelColor(3, 3).name() == "#ffffff"


def test_an_edit_in_sight_makes_another_frame_and_undo_finds_the_first(studio: Studio) -> None:
    state = document(solid(SECOND, (0, 0, WIDTH, HEIGHT), "#ff0000"))
    new = state.replace(items={"item0": state.items["item0"].replace(color="#00ff00")})  # type: ignore[union-attr]
    patch = Patch.between(state, new)
    studio.update(Load(state))
    red = studio.frame(0, SIZE)
    studio.update(Change(patch.to_json()))
    assert studio.frame(0, SIZE).image.pixelColor(3, 3).name() == "#00ff00"
    studio.update(Change(patch.inverse().to_json()))
    assert studio.frame(5, SIZE).image is red.image  # and at any tick that shows the same
    studio.update(Hide(frozenset({"item0"})))
    assert studio.frame(0, SIZE).image.pixelColor(3, 3).name() == "#000000"
    with pytest.raises(PatchError):
        studio.update(Change(Patch.between(new, state).to_json()))


def test_ticks_that_show_the_same_picture_of_a_film_share_a_frame(studio: Studio, tmp_path: Path) -> None:
    state, sources = film(tmp_path, seconds=2, sounding=False)
    clip = document(*(dict(i.raw) for i in state.items.values() if i.raw["type"] == "video"),
                    assets=tuple(dict(a.raw) for a in state.assets.values()))  # fmt: skip
    clip = clip.replace(items={"item0": clip.items["item0"].replace(rotation=clip.items["item0"].opacity)})  # type: ignore[union-attr]
    studio.update(Load(clip))
    studio.update(Media(sources, frozenset()))
    assert studio.frame(8000, SIZE).image is studio.frame(12_000, SIZE).image
    assert studio.frame(16_000, SIZE).image is not studio.frame(12_000, SIZE).image


def test_a_file_in_the_place_of_another_is_seen(studio: Studio, tmp_path: Path) -> None:
    state, sources = film(tmp_path, seconds=2, sounding=False)
    studio.update(Load(state))
    studio.update(Media({}, frozenset()))
    missing = studio.frame(0, SIZE).image
    assert studio.warnings == ()  # its file is still looked for
    gone = {key: replace(source, path=None) for key, source in sources.items()}
    studio.update(Media(gone, frozenset()))
    studio.frame(0, SIZE)
    assert len(studio.warnings) == 1
    studio.update(Media(sources, frozenset()))
    found = studio.frame(0, SIZE).image
    assert found != missing
    assert studio.warnings == ()
    path = sources["clip"].path
    assert path is not None
    path.unlink()
    path.write_bytes(b"no film")
    studio.update(Media(sources, frozenset()))
    assert studio.frame(0, SIZE).image != found
    assert len(studio.warnings) == 1


def test_frames_take_no_more_memory_than_allowed_and_the_oldest_go() -> None:
    frames = FrameCache(limit_bytes=10 * 64 * 36 * 4)
    for number in range(25):
        image = QImage(64, 36, QImage.Format.Format_RGB32)
        image.fill(number)
        frames.put(("at", number), ("shows", number), image)
        frames.find(("at", 0))
        assert frames.size_bytes <= 10 * 64 * 36 * 4
    assert [n for n in range(25) if frames.find(("at", n))] == [0, *range(16, 25)]
    same = frames.find_same(("elsewhere", 24), ("shows", 24))
    assert same is frames.find(("at", 24))
    assert frames.find(("elsewhere", 24)) is same


def test_clips_that_come_into_sight_soon_are_known(studio: Studio, tmp_path: Path) -> None:
    state, sources = film(tmp_path, seconds=2, sounding=False)
    moved = state.replace(items={**state.items, "item1": state.items["item1"].replace(start_ticks=SECOND)})  # type: ignore[union-attr]
    studio.update(Load(moved))
    studio.update(Media(sources, frozenset()))
    assert list(studio.starts_ahead(0)) == [SECOND]
    assert list(studio.starts_ahead(SECOND)) == []
