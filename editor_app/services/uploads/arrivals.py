"""What has become of an upload whose answer was lost: the project's assets tell."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from editor_app.cloud.http.threads import in_thread
from editor_app.cloud.indream import APIError, AsyncIndreamClient
from editor_app.cloud.indream.policy import is_transient
from editor_app.cloud.indream.types import Asset
from editor_app.store.importing import sha256_of
from editor_app.store.uploads import Attempt

LAG_PAUSES_S = (0.0, 1.0, 1.5, 2.5)
"""The list of a project's assets may lag some seconds behind: it is asked for again so much later."""
_PAGE = 100


async def project_assets(client: AsyncIndreamClient, project_id: str) -> tuple[Asset, ...]:
    """Give all assets that belong to a project; raise APIError."""
    found, cursor = list[Asset](), None
    while True:
        page = await client.projects.list_assets(project_id, _PAGE, cursor)
        found.extend(page.items)
        cursor = page.next_page_cursor
        if not cursor:
            return tuple(found)


async def find_arrived(
    client: AsyncIndreamClient,
    attempt: Attempt,
    known: Collection[str],
    pauses_s: Sequence[float] = LAG_PAUSES_S,
) -> Asset | None:
    """Find the asset that an attempt has made after all, by name, size and the hash of what it gives.

    `known` are the ids of assets that are known to hold something else. Raise APIError, OSError.
    """
    looked_into = set(known)
    for pause in pauses_s:
        await asyncio.sleep(pause)
        listed = await project_assets(client, attempt.project_id)
        if asset := await find_among(client, listed, attempt, looked_into):
            return asset
    return None


async def find_among(
    client: AsyncIndreamClient, assets: Iterable[Asset], attempt: Attempt, looked_into: set[str]
) -> Asset | None:
    """Find an asset by name, size and the hash of what it gives; note the ids that were looked into.

    Raise APIError, OSError.
    """
    for asset in assets:
        if asset.asset_id in looked_into or not is_alike(asset, attempt):
            continue
        looked_into.add(asset.asset_id)
        if await _holds(client, asset, attempt.sha256):
            return asset
    return None


def is_alike(asset: Asset, attempt: Attempt) -> bool:
    """Tell whether an asset may be what an attempt has made."""
    has_size = asset.size is None or asset.size == attempt.size
    return has_size and asset.filename.strip() == attempt.filename.strip()


async def _holds(client: AsyncIndreamClient, asset: Asset, sha256: str) -> bool:
    """Tell whether an asset has a content, by fetching it."""
    folder = await in_thread(tempfile.TemporaryDirectory, prefix="editor-app-arrived-")
    try:
        file = await client.downloads.fetch(asset.file_url, Path(folder.name) / "content")
        return await in_thread(sha256_of, file) == sha256
    except APIError as error:
        if is_transient(error):
            raise
        return False
    finally:
        await in_thread(folder.cleanup)
