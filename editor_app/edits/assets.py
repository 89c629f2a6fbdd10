"""Adding, replacing and removing assets, and keeping the document's list of deleted ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from editor_app.assets import AnyAsset, BrokenAsset, CaptionAsset
from editor_app.edits.dialect import in_dialect
from editor_app.edits.draft import NO_TRACKS, Draft
from editor_app.edits.errors import (
    BrokenRecordError,
    InUseError,
    MismatchError,
    MissingRecordError,
)
from editor_app.edits.fitness import check_item
from editor_app.edits.sources import Playing, Sounding, source_length
from editor_app.problem import quoted
from editor_app.record import Record
from editor_app.state import EditorState
from editor_app.state.backgrounds import ImageBackground
from editor_app.state.extras import DeletedAsset, Uploaded, Waiting


def add_asset(state: EditorState, *, asset: AnyAsset) -> EditorState:
    """Take an asset into the document; raise InUseError where its id is taken.

    ```
        assets  a b   ->   a b c
    ```
    """
    if asset.id in state.assets:
        raise InUseError(f"The id of {quoted(asset.filename)} is taken by another asset.", asset.id)
    draft = Draft(state)
    draft.put_asset(asset.id, in_dialect(asset, state.dialect))
    return without_deletion(draft.finish(), (asset.id,))


def add_assets(state: EditorState, *, assets: Collection[AnyAsset]) -> EditorState:
    """Take many assets into the document at once; raise InUseError where an id is taken.

    ```
        assets  a b   ->   a b c d e
    ```
    """
    draft = Draft(state)
    for asset in assets:
        if asset.id in state.assets:
            raise InUseError(f"The id of {quoted(asset.filename)} is taken by another asset.", asset.id)
        draft.put_asset(asset.id, in_dialect(asset, state.dialect))
    return without_deletion(draft.finish(), {asset.id for asset in assets})


def replace_asset(state: EditorState, *, asset_id: str, asset: AnyAsset) -> EditorState:
    """Let an asset stand for another file of the same type (relink); the clips that use it go on.

    ```
        | a.mp4 |  | a.mp4 |   ->   | b.mp4 |  | b.mp4 |
    ```
    The record keeps its id, its place and its unknown keys. Raise MismatchError for another type.
    """
    old = asset_of(state, asset_id)
    if type(old) is not type(asset):
        raise MismatchError(
            f"{quoted(old.filename)} is of type {old.type} and cannot become one of type {asset.type}.",
            asset_id,
        )
    fields = {name: getattr(asset, name) for name in type(asset).model_fields if name != "id"}
    draft = Draft(state)
    draft.put_asset(asset_id, old.replace(**fields))
    if isinstance(asset, CaptionAsset):
        for item_id in users_of(state, asset_id):
            item = draft.item(item_id)
            check_item(draft, item, instead_of=item)
    return draft.finish()


def rename_asset(state: EditorState, *, asset_id: str, filename: str) -> EditorState:
    """Give a medium another name; a video's detached sound, which is the same file, gets it too.

    ```
        assets  a.mp4   ->   beach.mp4
    ```
    Raise MismatchError where the name is empty.
    """
    old, name = asset_of(state, asset_id), filename.strip()
    if not name:
        raise MismatchError("A medium needs a name.", asset_id)
    draft = Draft(state)
    for key, asset in state.assets.items():
        if isinstance(asset, Record) and asset.filename != name and (key == asset_id or _twins(asset, old)):
            draft.put_asset(key, asset.replace(filename=name))
    return draft.finish()


def replace_source(
    state: EditorState,
    *,
    item_ids: Collection[str],
    asset_id: str,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Let clips show another asset of their type, in the same place for the same time.

    ```
        | a.mp4 |  | a.mp4 |   ->   | a.mp4 |  | b.mp4 |
    ```
    A source start that the new medium does not reach goes back as far as needed.
    """
    asset = asset_of(state, asset_id)
    draft = Draft(state, locked=locked)
    for item_id in item_ids:
        old = draft.item(item_id)
        if getattr(old, "referenced_asset", None) != asset.type:
            raise MismatchError(
                f"A clip of type {old.type} cannot show {quoted(asset.filename)}.", item_id, asset_id
            )
        new = old.replace(asset_id=asset_id)
        length = source_length(state, new)
        if isinstance(new, Playing) and length:
            played = round(new.duration_ticks * new.playback_rate) if isinstance(new, Sounding) else 0
            new = new.replace(source_start_ticks=max(0, min(new.source_start_ticks, length - played)))
        check_item(draft, new, instead_of=old)
        draft.put(item_id, new)
    return draft.finish()


def remove_assets(
    state: EditorState,
    *,
    asset_ids: Collection[str],
    with_clips: bool = False,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Take assets out, and with `with_clips` the clips (and the background) that use them.

    ```
        | a.mp4 | b.mp4 |   ->   | a.mp4 |
    ```
    What had a file goes into the document's list of deleted assets. Raise InUseError, MissingRecordError.
    """
    draft = Draft(state, locked=locked)
    for asset_id in asset_ids:
        if asset_id not in state.assets:
            raise MissingRecordError("The document has no asset with this id.", asset_id)
        draft.put_asset(asset_id, None)
    users = list(dict.fromkeys(user for asset_id in asset_ids for user in users_of(state, asset_id)))
    background = state.global_background
    is_behind = isinstance(background, ImageBackground) and background.image_asset_id in asset_ids
    if (users or is_behind) and not with_clips:
        raise InUseError("Clips or the background still use this.", *asset_ids, *users)
    for user in users:
        draft.remove(user)
    new = _with_deletions(draft.finish(), [state.assets[asset_id] for asset_id in asset_ids])
    if is_behind:
        new = replace(new, root=new.root.replace(global_background=None))
    return new


def asset_of(state: EditorState, asset_id: str) -> AnyAsset:
    """Give a readable asset; raise MissingRecordError, BrokenRecordError."""
    asset = state.assets.get(asset_id)
    if asset is None:
        raise MissingRecordError("The document has no asset with this id.", asset_id)
    if isinstance(asset, BrokenAsset):
        raise BrokenRecordError("This asset is unreadable; fix it first, or delete it.", asset_id)
    return asset


def users_of(state: EditorState, asset_id: str) -> Iterator[str]:
    """Give the ids of the items that name an asset."""
    return (key for key, item in state.items.items() if getattr(item, "asset_id", None) == asset_id)


def without_deletion(state: EditorState, asset_ids: Collection[str]) -> EditorState:
    """Give the state without notes that these assets were deleted: they are back."""
    kept = tuple(
        entry
        for entry in state.deleted_assets
        if not (isinstance(entry, DeletedAsset) and entry.asset_id in asset_ids)
    )
    return state if len(kept) == len(state.deleted_assets) else state.replace(deleted_assets=kept)


def _twins(one: AnyAsset, other: AnyAsset) -> bool:
    """Tell whether a video and a sound name the same file."""
    is_pair = {one.type, other.type} == {"video", "audio"}
    return is_pair and (one.filename, one.size) == (other.filename, other.size)


def _with_deletions(state: EditorState, gone: Collection[AnyAsset | BrokenAsset]) -> EditorState:
    if not isinstance(state.root.raw.get("deletedAssets", []), list):
        return state  # It holds something unreadable, which is kept.
    notes = [
        _note(asset) for asset in gone if isinstance(asset, Record) and not isinstance(asset, CaptionAsset)
    ]
    if not notes:
        return state
    state = without_deletion(state, {note.asset_id for note in notes})
    return state.replace(deleted_assets=(*state.deleted_assets, *notes))


def _note(asset: AnyAsset) -> DeletedAsset:
    """Note an asset: uploaded if it has an address, else not yet."""
    is_remote = asset.remote_url is not None or asset.remote_key is not None
    fields = {
        "asset_id": asset.id,
        "remote_url": asset.remote_url,
        "remote_key": asset.remote_key,
        "status_at_deletion": Uploaded() if is_remote else Waiting(),
    }
    return DeletedAsset.model_validate(fields, by_name=True)
