"""What an export is made of, as one short text: pieces of an earlier run fit where it is the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from editor_app.product import VERSION
from editor_app.render.export.settings import Target

if TYPE_CHECKING:
    from editor_app.render.media.source import MediaSource

_PIECES = 1
"""Counted up when the same document is drawn or encoded in another way within one version."""


def fingerprint(state_json: bytes, target: Target, sources: Mapping[str, MediaSource]) -> str:
    """Give 40 letters for a document, what is made of it, its media's files and this program."""
    media = {key: _identity(source) for key, source in sorted(sources.items())}
    facts = json.dumps([_PIECES, VERSION, _codecs(), asdict(target), media], sort_keys=True)
    digest = hashlib.sha256(facts.encode())
    digest.update(state_json)
    return digest.hexdigest()[:40]


def _identity(source: MediaSource) -> list[object]:
    """Tell a medium by its file's place, size and time of change, not by its content: that may be large."""
    known: list[object] = [
        source.kind,
        source.filename,
        source.lottie_json,
        source.loops,
        source.length_s,
        source.is_coming,
        source.not_fetched,
        None if source.path is None else str(source.path),
    ]
    if source.path is None:
        return known
    try:
        found = source.path.stat()
    except OSError:
        return known
    return [*known, found.st_size, found.st_mtime_ns]


def _codecs() -> str:
    """Name the version of the codecs, without loading them."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{version('av')} {version('PySide6-Essentials')}"
    except PackageNotFoundError:  # a frozen program has one version of everything
        return ""
