"""Where media lie on a service, put into what is sent: a document itself does not hold it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from editor_app.assets import Asset, BrokenAsset
from editor_app.state import EditorState


@dataclass(frozen=True, slots=True)
class Address:
    """The place of an uploaded file: what an asset calls `remoteUrl` and `remoteKey`."""

    url: str
    file_key: str


def with_addresses(
    state: EditorState, addresses: Mapping[str, Address], *, replaces: bool = False
) -> EditorState:
    """Give the state with the addresses, by asset key, in all assets that have none of their own.

    ```
        assets  a.mp4  b.mp4 @x   ->   a.mp4 @y  b.mp4 @x
                                       a.mp4 @y  b.mp4 @y    replaces
    ```
    All other records stay the very same; so does the state where there is nothing to put in.
    """
    found = {
        key: asset.replace(remote_url=address.url, remote_key=address.file_key)
        for key, address in addresses.items()
        if (asset := state.assets.get(key)) is not None
        and not isinstance(asset, BrokenAsset)
        and (replaces or not has_address(asset))
    }
    return state.replace(assets={**state.assets, **found}) if found else state


def with_places_of(state: EditorState, other: EditorState) -> EditorState:
    """Give the state with the addresses that another one has for the same assets, where it names none.

    ```
        a.mp4  b.mp4 @y  c.mp4   and   a.mp4 @x  b.mp4 @z   ->   a.mp4 @x  b.mp4 @y  c.mp4
    ```
    """
    found = {
        key: Address(asset.remote_url, asset.remote_key)
        for key, asset in other.assets.items()
        if key in state.assets
        and not isinstance(asset, BrokenAsset)
        and asset.remote_url
        and asset.remote_key
    }
    return with_addresses(state, found)


def has_address(asset: Asset) -> bool:
    """Tell whether an asset names a place of its own."""
    return bool(asset.remote_url or asset.remote_key)
