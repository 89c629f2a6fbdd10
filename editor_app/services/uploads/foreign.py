"""Media that lie at another service than the one they are to be shown by. Pure.

What lies anywhere on the net may be shown by every service. What another service of ours keeps may not: its
files are its account's own, so for this service they are as good as nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from editor_app.assets import Asset
from editor_app.services.fetching.orders import host_of
from editor_app.services.uploads.elsewhere import placed
from editor_app.state import EditorState
from editor_app.store.uploads import Place


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of one side, the service or all others: addresses, keys, and the hosts of them."""

    urls: frozenset[str]
    keys: frozenset[str]
    hosts: frozenset[str]


def foreign(
    state: EditorState, service: str, places: Iterable[Place], homes: Mapping[str, str]
) -> Mapping[str, str]:
    """Give the addresses of media that lie at another service of ours, by asset key; empty for a bare key.

    `places` are those of all uploads that are known, `homes` the addresses of services.
    """
    known = tuple(places)
    ours = _side([one for one in known if one.service == service], [homes.get(service, "")])
    theirs = _side(
        [one for one in known if one.service != service],
        [home for other, home in homes.items() if other != service],
    )
    away = {key: asset for key, asset in placed(state).items() if _is_foreign(asset, ours, theirs)}
    return {key: asset.remote_url or "" for key, asset in away.items()}


def _side(places: Iterable[Place], homes: Iterable[str]) -> _Known:
    found = tuple(places)
    urls = frozenset(one.url for one in found)
    hosts = frozenset(filter(None, map(host_of, (*urls, *homes))))
    return _Known(urls, frozenset(one.file_key for one in found if one.file_key), hosts)


def _is_foreign(asset: Asset, ours: _Known, theirs: _Known) -> bool:
    """Tell by the surest that is known: the address, then the key, then the host."""
    url, file_key = asset.remote_url or "", asset.remote_key or ""
    if url in ours.urls or url in theirs.urls:
        return url not in ours.urls
    if file_key in ours.keys or file_key in theirs.keys:
        return file_key not in ours.keys
    return host_of(url) in theirs.hosts - ours.hosts
