"""New clips fit the composition, last as they should, bring no problems in, and find room."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app.assets import ASSET_TYPES, AnyAsset
from editor_app.checks import check
from editor_app.edits import EditError, LockedTrackError, add_asset, add_clip, add_track
from editor_app.edits.blank import blank_document
from editor_app.edits.new_clips import (
    asset_clip,
    new_length,
    place_assets,
    place_clips,
    shape_clip,
    text_clip,
)
from editor_app.state import EditorState
from editor_app.state.dialects import read, write
from editor_app.timebase import TICKS_PER_SECOND as S


def asset(kind: str, key: str = "", seconds: float = 2.0, size: tuple[int, int] = (1280, 720)) -> AnyAsset:
    """Make an asset of a kind."""
    every: dict[str, Any] = {
        "id": key or kind,
        "filename": f"{kind}.x",
        "size": 1,
        "mime_type": f"{kind}/x",
        "duration_in_seconds": seconds,
        "has_audio_track": True,
        "width": size[0],
        "height": size[1],
        "loop_behavior": "loop",
        "resource_type": "lottie",
        "resource_json": {"v": "5.5.0", "fr": 30, "ip": 0, "op": 60, "w": 100, "h": 100, "layers": []},
        "captions": [],
        "timing_granularity": "line",
    }
    model = ASSET_TYPES[kind]
    return model.model_validate({k: v for k, v in every.items() if k in model.model_fields}, by_name=True)


def with_assets(*assets: AnyAsset, width: int = 1920, height: int = 1080) -> EditorState:
    """Make a blank document with assets."""
    state = blank_document(width=width, height=height)
    for one in assets:
        state = add_asset(state, asset=one)
    return state


def spans(state: EditorState) -> list[list[tuple[float, float]]]:
    """Give the seconds of each track's clips."""
    return [
        [(state.items[key].start_ticks / S, state.items[key].end_ticks / S) for key in track.items]
        for track in state.tracks
    ]


@pytest.mark.parametrize("kind", ["image", "video", "gif", "audio", "lottie"])
def test_a_clip_of_every_medium_passes_the_checks_in_both_dialects(kind: str) -> None:
    state = place_assets(with_assets(asset(kind)), asset_ids=[kind], start_ticks=S)
    again, problems = read(write(state))
    assert problems == ()
    assert check(again) == ()
    [item] = state.items.values()
    assert item.type == kind
    assert item.duration_ticks == (5 * S if kind == "image" else 2 * S)
    raw = dict(write(blank_document(width=640, height=360)))
    del raw["stateSchemaVersion"]
    seed, _ = read(raw)
    assert seed.dialect == "seed"
    seed = place_assets(add_asset(seed, asset=asset(kind)), asset_ids=[kind], start_ticks=0)
    assert read(write(seed))[1] == ()


@pytest.mark.parametrize(
    ("kind", "size", "box"),
    [
        ("video", (1280, 720), (0, 0, 1920, 1080)),
        ("video", (320, 180), (0, 0, 1920, 1080)),
        ("video", (1080, 1920), (656, 0, 608, 1080)),
        ("image", (4000, 1000), (0, 300, 1920, 480)),
        ("image", (200, 100), (860, 490, 200, 100)),
        ("image", (1000, 200), (0, 348, 1920, 384)),
    ],
)
def test_media_fit_into_the_frame(
    kind: str, size: tuple[int, int], box: tuple[float, float, float, float]
) -> None:
    state = with_assets(asset(kind, size=size))
    item: Any = asset_clip(state, asset_id=kind, item_id="i")
    assert (item.left.value, item.top.value, item.width.value, item.height.value) == box


def test_a_clip_is_put_about_a_point() -> None:
    state = with_assets(asset("image", size=(200, 100)))
    item: Any = asset_clip(state, asset_id="image", item_id="i", center=(300, 200))
    assert (item.left.value, item.top.value) == (200, 150)


def test_a_medium_whose_length_nobody_knows_lasts_five_seconds() -> None:
    assert new_length(asset("video", seconds=0)) == 5 * S


def test_captions_and_unknown_assets_are_refused() -> None:
    state = with_assets(asset("caption"))
    for key in ("caption", "nothing"):
        with pytest.raises(EditError):
            asset_clip(state, asset_id=key, item_id="i")


def test_clips_go_one_after_the_other_on_the_empty_track() -> None:
    state = with_assets(asset("video", "a"), asset("image", "b"))
    assert spans(place_assets(state, asset_ids=["a", "b"], start_ticks=S)) == [[(1, 3), (3, 8)]]


def test_a_taken_place_opens_a_new_track_on_top_and_all_follow_there() -> None:
    state = place_assets(with_assets(asset("video", "a")), asset_ids=["a"], start_ticks=S)
    again = place_assets(state, asset_ids=["a", "a"], start_ticks=0)
    assert spans(again) == [[(0, 2), (2, 4)], [(1, 3)]]
    named = place_assets(state, asset_ids=["a", "a"], start_ticks=0, track_id=state.tracks[0].id)
    assert spans(named) == [[(0, 2), (2, 4)], [(1, 3)]]


def test_sound_goes_below_and_pictures_do_not_join_it() -> None:
    state = place_assets(with_assets(asset("video"), asset("audio")), asset_ids=["video"], start_ticks=0)
    state = place_assets(state, asset_ids=["audio"], start_ticks=0)
    state = place_assets(state, asset_ids=["audio"], start_ticks=2 * S)
    assert spans(state) == [[(0, 2)], [(0, 2), (2, 4)]]
    only_sound = place_assets(with_assets(asset("video"), asset("audio")), asset_ids=["audio"], start_ticks=0)
    assert spans(place_assets(only_sound, asset_ids=["video"], start_ticks=5 * S)) == [[(5, 7)], [(0, 2)]]


def test_a_new_track_opens_where_it_is_asked_for() -> None:
    state = place_assets(with_assets(asset("video")), asset_ids=["video"], start_ticks=0)
    below = place_assets(state, asset_ids=["video", "video"], start_ticks=S, new_track_at=1)
    assert spans(below) == [[(0, 2)], [(1, 3), (3, 5)]]


def test_a_locked_track_is_refused_by_name_and_passed_over_without() -> None:
    state = with_assets(asset("video"))
    track_id = state.tracks[0].id
    with pytest.raises(LockedTrackError):
        place_assets(state, asset_ids=["video"], start_ticks=0, track_id=track_id, locked={track_id})
    assert spans(place_assets(state, asset_ids=["video"], start_ticks=0, locked={track_id})) == [[(0, 2)], []]


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (320, 180)])
def test_texts_and_shapes_pass_the_checks_and_lie_within_the_frame(size: tuple[int, int]) -> None:
    state = blank_document(width=size[0], height=size[1])
    background = {"color": "#000000aa", "horizontal_padding": 20, "border_radius": 8}
    style = {"font_size": 80.0, "background": background, "middle": (0.5, 0.8)}
    text: Any = text_clip(state, item_id="t", text="Hello\nWorld", style=style)
    shape: Any = shape_clip(
        state, item_id="s", shape="rectangle", color="#ff0000", radius_share=0.2, aspect=2
    )
    for item in (text, shape):
        assert item.left.value >= 0
        assert item.top.value >= 0
        assert item.left.value + item.width.value <= size[0]
        assert item.top.value + item.height.value <= size[1]
    assert text.font_size == round(80 * min(size) / 1080, 2)
    made = place_clips(state, items=[text, shape])
    assert check(made) == ()
    assert spans(made) == [[(0, 5), (5, 10)]]


def test_music_among_pictures_goes_below_them_from_the_same_start() -> None:
    state = with_assets(asset("video", "a"), asset("audio", "song"), asset("image", "b"))
    mixed = ["a", "song", "b"]
    placed = place_assets(state, asset_ids=mixed, start_ticks=S)
    assert spans(placed) == [[(1, 3), (3, 8)], [(1, 3)]]
    sounds = place_assets(state, asset_ids=["song"], start_ticks=9 * S)
    onto_sounds = place_assets(sounds, asset_ids=mixed, start_ticks=0, track_id=sounds.tracks[0].id)
    assert spans(onto_sounds) == [[(0, 2), (2, 7)], [(0, 2), (9, 11)]]


def test_nothing_to_place_changes_nothing() -> None:
    state = add_track(blank_document(width=640, height=360))
    assert place_clips(state, items=[]) is state
    with pytest.raises(EditError):
        add_clip(state, item=asset_clip(state, asset_id="gone", item_id="i"))
