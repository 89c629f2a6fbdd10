"""Letting another asset stand wherever one does."""

from __future__ import annotations

from editor_app.edits import remove_assets, replace_source, set_background
from editor_app.edits.assets import users_of
from editor_app.state import EditorState
from editor_app.state.backgrounds import ImageBackground


def with_other_file(state: EditorState, old: str, new: str) -> EditorState:
    """Let every clip, and the background, show asset `new` instead of `old`, which goes; raise EditError."""
    if old == new or old not in state.assets:
        return state
    state = replace_source(state, item_ids=tuple(users_of(state, old)), asset_id=new)
    background = state.global_background
    if isinstance(background, ImageBackground) and background.image_asset_id == old:
        shown = background.model_copy(update={"image_asset_id": new})
        state = set_background(state, background=shown)
    return remove_assets(state, asset_ids=(old,))
