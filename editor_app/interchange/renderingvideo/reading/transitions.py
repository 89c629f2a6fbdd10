"""Transitions of clips: between two of one track where they overlap for its time, else an entrance of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, takewhile
from typing import Any

from editor_app.interchange.renderingvideo.curves import combined
from editor_app.interchange.renderingvideo.easing import editor_easing
from editor_app.interchange.renderingvideo.reading.notes import Node, Notes
from editor_app.interchange.renderingvideo.reading.place import eased
from editor_app.interchange.renderingvideo.reading.records import Json, Made, cut, moving
from editor_app.interchange.renderingvideo.vocabulary import EASINGS, SEAMS, SIDES, TRANSITIONS
from editor_app.timebase import ticks_from_seconds

_TOLERANCE_TICKS = 3
_COMES_FROM = {"right": "from-left", "left": "from-right", "down": "from-top", "up": "from-bottom"}


def note_transition(made: Made, clip: Node) -> None:
    """Read a clip's transition, to be joined when all clips are there."""
    if "transition" not in clip:
        return
    node = clip.part("transition")
    kind = node.choice("type", TRANSITIONS, "")
    ticks = ticks_from_seconds(node.number("duration", 0.0, at_least=0))
    if not kind or ticks < 1:
        if kind:
            node.refuse("duration", "must be a number of seconds above 0")
        return
    made.transition = {
        "type": kind,
        "ticks": min(ticks, made.end - made.start),
        "easing": node.choice("easing", EASINGS, "linear"),
        "direction": node.choice("direction", SIDES, "right"),
        "node": node,
    }


def joined(made: Sequence[Made]) -> Json:
    """Turn the transitions into the editor's, by id; the clips then touch where they overlapped."""
    found: Json = {}
    by_track: dict[int, list[Made]] = {}
    for m in made:
        if m.is_seen:
            by_track.setdefault(m.track, []).append(m)
    for lane in by_track.values():
        lane.sort(key=lambda m: (m.start, m.z, m.order))
        partners = [(m, _partner(m, around)) for m, around in _surrounded(lane)]
        for incoming, outgoing in partners:
            if outgoing is None:
                _enter(incoming)
            else:
                transition = _join(outgoing, incoming)
                found[transition["id"]] = transition
    return found


def _surrounded(lane: Sequence[Made]) -> Iterator[tuple[Made, list[Made]]]:
    """Give each clip with a transition, and the others that are there while it runs; `lane` is by start."""
    at_work: list[Made] = []
    for index, made in enumerate(lane):
        at_work = [other for other in at_work if other.end > made.start]
        if made.transition is not None:
            end = made.start + made.transition["ticks"]
            later = takewhile(lambda other, end=end: other.start < end, islice(lane, index + 1, None))
            yield made, [*at_work, *later]
        at_work.append(made)


def _partner(incoming: Made, around: Sequence[Made]) -> Made | None:
    """Give the one clip of the track that ends when the transition does, under the one that comes."""
    if incoming.transition is None or len(around) != 1:
        return None
    end = incoming.start + incoming.transition["ticks"]
    (other,) = around
    is_below = (other.z, other.start) <= (incoming.z, incoming.start) and other.start < incoming.start
    return other if is_below and abs(other.end - end) <= _TOLERANCE_TICKS and end < incoming.end else None


def _join(outgoing: Made, incoming: Made) -> Json:
    """Cut both clips in the middle of where they overlap, and lay the transition about that cut."""
    how = incoming.transition
    assert how is not None
    start, ticks = incoming.start, how["ticks"]
    point = start + ticks // 2
    outgoing.item = cut(outgoing.item, 0, point - outgoing.start)
    incoming.item = cut(incoming.item, point - start, incoming.end - start)
    _drop_animation(outgoing.item, "out")
    _drop_animation(incoming.item, "in")
    node: Node = how["node"]
    item_id = incoming.item["id"]
    kind = SEAMS.get(how["type"])
    if kind is None or how["type"] == "slide":
        why = f"The editor has no {how['type']}: the nearest that it has stands for it."
        node.notes.lose(item_id, f"transition {how['type']}", why)
    easing = editor_easing(how["easing"])
    if easing is None:
        node.notes.lose(item_id, "easing", f"The editor has no {how['easing']} for transitions.")
    name = f"{outgoing.item['id']}-{item_id}"
    params = {"params": {"direction": _COMES_FROM[how["direction"]]}} if kind in ("slide", "wipe") else {}
    return {
        "id": name,
        "trackId": "",
        "fromClipId": outgoing.item["id"],
        "toClipId": item_id,
        "type": kind or "fade",
        "durationTicks": ticks,
        "easing": easing or "linear",
        **params,
    }


def _drop_animation(item: Json, side: str) -> None:
    """Take off an animation that the transition replaces."""
    kept = {key: value for key, value in item.get("animations", {}).items() if key != side}
    if kept:
        item["animations"] = kept
    else:
        item.pop("animations", None)


def _enter(made: Made) -> None:
    """Let a clip that comes alone fade in; its other entrances are not drawn here."""
    how = made.transition
    assert how is not None
    node: Node = how["node"]
    if how["type"] != "fade":
        why = f"The editor has no {how['type']} of one clip alone: it fades in."
        node.notes.lose(made.item["id"], f"transition {how['type']}", why)
    opacity: Json = made.item["opacity"]
    frames = [(k["timeTicks"], k["value"]) for k in opacity["keyframes"]] or [(0, opacity["value"])]
    fade = tuple(eased(0, 0.0, how["ticks"], 1.0, how["easing"]))
    points = combined((tuple(frames), fade), lambda v: min(1.0, max(0.0, v[0] * v[1])))
    made.item["opacity"] = moving(points, made.item["durationTicks"])


def on_tracks(transitions: Json, tracks: Sequence[Json], notes: Notes) -> Iterator[tuple[str, Any]]:
    """Give the transitions with the ids of their tracks; where its clips were parted, one is reported."""
    homes = {pair: track["id"] for track in tracks for pair in pairwise(track["items"])}
    for name, transition in transitions.items():
        home = homes.get((transition["fromClipId"], transition["toClipId"]))
        if home is not None:
            yield name, {**transition, "trackId": home}
        else:
            why = "Its two clips lie on different tracks here, where one follows the other at once."
            notes.lose(transition["toClipId"], f"transition {transition['type']}", why, "missing")
