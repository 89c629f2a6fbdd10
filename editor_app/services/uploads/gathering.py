"""Looks at a document's files and at what is kept, for a survey; for use on threads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from editor_app.assets import Asset
from editor_app.render.media.source import MediaSource
from editor_app.services.uploads.elsewhere import Elsewhere, look_elsewhere, placed
from editor_app.services.uploads.fingerprints import Fingerprints
from editor_app.services.uploads.foreign import at_large, foreign
from editor_app.services.uploads.target import Target
from editor_app.services.uploads.wanted import Survey, survey
from editor_app.state import EditorState
from editor_app.store.history import Work
from editor_app.store.project import MediaPlace
from editor_app.store.uploads import UploadStore


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that is known at one moment."""

    survey: Survey = field(default_factory=Survey)
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    cancelled: frozenset[str] = frozenset()
    paused: frozenset[str] = frozenset()
    permitted: frozenset[str] = frozenset()
    at_large: Mapping[str, int] = field(default_factory=dict[str, int])
    """How many media lie at which hosts that are no service of ours."""


def gather(
    store: UploadStore,
    fingerprints: Fingerprints,
    target: Target,
    work: Work,
    sources: Mapping[str, MediaSource],
    homes: Mapping[str, str],
) -> Gathered:
    """Look at everything; `homes` are the addresses of services. Raise LocalDatabaseError."""
    by_path = {place.path: place for place in work.media.values()}
    paths = [source.path for source in sources.values() if source.path is not None]
    files = fingerprints.look({path: by_path.get(path) for path in paths})
    contents: Mapping[str, str] = known_contents(work.state, work.media)
    uploaded = store.uploaded(target.service)
    lost, deleted = store.lost(target.service), store.deleted(target.service)
    away, elsewhere, hosts = dict[str, str](), Elsewhere(), dict[str, int]()
    if placed(work.state):
        fetched = store.fetched()
        elsewhere = look_elsewhere(work.state, fetched, uploaded)
        places = tuple(store.places())
        away = dict(foreign(work.state, target.service, places, homes))
        hosts = dict(at_large(work.state, target.service, places, homes))
        contents = {key: fetched[url] for key, url in away.items() if url in fetched} | dict(contents)
    found = survey(work.state, sources, contents, files, uploaded, lost, deleted, away)
    cancelled = store.cancelled(target.service, target.project_id)
    paused = store.paused(target.service, target.project_id)
    return Gathered(found, elsewhere, cancelled, paused, frozenset(store.permitted()), hosts)


def known_contents(state: EditorState, media: Mapping[str, MediaPlace]) -> Mapping[str, str]:
    """Give the SHA-256 that a project knows, by asset key; twins, as a detached sound is one, share it."""
    by_file = dict[tuple[str, float], str]()
    found = dict[str, str]()
    for key, place in media.items():
        asset = state.assets.get(key)
        if place.sha256 and isinstance(asset, Asset):
            found[key] = by_file[asset.filename, asset.size] = place.sha256
    for key, asset in state.assets.items():
        if key not in media and isinstance(asset, Asset) and (asset.filename, asset.size) in by_file:
            found[key] = by_file[asset.filename, asset.size]
    return found


def places_of(
    media: Mapping[str, MediaPlace], path: Path, sha256: str, size: int
) -> Mapping[str, MediaPlace]:
    """Give what a project should know of a file that has become another, by asset key."""
    return {
        key: MediaPlace(path, sha256, size)
        for key, place in media.items()
        if place.path == path and place.sha256 is not None
    }
