"""Where media are at a service, as far as the table of uploads knows; nothing is asked. Blocks."""

from __future__ import annotations

from collections.abc import Mapping

from editor_app.assets import Asset
from editor_app.edits.addresses import Address
from editor_app.services.exporting.jobs.snapshot import Snapshot
from editor_app.services.uploads.fingerprints import Fingerprints
from editor_app.services.uploads.gathering import known_contents
from editor_app.services.uploads.wanted import UPLOADED_KINDS
from editor_app.store.media_files import used_assets
from editor_app.store.uploads import UploadStore


def known_addresses(
    store: UploadStore, service: str, snapshot: Snapshot, fingerprints: Fingerprints
) -> Mapping[str, Address]:
    """Give the places of the media that a film shows, by asset key; raise LocalDatabaseError.

    Files whose content is not known yet are read.
    """
    uploaded = store.uploaded(service)
    if not uploaded:
        return {}
    contents, found = known_contents(snapshot.state, snapshot.places), dict[str, Address]()
    for key in used_assets(snapshot.state):
        asset, source = snapshot.state.assets.get(key), snapshot.sources.get(key)
        if not isinstance(asset, Asset) or asset.type not in UPLOADED_KINDS:
            continue
        sha256 = contents.get(key)
        if source is not None and source.path is not None:
            seen = fingerprints.look({source.path: snapshot.places.get(key)}).get(source.path)
            if seen is not None and seen.sha256 is None:
                seen = fingerprints.read(source.path)
            sha256 = seen.sha256 if seen is not None else sha256
        there = uploaded.get(sha256 or "")
        if there is not None:
            found[key] = Address(there.url, there.file_key)
    return found
