"""Assets: show, delete, and bind to projects."""

from __future__ import annotations

from starlette.responses import Response

from editor_app.sandbox import replies
from editor_app.sandbox.cursors import read_cursor, write_cursor
from editor_app.sandbox.records import assets
from editor_app.sandbox.service import Call


async def get_asset(call: Call) -> Response:
    """Show an asset."""
    asset = await call.service.database.read(assets.find, call.caller.account_id, call.ids["assetId"])
    return replies.ok(replies.asset(asset, call.base_url))


async def delete_asset(call: Call) -> Response:
    """Delete an asset that nothing refers to."""
    asset_id = call.ids["assetId"]
    await call.service.database.write(assets.delete, call.caller.account_id, asset_id)
    return replies.ok({"assetId": asset_id, "deleted": True})


async def list_project_assets(call: Call) -> Response:
    """List the assets that are bound to a project."""
    cursor = call.query.get("pageCursor")
    after = read_cursor("assets", cursor) if cursor is not None else None
    size = call.query.get("pageSize", 80)
    page = await call.service.database.read(
        assets.list_bound, call.caller.account_id, call.ids["projectId"], size, after
    )
    following = write_cursor("assets", page.next) if page.next else None
    return replies.ok([replies.asset(a, call.base_url) for a in page.items], {"nextPageCursor": following})


async def add_project_asset(call: Call) -> Response:
    """Bind an asset to a project."""
    project_id, asset_id = call.ids["projectId"], call.body["assetId"]
    await call.service.database.write(assets.bind, call.caller.account_id, project_id, asset_id)
    return replies.ok({"projectId": project_id, "assetId": asset_id}, status=201)


async def delete_project_asset(call: Call) -> Response:
    """Take a binding back; the asset stays."""
    project_id, asset_id = call.ids["projectId"], call.ids["assetId"]
    await call.service.database.write(assets.unbind, call.caller.account_id, project_id, asset_id)
    return replies.ok({"projectId": project_id, "assetId": asset_id, "deleted": True})
