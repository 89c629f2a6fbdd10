"""Media that name a place of their own, as those of a project that was opened from a service do. Pure.

They are not sent, as they lie there. Which asset of the service each is must be known all the same: a
project that is made anew has none of them bound, and what belongs to no project may be deleted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from editor_app.assets import Asset, BrokenAsset
from editor_app.cloud.indream.types import Asset as Listed
from editor_app.edits.addresses import Address, has_address
from editor_app.services.uploads.wanted import UPLOADED_KINDS
from editor_app.state import EditorState
from editor_app.store.uploads import Uploaded


@dataclass(frozen=True, slots=True)
class Stranger:
    """A place that a content was fetched from, and of which nobody knows yet which asset it is."""

    url: str
    file_key: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How the media with places of their own stand with a service."""

    present: tuple[Uploaded, ...] = ()
    strangers: tuple[Stranger, ...] = ()


def look_elsewhere(
    state: EditorState, fetched: Mapping[str, str], uploaded: Mapping[str, Uploaded]
) -> Elsewhere:
    """Tell what of a document is known at a service by its place, and what might be.

    `fetched` are the SHA-256 of what came from addresses, `uploaded` is what the service has, by SHA-256.
    """
    known = {one.url: one for one in uploaded.values()}
    known |= {one.file_key: one for one in uploaded.values() if one.file_key}
    present, strangers = dict[str, Uploaded](), dict[str, Stranger]()
    for asset in placed(state).values():
        url, file_key = asset.remote_url or "", asset.remote_key or ""
        there, sha256 = known.get(file_key) or known.get(url), fetched.get(url)
        if there is not None:
            present[there.asset_id] = there
        elif sha256 is not None and sha256 not in uploaded:
            strangers[url] = Stranger(url, file_key, sha256)
    return Elsewhere(tuple(present.values()), tuple(strangers.values()))


def placed(state: EditorState) -> Mapping[str, Asset]:
    """Give the assets that a service keeps as files, and that name a place of their own."""
    return {
        key: asset
        for key, asset in state.assets.items()
        if isinstance(asset, Asset) and asset.type in UPLOADED_KINDS and has_address(asset)
    }


def introduced(service: str, listed: Iterable[Listed], strangers: Iterable[Stranger]) -> Iterator[Uploaded]:
    """Give the strangers that are among the assets which a service lists."""
    by_place = {place: one for one in listed for place in (one.file_key, one.file_url)}
    for stranger in strangers:
        asset = by_place.get(stranger.file_key) or by_place.get(stranger.url)
        if asset is not None:
            yield Uploaded(
                service,
                stranger.sha256,
                asset.asset_id,
                asset.file_url,
                asset.file_key,
                int(asset.size or 0),
                asset.filename,
            )


def with_place(state: EditorState, keys: Collection[str], place: Address) -> EditorState:
    """Give the state with another place in assets that name one, as there is nothing at theirs."""
    moved: dict[str, Any] = {
        key: asset.replace(remote_url=place.url, remote_key=place.file_key)
        for key in keys
        if (asset := state.assets.get(key)) is not None
        and not isinstance(asset, BrokenAsset)
        and has_address(asset)
        and (asset.remote_url, asset.remote_key) != (place.url, place.file_key)
    }
    return state.replace(assets={**state.assets, **moved}) if moved else state
