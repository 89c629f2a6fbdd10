"""Which media an export shows: those of the whole project, or of a part of it. Pure."""

from __future__ import annotations

from editor_app.render.windows import ClipWindows, transition_windows
from editor_app.state import EditorState
from editor_app.state.backgrounds import ImageBackground
from editor_app.state.queries import placed_items, project_length
from editor_app.store.media_files import used_assets

_NO_WINDOWS = ClipWindows()


def assets_in(state: EditorState, ticks: tuple[int, int]) -> tuple[str, ...]:
    """List the keys of the assets that show or sound from one tick to another, half-open; each once.

    A clip shows for as long as its transitions do.
    """
    start, end = ticks
    used = used_assets(state)
    if start <= 0 and end >= project_length(state):
        return used
    inside, windows = _of_background(state), transition_windows(state)
    for placed in placed_items(state):
        key = getattr(placed.item, "asset_id", None)
        if not isinstance(key, str):
            continue
        around = windows.get(placed.item_id, _NO_WINDOWS)
        begins = around.incoming.start_ticks if around.incoming is not None else placed.item.start_ticks
        ends = around.outgoing.end_ticks if around.outgoing is not None else placed.item.end_ticks
        if begins < end and start < ends:
            inside.add(key)
    return tuple(key for key in used if key in inside)


def _of_background(state: EditorState) -> set[str]:
    """Give what shows all the time."""
    background = state.global_background
    if isinstance(background, ImageBackground) and background.image_asset_id:
        return {background.image_asset_id}
    return set()
