"""A general config of schema v2, read as far as the editor can draw it."""

from __future__ import annotations

import math
from typing import Any

import pytest

from editor_app.interchange.renderingvideo import MediaFacts, Reading, to_editor_state
from editor_app.state import EditorState, read
from editor_app.timebase import TICKS_PER_SECOND as S
from tests.interchange.renderingvideo.pictures import near, shown

W, H = 1000, 500
URL = "https://x.example/"


def config(*tracks: list[dict[str, Any]], **root: Any) -> dict[str, Any]:
    """Make a config of 1000 × 500 px from tracks of clips."""
    meta = {"version": "2.0.0", "width": W, "height": H, "fps": 30, **root.pop("meta", {})}
    return {"meta": meta, "tracks": [{"clips": clips} for clips in tracks], **root}


def clip(kind: str, start: float = 0, duration: float = 2, **fields: Any) -> dict[str, Any]:
    return {"type": kind, "start": start, "duration": duration, **fields}


def rect(start: float = 0, duration: float = 2, **fields: Any) -> dict[str, Any]:
    """Make a red rectangle of 100 × 50 px in the middle of the canvas."""
    transform = {"x": "50%", "y": "50%", "width": 100, "height": 50, **fields.pop("transform", {})}
    return clip("rect", start, duration, transform=transform, style={"fill": "#ff0000"}, **fields)


def opened(value: dict[str, Any], **options: Any) -> tuple[EditorState, Reading]:
    reading = to_editor_state(value, **options)
    state, problems = read(reading.document)
    assert problems == ()
    return state, reading


def only(state: EditorState) -> Any:
    (item,) = state.items.values()
    return item


def box(state: EditorState, at: float = 0.0) -> list[tuple[float, float]]:
    """Give the corners of the one thing that shows at a time."""
    *_, entry = shown(state, round(at * S))
    return next(part for part in entry if isinstance(part, list))


def square(x: float, y: float, width: float = 100, height: float = 50) -> list[tuple[float, float]]:
    left, top, right, bottom = x - width / 2, y - height / 2, x + width / 2, y + height / 2
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


@pytest.mark.parametrize(
    ("transform", "middle"),
    [
        ({}, (500, 250)),
        ({"x": "0%", "y": "100%"}, (0, 500)),
        ({"x": 100, "y": -50}, (600, 200)),
        ({"x": "50%", "anchor": "left"}, (550, 250)),
        ({"x": "100%", "y": "0%", "anchor": "top-right"}, (950, 25)),
        ({"anchor": "bottom", "scale": 1}, (500, 225)),
    ],
)
def test_places_count_from_the_edges_in_percent_and_from_the_middle_in_px(
    transform: dict[str, Any], middle: tuple[float, float]
) -> None:
    state, reading = opened(config([rect(transform=transform)]))
    assert reading.refusals == ()
    assert near(box(state), square(*middle), 1e-3)


def test_sizes_are_px_or_shares_of_the_canvas() -> None:
    state, _ = opened(config([rect(transform={"width": "50%", "height": "20%"})]))
    assert near(box(state), square(500, 250, 500, 100), 1e-3)


def test_a_clip_turns_and_grows_about_its_anchor() -> None:
    transform = {"x": "50%", "y": "50%", "anchor": "left", "rotation": 90, "scale": 2}
    state, _ = opened(config([rect(transform=transform)]))
    assert near(box(state), [(550, 250), (550, 450), (450, 450), (450, 250)], 1e-3)


@pytest.mark.parametrize(
    ("animation", "at", "corners"),
    [
        (
            {"type": "move", "from": {"x": 0, "y": 0}, "to": {"x": 100, "y": 40}, "duration": 2},
            1,
            square(550, 270),
        ),
        ({"type": "scale", "from": 1, "to": 3, "duration": 1}, 0.5, square(500, 250, 200, 100)),
        ({"type": "scale", "from": 1, "to": 3, "duration": 1}, 1.5, square(500, 250, 300, 150)),
        ({"type": "zoomIn", "duration": 1}, 0.5, square(500, 250, 50, 25)),
        ({"type": "zoomOut", "duration": 1, "delay": 1}, 1.5, square(500, 250, 50, 25)),
        ({"type": "slideIn", "direction": "up", "duration": 1}, 0.5, square(500, 350)),
        ({"type": "slideIn", "direction": "left", "distance": 80, "duration": 1}, 0.5, square(540, 250)),
        ({"type": "slideOut", "direction": "right", "duration": 1, "delay": 1}, 1.5, square(600, 250)),
        (
            {"type": "scale", "from": 1, "to": 2, "duration": 0.5, "loop": True},
            1.25,
            square(500, 250, 150, 75),
        ),
        ({"type": "scale", "from": 1, "to": 2, "duration": 0.5, "loop": 2}, 1.5, square(500, 250, 200, 100)),
        (
            {"type": "scale", "from": 1, "to": 2, "duration": 2, "easing": "easeInQuad"},
            1,
            square(500, 250, 125, 62.5),
        ),
    ],
)
def test_animations_move_a_clip(animation: dict[str, Any], at: float, corners: Any) -> None:
    state, reading = opened(config([rect(animations=[animation])]))
    assert reading.refusals == ()
    assert near(box(state, at), corners, 0.7)


def test_a_turn_is_read_in_degrees() -> None:
    turn = {"type": "rotate", "from": 0, "to": 180, "duration": 2}
    state, _ = opened(config([rect(animations=[turn])]))
    assert only(state).rotation.at(S, 2 * S) == pytest.approx(90)


@pytest.mark.parametrize(
    ("animations", "at", "opacity"),
    [
        ([{"type": "fadeIn", "duration": 1}], 0.25, 0.25),
        ([{"type": "fadeIn", "duration": 1, "delay": 0.5}], 0.25, 0),
        ([{"type": "fadeOut", "duration": 1, "delay": 1}], 1.75, 0.25),
        ([{"type": "fadeOut", "duration": 0.5}], 1, 0),
        ([{"type": "fadeIn", "duration": 1}, {"type": "fadeOut", "duration": 1, "delay": 1}], 1.25, 0.75),
    ],
)
def test_fades_change_the_opacity(animations: list[Any], at: float, opacity: float) -> None:
    state, _ = opened(config([rect(animations=animations)]))
    seen = [entry[-1] for entry in shown(state, round(at * S)) if entry[0] == "Rectangle"]
    assert near(seen, [opacity] if opacity else [], 1e-3)


def test_fades_at_both_ends_become_clip_animations() -> None:
    fades = [{"type": "fadeIn", "duration": 0.5}, {"type": "fadeOut", "duration": 0.4, "delay": 1.6}]
    animations = only(opened(config([rect(animations=fades)]))[0]).animations
    assert (animations.in_.type, animations.in_.duration_ticks) == ("fade", S // 2)
    assert (animations.out.type, animations.out.duration_ticks) == ("fade", 2 * S // 5)


@pytest.mark.parametrize(
    ("name", "frames", "at", "corners"),
    [
        ("x", [(0, "50%"), (1, "60%")], 0.5, square(550, 250)),
        ("y", [(0, 0), (2, 100)], 1, square(500, 300)),
        ("width", [(0, 100), (1, "30%")], 1, square(500, 250, 300)),
        ("scale", [(0, 1), (1, [2, 3])], 1, square(500, 250, 200, 150)),
        ("scaleX", [(0, 1), (1, 2)], 0.5, square(500, 250, 150, 50)),
    ],
)
def test_keyframes_move_a_clip(name: str, frames: list[Any], at: float, corners: Any) -> None:
    keyframes = [{"property": name, "frames": [{"time": t, "value": v} for t, v in frames]}]
    state, reading = opened(config([rect(keyframes=keyframes)]))
    assert reading.refusals == ()
    assert near(box(state, at), corners, 1e-2)


def test_higher_z_lies_higher_whatever_the_tracks_are() -> None:
    low, high = rect(zIndex=1, id="low"), rect(zIndex=5, id="high")
    for tracks in ([[high], [low]], [[low], [high]], [[high, low]]):
        state, _ = opened(config(*tracks))
        assert [track.items for track in state.tracks] == [("high",), ("low",)]


def test_of_the_same_z_the_later_one_lies_higher() -> None:
    state, _ = opened(config([rect(1, id="late"), rect(0, id="early")]))
    assert [track.items for track in state.tracks] == [("late",), ("early",)]


def test_references_and_the_old_map_of_assets_name_media() -> None:
    for assets in (
        {"images": [{"id": "p", "src": URL + "p.png"}]},
        {"p": {"type": "image", "src": URL + "p.png"}},
    ):
        state, reading = opened(config([clip("image", src={"$ref": "p"})], assets=assets))
        assert only(state).asset_id == "p"
        assert (state.assets["p"].filename, reading.addresses) == ("p.png", {"p": URL + "p.png"})


def test_one_address_is_one_asset() -> None:
    clips = [clip("video", start, src=URL + "v.mp4", source={"start": 1}) for start in (0, 2)]
    state, _ = opened(config(clips))
    (asset,) = state.assets.values()
    assert (asset.type, asset.duration_in_seconds) == ("video", 3)


def test_cover_cuts_and_contain_shrinks_where_the_mediums_size_is_known() -> None:
    media = {URL + "p.png": MediaFacts(400, 100)}
    places = {"x": "50%", "y": "50%", "width": 200, "height": 200}
    source = {"src": URL + "p.png", "transform": places}
    covered, _ = opened(config([clip("image", **source, style={"objectFit": "cover"})]), media=media)
    item = only(covered)
    assert (item.crop_left.value, item.crop_right.value, item.crop_top) == (0.375, 0.375, None)
    contained, reading = opened(
        config([clip("image", **source, style={"objectFit": "contain"})]), media=media
    )
    assert near(box(contained), square(500, 250, 200, 50), 1e-3)
    assert reading.report == ()


def test_without_it_the_report_says_so() -> None:
    _, reading = opened(config([clip("image", src=URL + "p.png", style={"objectFit": "cover"})]))
    assert {loss.what for loss in reading.report} == {"size", "objectFit"}


def test_the_end_of_the_source_ends_a_clip() -> None:
    video = clip("video", src=URL + "v.mp4", source={"start": 1, "end": 3}, playbackRate=2, duration=5)
    item = only(opened(config([video]))[0])
    assert (item.duration_ticks, item.source_start_ticks, item.playback_rate) == (S, S, 2)


@pytest.mark.parametrize(
    ("fields", "decibels"),
    [({}, 0), ({"volume": 0.5}, -6.0206), ({"volume": 0}, -120), ({"muted": True}, -120)],
)
def test_volume_is_read_as_decibels(fields: dict[str, Any], decibels: float) -> None:
    item = only(opened(config([clip("video", src=URL + "v.mp4", **fields)]))[0])
    assert item.decibel_adjustment.value == pytest.approx(decibels, abs=1e-3)


def test_an_envelope_is_followed_in_volume() -> None:
    envelope = [{"time": 0, "volume": 0.1}, {"time": 2, "volume": 1}]
    audio = clip("audio", src=URL + "a.mp3", fadeOut=0.5, gainEnvelope=envelope)
    item = only(opened(config([audio]))[0])
    gains = [10 ** (item.decibel_adjustment.at(t * S // 4, 2 * S) / 20) for t in range(8)]
    assert near(gains, [0.1 + 0.1125 * t for t in range(8)], 0.02)
    assert item.audio_fade_out_duration_ticks == S // 2


def test_a_sound_that_loops_is_repeated() -> None:
    audio = clip("audio", src=URL + "a.mp3", duration=5, loop=True, fadeIn=1, fadeOut=1)
    media = {URL + "a.mp3": MediaFacts(0, 0, 2.0)}
    state, _ = opened(config([audio]), media=media)
    spans = [(i.start_ticks / S, i.duration_ticks / S) for i in state.items.values()]
    assert spans == [(0, 2), (2, 2), (4, 1)]


def test_an_entrance_over_another_clip_is_a_transition_about_the_middle() -> None:
    clips = [
        rect(0, 3, id="a"),
        rect(2, 3, id="b", transition={"type": "push", "duration": 1, "direction": "up"}),
    ]
    state, _ = opened(config(clips))
    (transition,) = state.transitions.values()
    assert (transition.type, transition.params, transition.duration_ticks) == (
        "slide",
        {"direction": "from-bottom"},
        S,
    )
    assert [(i.start_ticks / S, i.end_ticks / S) for i in state.items.values()] == [(0, 2.5), (2.5, 5)]


def test_an_entrance_alone_fades_in_and_other_ones_are_reported() -> None:
    state, reading = opened(config([rect(transition={"type": "spin", "duration": 1})]))
    assert only(state).opacity.at(S // 2, 2 * S) == pytest.approx(0.5)
    assert [loss.what for loss in reading.report] == ["transition spin"]


@pytest.mark.parametrize(
    ("background", "expected"),
    [
        ("transparent", ("none", None, None)),
        ("#123456", ("color", "#123456", None)),
        (
            {
                "type": "linear",
                "angle": 90,
                "stops": [{"offset": 0, "color": "red"}, {"offset": 1, "color": "blue"}],
            },
            ("color", "red", "linear-gradient(90deg, red 0%, blue 100%)"),
        ),
    ],
)
def test_the_canvas_has_a_background(background: Any, expected: tuple[Any, ...]) -> None:
    chosen: Any = opened(config([rect()], meta={"background": background}))[0].global_background
    assert (chosen.type, getattr(chosen, "color", None), getattr(chosen, "gradient", None)) == expected


def test_a_text_stands_about_its_place() -> None:
    text = clip(
        "text", text="Hello", transform={"x": "30%", "y": "40%"}, style={"fontSize": 40, "color": "#00ff00"}
    )
    state, _ = opened(config([text]))
    (entry,) = shown(state, 0)
    assert (entry[1], entry[2].color.green, entry[2].align) == ("Hello", 1.0, "center")
    assert near(entry[4], (300, 200), 1e-3)


@pytest.mark.parametrize(("height", "expected"), [(1.5, 1.5), (60, 1.5)])
def test_a_line_height_is_a_multiple_or_px(height: float, expected: float) -> None:
    item = only(opened(config([clip("text", text="a", style={"fontSize": 40, "lineHeight": height})]))[0])
    assert item.line_height == expected


def test_subtitles_become_captions_of_timed_words() -> None:
    words = [{"word": w, "punctuated_word": w + ".", "start": i, "end": i + 0.5} for i, w in enumerate("ab")]
    state, _ = opened(config([clip("subtitle", words=words, config={"highlightColor": "#ff0000"})]))
    item = only(state)
    asset: Any = state.assets[item.asset_id]
    assert (item.highlight_color, asset.timing_granularity) == ("#ff0000", "word")
    assert [(e.text, e.start_ms, e.end_ms) for e in asset.captions] == [("a.", 0, 500), (" b.", 1000, 1500)]


def test_polygons_of_three_and_four_sides_are_shapes() -> None:
    state, _ = opened(config([clip("polygon", sides=4, size=100), clip("polygon", 2, sides=3, size=100)]))
    side = 50 * math.sqrt(2)
    diamond = box(state)
    assert near(sorted(diamond), sorted([(500, 200), (550, 250), (500, 300), (450, 250)]), 1e-3), side
    assert near(box(state, 2), [(500, 200), (543.301, 275), (456.699, 275)], 1e-3)


def test_markup_becomes_an_image_with_its_data_as_address() -> None:
    state, reading = opened(
        config([clip("svg", svg="<svg xmlns='x'/>", transform={"width": 9, "height": 9})])
    )
    item = only(state)
    assert (item.type, reading.addresses[item.asset_id][:26]) == ("image", "data:image/svg+xml;base64,")


def test_a_layout_is_laid_out() -> None:
    child = {"type": "rect", "start": 0, "duration": 1, "transform": {"width": 100, "height": 40}}
    layout = clip(
        "layout",
        transform={"x": "50%", "y": "50%", "width": 400, "height": 100},
        direction="horizontal",
        gap=20,
        alignItems="center",
        justifyContent="center",
        children=[child, child],
    )
    state, reading = opened(config([layout]))
    assert reading.refusals == ()
    middles = [
        (i.left.value + i.width.value / 2, i.top.value + 20, i.duration_ticks) for i in state.items.values()
    ]
    assert near(sorted(middles), [(440, 250, 2 * S), (560, 250, 2 * S)], 1e-3)


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"type": "three"}, ".type"),
        ({"type": "code", "code": "x"}, ".type"),
        ({"type": "icon", "icon": "a:b"}, ".type"),
        ({"type": "path", "data": "M0 0"}, ".type"),
        ({"type": "template", "template": "news", "data": {}}, ".type"),
        ({"type": "polygon", "sides": 6, "size": 9}, ".sides"),
        ({"type": "circle", "size": 9, "startAngle": 90}, ".endAngle"),
        ({"type": "rect", "transform": {"skew": [5, 0]}}, ".transform.skew"),
        ({"type": "rect", "transform": {"x": "fifty"}}, ".transform.x"),
        ({"type": "rect", "style": {"fill": 7}}, ".style.fill"),
        ({"type": "rect", "animations": [{"type": "wobble", "duration": 1}]}, ".animations[0].type"),
        ({"type": "rect", "animations": [{"type": "fadeIn"}]}, ".animations[0].duration"),
        ({"type": "rect", "keyframes": [{"property": "blur", "frames": []}]}, ".keyframes[0].property"),
        ({"type": "rect", "transition": {"type": "melt", "duration": 1}}, ".transition.type"),
        ({"type": "text", "text": "a", "style": {"fontSize": "big"}}, ".style.fontSize"),
        ({"type": "subtitle", "words": {"src": "https://x.example/w.json"}}, ".words"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_its_path(fields: dict[str, Any], path: str) -> None:
    value = config([rect(3), {"start": 0, "duration": 1, **fields}])
    assert f"$.tracks[0].clips[1]{path}" in [refusal.path for refusal in to_editor_state(value).refusals]


def test_a_large_canvas_is_made_smaller_and_the_scale_tells_by_how_much() -> None:
    value = config([rect()], meta={"width": 3840, "height": 2160, "fps": 25})
    state, reading = opened(value)
    assert (state.composition_width, state.composition_height, reading.scale, reading.fps) == (
        1920,
        1080,
        2,
        25,
    )
    assert near(box(state), square(960, 540, 50, 25), 1e-3)


@pytest.mark.parametrize("value", [None, 3, [], "{}", {}, {"meta": {}}, {"tracks": [None]}])
def test_anything_else_is_an_empty_document_with_refusals(value: Any) -> None:
    reading = to_editor_state(value)
    state, problems = read(reading.document)
    assert (bool(reading.refusals), problems, len(state.items)) == (True, (), 0)


def test_what_nobody_reads_is_reported_and_blending_refused() -> None:
    odd = rect(mystery=1, transform={"z": 3})
    odd["style"] |= {"glow": 2, "cache": True, "compositeOperation": "multiply"}
    _, reading = opened(config([odd]))
    assert [loss.why for loss in reading.report] == ["Passed over: mystery, style.glow, transform.z."]
    assert [refusal.path for refusal in reading.refusals] == ["$.tracks[0].clips[0].style.compositeOperation"]


def test_a_transition_whose_clips_end_on_two_tracks_is_reported() -> None:
    seam = {"type": "fade", "duration": 1}
    clips = [rect(0, 3, id="a"), rect(2, 3, id="b", transition=seam), rect(3.5, 1, id="c", zIndex=-1)]
    low = [rect(0, 2.8, id="d", zIndex=-1), rect(2.8, 1, id="e", zIndex=-2)]
    state, reading = opened(config(clips, low))
    assert state.transitions == {}
    assert {loss.item_id: loss.what for loss in reading.report} == {"b": "transition fade"}
