"""Random documents with much of what an editor can make of pictures, shapes, texts and sounds."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from editor_app.state import EditorState, read
from editor_app.timebase import TICKS_PER_SECOND as S
from tests.edits.picture import document_of, item_json, number, transition_json

Json = dict[str, Any]
HALF = S // 2
EASINGS = ("linear", "ease-in", "ease-out", "ease-in-out")
CLIP_ANIMATIONS = ("fade", "slide-up", "slide-down", "slide-left", "slide-right", "zoom-in", "zoom-out")
TRANSITIONS = ("fade", "slide", "wipe", "iris")
KINDS = ("solid", "text", "image", "video", "audio")
ALL_KINDS = (*KINDS, "gif", "lottie", "captions", "effect", "filter")
WIDTH, HEIGHT = 1280, 720


@st.composite
def documents(draw: st.DrawFn, *, kinds: tuple[str, ...] = KINDS, crops: bool = False) -> EditorState:
    """Draw a document of up to three tracks; media are ten seconds long and start five seconds in."""
    document = document_of("V0:")
    document |= {"compositionWidth": WIDTH, "compositionHeight": HEIGHT, "tracks": []}
    document["globalBackground"] = draw(st.sampled_from(BACKGROUNDS))
    document["assets"]["c"]["timingGranularity"] = draw(st.sampled_from(["word", "line"]))
    for index in range(draw(st.integers(1, 3))):
        _add_track(draw, document, f"V{index}", kinds, crops)
    state, problems = read(document)
    assert not problems, problems
    return state


BACKGROUNDS: tuple[Json, ...] = (
    {"type": "color", "color": "#123456", "gradient": None},
    {"type": "color", "color": "#fff", "gradient": "linear-gradient(135deg, #0f172a 0%, #ff0000 100%)"},
    {"type": "image", "imageAssetId": "i", "imageUrl": "https://x.example/i.png", "source": "custom"},
    {"type": "none"},
)


def _add_track(draw: st.DrawFn, document: Json, name: str, kinds: tuple[str, ...], crops: bool) -> None:
    listed: list[str] = []
    end = 0
    for count in range(draw(st.integers(1, 3))):
        key = f"{name}c{count}"
        gap, length = (
            draw(st.sampled_from([0, 0, HALF, 8_001])),
            draw(st.sampled_from([HALF, S, 2 * S + 7, 40_000])),
        )
        if listed and not gap and draw(st.booleans()):
            both = length, document["items"][listed[-1]]["durationTicks"]
            seam = transition_json(f"t{key}", name, listed[-1], key, draw(st.integers(2, min(both))))
            seam |= {"type": draw(st.sampled_from(TRANSITIONS)), "easing": draw(st.sampled_from(EASINGS))}
            if seam["type"] in ("slide", "wipe"):
                side = draw(st.sampled_from(["left", "right", "top", "bottom"]))
                seam["params"] = {"direction": f"from-{side}"}
            document["transitions"][f"t{key}"] = seam
        document["items"][key] = _item(draw, key, end + gap, length, kinds, crops)
        listed.append(key)
        end += gap + length
    track = {
        "id": name,
        "items": listed,
        "hidden": draw(st.integers(0, 3)) == 0,
        "muted": draw(st.booleans()),
    }
    document["tracks"].append(track)


def _item(draw: st.DrawFn, key: str, start: int, length: int, kinds: tuple[str, ...], crops: bool) -> Json:
    kind = draw(st.sampled_from(kinds))
    rate = str(draw(st.sampled_from([1, 0.5, 1.5])))
    item = item_json(key, kind, start, length, "newer", src="5", rate=rate)
    if kind == "effect":
        item |= _effect(draw)
    if kind not in ("effect", "filter", "audio"):
        item |= _box(draw, length)
    if kind == "solid":
        item["shape"] = draw(st.sampled_from(["rectangle", "circle", "triangle", "star"]))
        item["color"] = draw(st.sampled_from(["#ff0000", "rgba(0, 128, 255, 0.5)", "#11223344"]))
    if kind in ("solid", "image", "video"):
        item["borderRadius"] = number(draw(st.sampled_from([0, 12])))
    if kind in ("image", "video") and crops:
        item |= {"cropLeft": number(draw(st.sampled_from([0, 0.25]))), "cropTop": number(0.1)}
    if kind in ("text", "captions"):
        item |= _letters(draw)
    if kind == "text":
        item["text"] = draw(
            st.sampled_from(["Hello", "Two\nlines", "A longer text that has to wrap somewhere"])
        )
    if kind in ("video", "audio"):
        item |= _sound(draw, length)
    return item


def _box(draw: st.DrawFn, length: int) -> Json:
    box = {
        "left": _number(draw, length, st.integers(-200, 900)),
        "top": _number(draw, length, st.integers(-200, 500)),
        "width": _number(draw, length, st.integers(60, 900), rarely=True),
        "height": _number(draw, length, st.integers(60, 500), rarely=True),
        "scaleX": _number(draw, length, st.sampled_from([1, 0.5, -1, 2]), rarely=True),
        "scaleY": _number(draw, length, st.sampled_from([1, 0.5, 1.5]), rarely=True),
        "rotation": _number(draw, length, st.integers(-180, 180), rarely=True),
        "opacity": _number(draw, length, st.sampled_from([0, 0.25, 1, 1.2, -0.2]), rarely=True),
    }
    return box | ({"animations": draw(_animations(length))} if draw(st.booleans()) else {})


def _effect(draw: st.DrawFn) -> Json:
    kind = draw(st.sampled_from(["blur", "blurred-opening", "fade-in", "fade-out", "flash-to-black"]))
    effect: Json = {"effectType": kind, "intensity": draw(st.sampled_from([0, 0.5, 1, 1.5]))}
    if kind == "flash-to-black":
        tail = draw(st.sampled_from([0, 24_000]))
        phases = {"brightTicks": 16_000, "darkTicks": 8_000, "tailDarkTicks": tail}
        effect["params"] = {**phases, "maxOpacity": 0.8}
    return effect


def _letters(draw: st.DrawFn) -> Json:
    return {
        "align": draw(st.sampled_from(["left", "center", "right"])),
        "letterSpacing": draw(st.sampled_from([0, -1.5])),
        "strokeWidth": draw(st.sampled_from([0, 3])),
        "fontStyle": {"variant": draw(st.sampled_from(["normal", "italic"])), "weight": "700"},
    }


def _sound(draw: st.DrawFn, length: int) -> Json:
    sound = {"decibelAdjustment": _number(draw, length, st.sampled_from([0, -6, 3, -60]), rarely=True)}
    if draw(st.booleans()):
        sound |= {"audioFadeInDurationTicks": length // 4, "audioFadeOutDurationTicks": length // 3}
    return sound


def _number(draw: st.DrawFn, length: int, values: st.SearchStrategy[Any], *, rarely: bool = False) -> Json:
    """Draw an animated number that mostly stands still."""
    if draw(st.integers(0, 5 if rarely else 2)):
        return number(draw(values))
    times = sorted(draw(st.sets(st.integers(0, length - 1), min_size=1, max_size=3)))
    return number(draw(values), *((time, draw(values)) for time in times))


def _animations(length: int) -> st.SearchStrategy[Json]:
    one = st.fixed_dictionaries(
        {"type": st.sampled_from(CLIP_ANIMATIONS), "durationTicks": st.integers(1, length)},
        optional={"easing": st.sampled_from(EASINGS)},
    )
    return st.fixed_dictionaries({}, optional={"in": one, "out": one})
