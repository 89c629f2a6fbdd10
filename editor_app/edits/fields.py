"""Setting plain fields of one clip or many, and carrying looks from one clip to others."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from editor_app.edits.draft import Draft
from editor_app.edits.errors import MismatchError, NothingToDoError, called
from editor_app.edits.fitness import check_item
from editor_app.edits.numbers import cut_number
from editor_app.edits.sources import fitted
from editor_app.items import Item
from editor_app.items.values import AnimatedNumber
from editor_app.record import Group, Hint, RecordError
from editor_app.state import EditorState

WITH_EDITS_OF_THEIR_OWN = frozenset(
    {
        "id",
        "type",
        "start_ticks",
        "duration_ticks",
        "source_start_ticks",
        "playback_rate",
        "content_start_offset_ticks",
        "asset_id",
        "link_group_id",
    }
)
"""Fields that are more than a value: time, identity and references."""


def set_fields(state: EditorState, *, item_ids: Collection[str], fields: Mapping[str, object]) -> EditorState:
    """Set fields, by attribute name, on all of some clips; None takes an optional one away.

    ```
        | A red | B blue |   ->   | A green | B green |
    ```
    Fades and animations shrink to fit the clip. Raise MismatchError where a clip has no such field or the
    value does not fit it.
    """
    draft = Draft(state)
    for item_id in item_ids:
        put_fields(draft, item_id, fields)
    return draft.finish()


def put_fields(draft: Draft, item_id: str, fields: Mapping[str, object]) -> None:
    """Set fields of a clip within a draft; raise EditError."""
    old = draft.item(item_id)
    if wrong := [name for name in fields if name not in type(old).model_fields]:
        raise MismatchError(f"The {called(draft.state, item_id)} has no field {wrong[0]}.", item_id)
    if own := WITH_EDITS_OF_THEIR_OWN & fields.keys():
        raise MismatchError(f"{min(own)} is not set as a plain field.", item_id)
    try:
        shorter = fitted(old.replace(**fields), old.duration_ticks)
        # In one step from the old record, so that a change that changes nothing gives the same record.
        new = old.replace(**{name: shorter.get(name, value) for name, value in fields.items()})
    except RecordError as error:
        raise MismatchError(str(error), item_id) from None
    check_item(draft, new, instead_of=old)
    draft.put(item_id, new)


def paste_attributes(
    state: EditorState,
    *,
    source: Item,
    item_ids: Collection[str],
    groups: Collection[Group] = ("layout", "style", "motion", "sound"),
) -> EditorState:
    """Give clips the looks, motion and sound of another one, as far as they have the same fields.

    ```
        | A ◇  ◇ | B |    C    |   ->   | A ◇  ◇ | B ◇ ◆ | C ◇  ◇  |
    ```
    Keyframes keep their time from the clip's start; those beyond a shorter clip give way to a border key.
    """
    draft = Draft(state)
    met = False
    for item_id in item_ids:
        item = draft.item(item_id)
        fields: dict[str, object] = {}
        for name in _shared_fields(source, item, groups):
            value = getattr(source, name)
            if isinstance(value, AnimatedNumber):
                old, new = source.duration_ticks, item.duration_ticks
                value = cut_number(value, shift_ticks=0, old_ticks=old, new_ticks=new)
            fields[name] = value
        met = met or bool(fields)
        put_fields(draft, item_id, fields)
    if not met:
        raise NothingToDoError("The clips have nothing in common that could be pasted.", *item_ids)
    return draft.finish()


def _shared_fields(source: Item, item: Item, groups: Collection[Group]) -> list[str]:
    own = type(item).model_fields
    return [
        name
        for name, field in type(source).model_fields.items()
        if name not in WITH_EDITS_OF_THEIR_OWN
        and name in own
        and own[name].annotation == field.annotation
        and any(isinstance(mark, Hint) and mark.group in groups for mark in field.metadata)
        and (getattr(source, name) is not None or not own[name].is_required())
    ]
