"""What the library says of media without a file. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from editor_app.store.media_files import MissingMedium
from editor_app.ui.media.labels import tr


def missing_text(missing: Sequence[MissingMedium]) -> str:
    """Say which file, or how many, are missing; and why, where they could not be fetched."""
    tried = [one for one in missing if one.not_fetched]
    is_full = bool(tried) and all(one.not_fetched == "no room" for one in tried)
    if len(missing) == 1:
        text = _one(is_tried=bool(tried), is_full=is_full)
    elif not tried:
        text = tr("{count} files are missing.")
    elif len(tried) < len(missing):
        text = (
            tr("{count} files are missing; the disk has no room for {tried} of them.")
            if is_full
            else tr("{count} files are missing; {tried} of them could not be fetched.")
        )
    elif is_full:
        text = tr("{count} files could not be fetched: the disk has no room for them.")
    else:
        text = tr("{count} files could not be fetched.")
    return text.format(name=missing[0].filename, count=len(missing), tried=len(tried))


def _one(*, is_tried: bool, is_full: bool) -> str:
    if is_full:
        return tr("“{name}” could not be fetched: the disk has no room for it.")
    return tr("“{name}” could not be fetched.") if is_tried else tr("“{name}” is missing.")
