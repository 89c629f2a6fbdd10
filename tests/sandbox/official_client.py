"""Every call of an official client, run as a script in a process that has nothing of this house on its path.

Reads an order as JSON, drives the sync or the async client with the same steps, and prints what came of it.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.request import urlopen

sdk = import_module("indream")
RESOURCES = ("exports", "editor", "illustrations", "projects", "uploads", "assets")
SETTINGS = {"fps": 30, "ratio": "16:9", "scale": 1, "format": "mp4"}


class Recorder:
    """A client whose calls are counted; each is awaited if it has to be."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.called: set[str] = set()

    def surface(self) -> set[str]:
        """Give the name of every call that the client offers."""
        return {
            f"{name}.{call}"
            for name in RESOURCES
            for call in dir(getattr(self._client, name))
            if not call.startswith("_")
        }

    async def __call__(self, name: str, *values: Any, **named: Any) -> Any:
        """Call `resource.method`."""
        resource, _, method = name.partition(".")
        answer = getattr(getattr(self._client, resource), method)(*values, **named)
        self.called.add(name)
        return plain(await answer if inspect.isawaitable(answer) else answer)


def plain(value: Any) -> Any:
    """Give a reply with the names of the wire; the older async client gives some as plain dicts."""
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    return value.model_dump(mode="json", by_alias=True) if hasattr(value, "model_dump") else value


def download(url: str) -> bytes:
    """Give what a plain GET gives."""
    with urlopen(url) as answer:
        return answer.read()


def keep(path: Path, content: bytes) -> None:
    """Write a file."""
    path.write_bytes(content)


async def projects(call: Recorder, order: Any) -> dict[str, Any]:
    """Make projects, look at them, change them."""
    body = order["payload"]
    made = await call("projects.create", {"title": "Ärger", **body}, idempotency_key=f"{order['name']} 1")
    again = await call("projects.create", {"title": "Ärger", **body}, idempotency_key=f"{order['name']} 1")
    assert made == again
    project = made["projectId"]
    renamed = await call("projects.update", project, {"title": "B", "description": "d"})
    synced = await call("projects.sync", project, order["changed"])
    detail = await call("projects.get", project)
    other = (await call("projects.create", body))["projectId"]
    first = await call("projects.list", page_size=1)
    second = await call("projects.list", page_size=1, page_cursor=first["nextPageCursor"])
    deleted = await call("projects.delete", other)
    assert (deleted["projectId"], deleted["deleted"]) == (other, True)
    return {
        "project": project,
        "titles": [made["title"], renamed["title"], detail["title"]],
        "synced": synced["projectId"] == project,
        "saved": detail["editorState"] == order["changed"]["editorState"],
        "listed": [entry["projectId"] for entry in first["items"] + second["items"]] == [other, project],
    }


async def files(call: Recorder, order: Any, project: str) -> dict[str, Any]:
    """Upload, bind, list, take back, delete."""
    content = bytes.fromhex(order["picture"])
    kinds = {"filename": "hero.png", "content_type": "image/png"}
    bound = await call("uploads.upload", content, project_id=project, **kinds)
    free = await call("uploads.upload", content, **kinds)
    await call("projects.add_asset", project, free["assetId"])
    listed = await call("projects.list_assets", project, page_size=100)
    same = await call("assets.get", bound["assetId"])
    is_whole = download(same["fileUrl"]) == content
    for asset in (bound["assetId"], free["assetId"]):
        assert (await call("projects.remove_asset", project, asset))["deleted"]
        assert (await call("assets.delete", asset))["deleted"]
    return {
        "bound": {entry["assetId"] for entry in listed["items"]} == {bound["assetId"], free["assetId"]},
        "same": same == bound,
        "size": [bound["width"], bound["height"]],
        "is_whole": is_whole,
    }


async def editor(call: Recorder, order: Any) -> dict[str, Any]:
    """Ask the editor's questions."""
    capabilities = await call("editor.capabilities")
    verdict = await call("editor.validate", order["payload"]["editorState"])
    found = await call("illustrations.search", "creative")
    everything = await call("illustrations.search")
    return {
        "knows": all(capabilities[name] for name in ("animations", "transitions", "effects", "filters")),
        "verdict": [verdict["valid"], verdict["errors"]],
        "found": bool(found) and set(found) < set(everything),
    }


async def exports(call: Recorder, order: Any, project: str, callback: str) -> dict[str, Any]:
    """Export a document and a project, wait, download; cancel where the client can."""
    body = {**order["payload"], **SETTINGS, "callbackUrl": callback, "clientTaskId": order["name"]}
    created = await call("exports.create", body)
    assert (await call("exports.create", body))["taskId"] == created["taskId"]
    shown = await call("exports.get", created["taskId"])
    done = await call("exports.wait", created["taskId"], timeout=300, poll_interval=0.1)
    keep(Path(order["output"]), download(done["outputUrl"]))
    of_project = await call(
        "projects.create_export", project, dict(SETTINGS), idempotency_key=f"{order['name']} 2"
    )
    ended = await call("exports.wait", of_project["taskId"], timeout=300)
    key = done["createdByApiKeyId"]
    first = await call("exports.list", page_size=1, created_by_api_key_id=key)
    second = await call("exports.list", page_size=1, page_cursor=first["nextPageCursor"])
    ids = [entry["taskId"] for entry in first["items"] + second["items"]]
    canceled = None
    if "exports.cancel" in call.surface():
        long = {**order["long"], **SETTINGS}
        canceled = (await call("exports.cancel", (await call("exports.create", long))["taskId"]))["status"]
    return {
        "task": created["taskId"],
        "shown": shown["taskId"] == created["taskId"],
        "statuses": [done["status"], ended["status"]],
        "of_project": ended["projectId"] == project,
        "listed": ids == [of_project["taskId"], created["taskId"]],
        "canceled": canceled,
    }


def judge(order: Any, calls: list[tuple[dict[str, str], str]]) -> list[Any]:
    """Verify the webhooks that came, and some that were tampered with."""
    event_type = import_module("indream.types").ExportWebhookEvent
    told: list[Any] = []
    for headers, body in calls:
        event = event_type.model_validate(json.loads(body))
        small = {name.lower(): value for name, value in headers.items()}
        signature = {"timestamp": small["x-indream-timestamp"], "signature": small["x-indream-signature"]}
        verdicts = [
            sdk.verify_export_webhook_request(webhook_secret=secret, raw_body=text, headers=headers)
            for secret, text in ((order["secret"], body), ("another", body), (order["secret"], body + " "))
        ]
        verdicts.append(
            sdk.verify_export_webhook_signature(webhook_secret=order["secret"], raw_body=body, **signature)
        )
        told.append([verdicts, event.event_type, event.task.status, event.task.task_id])
    return told


@contextmanager
def receiving(calls: list[tuple[dict[str, str], str]], both: threading.Event) -> Iterator[str]:
    """Receive webhooks; tell when two have come."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            calls.append((dict(self.headers.items()), body))
            self.send_response(204)
            self.end_headers()
            if len(calls) == 2:
                both.set()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/hook"
        finally:
            server.shutdown()
            thread.join()


async def drive(order: Any) -> Any:
    """Do everything."""
    make = sdk.AsyncIndreamClient if order["is_async"] else sdk.IndreamClient
    client = make(order["key"], base_url=order["url"], poll_interval=0.2)
    call = Recorder(client)
    calls: list[tuple[dict[str, str], str]] = []
    both = threading.Event()
    did: dict[str, Any] = {"projects": await projects(call, order)}
    project = did["projects"].pop("project")
    did["files"] = await files(call, order, project)
    did["editor"] = await editor(call, order)
    with receiving(calls, both) as callback:
        did["exports"] = await exports(call, order, project, callback)
        assert both.wait(60), calls
    ended = client.aclose() if order["is_async"] else client.close()
    if inspect.isawaitable(ended):
        await ended
    return {
        **did,
        "webhooks": judge(order, calls),
        "left_out": sorted(call.surface() - call.called),
        "calls": len(call.called),
        "from": sdk.__file__,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(drive(json.load(sys.stdin)))))
