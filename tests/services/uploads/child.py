"""A program that uploads what it is told to, until it is killed.

python -m tests.services.uploads.child '{"url": …, "key": …, "project_id": …, "database": …, "files": …}'
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from editor_app.cloud.indream import AsyncIndreamClient
from editor_app.document import Document
from editor_app.services.sources import MediaSources
from editor_app.services.tasks import Tasks
from editor_app.services.uploads import Target, Uploads
from editor_app.store.local_database import LocalDatabase
from tests.services.uploads.scene import SERVICE, work_of


async def main() -> None:
    """Upload without end."""
    order, tasks = json.loads(sys.argv[1]), Tasks()
    document = Document(work_of({key: Path(path) for key, path in order["files"].items()}))
    sources = MediaSources(document, tasks)
    database = LocalDatabase(Path(order["database"]))
    uploads = Uploads(document, sources, tasks, database, lag_pauses_s=(0.0, 0.2))
    async with AsyncIndreamClient(order["key"], base_url=order["url"]) as client:
        uploads.set_target(Target(SERVICE, "Sandbox", order["project_id"], client))
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
