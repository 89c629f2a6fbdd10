"""What of a document is still to go up to a service, in which order, and what is there already. Pure."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from editor_app.assets import Asset
from editor_app.edits.addresses import Address, has_address
from editor_app.render.media.source import MediaKind, MediaSource
from editor_app.services.uploads.fingerprints import Fingerprint
from editor_app.state import EditorState
from editor_app.store.media_files import used_assets
from editor_app.store.uploads import Uploaded

UPLOADED_KINDS = frozenset({"image", "video", "gif", "audio"})
"""Lottie animations and the text of captions stay in the document."""
_LONGEST_NAME = 512


@dataclass(frozen=True, slots=True)
class Wanted:
    """A content that the service lacks, and the assets that show it; `size` in bytes, `length_s` in s."""

    sha256: str
    path: Path
    filename: str
    mime_type: str
    kind: MediaKind
    size: int
    length_s: float
    keys: tuple[str, ...]
    is_used: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """How a document's media stand with a service."""

    wanted: tuple[Wanted, ...] = ()
    """What to send, in order."""
    present: tuple[Uploaded, ...] = ()
    """What of the document the service has."""
    addresses: Mapping[str, Address] = field(default_factory=dict[str, Address])
    """The places of what it has, by asset key."""
    unread: tuple[Path, ...] = ()
    """Files whose content is not known yet, in order."""
    unreadable: tuple[Path, ...] = ()
    """Files that cannot be read."""
    missing: Mapping[str, str] = field(default_factory=dict[str, str])
    """What the service lacks and this computer has no file of: contents by asset key, as far as known."""
    resting: frozenset[str] = frozenset()
    """Contents that somebody has deleted there, and that no clip shows; sent again when one does."""


def survey(
    state: EditorState,
    sources: Mapping[str, MediaSource],
    contents: Mapping[str, str],
    files: Mapping[Path, Fingerprint],
    uploaded: Mapping[str, Uploaded],
    lost: Container[str | None] = (),
    deleted: Container[str | None] = (),
    foreign: Container[str] = (),
) -> Survey:
    """Compare a document's media with what a service has.

    `contents` are the SHA-256 that the project knows by asset key, for files that are not there; `files`
    are those that are. What names a place of its own is left alone, unless that place is among those that
    are `lost`, or at another service: `foreign` are the keys of such assets. What somebody has `deleted`
    there goes up again only where it is seen. What is seen goes first, and small files before large ones.
    """
    used = frozenset(used_assets(state))
    wanted, unread = dict[str, Wanted](), dict[Path, tuple[bool, int]]()
    present, addresses = dict[str, Uploaded](), dict[str, Address]()
    unreadable, missing = dict[Path, None](), dict[str, str]()
    for key, asset in state.assets.items():
        if not isinstance(asset, Asset) or not (key in foreign or _is_to_lie_there(asset, lost)):
            continue
        source = sources.get(key)
        file = files.get(source.path) if source and source.path else None
        sha256 = file.sha256 if file else contents.get(key)
        if sha256 and (there := uploaded.get(sha256)):
            present[sha256] = there
            addresses[key] = Address(there.url, there.file_key)
        elif source and source.path and file and sha256 is None:
            unread[source.path] = (key not in used, file.size)
        elif source and source.path and file and not sha256:
            unreadable[source.path] = None
        elif source and file and sha256:
            wanted[sha256] = _joined(wanted.get(sha256), _wanted(key, asset, source, file, key in used))
        elif source:
            missing[key] = sha256 or ""
    resting = _resting(wanted, missing, used, deleted)
    return Survey(
        tuple(
            sorted(
                (one for sha256, one in wanted.items() if sha256 not in resting),
                key=lambda one: (not one.is_used, one.size),
            )
        ),
        tuple(present.values()),
        addresses,
        tuple(sorted(unread, key=lambda path: unread[path])),
        tuple(unreadable),
        {key: sha256 for key, sha256 in missing.items() if sha256 not in resting},
        resting,
    )


def sent_name(filename: str, path: Path) -> str:
    """Give the name that a service is told: the document's, with the file's suffix where it has none."""
    name = PurePosixPath(filename.replace("\\", "/")).name.strip() or path.name
    suffix = PurePosixPath(name).suffix or path.suffix
    return name.removesuffix(suffix)[: _LONGEST_NAME - len(suffix)] + suffix


def _resting(
    wanted: Mapping[str, Wanted],
    missing: Mapping[str, str],
    used: Container[str],
    deleted: Container[str | None],
) -> frozenset[str]:
    """Give what was deleted there and is not seen here."""
    seen = {one.sha256 for one in wanted.values() if one.is_used}
    seen |= {sha256 for key, sha256 in missing.items() if key in used}
    return frozenset(
        sha256 for sha256 in (*wanted, *missing.values()) if sha256 in deleted and sha256 not in seen
    )


def _is_to_lie_there(asset: Asset, lost: Container[str | None]) -> bool:
    """Tell whether a service is to have an asset's file, where it was sent from here."""
    is_file = asset.type in UPLOADED_KINDS
    return is_file and (not has_address(asset) or asset.remote_key in lost or asset.remote_url in lost)


def _wanted(key: str, asset: Asset, source: MediaSource, file: Fingerprint, is_used: bool) -> Wanted:
    assert source.path is not None
    assert file.sha256 is not None
    name = sent_name(asset.filename, source.path)
    length_s = 0.0 if source.kind in ("image", "gif") else source.length_s
    return Wanted(
        file.sha256, source.path, name, asset.mime_type, source.kind, file.size, length_s, (key,), is_used
    )


def _joined(old: Wanted | None, new: Wanted) -> Wanted:
    """Let one upload do for all assets with the same content."""
    if old is None:
        return new
    return replace(old, keys=old.keys + new.keys, is_used=old.is_used or new.is_used)
