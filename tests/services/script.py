"""Scripted work that a process does until it is killed, and that can be done again to know what was."""

from __future__ import annotations

import asyncio
import random
import sys
from pathlib import Path

from editor_app.document import Document
from editor_app.services.projects import OpenProject
from editor_app.services.tasks import Tasks
from editor_app.store.folders import Folders
from editor_app.store.reopening import open_project
from tests.document.edits import random_change


def act(document: Document, number: int) -> None:
    """Do the thing of that number: mostly edits and drags, some undo and redo."""
    chance = random.Random(number)
    kind = chance.randrange(10)
    if kind == 0:
        document.undo()
    elif kind == 1:
        document.redo()
    else:
        state, sidecar = random_change(document.work, chance, f"new-{number}")
        if kind < 5:
            document.preview(random_change(document.work, chance, "ghost")[0])
        document.apply(f"Edit {number}", state, sidecar=sidecar)


async def work_until_killed(data: Path, path: Path, number: int) -> None:
    """Go on with the project at that number; say the number of each thing done that changed something."""
    opened = open_project(path, Folders(data))
    document, tasks = Document(opened.work, opened.history), Tasks()
    # Patience without end: what is promised is tested, not how fast this machine is.
    project = OpenProject(opened, document, Folders(data), tasks, patience_seconds=60)
    saving = None
    happened: list[object] = []
    document.committed.connect(happened.append)
    while True:
        act(document, number)
        if happened:
            print(number, flush=True)
            happened.clear()
        number += 1
        if number % 40 == 0 and (saving is None or saving.done()):
            saving = tasks.start(project.save(), "save")
        await asyncio.sleep(0.001)


if __name__ == "__main__":
    asyncio.run(work_until_killed(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
