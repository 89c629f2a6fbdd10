"""Rules inside assets that the schema does not state."""

from __future__ import annotations

from collections.abc import Iterator

from editor_app.assets import CaptionAsset
from editor_app.problem import Problem, problem
from editor_app.state import EditorState


def caption_times(state: EditorState) -> Iterator[Problem]:
    """Report captions that end before or when they start."""
    for key, asset in state.assets.items():
        if isinstance(asset, CaptionAsset):
            for index, entry in enumerate(asset.captions):
                if entry.end_ms <= entry.start_ms:
                    message = f"The caption ends at {entry.end_ms:g} ms but starts at {entry.start_ms:g} ms."
                    where = ("assets", key, "captions", index, "endMs")
                    yield problem("LOCAL_CAPTION_TIMES_INVALID", where, message)
