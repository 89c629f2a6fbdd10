"""Previews: links that show a video for seven days, without credits and without a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from editor_app.cloud.http.paths import segment
from editor_app.cloud.http.threads import in_thread
from editor_app.cloud.renderingvideo.bodies import config_body, conversion_body, render_body
from editor_app.cloud.renderingvideo.models import (
    Conversion,
    Preview,
    PreviewConfig,
    PreviewDeletion,
    RenderStart,
)
from editor_app.cloud.renderingvideo.replies import read_model
from editor_app.cloud.renderingvideo.resources.base import Resource

_PREVIEWS = "/api/v1/preview"


class AsyncPreviews(Resource):
    """Calls under /api/v1/preview; an expired preview is as one that never was (NotFoundError)."""

    async def create(self, config: Mapping[str, Any]) -> Preview:
        """Make a preview of a configuration; raise ConfigError, OutcomeUnknownError, APIError."""
        return await self._write("POST", _PREVIEWS, Preview, await in_thread(config_body, config))

    async def create_written(self, config: bytes) -> Preview:
        """Do what `create` does with a configuration that was written before, as JSON."""
        return await self._write("POST", _PREVIEWS, Preview, config)

    async def get(self, temp_id: str) -> PreviewConfig:
        """Give what a preview shows."""
        return read_model(PreviewConfig, await self._read(_place(temp_id)))

    async def delete(self, temp_id: str) -> PreviewDeletion:
        """Delete a preview; its links lead nowhere then."""
        return await self._write("DELETE", _place(temp_id), PreviewDeletion, tempId=temp_id)

    async def convert(
        self, temp_id: str, *, category: str | None = None, metadata: Mapping[str, Any] | None = None
    ) -> Conversion:
        """Make a task of a preview, which stays; each time another task. Raise ConfigError, APIError.

        Services of the first era do not know `metadata` here.
        """
        body = conversion_body(category, metadata)
        return await self._write("POST", _place(temp_id, "/convert"), Conversion, body, tempId=temp_id)

    async def render(
        self,
        temp_id: str,
        *,
        category: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        webhook_url: str | None = None,
        num_workers: int | None = None,
    ) -> RenderStart:
        """Make a task of a preview and render it; each time another task, and its price.

        After a lost answer nothing tells which task was made: convert, keep the id and render that instead.
        Raise ConfigError, CreditsError, RenderTriggerError, OutcomeUnknownError, APIError.
        """
        body = render_body(webhook_url, num_workers, category=category, metadata=metadata)
        return await self._write("POST", _place(temp_id, "/render"), RenderStart, body, tempId=temp_id)


def _place(temp_id: str, rest: str = "") -> str:
    return f"{_PREVIEWS}/{segment(temp_id)}{rest}"
