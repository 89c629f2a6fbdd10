"""The life of one program that exports, in a process of its own, until it is killed or all is over.

    python -m tests.services.exporting.life FOLDER URL KEY SECONDS

The first time it asks for an export here and for two at the server; later ones take those up. It says `begun`
once all of them are kept, and at last, in JSON, how they ended.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting.jobs.job import IndreamSettings
from editor_app.services.exporting.jobs.polling import Pace
from tests.render.export.films import SECOND
from tests.services.exporting.scene import scene, small_film

PACE = Pace(lambda _looks, _chance: 0.2, lambda *_failure: 0.1, lambda _times, _chance: 0.5)


async def main(folder: Path, url: str, key: str, seconds: int) -> None:
    """Live."""
    async with scene(folder, small_film(seconds * SECOND), url=url, key=key, pace=PACE) as made:
        await made.queue.load()
        if not made.queue.jobs:
            assert made.profile is not None
            made.exports.start_here(ExportSettings(), made.file("here.mp4"))
            for name in ("there.mp4", "there too.mp4"):
                made.exports.start_at(made.profile, IndreamSettings(), made.file(name))
        await made.until(lambda: len(made.queue._kept.on_disk) == 3)
        print("begun", flush=True)
        jobs = await made.over(*made.queue.jobs)
        await made.settled()
        print(json.dumps({job.output.name: [job.status, job.sentence] for job in jobs}), flush=True)


if __name__ == "__main__":
    _application = QApplication([])
    folder, url, key, seconds = sys.argv[1:]
    asyncio.run(main(Path(folder), url, key, int(seconds)))
