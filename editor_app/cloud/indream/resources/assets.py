"""Assets: files that the service keeps for an account."""

from __future__ import annotations

from editor_app.cloud.http.paths import segment
from editor_app.cloud.indream.models import Asset, AssetDeleteResponse
from editor_app.cloud.indream.replies import read_model
from editor_app.cloud.indream.resources.base import Resource


class AsyncAssets(Resource):
    """Calls under /v1/assets."""

    async def get(self, asset_id: str) -> Asset:
        """Give what is known of an asset."""
        return read_model(Asset, await self._read(f"/v1/assets/{segment(asset_id)}"))

    async def delete(self, asset_id: str) -> AssetDeleteResponse:
        """Delete an asset; raise APIError (ASSET_REFERENCED) where something uses it."""
        return read_model(AssetDeleteResponse, await self._write("DELETE", f"/v1/assets/{segment(asset_id)}"))
