"""The life of one program that exports at RenderingVideo, until it is killed or all is over.

    python -m tests.services.exporting.renderingvideo_life FOLDER URL KEY SECONDS

The first time it asks for two exports; later ones take those up. It says `begun` once both are kept, and at
last, in JSON, how they ended.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.render.export.films import SECOND
from tests.services.exporting import scene
from tests.services.exporting.life import PACE
from tests.services.exporting.mixed import mixed
from tests.services.exporting.renderingvideo_scene import other_scene

_PATIENCE_S = 280.0
"""For all that a machine has to do which other tests keep busy, too."""


async def main(folder: Path, url: str, key: str, seconds: int) -> None:
    """Live."""
    scene._PATIENCE_S = _PATIENCE_S
    state, places = mixed(folder, seconds * SECOND)
    async with other_scene(folder, state, places, url=url, key=key, pace=PACE) as made:
        await made.settled()
        await made.queue.load()
        if not made.queue.jobs:
            for name in ("one.mp4", "two.mp4"):
                made.begin(name)
        await made.until(lambda: len(made.queue._kept.on_disk) == 2)
        print("begun", flush=True)
        jobs = await made.over(*made.queue.jobs)
        await made.settled()
        print(json.dumps({job.output.name: [job.status, job.sentence] for job in jobs}), flush=True)


if __name__ == "__main__":
    _application = QApplication([])
    folder, url, key, seconds = sys.argv[1:]
    asyncio.run(main(Path(folder), url, key, int(seconds)))
