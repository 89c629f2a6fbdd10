"""The account: what is left of its credits, and what its service can do."""

from __future__ import annotations

from editor_app.cloud.renderingvideo.errors import UNEXPECTED, APIError, NotFoundError
from editor_app.cloud.renderingvideo.models import Balance, Capabilities
from editor_app.cloud.renderingvideo.replies import read_model
from editor_app.cloud.renderingvideo.resources.base import Resource


class AsyncAccount(Resource):
    """Calls that are about no video."""

    async def credits(self) -> float:
        """Give how many credits are left; raise APIError."""
        left = read_model(Balance, await self._read("/api/v1/credits")).credits
        if left is None:
            raise APIError(200, UNEXPECTED, "The service's reply does not tell the credits.")
        return left

    async def capabilities(self) -> Capabilities | None:
        """Give what the service can do; None where it does not say, as older ones do not. Raise APIError."""
        try:
            return read_model(Capabilities, await self._read("/api/v1/capabilities"))
        except NotFoundError:
            return None
