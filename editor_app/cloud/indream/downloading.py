"""Downloads whose troubles are told as this service's errors."""

from __future__ import annotations

from pathlib import Path

from editor_app.cloud.http import downloading
from editor_app.cloud.http.downloading import ANY_FILE, Progress, Rules, Way
from editor_app.cloud.http.failures import Failure
from editor_app.cloud.indream.errors import error_for


async def download(
    way: Way,
    url: str,
    target: Path,
    *,
    identity: str | None = None,
    progress: Progress | None = None,
    rules: Rules = ANY_FILE,
) -> Path:
    """Fetch as cloud.http.downloading does; raise APIError, OSError."""
    try:
        return await downloading.download(way, url, target, identity=identity, progress=progress, rules=rules)
    except Failure as error:
        failure = error_for(error)
    raise failure
