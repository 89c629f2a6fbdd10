"""Documents for tests: the fixtures, small ones built on the spot, and generated damage."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

FIXTURES = Path(__file__).parent / "fixtures" / "documents"
JsonPath = tuple[str | int, ...]

RICH = {
    dialect: json.loads((FIXTURES / f"rich-{dialect}.json").read_text("utf-8"))
    for dialect in ("seed", "newer")
}

ODD_VALUES: list[Any] = [
    *(None, True, False, 0, -1, 1, 1.0, 1.5, 0.005, -0.0, 2, 2.0, 5, 51.0, 1921, 10**30, 1e300),
    *("", "x", "5", "v1", "none", "image", "flash-to-black", "pie", "6F1C2B8E-0B1D-4C56-9A39-1F2E3D4C5B6A"),
    *([], [None], ["x"], [""], {}, {"x": 1}, {"x": None}, {"type": "none"}, [{}]),
]
ODD_KEYS = [
    *("zz", "text", "componentId", "stickerId", "linkGroupId", "syncLocked", "remoteAssetId", "easing"),
    *("introShiftTicks", "introShiftInFrames", "sourceStartTicks", "videoStartFromInSeconds", "time_ticks"),
]


def number(value: float, *keys: tuple[int, float]) -> dict[str, Any]:
    """Make an animated number."""
    return {"value": value, "keyframes": [{"timeTicks": time, "value": at} for time, at in keys]}


def solid(item_id: str, start: int = 0, duration: int = 240_000, **fields: Any) -> dict[str, Any]:
    """Make a solid item."""
    box = {"top": 0, "left": 0, "width": 100, "height": 100, "scaleX": 1, "scaleY": 1, "opacity": 1}
    return {
        "id": item_id,
        "type": "solid",
        "startTicks": start,
        "durationTicks": duration,
        "isDraggingInTimeline": False,
        **{name: number(value) for name, value in box.items()},
        "color": "#ff0000",
        "shape": "rectangle",
        "keepAspectRatio": False,
        "borderRadius": number(0),
        "rotation": number(0),
        **fields,
    }


def track(track_id: str, *items: str, **fields: Any) -> dict[str, Any]:
    """Make a track."""
    return {"id": track_id, "items": list(items), "hidden": False, "muted": False, **fields}


def document(*items: dict[str, Any], tracks: list[Any] | None = None, **root: Any) -> dict[str, Any]:
    """Make a newer document; without `tracks` every item lies on one."""
    return {
        "stateSchemaVersion": "v1",
        "compositionWidth": 1280,
        "compositionHeight": 720,
        "timebaseTicksPerSecond": 240_000,
        "tracks": [track("t", *(item["id"] for item in items))] if tracks is None else tracks,
        "assets": {},
        "items": {item["id"]: item for item in items},
        "transitions": {},
        **root,
    }


def paths(value: Any, here: JsonPath = ()) -> Iterator[JsonPath]:
    """Give the place of every value in a JSON value."""
    yield here
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, entry in entries:
        yield from paths(entry, (*here, key))


class Damaged:
    """A rich document and what was done to it, which is all that a failing test prints."""

    def __init__(self, dialect: str) -> None:
        self.value: dict[str, Any] = copy.deepcopy(RICH[dialect])
        self.done = [dialect]

    def __repr__(self) -> str:
        return f"<{'; '.join(self.done)}>"

    def change(self, path: JsonPath, how: str, key: str, odd: Any) -> None:
        """Do one thing to the value at `path`."""
        parent: Any = self.value
        for step in path[:-1]:
            parent = parent[step]
        if how == "change":
            parent[path[-1]] = copy.deepcopy(odd)
        elif how == "delete":
            del parent[path[-1]]
        elif isinstance(parent, dict):
            parent[key] = copy.deepcopy(odd)
        else:
            parent.append(copy.deepcopy(odd))
        self.done.append(f"{how} {path} {key} {odd!r}")


@st.composite
def damaged(draw: st.DrawFn, most: int = 3) -> Damaged:
    """Give a rich document of either dialect with up to `most` places damaged."""
    case = Damaged(draw(st.sampled_from(["seed", "newer"])))
    for _ in range(draw(st.integers(0, most))):
        case.change(
            draw(st.sampled_from([path for path in paths(case.value) if path])),
            draw(st.sampled_from(["change", "change", "delete", "add"])),
            draw(st.sampled_from(ODD_KEYS)),
            draw(st.sampled_from(ODD_VALUES)),
        )
    return case


def spelled(value: Any) -> str:
    """Write JSON so that key order, number kinds and signs of zero show."""
    return json.dumps(value)
