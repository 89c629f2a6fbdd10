"""Whether an item may be in a document, so that no edit lets a problem in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from editor_app.assets import CaptionAsset
from editor_app.edits.draft import Draft
from editor_app.edits.errors import EditError, MismatchError, MissingRecordError, OutOfRangeError
from editor_app.edits.numbers import points, value_at
from editor_app.items import CaptionsItem, Item
from editor_app.items.media import PictureItem
from editor_app.items.values import AnimatedNumber, Animations


def check_item(draft: Draft, item: Item, *, instead_of: Item | None = None) -> None:
    """Raise EditError where an item brings a problem into the document that `instead_of` did not have."""
    known = {str(error) for error in _problems(draft, instead_of)} if instead_of else set[str]()
    for error in _problems(draft, item):
        if str(error) not in known:
            raise error


def _problems(draft: Draft, item: Item) -> Iterator[EditError]:
    return chain(
        _dialect_problems(draft, item),
        _asset_problems(draft, item),
        _time_problems(item),
        _crop_problems(item),
    )


def _dialect_problems(draft: Draft, item: Item) -> Iterator[EditError]:
    for fault in item.spell(draft.state.dialect).faults:
        yield MismatchError(f"The {item.type} does not fit the document: {fault.message}", item.id)


def _asset_problems(draft: Draft, item: Item) -> Iterator[EditError]:
    wanted: str | None = getattr(item, "referenced_asset", None)
    if wanted is None:
        return
    asset = draft.asset(getattr(item, "asset_id", ""))
    if asset is None:
        yield MissingRecordError(f"The {item.type} names an asset that the document does not have.", item.id)
    elif asset.type != wanted:
        yield MismatchError(f"The {item.type} needs an asset of type {wanted}, not {asset.type}.", item.id)
    elif isinstance(asset, CaptionAsset) and asset.timing_granularity == "word" and _has_moving_letters(item):
        yield MismatchError("Captions that are timed word by word cannot have letter animations.", item.id)


def _has_moving_letters(item: Item) -> bool:
    animations = item.caption_animations if isinstance(item, CaptionsItem) else None
    return animations is not None and any((animations.in_, animations.out, animations.loop))


def _time_problems(item: Item) -> Iterator[EditError]:
    for name, value in item.__dict__.items():
        if isinstance(value, AnimatedNumber) and any(
            key.time_ticks >= item.duration_ticks for key in value.keyframes
        ):
            yield OutOfRangeError(f"Keyframes of {name} must lie before the end of the {item.type}.", item.id)
    animations: Animations | None = getattr(item, "animations", None)
    held = [a.duration_ticks for a in (animations.in_, animations.out) if a] if animations else []
    if sum(held) > item.duration_ticks:
        yield OutOfRangeError(f"The {item.type} is too short for its animations.", item.id)


def _crop_problems(item: Item) -> Iterator[EditError]:
    if isinstance(item, PictureItem):
        for near, far in ((item.crop_left, item.crop_right), (item.crop_top, item.crop_bottom)):
            if near and far and _largest_sum(near, far, item.duration_ticks) >= 1:
                yield OutOfRangeError(f"The crops leave nothing of the {item.type} to see.", item.id)


def _largest_sum(a: AnimatedNumber, b: AnimatedNumber, duration_ticks: int) -> float:
    """Give the largest sum of two crops; both are linear between their keys, so it is at one of them."""
    curves = [points(n, duration_ticks) or [(0, n.value)] for n in (a, b)]
    times = {time for curve in curves for time, _ in curve}
    return max(sum(value_at(curve, time) for curve in curves) for time in times)
