"""An edit changes only the leaves that differ, and the typed view is always what a reader would see."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor_app.assets import CaptionAsset, CaptionEntry
from editor_app.items import CaptionsItem, ImageItem, Item, SolidItem, TextItem, VideoItem
from editor_app.items.values import AnimatedNumber, Animations, ClipAnimation, Keyframe, TextBackground
from editor_app.record import Dialect, Record, RecordError
from editor_app.state import read
from editor_app.state.dialects import read_item
from tests.documents import RICH, solid, spelled

BOTH: list[Dialect] = ["seed", "newer"]


def rich(dialect: str, key: str) -> Any:
    return read(RICH[dialect])[0].items[key]


def rich_items() -> list[tuple[Dialect, str]]:
    return [(dialect, key) for dialect in BOTH for key in RICH[dialect]["items"]]


@pytest.mark.parametrize(("dialect", "key"), rich_items())
def test_putting_back_every_field_changes_nothing(dialect: Dialect, key: str) -> None:
    item: Item = rich(dialect, key)
    fields = {name: getattr(item, name) for name in type(item).model_fields}
    assert item.replace(**fields) is item


@pytest.mark.parametrize(("dialect", "key"), rich_items())
def test_an_edit_is_what_a_reader_sees(dialect: Dialect, key: str) -> None:
    item: Item = rich(dialect, key)
    edited = item.replace(start_ticks=123, duration_ticks=item.duration_ticks + 1)
    again = read_item(edited.raw, dialect)
    assert again == edited
    assert again.faults == edited.faults
    assert spelled(edited.raw) == spelled(
        RICH[dialect]["items"][key] | {"startTicks": 123, "durationTicks": item.duration_ticks + 1}
    )
    assert spelled(item.raw) == spelled(RICH[dialect]["items"][key])


@pytest.mark.parametrize("start", [0, 123, 10**12])
@pytest.mark.parametrize(("dialect", "key"), rich_items())
def test_another_start_is_what_replace_makes_of_it(dialect: Dialect, key: str, start: int) -> None:
    item: Item = rich(dialect, key)
    moved, replaced = item.starting_at(start), item.replace(start_ticks=start)
    assert moved == replaced
    assert (moved.faults, moved.dialect) == (replaced.faults, dialect)
    assert moved.to_bytes() == replaced.to_bytes()
    assert moved.starting_at(item.start_ticks).to_bytes() == item.to_bytes()


def test_a_start_before_the_timeline_is_refused() -> None:
    with pytest.raises(RecordError):
        rich("newer", "film").starting_at(-1)


def test_a_start_written_as_a_float_stays_one() -> None:
    item: Item = rich("newer", "film")
    floating = read_item({**item.raw, "startTicks": 5.0}, "newer")
    assert floating.starting_at(7).raw["startTicks"] == 7.0  # type: ignore[union-attr]
    assert isinstance(floating.starting_at(7).raw["startTicks"], float)  # type: ignore[union-attr]


@settings(max_examples=200)
@given(st.data())
def test_any_exchange_of_fields_is_what_a_reader_sees(data: st.DataObject) -> None:
    dialect = data.draw(st.sampled_from(BOTH))
    one, other = (
        rich(dialect, data.draw(st.sampled_from(["photo", "film", "spin", "title", "subtitles", "shape"])))
        for _ in range(2)
    )
    shared = [name for name in type(one).model_fields if name in type(other).model_fields and name != "type"]
    names = data.draw(st.lists(st.sampled_from(shared), unique=True))
    edited = one.replace(**{name: getattr(other, name) for name in names})
    assert read_item(edited.raw, dialect) == edited
    assert all(getattr(edited, name) == getattr(other, name) for name in names)
    kept = [key for key in one.raw if key in edited.raw]
    assert [key for key in edited.raw if key in one.raw] == kept


def test_equal_numbers_keep_the_kind_of_the_file() -> None:
    raw = solid(
        "a",
        width={"value": 100.0, "keyframes": []},
        height={
            "value": 50,
            "keyframes": [],
        },
    )
    item = SolidItem.read(raw, "newer")
    same = item.replace(width=AnimatedNumber.constant(100), height=AnimatedNumber.constant(50.0))
    assert same is item
    other = item.replace(width=AnimatedNumber.constant(101), height=AnimatedNumber.constant(51.0))
    assert json.dumps(other.raw["width"]) == '{"value": 101.0, "keyframes": []}'
    assert json.dumps(other.raw["height"]) == '{"value": 51, "keyframes": []}'


def test_an_inserted_keyframe_leaves_its_neighbours_as_they_were() -> None:
    keys = [{"value": 1.0, "timeTicks": 0}, {"value": 2, "timeTicks": 100}, {"timeTicks": 300.0, "value": 3}]
    item = SolidItem.read(solid("a", opacity={"keyframes": keys, "value": 1}), "newer")
    new = Keyframe(time_ticks=50, value=9)
    moved = item.replace(
        opacity=AnimatedNumber(
            value=1, keyframes=(*item.opacity.keyframes[:1], new, *item.opacity.keyframes[1:])
        )
    )
    expected = [keys[0], {"timeTicks": 50, "value": 9}, *keys[1:]]
    assert spelled(moved.raw["opacity"]) == spelled({"keyframes": expected, "value": 1})


def test_optional_fields_come_and_go() -> None:
    photo: ImageItem = rich("newer", "photo")
    assert "animations" not in photo.replace(animations=None).raw
    assert photo.replace(sticker_version=None).raw["stickerVersion"] is None
    assert "linkGroupId" not in photo.replace(link_group_id=None).raw
    assert photo.replace(link_group_id="g").raw["linkGroupId"] == "g"
    faded = photo.replace(animations=Animations(in_=ClipAnimation(type="fade", duration_ticks=5)))
    assert faded.raw["animations"] == {"in": {"type": "fade", "durationTicks": 5}}
    words: CaptionsItem = rich("newer", "subtitles")
    assert words.replace(background=None).raw["background"] is None
    title: TextItem = rich("newer", "title")
    box = TextBackground(color="red", horizontal_padding=1, border_radius=2)
    assert title.replace(background=box).raw["background"] == {
        "color": "red",
        "horizontalPadding": 1,
        "borderRadius": 2,
    }


def test_seed_names_stay_seed_names() -> None:
    film: VideoItem = rich("seed", "film")
    edited = film.replace(source_start_ticks=60_000, audio_fade_in_duration_ticks=240_000)
    assert edited.raw["videoStartFromInSeconds"] == 0.25
    assert edited.raw["audioFadeInDurationInSeconds"] == 1
    assert "sourceStartTicks" not in edited.raw
    assert list(edited.raw) == list(film.raw)


def test_changes_are_checked() -> None:
    shape: SolidItem = rich("newer", "shape")
    with pytest.raises(RecordError, match="must be a whole number, 1 or more") as caught:
        shape.replace(duration_ticks=0)
    assert caught.value.faults[0].code == "EDITOR_SCHEMA_INVALID"
    with pytest.raises(RecordError):
        shape.replace(color=5)
    with pytest.raises(RecordError):
        shape.replace(width=AnimatedNumber.constant(1), shape="hexagon")
    with pytest.raises(TypeError, match="no field colour"):
        shape.replace(colour="red")
    with pytest.raises(ValueError, match="frozen"):
        shape.color = "red"  # pyright: ignore[reportAttributeAccessIssue]


def test_a_new_record_has_the_newer_form_and_edits_stay_new() -> None:
    entry = CaptionEntry(text="Hi", start_ms=0, end_ms=500)
    asset = CaptionAsset(
        id="c",
        filename="c.srt",
        size=10,
        mime_type="text/plain",
        captions=(entry,),
        timing_granularity="line",
    )
    expected = {"id": "c", "type": "caption", "filename": "c.srt", "size": 10, "mimeType": "text/plain"}
    assert asset.raw == {
        **expected,
        "captions": [{"text": "Hi", "startMs": 0, "endMs": 500}],
        "timingGranularity": "line",
    }
    assert asset.replace(size=11).is_new
    assert not asset.spell("seed").is_new


def test_equal_views_of_unequal_json_are_equal_but_not_the_same_record() -> None:
    one = SolidItem.read(solid("a"), "newer")
    two = SolidItem.read(solid("a", startTicks=0.0), "newer")
    assert one == two
    assert one.to_bytes() != two.to_bytes()
    assert isinstance(one, Record)
