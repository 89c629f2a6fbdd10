"""What stands beside a project's document: title, description, edit rate, names and locks of tracks, markers.

It is one immutable value beside the document, and its changes are undone by the same steps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, cast

from editor_app.state.patch import PatchError

Json = Mapping[str, Any]
EditRate = Literal[30, 60]


@dataclass(frozen=True, slots=True)
class Marker:
    """A named place on the timeline; `color` is one of the interface's colour names."""

    id: str
    ticks: int
    name: str = ""
    color: str = "blue"


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The value; tracks go by their ids. Names and locks of tracks that are gone stay, for undo."""

    title: str = ""
    edit_rate: EditRate = 30
    track_names: Mapping[str, str] = field(default_factory=dict[str, str])
    locked_tracks: tuple[str, ...] = ()
    markers: tuple[Marker, ...] = ()
    description: str = ""

    def with_title(self, title: str) -> Sidecar:
        """Give the sidecar with another title."""
        return replace(self, title=title)

    def with_description(self, description: str) -> Sidecar:
        """Give the sidecar with another description."""
        return replace(self, description=description)

    def with_edit_rate(self, edit_rate: EditRate) -> Sidecar:
        """Give the sidecar with frames counted at 30 or 60 a second."""
        return replace(self, edit_rate=edit_rate)

    def with_track_name(self, track_id: str, name: str) -> Sidecar:
        """Give the sidecar with a track called `name`; an empty name takes it away."""
        names = {key: value for key, value in self.track_names.items() if key != track_id or name}
        return replace(self, track_names=names | {track_id: name} if name else names)

    def with_lock(self, track_id: str, *, locked: bool) -> Sidecar:
        """Give the sidecar with a track locked or free."""
        others = tuple(key for key in self.locked_tracks if key != track_id)
        return replace(self, locked_tracks=(*others, track_id) if locked else others)

    def with_marker(self, marker: Marker) -> Sidecar:
        """Give the sidecar with a marker put, or changed where its id is known; markers stand by time."""
        others = (other for other in self.markers if other.id != marker.id)
        return replace(self, markers=tuple(sorted((*others, marker), key=lambda m: (m.ticks, m.id))))

    def without_marker(self, marker_id: str) -> Sidecar:
        """Give the sidecar without a marker."""
        return replace(self, markers=tuple(m for m in self.markers if m.id != marker_id))


@dataclass(frozen=True, slots=True)
class SidecarPatch:
    """The fields of a sidecar that differ, as JSON before and after."""

    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict[str, tuple[Any, Any]])

    @classmethod
    def between(cls, old: Sidecar, new: Sidecar) -> SidecarPatch:
        """Compare two sidecars."""
        if old is new:
            return cls()
        before, after = _to_json(old), _to_json(new)
        return cls({name: (before[name], after[name]) for name in before if before[name] != after[name]})

    def __bool__(self) -> bool:
        """Tell whether anything changes."""
        return bool(self.changes)

    def inverse(self) -> SidecarPatch:
        """Give the patch that leads back."""
        return SidecarPatch({name: (after, before) for name, (before, after) in self.changes.items()})

    def apply(self, sidecar: Sidecar) -> Sidecar:
        """Give the sidecar after the patch; raise PatchError."""
        if not self.changes:
            return sidecar
        now = _to_json(sidecar)
        if any(now[name] != before for name, (before, _) in self.changes.items()):
            raise PatchError("The project's settings are not as they were when the change was made.")
        return replace(sidecar, **{name: _READERS[name](after) for name, (_, after) in self.changes.items()})

    def to_json(self) -> Json:
        """Give the patch as JSON."""
        return {name: list(sides) for name, sides in self.changes.items()}

    @classmethod
    def from_json(cls, value: Json) -> SidecarPatch:
        """Read what `to_json` wrote."""
        return cls({name: (before, after) for name, (before, after) in value.items() if name in _READERS})


def read_sidecar(root: Json | None) -> Sidecar:
    """Read a project file's JSON object; what does not fit has its default, and None knows nothing."""
    parts = root or {}
    found = {
        name: _READERS[name](value)
        for name, (part, key) in _PLACES.items()
        if (value := _object(parts.get(part)).get(key)) is not None
    }
    return Sidecar(**found)


def write_sidecar(root: Json, sidecar: Sidecar) -> Json:
    """Give the project file's JSON with what differs written anew, or `root` itself where nothing does."""
    before, after = _to_json(read_sidecar(root)), _to_json(sidecar)
    for name, (part, key) in _PLACES.items():
        if before[name] != after[name]:
            old = _object(root.get(part))
            value = _keep_unknown(old.get(key), after[name]) if name == "markers" else after[name]
            root = {**root, part: {**old, key: value}}
    return root


_PLACES: Mapping[str, tuple[str, str]] = {
    "title": ("project", "title"),
    "description": ("project", "description"),
    "edit_rate": ("sidecar", "editRate"),
    "track_names": ("sidecar", "trackNames"),
    "locked_tracks": ("sidecar", "lockedTracks"),
    "markers": ("sidecar", "markers"),
}


def _to_json(sidecar: Sidecar) -> dict[str, Any]:
    return {
        "title": sidecar.title,
        "description": sidecar.description,
        "edit_rate": sidecar.edit_rate,
        "track_names": dict(sidecar.track_names),
        "locked_tracks": list(sidecar.locked_tracks),
        "markers": [asdict(marker) for marker in sidecar.markers],
    }


def _read_texts(value: Any) -> dict[str, str]:
    return {key: text for key, text in _object(value).items() if isinstance(text, str)}


def _read_markers(value: Any) -> tuple[Marker, ...]:
    entries = [_object(entry) for entry in _list(value)]
    found = {marker.id: marker for entry in entries if (marker := _read_marker(entry))}
    return tuple(sorted(found.values(), key=lambda m: (m.ticks, m.id)))


def _read_marker(entry: Json) -> Marker | None:
    marker_id, ticks = entry.get("id"), entry.get("ticks")
    if not isinstance(marker_id, str) or not isinstance(ticks, int) or isinstance(ticks, bool) or ticks < 0:
        return None
    texts = {key: text for key in ("name", "color") if isinstance(text := entry.get(key), str)}
    return Marker(marker_id, ticks, **texts)


def _keep_unknown(old: Any, markers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the markers as JSON with the keys that nobody knows."""
    known = {entry.get("id"): entry for entry in map(_object, _list(old))}
    return [{**known.get(marker["id"], {}), **marker} for marker in markers]


def _object(value: Any) -> Json:
    return cast("Json", value) if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "title": lambda value: value if isinstance(value, str) else "",
    "description": lambda value: value if isinstance(value, str) else "",
    "edit_rate": lambda value: 60 if value == 60 else 30,
    "track_names": _read_texts,
    "locked_tracks": lambda value: tuple(key for key in _list(value) if isinstance(key, str)),
    "markers": _read_markers,
}
