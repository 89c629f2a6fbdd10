"""Trying whether a medium can be used, before an hour of rendering finds out."""

from __future__ import annotations

from pathlib import Path

from editor_app.render.media import MediaError, MediaInfo, MediaPool, MediaSource, MediaWrongKind
from editor_app.render.media.probe import probe
from editor_app.render.picture.gui import ensure_gui

THUMBNAIL = (64, 64)


def trouble_with(source: MediaSource) -> str | None:
    """Open the medium and decode its beginning; give a sentence about what is wrong, or None."""
    ensure_gui()
    try:
        if source.kind == "audio":
            _listen(source)
        else:
            pool = MediaPool({source.asset_id: source})
            try:
                pool.picture(source.asset_id, 0, THUMBNAIL)
            finally:
                pool.close()
    except MediaError as error:
        return str(error)
    return None


def _listen(source: MediaSource) -> None:
    if source.path is not None and probe(source.path).audio is None:
        raise MediaWrongKind(source.label, "has no sound")


def describe(path: Path) -> MediaInfo | str:
    """Give the facts of a file, or a sentence about why there are none."""
    ensure_gui()
    try:
        return probe(path)
    except MediaError as error:
        return str(error)
