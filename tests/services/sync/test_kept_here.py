"""What exchanges keep on this computer."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest

from editor_app.services.sync.details import DetailsConflict
from editor_app.services.sync.kept_here import KeptHere
from editor_app.store.cloud_link import CloudLink
from editor_app.store.kept_conflicts import KeptConflicts
from editor_app.store.local_database import LocalDatabase

LINK = CloudLink("https://service.example", "p1")


def test_a_conflict_that_cannot_be_read_keeps_none_of_the_others_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database, file = LocalDatabase(tmp_path / "services.sqlite3"), tmp_path / "Film.editorproj"
    told: list[bool] = []

    async def job() -> None:
        memory = KeptHere(database, LINK, file, lambda: told.append(True))
        KeptConflicts(database, LINK, file).keep([("of another version", {"shape": "unknown"})])
        conflict = DetailsConflict("title", "Mine", "Theirs", "Before")
        await memory.keep_conflicts([conflict])
        assert await memory.conflicts() == (conflict,)
        await memory.move(tmp_path / "Other.editorproj")
        assert await memory.conflicts() == (conflict,)
        await memory.drop([conflict])
        assert await memory.conflicts() == ()

    with caplog.at_level(logging.CRITICAL):
        asyncio.run(job())
    assert told == [True, True]
