"""Clips in JSON that others wrote: a whole editorState, a part of one, a list of items, or one item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from editor_app.assets import AnyAsset, BrokenAsset, CaptionAsset
from editor_app.edits.clipboard import Clipboard, as_pasted
from editor_app.edits.dialect import in_dialect
from editor_app.edits.draft import Draft
from editor_app.edits.errors import MismatchError
from editor_app.edits.fitness import check_item
from editor_app.edits.lanes import first_fit
from editor_app.items import ITEM_TYPES, AudioItem, BrokenItem, Item, TextTemplateItem
from editor_app.items.text_template import ImageNode, TextNode
from editor_app.problem import Fault, format_path, printable, quoted
from editor_app.record import Dialect, RawObject
from editor_app.state import DocumentError, EditorState, Transition, parse_json
from editor_app.state.dialects import detect, read_asset, read_item, read_transition

MOST_LETTERS = 2_000_000
"""Longer JSON is refused: reading it would hold the window up, and opening it as a project does not."""
MOST_TRACKS = 200
"""No more than so many tracks open at once."""
_TIMES = ("startTicks", "durationTicks")
_NAMED_TIMES = re.compile(r'"(?:startTicks|durationTicks)"\s*:')


@dataclass(frozen=True, slots=True)
class FoundClips:
    """Clips as `paste_clips` takes them, and a sentence about those that cannot be used, or nothing."""

    clipboard: Clipboard
    left_out: str = ""


def find_clips(text: str, state: EditorState) -> FoundClips | None:
    """Find the clips in JSON of others that `state` can take; None where the text is something else.

    ```
        {"items": {…}, "tracks": […], "assets": {…}}   ->   clipboard: V1 | A ⟩⟨ B |, a.mp4
                                                                       V2     | C |
    ```
    Known are an editorState of either dialect (also one under the key `editorState`), `items` with or without
    `tracks`, `assets` and `transitions`, a list of items, and one item: of a known type, with a time. What
    would bring an error into `state` is left out and told. Items on no track are stacked, the first on top,
    sounds at the bottom. Raise MismatchError, with a sentence, where it is clips but none can be used.
    """
    if text.lstrip()[:1] not in ("{", "["):
        return None
    seems_clips = _NAMED_TIMES.search(text) is not None
    if len(text) > MOST_LETTERS:
        if seems_clips:
            raise MismatchError("This JSON is too large to be pasted. Save it as a file and open that.")
        return None
    try:
        parts = _parts_of(parse_json(text.encode("utf-8", "replace")))
    except DocumentError as error:
        if seems_clips:
            raise MismatchError(f"{error} Nothing was pasted.") from None
        return None
    return None if parts is None else _Reading(parts, state).found()


@dataclass(frozen=True, slots=True)
class _Parts:
    """What JSON of others holds, unread."""

    items: Mapping[str, Any]
    tracks: Sequence[Any]
    assets: Mapping[str, Any]
    transitions: Mapping[str, Any]
    dialect: Dialect


def _parts_of(value: Any) -> _Parts | None:
    if isinstance(value, list) or _is_clip(value):
        whole: RawObject = {"items": value if isinstance(value, list) else [value]}
    elif isinstance(value, dict):
        whole = cast("RawObject", value)
    else:
        return None
    if isinstance(inner := whole.get("editorState"), dict):
        return _parts_of(inner)
    items = _keyed(whole.get("items"))
    if not any(map(_is_clip, items.values())):
        if "compositionWidth" in whole and isinstance(whole.get("tracks"), list):
            raise MismatchError("The document on the clipboard holds no clips.")
        return None
    return _Parts(
        items={key: _completed(key, raw) for key, raw in items.items()},
        tracks=_list(whole.get("tracks")),
        assets=_keyed(whole.get("assets")),
        transitions=_keyed(whole.get("transitions")),
        dialect=detect({**whole, "items": items}),
    )


def _is_clip(value: Any) -> bool:
    """Tell whether it is meant as an item: other formats have things of type "text", too."""
    if not isinstance(value, dict):
        return False
    kind = cast("RawObject", value).get("type")
    return isinstance(kind, str) and kind in ITEM_TYPES and any(name in value for name in _TIMES)


def _keyed(records: Any) -> dict[str, Any]:
    """Give records by their ids, whether they come as a map or as a list."""
    if isinstance(records, dict):
        return dict(cast("RawObject", records))
    found: dict[str, Any] = {}
    for number, raw in enumerate(_list(records)):
        key = cast("RawObject", raw).get("id") if isinstance(raw, dict) else None
        found[key if isinstance(key, str) and key and key not in found else f"number {number + 1}"] = raw
    return found


def _list(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []


def _completed(key: str, raw: Any) -> Any:
    """Give an item with what tells nothing about it and is often left away."""
    if not isinstance(raw, dict):
        return raw
    usual = {"id": key or "clip", "isDraggingInTimeline": False}
    given = cast("RawObject", raw)
    return {**{name: value for name, value in usual.items() if name not in given}, **given}


class _Reading:
    """What of the parts a document can take."""

    def __init__(self, parts: _Parts, state: EditorState) -> None:
        self._parts, self._state = parts, state
        self._assets = {key: asset for key, asset in self._read_assets() if asset is not None}
        self._draft = Draft(state)
        for key, asset in self._assets.items():
            self._draft.put_asset(key, asset)
        self._refused: dict[str, str] = {}

    def found(self) -> FoundClips:
        """Give it; raise MismatchError where that is nothing."""
        items = {key: item for key, raw in self._parts.items.items() if (item := self._item(key, raw))}
        total = len(self._parts.items)
        if not items:
            first, why = _first(self._refused)
            raise MismatchError(f"Nothing was pasted: the clip {first} cannot be used. {why}")
        wanted = {str(getattr(item, "asset_id", "")) for item in items.values()}
        clipboard = Clipboard(
            items=items,
            tracks=self._tracks(items),
            transitions=tuple(self._transitions(items)),
            assets={key: asset for key, asset in self._assets.items() if key in wanted},
            dialect=self._parts.dialect,
        )
        return FoundClips(clipboard, _told(self._refused, total))

    def _read_assets(self) -> Iterator[tuple[str, AnyAsset | None]]:
        for key, raw in self._parts.assets.items():
            asset = read_asset(raw, self._parts.dialect)
            yield key, None if isinstance(asset, BrokenAsset) else self._fitting(key, asset)

    def _fitting(self, key: str, asset: AnyAsset) -> AnyAsset | None:
        """Give an asset under its key, as the document writes it, if that is possible."""
        if isinstance(asset, CaptionAsset) and any(e.end_ms <= e.start_ms for e in asset.captions):
            return None
        try:
            named = asset if asset.id == key else asset.replace(id=key)
            fitting = in_dialect(named, self._state.dialect)
        except ValueError:
            return None
        return None if fitting.faults else fitting

    def _item(self, key: str, raw: Any) -> Item | None:
        item = read_item(raw, self._parts.dialect)
        if isinstance(item, BrokenItem):
            self._refused[key] = _why(item.faults[0], key) if item.faults else "It is unreadable."
            return None
        try:
            check_item(self._draft, as_pasted(self._state, item))
            _check_nodes(item)
        except ValueError as error:
            self._refused[key] = str(error)
            return None
        return item

    def _tracks(self, items: Mapping[str, Item]) -> dict[str, int]:
        """Give how many tracks below the topmost each item goes."""
        left = dict(items)
        groups: list[list[str]] = []
        for track in self._parts.tracks:
            listed = cast("RawObject", track).get("items") if isinstance(track, dict) else None
            groups.append([key for key in _list(listed) if isinstance(key, str) and left.pop(key, None)])
        groups.append([key for key, item in left.items() if not isinstance(item, AudioItem)])
        groups.append([key for key, item in left.items() if isinstance(item, AudioItem)])
        found: dict[str, int] = {}
        for group in groups:
            below = max(found.values(), default=-1) + 1
            spans = {key: (items[key].start_ticks, items[key].end_ticks) for key in group}
            found |= {key: below + lane for key, lane in first_fit(spans, most=MOST_TRACKS).items()}
            if max(found.values(), default=0) >= MOST_TRACKS:
                raise MismatchError(f"Nothing was pasted: these clips need more than {MOST_TRACKS} tracks.")
        return found

    def _transitions(self, items: Mapping[str, Item]) -> Iterator[Transition]:
        """Give those of clips that come along, one a cut; whether they touch is seen when they are placed."""
        cuts: set[tuple[str, str]] = set()
        for key, raw in self._parts.transitions.items():
            usual = {"id": key or "cut", "trackId": "track"}
            whole = {**usual, **cast("RawObject", raw)} if isinstance(raw, dict) else raw
            one = read_transition(whole, self._parts.dialect)
            if not isinstance(one, Transition):
                continue
            cut = (one.from_clip_id, one.to_clip_id)
            if set(cut) <= items.keys() and cut not in cuts:
                cuts.add(cut)
                yield one


def _check_nodes(item: Item) -> None:
    if isinstance(item, TextTemplateItem):
        images = sum(isinstance(node, ImageNode) for node in item.nodes)
        texts = sum(isinstance(node, TextNode) for node in item.nodes)
        if images != 1 or not 1 <= texts <= 3:
            raise MismatchError("A text template needs 1 image node and 1 to 3 text nodes.", item.id)


def _told(refused: Mapping[str, str], total: int) -> str:
    if not refused:
        return ""
    were = "clip was" if len(refused) == total == 1 else "clips was" if len(refused) == 1 else "clips were"
    first, why = _first(refused)
    return f"{len(refused)} of {total} {were} left out: {first}. {why}"


def _first(refused: Mapping[str, str]) -> tuple[str, str]:
    """Name the first that cannot be used, and say why."""
    key, why = next(iter(refused.items()))
    more = f" and {len(refused) - 1} more" if len(refused) > 1 else ""
    return f"{quoted(key)}{more}", why


def _why(fault: Fault, key: str) -> str:
    """Say a fault to those who did not write the JSON: where it is, and what is meant by an object there."""
    leaf = next((part for part in reversed(fault.where) if isinstance(part, str)), "It")
    index = f" entry {fault.where[-1]}" if fault.where and isinstance(fault.where[-1], int) else ""
    begin = printable(f"{leaf}{index} ")
    if not fault.message.startswith(begin):
        return fault.message
    says = fault.message.removeprefix(begin).replace(
        "must be an object,", "must be an object in braces { },", 1
    )
    place = quoted(format_path(fault.where).removeprefix("$").removeprefix("."))
    return f"In the JSON of {quoted(key)}, {place if fault.where else 'the clip'} {says}"
