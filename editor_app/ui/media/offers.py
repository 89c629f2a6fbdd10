"""What a drag over the timeline carries, and what would become of it."""

from __future__ import annotations

import json

from PySide6.QtCore import QMimeData

from editor_app.assets import Asset, CaptionAsset
from editor_app.edits.assets import asset_of
from editor_app.edits.new_clips import STILL_TICKS, new_length
from editor_app.services.parcels import files_in, has_media, text_in
from editor_app.state import EditorState
from editor_app.ui.media.presets import from_mime
from editor_app.ui.media.replacing import kind_in
from editor_app.ui.widgets.dropping import ASSETS_MIME, ClipsDrop, CutDrop

_MOST_GHOSTS = 12


def offer_of(mime: QMimeData, state: EditorState) -> ClipsDrop | CutDrop | None:
    """Tell what a drag would become; None where nothing."""
    preset = from_mime(mime)
    if preset is not None:
        if preset.kind == "background":
            return None
        return CutDrop() if preset.kind == "transition" else ClipsDrop((STILL_TICKS,))
    if keys := assets_in(mime, state):
        assets = [asset_of(state, key) for key in keys]
        kind = assets[0].type if len(assets) == 1 else None
        return ClipsDrop(tuple(new_length(asset) for asset in assets), kind)
    if has_media(mime):
        count = min(max(1, len(files_in(mime))), _MOST_GHOSTS)
        return ClipsDrop((STILL_TICKS,) * count, kind_in(mime))
    return ClipsDrop((STILL_TICKS,)) if text_in(mime) else None


def assets_in(mime: QMimeData, state: EditorState) -> list[str]:
    """Give the keys of the document's media that a drag carries."""
    if not mime.hasFormat(ASSETS_MIME):
        return []
    try:
        keys = json.loads(bytes(mime.data(ASSETS_MIME).data()))
    except ValueError:
        return []
    found = [key for key in keys if isinstance(key, str)] if isinstance(keys, list) else []
    return [key for key in found if _is_medium(state, key)]


def _is_medium(state: EditorState, key: str) -> bool:
    asset = state.assets.get(key)
    return isinstance(asset, Asset) and not isinstance(asset, CaptionAsset)
