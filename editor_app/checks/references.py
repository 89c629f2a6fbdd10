"""Every name must lead somewhere: keys and ids agree, assets exist and have the right type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from editor_app.assets import AnyAsset, BrokenAsset
from editor_app.items import ITEM_TYPES
from editor_app.problem import PathPart, Problem, problem, quoted
from editor_app.record import Broken, Record
from editor_app.state import EditorState
from editor_app.state.backgrounds import ImageBackground

_ASSET_TYPE_OF: dict[type, str] = {
    model: vars(model).get("referenced_asset", "")
    for model in ITEM_TYPES.values()
    if "referenced_asset" in vars(model)
}
"""The type of asset that an item type refers to."""


def keys(state: EditorState) -> Iterator[Problem]:
    """Report assets, items and transitions whose key in the document is not their id."""
    yield from _mismatched("assets", state.assets)
    yield from _mismatched("items", state.items)
    yield from _mismatched("transitions", state.transitions)


def _mismatched(where: str, records: Mapping[str, Record | Broken]) -> Iterator[Problem]:
    for key, record in records.items():
        own: str = getattr(record, "id", "")
        if own != key and own:
            message = f"{quoted(own)} is stored under the key {quoted(key)}; key and id must be the same."
            yield problem("LOCAL_KEY_MISMATCH", (where, key, "id"), message)


def item_assets(state: EditorState) -> Iterator[Problem]:
    """Report items whose asset does not exist or is of another type."""
    for key, item in state.items.items():
        wanted = _ASSET_TYPE_OF.get(type(item))
        if wanted is not None:
            yield from _asset(state, item.__dict__["asset_id"], wanted, ("items", key, "assetId"))


def background_asset(state: EditorState) -> Iterator[Problem]:
    """Report a background picture whose asset does not exist or is no picture."""
    background = state.global_background
    if isinstance(background, ImageBackground) and background.image_asset_id is not None:
        yield from _asset(state, background.image_asset_id, "image", ("globalBackground", "imageAssetId"))


def _asset(state: EditorState, asset_id: str, wanted: str, where: tuple[PathPart, ...]) -> Iterator[Problem]:
    asset: AnyAsset | BrokenAsset | None = state.assets.get(asset_id)
    if asset is None:
        message = f"The asset {quoted(asset_id)} does not exist; add it or choose another."
        yield problem("LOCAL_ASSET_MISSING", where, message)
    elif asset.type not in (wanted, ""):
        message = f"The asset {quoted(asset_id)} is of type {asset.type}, and here it must be {wanted}."
        yield problem("LOCAL_ASSET_TYPE_MISMATCH", where, message)
