"""Projects: documents that the service keeps, and the assets that belong to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from editor_app.cloud.http.paths import segment, with_query
from editor_app.cloud.http.threads import in_thread
from editor_app.cloud.indream import policy
from editor_app.cloud.indream.models import (
    AssetListResponse,
    ExportCreateResponse,
    ProjectAssetBindingResponse,
    ProjectAssetDeleteResponse,
    ProjectDeleteResponse,
    ProjectDetail,
    ProjectListResponse,
    ProjectMetadataResponse,
    ProjectSummary,
    ProjectSyncResponse,
)
from editor_app.cloud.indream.payloads import body, state_body
from editor_app.cloud.indream.replies import read_model, read_page
from editor_app.cloud.indream.resources.base import Resource
from editor_app.cloud.indream.transport import Call


def _place(project_id: str, rest: str = "") -> str:
    return f"/v1/projects/{segment(project_id)}{rest}"


class AsyncProjects(Resource):
    """Calls under /v1/projects."""

    async def create(
        self, payload: Mapping[str, Any], idempotency_key: str | None = None, *, check: bool = True
    ) -> ProjectSummary:
        """Make a project from `editorState`, and `title` and `description` if wanted.

        The document is checked against its schema first, unless `check` is off. Sent again after trouble
        only with an idempotency key. Raise ValidationError, APIError.
        """
        data = await in_thread(state_body, payload, tuple(self._uploads.values()), check=check)
        repeatable = policy.is_deduplicated(idempotency_key)
        made = await self._create("/v1/projects", data, idempotency_key, is_repeatable=repeatable)
        return read_model(ProjectSummary, made)

    async def list(self, page_size: int | None = None, page_cursor: str | None = None) -> ProjectListResponse:
        """Give a page of projects without their documents (1 to 50, 20 where nothing is said)."""
        path = with_query("/v1/projects", pageSize=page_size, pageCursor=page_cursor)
        return read_page(
            ProjectListResponse, await self._transport.request(Call("GET", path, is_repeatable=True))
        )

    async def get(self, project_id: str) -> ProjectDetail:
        """Give a project with its document."""
        return read_model(ProjectDetail, await self._read(_place(project_id)))

    async def update(self, project_id: str, payload: Mapping[str, Any]) -> ProjectMetadataResponse:
        """Change `title` and `description`; the document stays."""
        data = await self._write("PATCH", _place(project_id), body(payload))
        return read_model(ProjectMetadataResponse, data)

    async def sync(
        self, project_id: str, payload: Mapping[str, Any], *, check: bool = True
    ) -> ProjectSyncResponse:
        """Replace the stored document by `editorState`; never sent twice, as the last one wins.

        The document is checked against its schema first, unless `check` is off. Asset records with nothing
        but a type and the place of an upload of this client are completed. Raise ValidationError,
        RateLimitError, APIError.
        """
        place = _place(project_id, "/sync")
        data = await in_thread(state_body, payload, tuple(self._uploads.values()), check=check)
        return read_model(ProjectSyncResponse, await self._write("POST", place, data))

    async def delete(self, project_id: str) -> ProjectDeleteResponse:
        """Delete a project."""
        return read_model(ProjectDeleteResponse, await self._write("DELETE", _place(project_id)))

    async def list_assets(
        self, project_id: str, page_size: int | None = None, page_cursor: str | None = None
    ) -> AssetListResponse:
        """Give a page of a project's assets (1 to 100, 80 where nothing is said)."""
        path = with_query(_place(project_id, "/assets"), pageSize=page_size, pageCursor=page_cursor)
        return read_page(
            AssetListResponse, await self._transport.request(Call("GET", path, is_repeatable=True))
        )

    async def add_asset(self, project_id: str, asset_id: str) -> ProjectAssetBindingResponse:
        """Let an asset belong to a project."""
        data = await self._write("POST", _place(project_id, "/assets"), body({"assetId": asset_id}))
        return read_model(ProjectAssetBindingResponse, data)

    async def remove_asset(self, project_id: str, asset_id: str) -> ProjectAssetDeleteResponse:
        """Let an asset no longer belong to a project; it stays."""
        data = await self._write("DELETE", _place(project_id, f"/assets/{segment(asset_id)}"))
        return read_model(ProjectAssetDeleteResponse, data)

    async def create_export(
        self, project_id: str, payload: Mapping[str, Any], idempotency_key: str | None = None
    ) -> ExportCreateResponse:
        """Make a task from the stored document: `ratio`, `scale`, `fps`, `format`.

        Sent again after trouble only with an idempotency key or a `clientTaskId`.
        """
        place, data = _place(project_id, "/exports"), body(payload)
        repeatable = policy.is_deduplicated(idempotency_key, payload, is_export=True)
        made = await self._create(place, data, idempotency_key, is_repeatable=repeatable)
        return read_model(ExportCreateResponse, made)
