"""Downloads: from any link that the service has given."""

from __future__ import annotations

import os
from pathlib import Path

from editor_app.cloud.http.downloading import Progress
from editor_app.cloud.renderingvideo.downloading import download
from editor_app.cloud.renderingvideo.resources.base import Resource


class AsyncDownloads(Resource):
    """Files by their addresses; the key is not sent along."""

    async def fetch(
        self, url: str, target: str | os.PathLike[str], *, progress: Progress | None = None
    ) -> Path:
        """Fetch a file into `target`, which bears its name only when it is whole, and give its path.

        What was fetched before is gone on with. `progress` is told bytes there and bytes in all (or None),
        on the client's event loop. Raise DownloadError, APIError, OSError.
        """
        with self._transport.at_work():
            return await download(self._transport, url, Path(target), progress=progress)
