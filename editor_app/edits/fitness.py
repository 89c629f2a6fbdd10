"""Whether an item may be in a document, so that no edit lets a problem in."""

from __future__ import annotations

from editor_app.assets import CaptionAsset
from editor_app.edits.errors import MismatchError, MissingRecordError, OutOfRangeError
from editor_app.items import CaptionsItem, Item
from editor_app.items.values import AnimatedNumber, Animations
from editor_app.state import EditorState


def check_item(state: EditorState, item: Item) -> None:
    """Raise EditError where a new or changed item would bring a problem into the document."""
    _check_dialect(state, item)
    _check_asset(state, item)
    _check_times(item)


def _check_dialect(state: EditorState, item: Item) -> None:
    if faults := item.spell(state.dialect).faults:
        raise MismatchError(f"This {item.type} does not fit the document: {faults[0].message}", item.id)


def _check_asset(state: EditorState, item: Item) -> None:
    wanted: str | None = getattr(item, "referenced_asset", None)
    if wanted is None:
        return
    asset = state.assets.get(getattr(item, "asset_id", ""))
    if asset is None:
        raise MissingRecordError(f"The {item.type} names an asset that the document does not have.", item.id)
    if asset.type != wanted:
        raise MismatchError(
            f"The {item.type} needs an asset of type {wanted}, not {asset.type}.", item.id, asset.id
        )
    is_word_timed = isinstance(asset, CaptionAsset) and asset.timing_granularity == "word"
    if is_word_timed and has_letter_animations(item):
        raise MismatchError("Captions that are timed word by word cannot have letter animations.", item.id)


def has_letter_animations(item: Item) -> bool:
    """Tell whether a captions item has letter animations."""
    animations = item.caption_animations if isinstance(item, CaptionsItem) else None
    return animations is not None and any((animations.in_, animations.out, animations.loop))


def _check_times(item: Item) -> None:
    for name, value in item.__dict__.items():
        if isinstance(value, AnimatedNumber):
            check_keys(item, name, value)
    animations: Animations | None = getattr(item, "animations", None)
    held = [a.duration_ticks for a in (animations.in_, animations.out) if a] if animations else []
    if sum(held) > item.duration_ticks:
        raise OutOfRangeError(f"The {item.type} is too short for its animations.", item.id)


def check_keys(item: Item, name: str, number: AnimatedNumber) -> None:
    """Raise OutOfRangeError for a keyframe at or after the end of the item."""
    if any(key.time_ticks >= item.duration_ticks for key in number.keyframes):
        raise OutOfRangeError(
            f"A keyframe of {name} lies outside the {item.type}: it must be before the clip's end.", item.id
        )
