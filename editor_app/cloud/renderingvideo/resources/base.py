"""What every group of calls needs: the way to the service, and how what it has made is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from editor_app.cloud.renderingvideo.errors import APIError, outcome_unknown
from editor_app.cloud.renderingvideo.replies import read_model
from editor_app.cloud.renderingvideo.transport import Call, Fields, Transport

M = TypeVar("M", bound=BaseModel)


class Resource:
    """A group of calls."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def _read(self, path: str) -> Fields:
        """Give the fields that a path holds."""
        return await self._transport.request(Call("GET", path))

    async def _write(
        self, method: str, path: str, model: type[M], body: bytes | None = None, **known: Any
    ) -> M:
        """Change something, once; `known` stands in for what the reply leaves out."""
        return made(model, await self._transport.request(Call(method, path, body)), **known)


def made(model: type[M], fields: Mapping[str, Any], **known: Any) -> M:
    """Read the reply to a change that has succeeded; raise OutcomeUnknownError where it cannot be read."""
    told = {name: value for name, value in fields.items() if value is not None}
    try:
        return read_model(model, {**known, **told})
    except APIError as error:
        failure = outcome_unknown(error)
    raise failure
