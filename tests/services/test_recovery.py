"""The journal's writer: what it says of how safe the work is."""

from __future__ import annotations

import asyncio
from pathlib import Path

from editor_app.services.recovery import JournalStatus, JournalWriter
from editor_app.services.tasks import Tasks
from editor_app.store.history import Forgotten, History
from editor_app.store.journal import Header, Journal


def test_whoever_waits_hears_of_a_failure_only_where_there_was_one(tmp_path: Path) -> None:
    """An entry that comes just as the one before is kept is none."""

    async def work() -> None:
        tasks, again = Tasks(), [Forgotten()]
        header = Header("p", str(tmp_path / "p"), "")
        writer = JournalWriter(lambda: Journal.create(tmp_path / "journal", header, History()), tasks)

        def write_on(status: JournalStatus) -> None:
            if status.kind == "kept" and again:
                writer.write(again.pop())

        writer.status_changed.connect(write_on)
        writer.write(Forgotten())
        assert await writer.settled()
        assert not again
        await writer.kept()
        await writer.close()
        await tasks.close()

    asyncio.run(work())
