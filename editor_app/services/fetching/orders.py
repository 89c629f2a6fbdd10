"""What is to be fetched from where: plain rules, no network, no disk."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import SplitResult, urlsplit

from editor_app.assets import Asset
from editor_app.edits.addresses import Address
from editor_app.state.model import EditorState
from editor_app.store.media_files import MissingMedium, used_assets
from editor_app.store.project import MediaPlace


@dataclass(frozen=True, slots=True)
class Order:
    """One address, for all assets that name it; `size_bytes` is what the document says."""

    url: str
    keys: tuple[str, ...]
    filename: str
    size_bytes: int


def uploaded_places(media: Mapping[str, MediaPlace], places: Mapping[str, Address]) -> dict[str, str]:
    """Give where to fetch files of this computer from that are gone; each is known again by its content."""
    return {key: there.url for key, there in places.items() if key in media and media[key].sha256}


def orders_of(
    state: EditorState, missing: Iterable[MissingMedium], uploaded: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Order]:
    """Give the addresses of media without a file: first those that clips show, in their order.

    `uploaded` are the addresses of what names none itself.
    """
    lost = {medium.asset_id: None for medium in missing}
    orders: dict[str, Order] = {}
    for key in (*(key for key in used_assets(state) if key in lost), *lost):
        asset = state.assets.get(key)
        url = (asset.remote_url or uploaded.get(key)) if isinstance(asset, Asset) else None
        if not isinstance(asset, Asset) or not url or not host_of(url):
            continue
        known = orders.get(url)
        if known is None:
            orders[url] = Order(url, (key,), asset.filename, max(0, int(asset.size)))
        elif key not in known.keys:
            orders[url] = replace(known, keys=(*known.keys, key))
    return orders


def awaited(state: EditorState, missing: Iterable[MissingMedium]) -> dict[str, str]:
    """Give the names of media of a cloud project that have no address yet and never had a file here."""
    return {
        medium.asset_id: medium.filename
        for medium in missing
        if not medium.was_here and not getattr(state.assets.get(medium.asset_id), "remote_url", None)
    }


def host_of(url: str) -> str:
    """Give the host of an address as people name it, with its port where that is unusual; else nothing."""
    parts = _parts(url)
    if parts is None or not parts.hostname or parts.scheme not in ("https", "http"):
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    usual = {"https": 443, "http": 80}[parts.scheme]
    port = parts.port
    return host if port in (None, usual) else f"{host}:{port}"


def addresses(url: str, home: str | None) -> tuple[str, ...]:
    """Give where a file may be, in the order in which to ask.

    A service on this machine has another port each time it runs: what it said once of another port of this
    machine is asked for at its present one first.
    """
    here, there = _parts(url), _parts(home or "")
    if here is None or there is None or host_of(url) == host_of(home or ""):
        return (url,)
    if here.scheme != "http" or not _is_loopback(here.hostname) or not _is_loopback(there.hostname):
        return (url,)
    return (here._replace(scheme=there.scheme, netloc=there.netloc).geturl(), url)


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 (raises ValueError for what is no port)
    except ValueError:
        return None
    return parts


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False
