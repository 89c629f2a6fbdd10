"""Clips that belong together: picture and sound of one take move, trim, split and go as one.

Both dialects write `linkGroupId`: the newer schema knows it, the seed's allows unknown keys on items.
"""

from __future__ import annotations

from collections.abc import Collection

from editor_app.edits.draft import Draft
from editor_app.edits.errors import NothingToDoError
from editor_app.edits.ids import NewId, fresh_id, random_id
from editor_app.edits.indexes import homes, link_groups
from editor_app.state import EditorState


def with_links(state: EditorState, item_ids: Collection[str], *, linked: bool) -> tuple[str, ...]:
    """Give the ids, each once, and behind them, if `linked`, those of clips linked with them (on tracks)."""
    named = dict.fromkeys(item_ids)
    if not linked:
        return tuple(named)
    groups = dict.fromkeys(group_of(state, item_id) for item_id in named)
    members = [m for group in groups if group is not None for m in link_groups(state).get(group, ())]
    partners = [m for m in members if m not in named]
    placed = homes(state, partners) if partners else {}
    return (*named, *(m for m in partners if m in placed))


def group_of(state: EditorState, item_id: str) -> str | None:
    """Give the link group of an item."""
    return getattr(state.items.get(item_id), "link_group_id", None)


def link_clips(state: EditorState, *, item_ids: Collection[str], new_id: NewId = random_id) -> EditorState:
    """Link clips, and leave the links they had.

    ```
        |  video  |         |  video  |╮
        |  sound  |    ->   |  sound  |╯
    ```
    """
    if len(set(item_ids)) < 2:
        raise NothingToDoError("Linking takes two clips or more.", *item_ids)
    draft = Draft(state)
    group = fresh_id(new_id, link_groups(state))
    for item_id in item_ids:
        draft.put(item_id, draft.item(item_id).replace(link_group_id=group))
    _unlink_the_lonely(draft, item_ids)
    return draft.finish()


def unlink_clips(state: EditorState, *, item_ids: Collection[str]) -> EditorState:
    """Take clips out of their links; a clip that is left alone is no longer linked.

    ```
        |  video  |╮        |  video  |
        |  sound  |╯   ->   |  sound  |
    ```
    """
    draft = Draft(state)
    for item_id in item_ids:
        draft.put(item_id, draft.item(item_id).replace(link_group_id=None))
    _unlink_the_lonely(draft, item_ids)
    return draft.finish()


def _unlink_the_lonely(draft: Draft, item_ids: Collection[str]) -> None:
    for group in {group_of(draft.state, item_id) for item_id in item_ids} - {None}:
        rest = [m for m in link_groups(draft.state).get(group or "", ()) if m not in item_ids]
        if len(rest) == 1:
            draft.put(rest[0], draft.item(rest[0]).replace(link_group_id=None))
