"""Downloads whose troubles are told as this service's errors; no key is sent along."""

from __future__ import annotations

from pathlib import Path

from editor_app.cloud.http import downloading
from editor_app.cloud.http.downloading import Progress, Rules, Way
from editor_app.cloud.http.failures import Failure
from editor_app.cloud.renderingvideo.failures import error_for

_NO_MEDIA = Rules().refused_kinds | {"text/plain", "text/xml", "application/xml"}
"""What stands in a file's place where there is none."""


async def download(
    way: Way, url: str, target: Path, *, identity: str | None = None, progress: Progress | None = None
) -> Path:
    """Fetch as cloud.http.downloading does; raise APIError, OSError."""
    rules = Rules(refused_kinds=_NO_MEDIA)
    try:
        return await downloading.download(way, url, target, identity=identity, progress=progress, rules=rules)
    except Failure as error:
        failure = error_for(error)
    raise failure
