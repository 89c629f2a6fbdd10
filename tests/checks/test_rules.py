"""Every rule of sense: what breaks it, what just does not, and where the problem points."""

from __future__ import annotations

import json
from typing import Any

import pytest

from editor_app.checks import check_json, missing_fonts, missing_letters
from editor_app.problem import CODES
from editor_app.state import read
from tests.documents import FIXTURES, RICH, document, number, solid, track

INFO = "LOCAL_ARTWORK_STAND_IN"


def found(value: dict[str, Any], *ignore: str) -> list[tuple[str, str]]:
    return [(p.code, p.path) for p in check_json(value) if p.code not in ignore]


def rich(**changes: dict[str, Any]) -> dict[str, Any]:
    """Give the rich document with fields of records changed: `film={"opacity": …}`."""
    value = json.loads(json.dumps(RICH["newer"]))
    for key, fields in changes.items():
        key = key.replace("_", "-")
        collection = next(name for name in ("items", "assets", "transitions") if key in value[name])
        value[collection][key] |= fields
    return value


def test_the_rich_documents_break_no_rule() -> None:
    assert found(RICH["seed"]) == [(INFO, "$.items.drawing")]
    assert found(RICH["newer"]) == [(INFO, "$.items.drawing"), (INFO, "$.items.motion")]


def test_the_sample_body_yields_every_dangling_reference() -> None:
    sample = json.loads((FIXTURES / "seed-sample.json").read_text("utf-8"))
    assert read(sample)[1] == ()
    assert found(sample) == [
        ("LOCAL_KEY_MISMATCH", "$.assets.property1.id"),
        ("LOCAL_KEY_MISMATCH", "$.assets.property2.id"),
        ("LOCAL_KEY_MISMATCH", "$.items.property1.id"),
        ("LOCAL_KEY_MISMATCH", "$.items.property2.id"),
        ("LOCAL_KEY_MISMATCH", "$.transitions.property1.id"),
        ("LOCAL_KEY_MISMATCH", "$.transitions.property2.id"),
        ("LOCAL_ASSET_MISSING", "$.items.property1.assetId"),
        ("LOCAL_ASSET_MISSING", "$.items.property2.assetId"),
        ("LOCAL_TRACK_ITEM_MISSING", "$.tracks[0].items[0]"),
        ("LOCAL_ITEM_ON_NO_TRACK", "$.items.property1"),
        ("LOCAL_ITEM_ON_NO_TRACK", "$.items.property2"),
        ("LOCAL_TRANSITION_CLIP_MISSING", "$.transitions.property1.fromClipId"),
        ("LOCAL_TRANSITION_CLIP_MISSING", "$.transitions.property1.toClipId"),
        ("LOCAL_TRANSITION_CLIP_MISSING", "$.transitions.property2.fromClipId"),
        ("LOCAL_TRANSITION_CLIP_MISSING", "$.transitions.property2.toClipId"),
        ("LOCAL_EMPTY_TIMELINE", "$.tracks"),
    ]


def one(code: str, path: str) -> list[tuple[str, str]]:
    return [(code, path)]


KEY_AT_END = {"opacity": number(1, (0, 1), (480_000, 0))}
KEY_BEFORE_END = {"opacity": number(1, (0, 1), (479_999, 0))}
WORDS = {"timingGranularity": "word"}
NODE = RICH["newer"]["items"]["card"]["nodes"]
LONG = {"in": {"type": "fade", "durationTicks": 300_000}, "out": {"type": "fade", "durationTicks": 180_001}}
FITTING = {
    "in": {"type": "fade", "durationTicks": 300_000},
    "out": {"type": "fade", "durationTicks": 180_000},
}
SERIES = [{"key": "a", "label": "North"}, {"key": "c", "label": "East"}]
ROWS = [{"label": "Jan", "values": {"a": 1, "b": 2}}]
PICTURE = {"type": "image", "imageUrl": "https://r.example/x.png", "source": "custom"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            rich(title=KEY_AT_END),
            one("KEYFRAME_OUT_OF_BOUNDS", "$.items.title.opacity.keyframes[1].timeTicks"),
        ),
        (rich(title=KEY_BEFORE_END), []),
        (
            rich(song={"decibelAdjustment": number(0, (0, 0), (10**9, 1))}),
            one("KEYFRAME_OUT_OF_BOUNDS", "$.items.song.decibelAdjustment.keyframes[1].timeTicks"),
        ),
        (
            rich(photo={"cropTop": number(0.1, (0, 0.1), (10**7, 0.2))}),
            one("KEYFRAME_OUT_OF_BOUNDS", "$.items.photo.cropTop.keyframes[1].timeTicks"),
        ),
        (rich(photo={"animations": LONG}), one("LOCAL_ANIMATIONS_TOO_LONG", "$.items.photo.animations")),
        (rich(photo={"animations": FITTING}), []),
        (rich(photo={"cropTop": number(0.95)}), one("LOCAL_CROP_TOO_LARGE", "$.items.photo.cropTop")),
        (rich(photo={"cropTop": number(0.94)}), []),
        (
            rich(photo={"cropLeft": number(0, (0, 0), (100, 1), (200, 0))}),
            one("LOCAL_CROP_TOO_LARGE", "$.items.photo.cropLeft"),
        ),
        (
            rich(a_lines=WORDS),
            one("EDITOR_CAPTION_ANIMATION_WORD_TIMING_CONFLICT", "$.items.subtitles.captionAnimations"),
        ),
        (rich(a_lines=WORDS, subtitles={"captionAnimations": {}}), []),
        (
            rich(a_lines={"captions": [{"text": "a", "startMs": 5, "endMs": 5}]}),
            one("LOCAL_CAPTION_TIMES_INVALID", "$.assets.a-lines.captions[0].endMs"),
        ),
        (rich(card={"nodes": [NODE[0], *([NODE[1]] * 3)]}), []),
        (
            rich(card={"nodes": [NODE[0], *([NODE[1]] * 4)]}),
            one("LOCAL_TEXT_TEMPLATE_NODES", "$.items.card.nodes"),
        ),
        (
            rich(card={"nodes": [NODE[1], NODE[1]]}),
            [
                ("LOCAL_TEXT_TEMPLATE_NODES", "$.items.card.nodes"),
                (INFO, "$.items.card"),
            ],
        ),
        (
            rich(growth={"data": {"series": SERIES, "rows": ROWS}}),
            [
                ("LOCAL_CHART_KEY_UNMATCHED", "$.items.growth.data.rows[0].values.b"),
                ("LOCAL_CHART_KEY_UNMATCHED", "$.items.growth.data.series[1].key"),
            ],
        ),
        (
            rich(cloud={"data": {"series": SERIES, "points": [{"seriesKey": "z", "x": 0, "y": 0}]}}),
            [
                ("LOCAL_CHART_KEY_UNMATCHED", "$.items.cloud.data.points[0].seriesKey"),
                ("LOCAL_CHART_KEY_UNMATCHED", "$.items.cloud.data.series[0].key"),
                ("LOCAL_CHART_KEY_UNMATCHED", "$.items.cloud.data.series[1].key"),
            ],
        ),
        (rich(title={"text": "so \ud83d"}), one("LOCAL_TEXT_INVALID", "$.items.title.text")),
        (rich(title={"text": "so 😀"}), []),
        (rich(film={"assetId": "gone"}), one("LOCAL_ASSET_MISSING", "$.items.film.assetId")),
        (rich(film={"assetId": "a-photo"}), one("LOCAL_ASSET_TYPE_MISMATCH", "$.items.film.assetId")),
        (rich(subtitles={"assetId": ""}), one("LOCAL_ASSET_MISSING", "$.items.subtitles.assetId")),
        (rich(film={"id": "movie"}), one("LOCAL_KEY_MISMATCH", "$.items.film.id")),
        (
            rich() | {"globalBackground": PICTURE | {"imageAssetId": "gone"}},
            one("LOCAL_ASSET_MISSING", "$.globalBackground.imageAssetId"),
        ),
        (
            rich() | {"globalBackground": PICTURE | {"imageAssetId": "a-film"}},
            one("LOCAL_ASSET_TYPE_MISMATCH", "$.globalBackground.imageAssetId"),
        ),
        (rich() | {"globalBackground": PICTURE | {"imageAssetId": "a-photo"}}, []),
        (rich() | {"globalBackground": PICTURE | {"imageAssetId": None}}, []),
        (rich() | {"outputRatio": "9:16"}, one("LOCAL_RATIO_MISMATCH", "$.outputRatio")),
        (rich() | {"outputRatio": "custom"}, []),
        (rich() | {"compositionWidth": 854, "compositionHeight": 480}, []),
        (rich(a_lottie={"resourceJson": None}), one(INFO, "$.items.wave")),
        (
            rich(card={"nodes": [NODE[0] | {"imageLottieJson": None}, NODE[1]]}),
            one(INFO, "$.items.card"),
        ),
    ],
)
def test_rules_about_one_record(value: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    ours = [(INFO, "$.items.drawing"), (INFO, "$.items.motion")]
    assert [problem for problem in found(value) if problem not in ours] == expected


#            0        10        20        30
#   t        |   a    |    b    |    c    |
ABC = (solid("a", 0, 10), solid("b", 10, 10), solid("c", 20, 10))
D = solid("d", 25, 10)
LAY = document(*ABC)["tracks"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (document(*ABC), []),
        (document(*ABC, D), one("EDITOR_TRACK_ITEM_OVERLAP", "$.tracks[0].items[3]")),
        (document(D, *ABC), one("EDITOR_TRACK_ITEM_OVERLAP", "$.tracks[0].items[0]")),
        (document(*ABC, D, tracks=[*LAY, track("u", "d")]), []),
        (
            document(solid("long", 0, 100), solid("x", 5, 5), solid("y", 50, 5), solid("z", 100, 1)),
            [
                ("EDITOR_TRACK_ITEM_OVERLAP", "$.tracks[0].items[1]"),
                ("EDITOR_TRACK_ITEM_OVERLAP", "$.tracks[0].items[2]"),
            ],
        ),
        (
            document(*ABC, tracks=[*LAY, track("u", "a")]),
            one("LOCAL_ITEM_ON_TWO_TRACKS", "$.tracks[1].items[0]"),
        ),
        (
            document(*ABC, tracks=[track("t", "a", "b", "c", "a")]),
            one("LOCAL_ITEM_ON_TWO_TRACKS", "$.tracks[0].items[3]"),
        ),
        (document(*ABC, D, tracks=LAY), one("LOCAL_ITEM_ON_NO_TRACK", "$.items.d")),
        (
            document(*ABC, tracks=[*LAY, track("u", "x")]),
            one("LOCAL_TRACK_ITEM_MISSING", "$.tracks[1].items[0]"),
        ),
        (document(*ABC, tracks=[*LAY, track("t")]), one("LOCAL_TRACK_ID_DUPLICATE", "$.tracks[1].id")),
        (document(), one("LOCAL_EMPTY_TIMELINE", "$.tracks")),
        (
            document(solid("a"), tracks=[track("t")]),
            [("LOCAL_ITEM_ON_NO_TRACK", "$.items.a"), ("LOCAL_EMPTY_TIMELINE", "$.tracks")],
        ),
    ],
)
def test_rules_about_tracks(value: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert found(value) == expected


def cut(key: str = "x", **fields: Any) -> dict[str, Any]:
    ends = {"trackId": "t", "fromClipId": "a", "toClipId": "b"}
    return {"id": key, "type": "fade", "durationTicks": 4, **ends, **fields}


@pytest.mark.parametrize(
    ("transitions", "expected"),
    [
        ([cut()], []),
        ([cut("x"), cut("y", fromClipId="b", toClipId="c")], []),
        ([cut(toClipId="c")], one("EDITOR_TRANSITION_CLIP_NOT_ADJACENT", "$.transitions.x.toClipId")),
        (
            [cut(fromClipId="b", toClipId="a")],
            one("EDITOR_TRANSITION_CLIP_NOT_ADJACENT", "$.transitions.x.toClipId"),
        ),
        ([cut(toClipId="a")], one("EDITOR_TRANSITION_CLIP_NOT_ADJACENT", "$.transitions.x.toClipId")),
        ([cut(fromClipId="c", toClipId="d")], one("LOCAL_TRANSITION_GAP", "$.transitions.x.toClipId")),
        ([cut(trackId="gone")], one("LOCAL_TRANSITION_TRACK_MISSING", "$.transitions.x.trackId")),
        ([cut(fromClipId="gone")], one("LOCAL_TRANSITION_CLIP_MISSING", "$.transitions.x.fromClipId")),
        ([cut(toClipId="e")], one("LOCAL_TRANSITION_WRONG_TRACK", "$.transitions.x.toClipId")),
        ([cut(durationTicks=21)], one("LOCAL_TRANSITION_TOO_LONG", "$.transitions.x.durationTicks")),
        ([cut(durationTicks=20)], []),
        ([cut("x"), cut("y")], one("LOCAL_TRANSITION_DUPLICATE", "$.transitions.y.fromClipId")),
        ([cut() | {"id": "z"}], one("LOCAL_KEY_MISMATCH", "$.transitions.x.id")),
        ([cut(type="melt")], one("EDITOR_TRANSITION_TYPE_INVALID", "$.transitions.x.type")),
    ],
)
def test_rules_about_transitions(transitions: list[dict[str, Any]], expected: list[tuple[str, str]]) -> None:
    names = ["x", "y"][: len(transitions)]
    value = document(
        *ABC,
        solid("d", 40, 10),
        solid("e"),
        tracks=[track("t", "a", "b", "c", "d"), track("u", "e")],
        transitions=dict(zip(names, transitions, strict=True)),
    )
    assert found(value) == expected


def test_items_that_name_each_other_in_circles_are_no_danger() -> None:
    value = document(*ABC, transitions={"x": cut(), "y": cut("y", fromClipId="b", toClipId="a")})
    assert found(value) == one("EDITOR_TRANSITION_CLIP_NOT_ADJACENT", "$.transitions.y.toClipId")


def test_missing_fonts_are_named_where_they_are_used() -> None:
    state = read(RICH["newer"])[0]
    problems = missing_fonts(state, {"Inter", "Roboto"}.__contains__)
    assert [(p.code, p.path) for p in problems] == one("LOCAL_FONT_MISSING", "$.items.subtitles.fontFamily")
    assert "TikTok Sans" in problems[0].message
    nobody = missing_fonts(state, lambda family: False)
    assert "$.items.card.nodes[1].fontFamily" in {p.path for p in nobody}
    assert len(nobody) == 3


def test_all_problems_come_at_once_with_sentences() -> None:
    value = rich(film={"opacity": 5, "color": 1}, title={"text": None}, photo={"assetId": "gone"})
    problems = check_json(value)
    assert {p.path for p in problems} >= {
        "$.items.film.opacity",
        "$.items.title.text",
        "$.items.photo.assetId",
    }
    assert all(p.message.endswith(".") and p.code in CODES for p in problems)


@pytest.mark.parametrize(
    ("lacking", "says"),
    [
        ("안녕", "“안녕” (Korean)"),
        ("あ中", "“あ中” (Japanese, Chinese or Japanese)"),
        ("𒀀\ue000", "(Cuneiform, U+E000)"),
    ],
)
def test_letters_that_no_font_has_are_named_with_their_script(lacking: str, says: str) -> None:
    state = read(rich(title={"text": f"Hello {lacking}"}))[0]
    asked: list[tuple[str, str]] = []

    def lack(family: str, text: str) -> str:
        asked.append((family, text))
        return lacking

    (problem,) = missing_letters(state, lack)
    assert (problem.code, problem.path) == ("LOCAL_LETTERS_MISSING", "$.items.title.text")
    assert says in problem.message
    assert [text for _, text in asked] == [f"Hello {lacking}"]
    assert missing_letters(state, lambda family, text: "") == ()


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (
            document(ABC[0] | {"opacity": number(1, (0, 0), (360_000, 1))}),
            "lies 1.5 s after the clip's start",
        ),
        (
            document(ABC[0] | {"animations": {"in": {"type": "fade", "durationTicks": 360_000}}}),
            "take 1.5 s,",
        ),
    ],
)
def test_times_are_told_in_seconds(value: dict[str, Any], says: str) -> None:
    messages = [p.message for p in check_json(value)]
    assert any(says in message for message in messages), messages
    assert not any("ticks" in message for message in messages)
