"""Journal entries as JSON, both ways."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

from pydantic_core import from_json

from editor_app.record import json_bytes
from editor_app.state.patch import Patch
from editor_app.store.cloud_link import link_from_json, sync_point_from_json
from editor_app.store.history import (
    Applied,
    Entry,
    Forgotten,
    Linked,
    Marked,
    Placed,
    Pulled,
    Redone,
    Saving,
    Step,
    Synced,
    Undone,
)
from editor_app.store.project import MediaPlace
from editor_app.store.sidecar import SidecarPatch

Json = Mapping[str, Any]


def write_entry(entry: Entry, *, with_step: bool = True) -> bytes:
    """Write an entry as compact JSON; undo and redo go without their step where the reader knows it."""
    match entry:
        case Applied(step):
            value: Json = {"did": "apply", **step_to_json(step)}
        case Undone(step) | Redone(step):
            did = "undo" if isinstance(entry, Undone) else "redo"
            value = {"did": did, **(step_to_json(step) if step and with_step else {})}
        case Forgotten():
            value = {"did": "forget"}
        case Marked(number):
            value = {"did": "mark", "number": number}
        case Saving(number, sha256):
            value = {"did": "save", "number": number, "sha256": sha256}
        case _:
            value = _fact_to_json(entry)
    return spread_bytes(value)


def _fact_to_json(entry: Pulled | Linked | Placed | Synced) -> Json:
    match entry:
        case Pulled(patch, sidecar, point):
            beside: Json = {"sidecar": sidecar.to_json()} if sidecar else {}
            beside = {**beside, "point": point.to_json()} if point else beside
            return {"did": "pull", "patch": patch.to_json(), **beside}
        case Linked(link):
            return {"did": "link", "cloud": link.to_json() if link else None}
        case Placed(places):
            return {"did": "place", "media": places_to_json(places)}
        case Synced(point):
            return {"did": "sync", "point": point.to_json()}


def spread_bytes(value: Any, levels: int = 4) -> bytes:
    """Write JSON as `json_bytes` does, but record by record.

    One call for a step that moves 5,000 clips would hold every other thread up for 35 ms.
    """
    if not levels or not isinstance(value, dict):
        return json_bytes(value)
    entries = cast("Json", value).items()
    return b"{" + b",".join(json_bytes(k) + b":" + spread_bytes(v, levels - 1) for k, v in entries) + b"}"


def read_entry(data: bytes) -> Entry:
    """Read what `write_entry` wrote; raise ValueError, KeyError or TypeError for anything else."""
    value = read_json(data)
    if (read := _READERS.get(value["did"])) is None:
        raise ValueError(f"A journal entry of an unknown kind: {value['did']!r}.")
    return read(value)


def read_json(data: bytes) -> Any:
    """Parse JSON that this program wrote; what is nested deeply, or has half characters, on a slower way."""
    try:
        return from_json(data)
    except ValueError:
        return json.loads(data)


def step_to_json(step: Step) -> Json:
    """Give a step as JSON."""
    return {"label": step.label, "patch": step.patch.to_json(), "sidecar": step.sidecar.to_json()}


def step_from_json(value: Json) -> Step:
    """Read what `step_to_json` wrote."""
    return Step(value["label"], Patch.from_json(value["patch"]), SidecarPatch.from_json(value["sidecar"]))


def places_to_json(places: Mapping[str, MediaPlace]) -> Json:
    """Give places of media as JSON."""
    return {key: [str(p.path), p.sha256, p.size_bytes] for key, p in places.items()}


def places_from_json(value: Json) -> dict[str, MediaPlace]:
    """Read what `places_to_json` wrote."""
    return {key: MediaPlace(Path(path), sha256, size) for key, (path, sha256, size) in value.items()}


def _step_if_told(value: Json) -> Step | None:
    return step_from_json(value) if "patch" in value else None


def _read_pulled(value: Json) -> Entry:
    point = sync_point_from_json(value["point"]) if "point" in value else None
    return Pulled(Patch.from_json(value["patch"]), SidecarPatch.from_json(value.get("sidecar", {})), point)


_READERS: Mapping[str, Callable[[Json], Entry]] = {
    "apply": lambda value: Applied(step_from_json(value)),
    "undo": lambda value: Undone(_step_if_told(value)),
    "redo": lambda value: Redone(_step_if_told(value)),
    "forget": lambda value: Forgotten(),
    "pull": _read_pulled,
    "place": lambda value: Placed(places_from_json(value["media"])),
    "link": lambda value: Linked(link_from_json(value["cloud"])),
    "sync": lambda value: Synced(sync_point_from_json(value["point"])),
    "mark": lambda value: Marked(value["number"]),
    "save": lambda value: Saving(value["number"], value["sha256"]),
}
