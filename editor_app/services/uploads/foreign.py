"""Media that lie at another service than the one they are to be shown by. Pure.

What lies anywhere on the net may be shown by every service. What another service of ours keeps may not: its
files are its account's own, so for this service they are as good as nowhere. So is an address that only
means something on one computer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from editor_app.assets import Asset
from editor_app.services.fetching.orders import host_of
from editor_app.services.uploads.elsewhere import placed
from editor_app.state import EditorState
from editor_app.store.uploads import Place

_OF_ONE_COMPUTER = ("file:", "blob:")


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

    Those too that lie nowhere for anybody else. `places` are those of all uploads that are known, `homes` the
    addresses of services.
    """
    ours, theirs = _sides(service, places, homes)
    away = {key: asset for key, asset in placed(state).items() if _is_foreign(asset, ours, theirs)}
    return {key: asset.remote_url or "" for key, asset in away.items()}


def at_large(
    state: EditorState, service: str, places: Iterable[Place], homes: Mapping[str, str]
) -> Mapping[str, int]:
    """Count the media that lie on the net, at no service of ours as far as is known, by their hosts."""
    ours, theirs = _sides(service, places, homes)
    hosts = Counter[str]()
    for asset in placed(state).values():
        url, file_key = asset.remote_url or "", asset.remote_key or ""
        is_ours = url in ours.urls or file_key in ours.keys or host_of(url) in ours.hosts
        if host_of(url) and not is_ours and not _is_foreign(asset, ours, theirs):
            hosts[host_of(url)] += 1
    return hosts


def _sides(service: str, places: Iterable[Place], homes: Mapping[str, str]) -> tuple[_Known, _Known]:
    """Give what is known of the service, and of all others."""
    known = tuple(places)
    ours = _side([one for one in known if one.service == service], [homes.get(service, "")])
    theirs = _side(
        [one for one in known if one.service != service],
        [home for other, home in homes.items() if other != service],
    )
    return ours, theirs


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
    if not file_key and url.lower().startswith(_OF_ONE_COMPUTER):
        return True
    return host_of(url) in theirs.hosts - ours.hosts
