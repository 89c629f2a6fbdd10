"""Random documents: mostly as an editor would make them, with some of the mess that real ones hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from editor_app.state import EditorState, read
from editor_app.timebase import TICKS_PER_SECOND as S
from tests.edits.picture import document_of, item_json, number, transition_json

HALF = S // 2
KINDS = ("solid", "solid", "text", "image", "video", "video", "audio", "gif", "lottie", "captions", "effect")


@st.composite
def states(draw: st.DrawFn, *, mess: bool = True) -> EditorState:
    """Draw a document of up to four tracks with up to five clips each."""
    dialect = draw(st.sampled_from(["newer", "seed"]))
    document = document_of("V0:", dialect=dialect)
    document["tracks"] = []
    for key in ("i", "v", "s", "g", "l", "c"):
        document["assets"][f"{key}2"] = document["assets"][key] | {"id": f"{key}2", "filename": "second.bin"}
    document["assets"]["v2"]["durationInSeconds"] = 3
    document["assets"]["c2"]["timingGranularity"] = "word"
    for index in range(draw(st.integers(1, 4))):
        _add_track(draw, document, f"V{index}", dialect)
    for name in draw(st.sets(st.sampled_from(sorted(MESSES)), max_size=3)) if mess else ():
        MESSES[name](_Mess.of(draw, document, dialect))
    return read(document)[0]


def _add_track(draw: st.DrawFn, document: dict[str, Any], name: str, dialect: str) -> None:
    listed: list[str] = []
    end = 0
    for count in range(draw(st.integers(0, 5))):
        key = f"{name}c{count}"
        gap, length = draw(st.sampled_from([0, 0, HALF, S])), draw(st.integers(1, 6)) * HALF
        item = _item(draw, key, end + gap, length, dialect)
        if listed and not gap and draw(st.booleans()):
            longest = 2 * min(length, document["items"][listed[-1]]["durationTicks"])
            ticks = draw(st.integers(1, longest // HALF)) * HALF
            document["transitions"][f"t{key}"] = transition_json(f"t{key}", name, listed[-1], key, ticks)
        document["items"][key] = item
        listed.append(key)
        end += gap + length
    track: dict[str, Any] = {"id": name, "items": listed, "hidden": draw(st.booleans()), "muted": False}
    if dialect == "newer" and draw(st.booleans()):
        track["syncLocked"] = draw(st.booleans())
    document["tracks"].append(track)


def _item(draw: st.DrawFn, key: str, start: int, length: int, dialect: str) -> dict[str, Any]:
    kind = draw(st.sampled_from(KINDS))
    options = {
        "src": str(draw(st.integers(0, 4))),
        "rate": draw(st.sampled_from(["1", "0.5", "2", "1.3"])),
        "off": str(draw(st.integers(0, 2))),
    }
    item = item_json(key, kind, start, length, dialect, **options)
    if draw(st.booleans()):
        item["linkGroupId"] = draw(st.sampled_from(["g", "h"]))
    if kind != "effect":
        times = sorted(draw(st.sets(st.integers(0, length - 1), max_size=3)))
        item["opacity"] = number(
            draw(st.sampled_from([0, 1])), *((t, draw(st.sampled_from([0, 1, 0.5]))) for t in times)
        )
        item["left"] = number(draw(st.integers(0, 1000)))
    if kind in ("solid", "text", "image", "video") and draw(st.booleans()):
        share = {"type": "fade", "durationTicks": length // 2}
        item["animations"] = draw(
            st.sampled_from([{"in": share}, {"out": share}, {"in": share, "out": share}, {}])
        )
    if kind in ("video", "audio") and draw(st.booleans()):
        unit, fade = ("Ticks", length // 2) if dialect == "newer" else ("InSeconds", length / 2 / S)
        item |= {f"audioFadeInDuration{unit}": fade, f"audioFadeOutDuration{unit}": fade}
    item["ourExtra"] = {"of": key, "kept": 1.0}
    return item


@dataclass
class _Mess:
    """A document, and one of its tracks, to spoil."""

    draw: st.DrawFn
    document: dict[str, Any]
    track: dict[str, Any]
    end: int
    dialect: str

    @classmethod
    def of(cls, draw: st.DrawFn, document: dict[str, Any], dialect: str) -> _Mess:
        track, items = draw(st.sampled_from(document["tracks"])), document["items"]
        there = [items[key] for key in track["items"] if key in items]
        end = max((item["startTicks"] + item["durationTicks"] for item in there), default=0)
        return cls(draw, document, track, end, dialect)

    def add(self, key: str, *, on: bool = True, **fields: object) -> None:
        self.document["items"][key] = item_json(key, "solid", self.end, S, self.dialect) | fields
        if on:
            self.track["items"].append(key)


def _broken_track(m: _Mess) -> None:
    m.document["tracks"].append({"id": "BT", "items": ["bt"], "hidden": "no", "muted": False})
    m.add("bt", on=False)


def _listed_twice(m: _Mess) -> None:
    if m.track["items"]:
        m.draw(st.sampled_from(m.document["tracks"]))["items"].append(m.track["items"][0])


def _stale_transition(m: _Mess) -> None:
    names = st.sampled_from(["V0c0", "V0c1", "V0c2", "V1c0", "none"])
    first, second = m.draw(st.tuples(names, names))
    m.document["transitions"]["old"] = transition_json("old", "V0", first, second, S)


def _late_keyframe(m: _Mess) -> None:
    late = m.document["items"].get(m.track["items"][-1]) if m.track["items"] else None
    if late and "opacity" in late:
        late["opacity"] = number(1, (0, 1), (late["durationTicks"] + 5, 0))


def _long_transitions(m: _Mess) -> None:
    for transition in m.document["transitions"].values():
        transition["durationTicks"] = 9 * S


MESSES: dict[str, Callable[[_Mess], object]] = {
    "broken item": lambda m: m.add("bad", color=7),
    "broken track": _broken_track,
    "broken transition": lambda m: m.document["transitions"].update(bad={"id": "bad", "fromClipId": "V0c0"}),
    "broken asset": lambda m: m.document["assets"].update(bad={"id": "bad", "type": "image"}),
    "item on no track": lambda m: m.add("lost", on=False),
    "listed but missing": lambda m: m.track["items"].insert(
        m.draw(st.integers(0, len(m.track["items"]))), "gone"
    ),
    "listed twice": _listed_twice,
    "overlap": lambda m: m.add("over", startTicks=max(0, m.end - HALF)),
    "list out of order": lambda m: m.track["items"].reverse(),
    "stale transition": _stale_transition,
    "late keyframe": _late_keyframe,
    "long transitions": _long_transitions,
}
