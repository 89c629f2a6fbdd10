"""Filters of clips as effects of the whole picture, which is all that the editor has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from editor_app.interchange.renderingvideo.looks import BLUR_PX, NEUTRAL, RECIPES, share_of
from editor_app.interchange.renderingvideo.reading.notes import Node, Notes
from editor_app.interchange.renderingvideo.reading.records import Json, Made
from editor_app.interchange.renderingvideo.spelling import tidy
from editor_app.interchange.renderingvideo.vocabulary import FILTERS
from editor_app.timebase import ticks_from_seconds


@dataclass(frozen=True, slots=True)
class _Window:
    """One filter on the ticks [start, end) of the project, going from one value to another."""

    start: int
    end: int
    kind: str
    first: float
    last: float


def effects_of(made: Iterable[Made], clips: Mapping[str, Node], factor: float) -> Iterator[Json]:
    """Give an effect for each filter, or a look for each set of them, that some clip has at a time."""
    found: dict[_Window, list[str]] = {}
    for m in made:
        if m.is_seen:
            for window in _windows(clips[m.item["id"]], m):
                found.setdefault(window, []).append(m.item["id"])
    spans: dict[tuple[int, int], list[_Window]] = {}
    for window in found:
        spans.setdefault((window.start, window.end), []).append(window)
    for count, (span, windows) in enumerate(sorted(spans.items()), start=1):
        users = [item_id for window in windows for item_id in found[window]]
        notes = clips[users[0]].notes
        yield from _effects(span, windows, f"effect-{count}", factor, users[0], notes)


def _windows(clip: Node, made: Made) -> Iterator[_Window]:
    style = clip.part("style")
    if "filters" in style:
        for node in style.parts("filters"):
            kind = node.choice("type", FILTERS, "")
            value = node.number("value", NEUTRAL.get(kind, 0.0))
            if kind and value != NEUTRAL[kind]:
                yield _Window(made.start, made.end, kind, value, value)
    if "animations" not in clip:
        return
    for node in clip.parts("animations"):
        if node.fields.get("type") != "filter":
            continue
        kind = node.choice("filter", FILTERS, "")
        start = made.start + ticks_from_seconds(node.number("delay", 0.0, at_least=0))
        end = start + ticks_from_seconds(node.number("duration", 0.0, at_least=0))
        first = node.number("from", NEUTRAL.get(kind, 0.0))
        last = node.number("to", NEUTRAL.get(kind, 0.0))
        if kind and end > start and (first, last) != (NEUTRAL[kind], NEUTRAL[kind]):
            yield _Window(start, end, kind, first, last)


def _effects(
    span: tuple[int, int], windows: list[_Window], name: str, factor: float, item_id: str, notes: Notes
) -> Iterator[Json]:
    base: Json = {
        "id": name,
        "startTicks": span[0],
        "durationTicks": span[1] - span[0],
        "isDraggingInTimeline": False,
    }
    lose = notes.lose
    blurs = [w for w in windows if w.kind == "blur"]
    looks = {w.kind: w.first for w in windows if w.kind != "blur" and w.first == w.last}
    for index, window in enumerate(blurs):
        lose(item_id, "filter blur", "The editor blurs the whole picture, not one clip.")
        most = max(window.first, window.last) * factor
        is_opening = window.first > window.last
        kind = "blurred-opening" if is_opening else "blur"
        yield {**base, "id": f"{name}-blur-{index + 1}", "type": "effect", "effectType": kind} | {
            "intensity": tidy(most / BLUR_PX)
        }
    shares = {look: share_of(look, looks) for look in RECIPES} if looks else {}
    look, share = next(((k, v) for k, v in shares.items() if v is not None), ("", None))
    if share is not None:
        lose(item_id, "filter", "The editor colours the whole picture, not one clip.")
        yield {**base, "type": "filter", "filterType": look, "intensity": 1, "params": {"blend": tidy(share)}}
        return
    for window in windows:
        if window.kind != "blur":
            lose(item_id, f"filter {window.kind}", "The editor has no such filter on a clip.", "missing")
