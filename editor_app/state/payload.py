"""The form in which a document is sent: the newer dialect, with the seed's names where both allow it."""

from __future__ import annotations

from typing import Any

from editor_app.items import BrokenItem, CaptionsItem, EffectItem, Item
from editor_app.record import RawObject, Record, wire_name
from editor_app.state.dialects import write
from editor_app.state.extras import BrandRuntime
from editor_app.state.model import EditorState


def payload(state: EditorState) -> RawObject:
    """Give the document as JSON that a service of either era understands as far as it can.

    Items carry the names of both dialects. Strict objects cannot: brand data and the phases of a flash
    have the newer form.
    """
    value: RawObject = {"stateSchemaVersion": "v1", **write(state)} | {"stateSchemaVersion": "v1"}
    if isinstance(value.get("items"), dict):
        value["items"] = {key: sent_item(item) for key, item in state.items.items()}
    if isinstance(state.brand_runtime, BrandRuntime):
        value["brandRuntime"] = _in_both(state.brand_runtime, with_seed=False)
    return value


def sent_item(item: Item | BrokenItem) -> Any:
    """Give an item as it is sent: with the names of both dialects, as far as the newer schema allows."""
    if isinstance(item, BrokenItem):
        return item.raw
    raw = _in_both(item, with_seed=True)
    if item.link_group_id is None and raw.get("linkGroupId") is not None:
        del raw["linkGroupId"]  # a seed document may hold anything there
    if isinstance(item, CaptionsItem):
        raw.pop("text", None)
    if isinstance(item, EffectItem) and item.effect_type == "flash-to-black":
        flash = item.flash
        raw["params"] = {
            "brightTicks": flash.bright_ticks,
            "darkTicks": flash.dark_ticks,
            "tailDarkTicks": flash.tail_dark_ticks,
            "maxOpacity": flash.max_opacity,
        }
    return raw


def _in_both(record: Record, *, with_seed: bool) -> RawObject:
    """Give the record's JSON with both names of every field that has two, or the newer one alone."""
    raw = dict(record.raw)
    for name, seed in record.seed_names.items():
        ticks: int = getattr(record, name)
        raw[wire_name(type(record), name)] = ticks
        if not with_seed:
            raw.pop(seed.wire, None)
        elif seed.wire not in raw:
            raw[seed.wire] = seed.from_ticks(ticks)
    return raw
