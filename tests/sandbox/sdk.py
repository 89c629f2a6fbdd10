"""What an official SDK does with the server; run in a process of its own, whose only output is JSON."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from tests.sandbox.samples import ERAS, document, payload

sdk = import_module("indream")
Order = dict[str, Any]


def plain(value: Any) -> Any:
    """Give a reply as JSON."""
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    return value.model_dump(mode="json") if hasattr(value, "model_dump") else value


def projects(order: Order) -> Any:
    """Every call about projects that needs no file."""
    era = ERAS[order["version"]]
    with sdk.IndreamClient(order["key"], base_url=order["url"], max_retries=0) as client:
        made = client.projects.create({"title": "Ärger", **payload(era)}, idempotency_key="one")
        again = client.projects.create({"title": "Ärger", **payload(era)}, idempotency_key="one")
        renamed = client.projects.update(made.project_id, {"title": "B", "description": "d"})
        synced = client.projects.sync(made.project_id, payload(era, compositionWidth=200))
        detail = client.projects.get(made.project_id)
        others = [client.projects.create(payload(era)).project_id for _ in range(3)]
        first = client.projects.list(page_size=2)
        second = client.projects.list(page_size=2, page_cursor=first.next_page_cursor)
        gone = client.projects.delete(others[0])
        code = refusal(lambda: client.projects.get(others[0]))
        return plain(
            {
                "made": plain(made),
                "again": plain(again),
                "renamed": plain(renamed),
                "synced": plain(synced),
                "detail": plain(detail),
                "others": others,
                "pages": [plain(first), plain(second)],
                "gone": plain(gone),
                "code": code,
            }
        )


def projects_async(order: Order) -> Any:
    """The same with the async client, in brief."""

    async def run() -> Any:
        era = ERAS[order["version"]]
        client = sdk.AsyncIndreamClient(order["key"], base_url=order["url"], max_retries=0)
        made = await client.projects.create(payload(era))
        await client.projects.sync(made.project_id, payload(era))
        detail = plain(await client.projects.get(made.project_id))
        listed = plain(await client.projects.list())
        await client.projects.delete(made.project_id)
        await client.aclose()
        return {"detail": detail, "listed": listed, "sent": document(era)}

    return asyncio.run(run())


def files(order: Order) -> Any:
    """Upload, bind, list, delete."""
    era = ERAS[order["version"]]
    with sdk.IndreamClient(order["key"], base_url=order["url"], max_retries=0) as client:
        project = client.projects.create(payload(era)).project_id
        content = Path(order["file"]).read_bytes()
        kinds = {"filename": "hero.png", "content_type": "image/png"}
        asset = client.uploads.upload(content, **kinds, project_id=project)
        same = client.assets.get(asset.asset_id)
        for _ in range(2):
            other = client.uploads.upload(content, **kinds)
            client.projects.add_asset(project, other.asset_id)
        first = client.projects.list_assets(project, page_size=2)
        second = client.projects.list_assets(project, page_size=2, page_cursor=first.next_page_cursor)
        referenced = refusal(lambda: client.assets.delete(asset.asset_id))
        assert client.projects.remove_asset(project, asset.asset_id).deleted
        assert client.assets.delete(asset.asset_id).deleted
        return {
            "asset": plain(asset),
            "same": plain(same),
            "bound": [plain(first.items), plain(second.items)],
            "referenced": referenced,
            "gone": refusal(lambda: client.assets.get(asset.asset_id)),
        }


def editor(order: Order) -> Any:
    """Ask for capabilities and validate; illustrations are refused."""
    with sdk.IndreamClient(order["key"], base_url=order["url"], max_retries=0) as client:
        capabilities = client.editor.capabilities()
        assert capabilities.caption_animations.in_
        return {
            "capabilities": plain(capabilities),
            "validations": [plain(client.editor.validate(state)) for state in order["documents"]],
            "illustrations": refusal(lambda: client.illustrations.search("creative")),
        }


def illustrations(order: Order) -> Any:
    """Search illustrations."""
    with sdk.IndreamClient(order["key"], base_url=order["url"], max_retries=0) as client:
        return {"creative": client.illustrations.search("creative"), "all": client.illustrations.search()}


SETTINGS = {"fps": 30, "ratio": "16:9", "scale": 1, "format": "mp4"}


def export(order: Order) -> Any:
    """Export a document and a project, wait, download, list."""
    era = ERAS[order["version"]]
    with sdk.IndreamClient(order["key"], base_url=order["url"], poll_interval=0.2) as client:
        mine = order["version"] + order["callback"]
        callback = {"callbackUrl": order["callback"], "callbackHeaders": {"x-mine": "yes"}}
        body = {**payload(era), **SETTINGS, **callback, "clientTaskId": mine}
        created = client.exports.create(body)
        again = client.exports.create(body)
        task = client.exports.wait(created.task_id, timeout=120)
        with urlopen(task.output_url) as answer:
            Path(order["output"]).write_bytes(answer.read())
        listed = client.exports.list(page_size=1, created_by_api_key_id=task.created_by_api_key_id)
        project = client.projects.create(payload(era)).project_id
        of_project = client.projects.create_export(project, dict(SETTINGS), idempotency_key=project)
        done = client.exports.wait(of_project.task_id, timeout=120)
        return {
            "created": plain(created),
            "again": plain(again),
            "task": plain(task),
            "listed": plain(listed.items),
            "project_id": project,
            "project": [done.project_id, done.status],
        }


def export_async(order: Order) -> Any:
    """Export and cancel with the async client."""

    async def run() -> Any:
        async with sdk.AsyncIndreamClient(order["key"], base_url=order["url"], poll_interval=0.2) as client:
            created = await client.exports.create({**payload(), **SETTINGS})
            done = await client.exports.wait(created.task_id, timeout=120)
            long = {"editorState": order["document"], "stateSchemaVersion": "v1", **SETTINGS}
            other = await client.exports.create(long)
            canceled = await client.exports.cancel(other.task_id)
            return {"status": done.status, "canceled": canceled.status}

    return asyncio.run(run())


def everything_async(order: Order) -> Any:
    """Every call of the async client once."""
    era, content = ERAS[order["version"]], Path(order["file"]).read_bytes()

    def field(reply: Any, name: str, wire: str) -> Any:
        """Some calls of 1.0.0's async client give plain dicts."""
        return reply[wire] if isinstance(reply, dict) else getattr(reply, name)

    async def run() -> Any:
        client = sdk.AsyncIndreamClient(order["key"], base_url=order["url"], poll_interval=0.2)
        await client.editor.capabilities()
        verdict = await client.editor.validate(document(era))
        names = await client.illustrations.search("creative")
        project = (await client.projects.create(payload(era))).project_id
        await client.projects.update(project, {"title": "x"})
        await client.projects.sync(project, payload(era))
        kinds = {"filename": "hero.png", "content_type": "image/png"}
        asset = (await client.uploads.upload(content, **kinds)).asset_id
        await client.projects.add_asset(project, asset)
        bound = await client.projects.list_assets(project)
        await client.projects.remove_asset(project, asset)
        await client.assets.get(asset)
        await client.assets.delete(asset)
        listed = await client.projects.list(page_size=50)
        made = await client.projects.create_export(project, dict(SETTINGS))
        done = await client.exports.wait(field(made, "task_id", "taskId"), timeout=120)
        alone = await client.exports.create({**payload(era), **SETTINGS})
        shown = await client.exports.get(field(alone, "task_id", "taskId"))
        tasks = await client.exports.list()
        await client.exports.wait(field(alone, "task_id", "taskId"), timeout=120)
        await client.projects.delete(project)
        await client.aclose()
        return {
            "valid": field(verdict, "valid", "valid"),
            "names": len(names),
            "bound": len(field(bound, "items", "items")),
            "projects": len(field(listed, "items", "items")),
            "status": field(done, "status", "status"),
            "shown": field(shown, "task_id", "taskId") == field(alone, "task_id", "taskId"),
            "tasks": len(field(tasks, "items", "items")),
        }

    return asyncio.run(run())


def webhooks(order: Order) -> Any:
    """Verify and read what was received."""
    event_type = import_module("indream.types").ExportWebhookEvent
    told: list[Any] = []
    for headers, body in order["calls"]:
        verify = {"raw_body": body, "headers": headers}
        good = sdk.verify_export_webhook_request(webhook_secret=order["secret"], **verify)
        bad = sdk.verify_export_webhook_request(webhook_secret="another", **verify)
        event = event_type.model_validate(json.loads(body))
        told.append([good, bad, event.event_type, event.task.status, event.task.task_id])
    return told


def refusal(call: Callable[[], object]) -> list[Any] | None:
    """Give status and code of the error that a call raises."""
    try:
        call()
    except sdk.APIError as error:
        return [error.status, error.error_code]
    return None


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](json.load(sys.stdin)), default=plain))
