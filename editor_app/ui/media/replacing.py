"""Letting a clip show another medium: what a drag could replace, and what to say of one that is too short."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QMimeData

from editor_app.edits.sources import Sounding, source_length
from editor_app.services.new_assets import likely_kind
from editor_app.services.parcels import files_in, svg_in
from editor_app.state import EditorState
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.media.labels import tr

_NOTICED_TICKS = TICKS_PER_SECOND // 20
"""Sound and picture of a file differ by so much, and nobody minds."""


def kind_in(mime: QMimeData) -> str | None:
    """Guess of which type the asset of what comes from outside will be; None for several, or for none."""
    if files := files_in(mime):
        return likely_kind(files[0]) if len(files) == 1 else None
    return "image" if mime.hasImage() or svg_in(mime) is not None else None


def shortfall(state: EditorState, item_ids: Iterable[str]) -> str:
    """Say in a sentence that clips go on after their medium has ended; nothing where none does."""
    found = (state.items.get(key) for key in item_ids)
    short = [item for item in found if isinstance(item, Sounding) and _falls_short(state, item)]
    if not short:
        return ""
    if len(short) > 1:
        return tr("The medium is shorter than {count} of the clips.").format(count=len(short))
    [item] = short
    name = getattr(state.assets.get(item.asset_id), "filename", "")
    lasts = tr("“{name}” lasts {there} s and the clip plays {needed} s.").format(
        name=name, there=_seconds(source_length(state, item)), needed=_seconds(_played(item))
    )
    rest = tr("The rest is silent.") if item.type == "audio" else tr("Its last picture stays for the rest.")
    return f"{lasts} {rest}"


def _falls_short(state: EditorState, item: Sounding) -> bool:
    length = source_length(state, item)
    return bool(length) and _played(item) - length > _NOTICED_TICKS


def _played(item: Sounding) -> int:
    return round(item.duration_ticks * item.playback_rate)


def _seconds(ticks: int) -> str:
    return f"{ticks / TICKS_PER_SECOND:.1f}"
