"""A fidelity report as lines for people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from editor_app.interchange.renderingvideo import Loss
    from editor_app.state.model import EditorState

_GRADES = {"approximate": "roughly", "missing": "missing", "prerender": "drawn beforehand"}
_LONGEST_NAME = 32


def table(report: Sequence[Loss], name: Callable[[str], str]) -> list[str]:
    """Write a fidelity report as lines: how near, the item's name, what, and why."""
    rows = [(_GRADES[loss.grade], name(loss.item_id), loss.what, loss.why) for loss in report]
    if not rows:
        return ["Everything comes over as it is."]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]])
        for row in rows
    ]


def item_name(state: EditorState, item_id: str) -> str:
    """Name an item as people know it: by its text, its file, or its id."""
    if not item_id:
        return "the document"
    item: Any = state.items.get(item_id)
    asset: Any = state.assets.get(getattr(item, "asset_id", ""))
    found = getattr(item, "text", None) or getattr(asset, "filename", None) or item_id
    words = " ".join(str(found).split())
    return words if len(words) <= _LONGEST_NAME else words[: _LONGEST_NAME - 1] + "…"
