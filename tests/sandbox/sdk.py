"""What an official SDK does with the server; run in a process of its own, whose only output is JSON."""

from __future__ import annotations

import asyncio
import json
import sys
from importlib import import_module
from typing import Any

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
        try:
            client.projects.get(others[0])
            code = None
        except sdk.APIError as error:
            code = [error.status, error.error_code]
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


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](json.load(sys.stdin)), default=plain))
