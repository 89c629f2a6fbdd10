"""The composition itself: its size, and what lies behind everything."""

from __future__ import annotations

from dataclasses import replace

from editor_app.assets import ImageAsset
from editor_app.edits.errors import MismatchError, MissingRecordError, OutOfRangeError
from editor_app.record import RecordError
from editor_app.state import EditorState
from editor_app.state.backgrounds import Background, ImageBackground

RATIOS = ("16:9", "9:16", "1:1", "4:3", "3:4")
_TOLERANCE = 0.01


def resize_composition(state: EditorState, *, width: int, height: int) -> EditorState:
    """Give the composition another size in px (50 to 1920); clips stay as they are.

    ```
        ┌────────┐         ┌───┐
        │        │   ->    │   │
        └────────┘         └───┘
    ```
    A stated ratio follows the size. Raise OutOfRangeError.
    """
    fields: dict[str, object] = {"composition_width": width, "composition_height": height}
    if state.output_ratio is not None:
        fields["output_ratio"] = _ratio_of(width, height)
    try:
        root = state.root.replace(**fields)
    except RecordError:
        raise OutOfRangeError("Width and height must be whole numbers from 50 to 1920 px.") from None
    return state if root is state.root else replace(state, root=root)


def _ratio_of(width: int, height: int) -> str:
    for ratio in RATIOS:
        across, down = map(int, ratio.split(":"))
        if abs(width * down - height * across) <= _TOLERANCE * height * across:
            return ratio
    return "custom"


def set_background(state: EditorState, *, background: Background | None) -> EditorState:
    """Let something lie behind everything, or with None nothing be stated; raise EditError.

    ```
        ┌─────┐         ┌░░░░░┐
        │  A  │   ->    │░ A ░│
        └─────┘         └░░░░░┘
    ```
    """
    if isinstance(background, ImageBackground) and background.image_asset_id is not None:
        asset = state.assets.get(background.image_asset_id)
        if asset is None:
            raise MissingRecordError(
                "The background's picture is not among the assets.", background.image_asset_id
            )
        if not isinstance(asset, ImageAsset):
            raise MismatchError("The background must be a picture.", background.image_asset_id)
    root = state.root.replace(global_background=background)
    return state if root is state.root else replace(state, root=root)
