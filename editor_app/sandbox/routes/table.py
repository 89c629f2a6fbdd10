"""Every route of the API in one table: what it takes, who may call it, how it may be refused."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.responses import Response

from editor_app.sandbox import bodies
from editor_app.sandbox.fields import Field
from editor_app.sandbox.routes import assets, editor, exports, projects, uploads
from editor_app.sandbox.service import Call

Run = Callable[[Call], Awaitable[Response]]

PAID = (400, 401, 403)
"""How every paid route may refuse."""
_JSON = (408, 413, 415, 422)


@dataclass(frozen=True, slots=True)
class Operation:
    """One route; `body` is None where none is read, `refused` holds the statuses of its problem bodies."""

    id: str
    method: str
    path: str
    tag: str
    run: Run
    reply: str
    status: int = 200
    refused: tuple[int, ...] = PAID
    is_paid: bool = True
    body: tuple[Field, ...] | None = None
    query: tuple[Field, ...] = ()
    headers: tuple[Field, ...] = ()


# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("createProject", "POST", "/v1/projects", "Projects", projects.create_project,
              "ProjectSummary", 201, (*PAID, 409, *_JSON),
              body=bodies.CREATE_PROJECT, headers=bodies.IDEMPOTENCY),
    Operation("listProjects", "GET", "/v1/projects", "Projects", projects.list_projects,
              "ProjectSummary[]", query=bodies.PAGE),
    Operation("getProject", "GET", "/v1/projects/{projectId}", "Projects", projects.get_project,
              "ProjectDetail", refused=(*PAID, 404)),
    Operation("patchProject", "PATCH", "/v1/projects/{projectId}", "Projects", projects.patch_project,
              "ProjectMetadata", refused=(*PAID, 404, *_JSON), body=bodies.PATCH_PROJECT),
    Operation("deleteProject", "DELETE", "/v1/projects/{projectId}", "Projects", projects.delete_project,
              "ProjectDeleted", refused=(*PAID, 404)),
    Operation("syncProject", "POST", "/v1/projects/{projectId}/sync", "Projects", projects.sync_project,
              "SyncResult", refused=(*PAID, 404, *_JSON, 429), body=bodies.SYNC_PROJECT),
    Operation("listProjectAssets", "GET", "/v1/projects/{projectId}/assets", "Assets",
              assets.list_project_assets, "Asset[]", refused=(*PAID, 404), query=bodies.ASSET_PAGE),
    Operation("addProjectAsset", "POST", "/v1/projects/{projectId}/assets", "Assets",
              assets.add_project_asset, "AssetBinding", 201, (*PAID, 404, *_JSON), body=bodies.ADD_ASSET),
    Operation("deleteProjectAsset", "DELETE", "/v1/projects/{projectId}/assets/{assetId}", "Assets",
              assets.delete_project_asset, "AssetUnbound", refused=(*PAID, 404)),
    Operation("uploadAsset", "POST", "/v1/uploads", "Uploads", uploads.upload_asset,
              "Asset", 201, (*PAID, 404, 408, 422), headers=bodies.UPLOAD),
    Operation("getAsset", "GET", "/v1/assets/{assetId}", "Assets", assets.get_asset,
              "Asset", refused=(*PAID, 404)),
    Operation("deleteAsset", "DELETE", "/v1/assets/{assetId}", "Assets", assets.delete_asset,
              "AssetDeleted", refused=(*PAID, 404, 409)),
    Operation("getEditorCapabilities", "GET", "/v1/editor/capabilities", "Editor", editor.get_capabilities,
              "Capabilities", refused=(401,), is_paid=False),
    Operation("validateEditorState", "POST", "/v1/editor/validate", "Editor", editor.validate_editor_state,
              "Validation", refused=(400, 401, 408, 413, 415), is_paid=False, body=bodies.VALIDATE),
    Operation("searchIllustrations", "GET", "/v1/illustrations", "Materials", editor.search_illustrations,
              "Illustration[]", query=bodies.SEARCH),
    Operation("createExport", "POST", "/v1/exports", "Exports", exports.create_export,
              "ExportCreated", 201, (*PAID, 409, *_JSON),
              body=bodies.CREATE_EXPORT, headers=bodies.IDEMPOTENCY),
    Operation("createProjectExport", "POST", "/v1/projects/{projectId}/exports", "Exports",
              exports.create_project_export, "ExportCreated", 201, (*PAID, 404, 409, *_JSON),
              body=bodies.CREATE_PROJECT_EXPORT, headers=bodies.IDEMPOTENCY),
    Operation("listExports", "GET", "/v1/exports", "Exports", exports.list_exports,
              "ExportTask[]", query=bodies.EXPORT_PAGE),
    Operation("getExport", "GET", "/v1/exports/{taskId}", "Exports", exports.get_export,
              "ExportTask", refused=(*PAID, 404)),
    Operation("cancelExport", "DELETE", "/v1/exports/{taskId}", "Exports", exports.cancel_export,
              "ExportTask", refused=(*PAID, 404, 409)),
)
# fmt: on
