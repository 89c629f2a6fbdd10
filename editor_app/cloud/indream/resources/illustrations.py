"""Names of the service's drawings."""

from __future__ import annotations

import builtins

from pydantic import TypeAdapter, ValidationError

from editor_app.cloud.http.paths import with_query
from editor_app.cloud.indream.errors import APIError, unexpected
from editor_app.cloud.indream.resources.base import Resource

_NAMES = TypeAdapter(builtins.list[str])


class AsyncIllustrations(Resource):
    """Calls under /v1/illustrations."""

    async def search(self, q: str | None = None) -> list[str]:
        """Give the names that fit a word; all of them without one."""
        word = q if q and q.strip() else None
        data = await self._read(with_query("/v1/illustrations", q=word))
        try:
            return _NAMES.validate_python(data)
        except ValidationError:
            pass
        raise APIError(unexpected(200, "The service's reply is no list of names."))
