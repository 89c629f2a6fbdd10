"""Where the media of a document lie: among the uploads of its own account, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from editor_app.assets import Asset
from editor_app.problem import quoted
from editor_app.render.media.source import MediaSource
from editor_app.state import EditorState
from editor_app.store.media_files import find_media
from editor_app.store.project import MediaPlace

_SHOWN = 5
_ADVICE = "Upload them, and name them by their new keys."


class MissingMedia(Exception):
    """Media of a document are no uploads of this server; the text is a sentence."""


def wanted_files(state: EditorState) -> dict[str, tuple[str, ...]]:
    """Give for each asset the names that its file may have here, the surest first."""
    return {
        key: tuple(dict.fromkeys(_names(asset)))
        for key, asset in state.assets.items()
        if isinstance(asset, Asset)
    }


def _names(asset: Asset) -> Iterator[str]:
    if asset.remote_key:
        yield asset.remote_key
    try:
        path = urlsplit(asset.remote_url or "").path
    except ValueError:
        return
    folder, _, name = path.rpartition("/")
    if folder.endswith("/media") and name:
        yield unquote(name)


def places_of(
    wanted: Mapping[str, tuple[str, ...]], known: frozenset[str], folder: Path
) -> dict[str, MediaPlace]:
    """Give where the files of assets lie; `known` are the names in the folder that may be used."""
    return {
        key: MediaPlace(folder / name, None, None)
        for key, names in wanted.items()
        if (name := next((name for name in names if name in known), None))
    }


def sources_of(
    state: EditorState, places: Mapping[str, MediaPlace], advice: str = _ADVICE
) -> dict[str, MediaSource]:
    """Give the sources of all media that show; raise MissingMedia."""
    found = find_media(state, places)
    if found.missing:
        names = ", ".join(quoted(medium.filename) for medium in found.missing[:_SHOWN])
        more = len(found.missing) - _SHOWN
        raise MissingMedia(
            f"{len(found.missing)} of the document's media are no uploads of this sandbox: {names}"
            + (f" and {more} more" if more > 0 else "")
            + f". {advice}"
        )
    return dict(found.sources)
