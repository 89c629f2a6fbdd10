"""What collided, in words: what it is about, where that lies, and how each side has it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from editor_app.items import BrokenItem
from editor_app.merge import ABSENT, Conflict
from editor_app.services.sync.details import DetailsConflict
from editor_app.services.sync.ports import AnyConflict
from editor_app.state import EditorState, Transition
from editor_app.state.queries import track_of
from editor_app.store.sidecar import Sidecar
from editor_app.timebase import format_timecode
from editor_app.ui.conflicts.changes import changes_in_words
from editor_app.ui.conflicts.texts import tr
from editor_app.ui.conflicts.values import field_named, value_in_words
from editor_app.ui.names import clip_label, kind_name, track_names, transition_name

_NAME_LETTERS = 40


@dataclass(frozen=True, slots=True)
class Words:
    """`name` is what it is about, `where` its track and time, `field` what of it, `what` what happened.

    `was` is what both began with, where that is one value.
    """

    name: str
    where: str
    field: str
    what: str
    mine: str
    theirs: str
    was: str = ""


def words_of(state: EditorState, sidecar: Sidecar, conflict: AnyConflict) -> Words:
    """Say what collided; `state` is the document as it is now."""
    if isinstance(conflict, DetailsConflict):
        field = tr("Title") if conflict.part == "title" else tr("Description")
        mine, theirs = (value_in_words(value, "") for value in (conflict.mine, conflict.theirs))
        was = "" if conflict.was is None else value_in_words(conflict.was, "")
        return Words(tr("The project"), "", field, _changed(field), mine, theirs, was)
    name, where = _name(state, sidecar, conflict), _where(state, sidecar, conflict)
    field, unit = _field(state, conflict)
    mine, theirs = (_side(state, sidecar, conflict, side, unit) for side in (conflict.mine, conflict.theirs))
    was = _side(state, sidecar, conflict, conflict.base, unit) if _has_base(conflict) else ""
    return Words(name, where, field, _what(conflict, field), mine, theirs, was)


def _has_base(conflict: Conflict) -> bool:
    """Tell whether both changed one value that there was."""
    is_value = bool(conflict.part) or conflict.collection == "root"
    return conflict.base is not ABSENT and (
        conflict.kind == "order" or (conflict.kind == "changed" and is_value)
    )


def _what(conflict: Conflict, field: str) -> str:
    match conflict.kind:
        case "deleted_by_me":
            return tr("Deleted here, changed by others. It is kept until you choose.")
        case "deleted_by_them":
            return tr("Changed here, deleted by others. It is kept until you choose.")
        case "overlap":
            return tr(
                "Others put this clip where one of yours lies. It is on a track above until you choose."
            )
        case "order":
            return tr("Both put the tracks in another order. The project has yours until you choose.")
        case "torn":
            return tr("Its clips no longer touch. The project is without it until you choose.")
        case "changed":
            return _changed(field)


def _changed(field: str) -> str:
    text = tr("Both changed this: {field}. The project has yours until you choose.")
    return text.format(field=field)


def _name(state: EditorState, sidecar: Sidecar, conflict: Conflict) -> str:
    key = conflict.key
    match conflict.collection:
        case "items":
            item = state.items.get(key)
            return _short(clip_label(state, item)) if item is not None else _of_raw(conflict)
        case "transitions":
            transition = state.transitions.get(key)
            kind = transition.type if isinstance(transition, Transition) else _raw(conflict).get("type", "")
            return tr("Transition “{name}”").format(name=transition_name(str(kind)))
        case "tracks":
            if conflict.kind == "order":
                return tr("Tracks")
            name = _track_names(state, sidecar).get(key)
            return tr("A track") if name is None else tr("Track {name}").format(name=name)
        case "assets":
            filename = getattr(state.assets.get(key), "filename", None) or _raw(conflict).get("filename")
            return _short(filename) if isinstance(filename, str) else tr("A medium")
        case "root":
            return tr("The project")


def _raw(conflict: Conflict) -> Mapping[str, Any]:
    """Give the whole record where a side has it."""
    sides = (conflict.mine, conflict.theirs, conflict.base)
    found = next((side for side in sides if isinstance(side, dict)), None)
    return cast("Mapping[str, Any]", found) if found is not None and not conflict.part else {}


def _of_raw(conflict: Conflict) -> str:
    raw = _raw(conflict)
    text = raw.get("text")
    if isinstance(text, str) and text.strip():
        return _short(" ".join(text.split()))
    return kind_name(str(raw["type"])) if "type" in raw else tr("A clip that is no longer there")


def _where(state: EditorState, sidecar: Sidecar, conflict: Conflict) -> str:
    key = conflict.key
    if conflict.collection == "transitions":
        transition = state.transitions.get(key)
        key = transition.to_clip_id if isinstance(transition, Transition) else ""
    if conflict.collection not in ("items", "transitions") or key not in state.items:
        return ""
    time = format_timecode(state.items[key].start_ticks, sidecar.edit_rate)
    track = track_of(state, key)
    return time if track is None else f"{_track_names(state, sidecar)[track.id]} · {time}"


def _field(state: EditorState, conflict: Conflict) -> tuple[str, str]:
    """Name what of it collided; give its unit, too."""
    if conflict.kind == "order":
        return tr("Order"), ""
    if conflict.part == "place":
        return tr("Position"), ""
    if conflict.collection == "root" and not conflict.part:
        if conflict.key == "canvas":
            return tr("Size of the picture"), ""
        named = field_named("root", "", conflict.key)
        return named.label, named.unit
    if not conflict.part:
        return (tr("Whole transition") if conflict.collection == "transitions" else tr("Deleted or kept")), ""
    item = state.items.get(conflict.key)
    kind = "" if item is None or isinstance(item, BrokenItem) else item.type
    named = field_named(conflict.collection, kind, conflict.part)
    return named.label, named.unit


def _side(state: EditorState, sidecar: Sidecar, conflict: Conflict, value: Any, unit: str) -> str:
    if conflict.kind == "order":
        names = _track_names(state, sidecar)
        return ", ".join(names.get(track_id, tr("another")) for track_id in value)
    if conflict.part == "place":
        return tr("Deleted") if value is ABSENT else _place(state, sidecar, value)
    if conflict.part or conflict.collection == "root":
        return value_in_words(value, unit)
    if value is ABSENT:
        return tr("Deleted")
    if conflict.base is ABSENT:
        return tr("Added")
    return changes_in_words(conflict.collection, conflict.base, value) or tr("Changed")


def _place(state: EditorState, sidecar: Sidecar, place: Mapping[str, Any]) -> str:
    start, length = place.get("startTicks"), place.get("durationTicks")
    parts = [_track_names(state, sidecar).get(str(place.get("track")), "")]
    if isinstance(start, int) and isinstance(length, int):
        first, last = (format_timecode(ticks, sidecar.edit_rate) for ticks in (start, start + length))
        parts.append(tr("{first} to {last}").format(first=first, last=last))
    return " · ".join(part for part in parts if part)


def _track_names(state: EditorState, sidecar: Sidecar) -> Mapping[str, str]:
    return dict(zip((track.id for track in state.tracks), track_names(state, sidecar), strict=True))


def _short(text: str) -> str:
    return text if len(text) <= _NAME_LETTERS else text[: _NAME_LETTERS - 1].rstrip() + "…"
