"""How documents are written as configs: places, times, stacking, sound, and what is reported."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from editor_app.interchange.renderingvideo import Conversion, check_config, to_schema
from editor_app.items import AudioItem
from editor_app.state import EditorState
from editor_app.state.queries import placed_items
from editor_app.timebase import TICKS_PER_SECOND as S
from tests.edits.picture import number, state_of
from tests.edits.states import states
from tests.interchange.renderingvideo.documents import ALL_KINDS, documents


def converted(text: str, change: Any = lambda _: None, **options: Any) -> Conversion:
    """Convert a timeline drawn as text; `change` may change its JSON before."""
    conversion = to_schema(state_of(text, edit=change), **{"fps": 30, "addresses": {}} | options)
    assert check_config(conversion.config) == ()
    return conversion


def clips(conversion: Conversion) -> dict[str, dict[str, Any]]:
    return {clip["id"]: clip for track in conversion.config["tracks"] for clip in track["clips"]}


def items(**fields: dict[str, Any]) -> Any:
    """Give a change that sets fields of items."""

    def change(document: dict[str, Any]) -> None:
        for key, values in fields.items():
            document["items"][key] |= values

    return change


def whats(conversion: Conversion) -> set[str]:
    return {loss.what for loss in conversion.report}


def test_a_place_is_its_middle_in_percent_and_sizes_are_px_of_the_scale() -> None:
    box = {"left": number(480), "top": number(0), "width": number(960), "height": number(270)}
    conversion = converted(
        "V1: a[0-2]", items(a=box | {"rotation": number(-8), "scaleX": number(2)}), scale=0.5
    )
    assert clips(conversion)["a"]["transform"] == {
        "x": "50%",
        "y": "12.5%",
        "width": 480,
        "height": 135,
        "anchor": "center",
        "scale": [2, 1],
        "rotation": -8,
    }
    meta = conversion.config["meta"]
    assert (meta["width"], meta["height"], conversion.report) == (960, 540, ())


@pytest.mark.parametrize(("scale", "size"), [(1, (1920, 1080)), (2 / 3, (1280, 720)), (0.333, (640, 360))])
def test_the_canvas_has_even_sides(scale: float, size: tuple[int, int]) -> None:
    meta = converted("V1: a[0-2]", scale=scale).config["meta"]
    assert (meta["width"], meta["height"]) == size


def test_earlier_tracks_lie_higher() -> None:
    conversion = converted("V1: a[0-2] | V2: b[0-2] c[2-3] | V3: d[0-1]")
    assert {key: clip["zIndex"] for key, clip in clips(conversion).items()} == {
        "a": 300,
        "b": 200,
        "c": 200,
        "d": 100,
    }


def test_hidden_tracks_are_only_heard_and_muted_ones_only_seen() -> None:
    def change(document: dict[str, Any]) -> None:
        document["tracks"][0]["hidden"] = document["tracks"][1]["muted"] = True

    conversion = converted("V1: a[0-1] b:video[1-2] s:audio[2-3] | V2: c:video[0-1] d:audio[1-2]", change)
    found = clips(conversion)
    assert set(found) == {"b", "s", "c"}
    assert (found["b"]["style"]["opacity"], found["b"].get("muted")) == (0, None)
    assert found["c"]["muted"] is True


def test_media_play_from_their_start_at_their_rate() -> None:
    found = clips(converted("V1: a:video[1-3 src=2 rate=1.5]"))["a"]
    assert (found["start"], found["duration"], found["playbackRate"]) == (1, 2, 1.5)
    assert found["source"] == {"start": 2, "end": 5}


def test_a_part_of_a_project_is_cut_out() -> None:
    fade = {"opacity": number(0, (0, 0), (4 * S, 1))}
    text = "V1: a[0-4] | V2: b:video[0-4 src=2 rate=2] c:image[4-6] | A: s:audio[5-6]"
    found = clips(converted(text, items(a=fade), range_ticks=(S, 5 * S)))
    assert {key: (clip["start"], clip["duration"]) for key, clip in found.items()} == {
        "a": (0, 3),
        "b": (0, 3),
        "c": (3, 1),
    }
    (opacity,) = found["a"]["keyframes"]
    assert [(f["time"], f["value"]) for f in opacity["frames"]] == [(0, 0.25), (3, 1)]
    assert found["b"]["source"] == {"start": 4, "end": 10}


def test_an_animation_that_the_range_cuts_becomes_keyframes() -> None:
    slide = {"animations": {"in": {"type": "fade", "durationTicks": 2 * S, "easing": "linear"}}}
    whole, part = (
        clips(converted("V1: a[0-4]", items(a=slide), range_ticks=span))["a"] for span in (None, (S, 4 * S))
    )
    assert whole["animations"] == [{"type": "fadeIn", "duration": 2}]
    (opacity,) = part["keyframes"]
    assert [(f["time"], f["value"]) for f in opacity["frames"]] == [(0, 0.5), (1, 1), (3, 1)]


@pytest.mark.parametrize(
    ("kind", "side", "expected"),
    [
        ("fade", "in", [{"type": "fadeIn"}]),
        ("slide-up", "in", [{"type": "fadeIn"}, {"type": "slideIn", "direction": "up", "distance": 100}]),
        (
            "slide-left",
            "out",
            [{"type": "fadeOut"}, {"type": "slideOut", "direction": "left", "distance": 100}],
        ),
        ("zoom-in", "in", [{"type": "fadeIn"}, {"type": "scale", "from": [0.6, 0.6], "to": [1, 1]}]),
        ("zoom-in", "out", [{"type": "fadeOut"}, {"type": "scale", "from": [1, 1], "to": [1.4, 1.4]}]),
        ("zoom-out", "out", [{"type": "fadeOut"}, {"type": "scale", "from": [1, 1], "to": [0.6, 0.6]}]),
    ],
)
def test_clip_animations_are_written_out(kind: str, side: str, expected: list[dict[str, Any]]) -> None:
    animation = {"animations": {side: {"type": kind, "durationTicks": S // 2}}}
    found = clips(converted("V1: a[0-2]", items(a=animation)))["a"]
    how: dict[str, Any] = {"duration": 0.5, "easing": "easeOutSine" if side == "in" else "easeInSine"}
    how |= {"delay": 1.5} if side == "out" else {}
    assert found["animations"] == [entry | how for entry in expected]


def test_a_transition_lets_the_next_clip_come_early_and_the_last_one_stay() -> None:
    def change(document: dict[str, Any]) -> None:
        document["transitions"]["AB"] |= {"type": "slide", "params": {"direction": "from-right"}}

    found = clips(converted("V1: A:video[0-4]~1~B:video[4-8 src=3]", change))
    assert (found["A"]["duration"], found["A"]["source"]["end"]) == (4.5, 4.5)
    assert (found["B"]["start"], found["B"]["duration"], found["B"]["source"]) == (
        3.5,
        4.5,
        {"start": 2.5, "end": 7},
    )
    assert found["B"]["transition"] == {"type": "push", "duration": 1, "direction": "left"}
    assert found["B"]["zIndex"] > found["A"]["zIndex"]


def test_videos_cross_fade_as_sounds_of_their_own() -> None:
    found = clips(converted("V1: A:video[0-4]~1~B:video[4-8 src=3]"))
    assert (found["A"]["muted"], found["B"]["muted"]) == (True, True)
    gains = {p["time"]: p["volume"] for p in found["A-sound"]["gainEnvelope"]}
    assert (gains[0], gains[3.5], round(gains[4], 3), gains[4.5]) == (1, 1, 0.707, 0)
    assert found["B-sound"]["gainEnvelope"][0] == {"time": 0, "volume": 0}


@pytest.mark.parametrize(
    ("fields", "expected", "what"),
    [
        ({"decibelAdjustment": number(-20)}, {"volume": 0.1}, set()),
        ({"decibelAdjustment": number(6)}, {}, {"volume"}),
        (
            {"audioFadeInDurationTicks": S // 2, "audioFadeOutDurationTicks": S},
            {"fadeIn": 0.5, "fadeOut": 1},
            set(),
        ),
    ],
)
def test_loudness(fields: dict[str, Any], expected: dict[str, Any], what: set[str]) -> None:
    conversion = converted("A: a:audio[0-2]", items(a=fields))
    (clip,) = clips(conversion).values()
    sound = {
        key: value for key, value in clip.items() if key in ("volume", "fadeIn", "fadeOut", "gainEnvelope")
    }
    assert (sound, whats(conversion)) == (expected, what)


def test_a_flash_is_a_black_cover_above_everything() -> None:
    phases = {"brightTicks": S // 4, "darkTicks": S // 4, "tailDarkTicks": S // 2, "maxOpacity": 0.8}
    change = items(a={"effectType": "flash-to-black", "intensity": 1, "params": phases})
    conversion = converted("V1: b[0-2] | V2: a:effect[0-1.5]", change)
    cover = clips(conversion)["a"]
    values = {f["time"]: f["value"] for f in cover["keyframes"][0]["frames"]}
    tick = 0.000004
    clear = {0: 0, 0.25 - tick: 0, 0.5: 0, 0.75 - tick: 0}
    assert values == {**clear, 0.25: 0.8, 0.5 - tick: 0.8, 0.75: 0.8, 1.5: 0.8}
    assert (cover["zIndex"] > clips(conversion)["b"]["zIndex"], conversion.report) == (True, ())


@pytest.mark.parametrize(("kind", "values"), [("fade-in", [0.5, 0]), ("fade-out", [0, 0.5])])
def test_fades_of_the_picture_are_black_covers(kind: str, values: list[float]) -> None:
    change = items(a={"effectType": kind, "intensity": 0.5})
    cover = clips(converted("V1: b[0-2] | V2: a:effect[0-2]", change))["a"]
    assert [f["value"] for f in cover["keyframes"][0]["frames"]] == values


def test_a_blur_is_put_on_pictures_for_its_time() -> None:
    change = items(e={"effectType": "blur", "intensity": 0.5})
    conversion = converted("V1: e:effect[1-3] | V2: a:image[0-2] b:text[2-4]", change, scale=0.5)
    found = clips(conversion)
    blur = {"type": "filter", "filter": "blur", "from": 6, "to": 6, "duration": 1, "delay": 1}
    assert (found["a"]["animations"], "animations" in found["b"]) == ([blur], False)
    assert "effect blur" in whats(conversion)


def test_an_effect_drawn_beforehand_treats_what_comes_before_it() -> None:
    change = items(b={"effectType": "blur", "intensity": 1}, c={"filterType": "lemon-cyan", "intensity": 1})
    text = "V1: a[0-4] s:audio[4-5] | V2: b:effect[1-3] | V3: c:filter[0-2]"
    plan = converted(text, change).plan.prerenders
    assert {p.item_ids: (p.start_tick / S, p.end_tick / S) for p in plan} == {
        ("a", "b", "c"): (1, 3),
        ("a", "c"): (0, 2),
    }
    drawn = converted(text, change, prerendered={p.key: f"https://x.example/{p.key}" for p in plan})
    found = clips(drawn)
    assert (found["b"]["type"], found["b"]["muted"], "animations" in found["a"]) == ("video", True, False)
    assert found["a"]["zIndex"] < found["c"]["zIndex"] < found["b"]["zIndex"]
    assert {loss.grade for loss in drawn.report} == {"prerender"}


def test_a_sound_that_has_nothing_before_begins_with_its_medium() -> None:
    found = clips(converted("A: a:audio[0-4]~2~b:audio[4-8 src=0.5]"))
    assert (found["a"]["duration"], found["b"]["start"], found["b"]["source"]["start"]) == (5, 3.5, 0)
    gains = {p["time"]: p["volume"] for p in found["b"]["gainEnvelope"]}
    assert (round(gains[0], 3), gains[1.5]) == (0.383, 1)


def test_a_gradient_lies_over_its_colour() -> None:
    def change(document: dict[str, Any]) -> None:
        gradient = "linear-gradient(90deg, rgba(255, 0, 0, 0.5), #00f 80%)"
        document["globalBackground"] = {"type": "color", "color": "#ffffff", "gradient": gradient}

    assert converted("V1: a[0-1]", change).config["meta"]["background"] == {
        "type": "linear",
        "angle": 90,
        "stops": [{"offset": 0, "color": "#ff8080"}, {"offset": 0.8, "color": "#0000ff"}],
    }


def test_a_picture_behind_everything_covers_the_canvas() -> None:
    def change(document: dict[str, Any]) -> None:
        document["globalBackground"] = {
            "type": "image",
            "imageAssetId": "i",
            "imageUrl": "https://x.example/i.png",
            "source": "custom",
        }

    conversion = converted("V1: a[0-3]", change)
    (_, (below,)) = (track["clips"] for track in conversion.config["tracks"])
    assert (below["zIndex"], below["duration"], below["style"]) == (0, 3, {"objectFit": "cover"})
    assert conversion.plan.uploads == ("i",)


def test_a_blurred_background_shows_the_lowest_picture_of_each_time() -> None:
    def change(document: dict[str, Any]) -> None:
        document["globalBackground"] = {"type": "blur", "level": 2}

    conversion = converted("V1: a[0-4] | V2: b:image[0-2] c:video[3-4 src=1]", change)
    below = next(t for t in conversion.config["tracks"] if t["id"] == "background")["clips"]
    assert [(clip["type"], clip["start"], clip["duration"]) for clip in below] == [
        ("image", 0, 2),
        ("video", 3, 1),
    ]
    assert below[0]["style"]["filters"] == [{"type": "blur", "value": 16}]
    assert (below[1]["source"], below[1]["muted"]) == ({"start": 1, "end": 2}, True)


def test_spoken_words_become_a_subtitle_and_lines_become_texts() -> None:
    def change(document: dict[str, Any]) -> None:
        document["assets"]["c"]["timingGranularity"] = "word"

    words = clips(converted("V1: a:captions[0-2 off=0.5]", change))["a"]
    assert [(w["word"], w["start"], w["end"]) for w in words["words"]] == [
        ("line 0", 0.5, 1.4),
        ("line 1", 1.5, 2),
    ]
    lines = clips(converted("V1: a:captions[0-2 off=0.5]"))
    assert [(c["text"], c["start"], c["duration"]) for c in lines.values() if c["type"] == "text"] == [
        ("line 0", 0.5, 0.9),
        ("line 1", 1.5, 0.5),
    ]


def test_addresses_are_given_known_or_still_to_come() -> None:
    def change(document: dict[str, Any]) -> None:
        document["assets"]["v"]["remoteUrl"] = "https://x.example/v.mp4"
        document["assets"]["s"]["remoteUrl"] = "http://127.0.0.1:8000/s.mp3"

    conversion = converted(
        "V1: a:image[0-1] b:video[1-2] c:audio[2-3]", change, addresses={"i": "https://y.example/i"}
    )
    sources = {e["id"]: e["src"] for pool in conversion.config["assets"].values() for e in pool}
    assert sources == {"i": "https://y.example/i", "v": "https://x.example/v.mp4", "s": "asset:s"}
    assert conversion.plan.uploads == ("s",)


def test_empty_time_at_the_end_is_kept() -> None:
    def change(document: dict[str, Any]) -> None:
        document["tracks"][1]["hidden"] = True

    conversion = converted("V1: a[0-1] | V2: b[0-5]", change)
    assert max(c["start"] + c["duration"] for c in clips(conversion).values()) == 5


@settings(max_examples=80, deadline=None)
@given(documents(kinds=ALL_KINDS, crops=True) | states())
def test_every_item_that_shows_is_a_clip_or_in_the_report(state: EditorState) -> None:
    conversion = to_schema(state, fps=30, addresses={})
    said = {loss.item_id for loss in conversion.report}
    made = clips(conversion)
    for placed in placed_items(state):
        track = state.tracks[placed.track_index]
        item: Any = placed.item
        is_heard = isinstance(item, AudioItem)
        unseen = track.muted if is_heard else track.hidden
        nothing = item.type == "effect" and (item.intensity == 0 or item.effect_type == "flash-to-black")
        if not unseen and not nothing:
            mine = [key for key in made if key == placed.item_id or key.startswith(f"{placed.item_id}-")]
            assert mine or placed.item_id in said, placed.item_id
