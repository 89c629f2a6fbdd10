"""A scene: a project of a service is opened where none of its media are, and is played before they come.

    python -m tests.e2e.cloud_fetching FOLDER

Prints JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtGui import QColor

from editor_app import app
from editor_app.cloud.indream import AsyncIndreamClient
from editor_app.cloud.media import MediaFetcher
from editor_app.edits.assets import add_asset
from editor_app.edits.blank import blank_document
from editor_app.edits.new_clips import place_assets
from editor_app.sandbox.settings import Settings
from editor_app.services.account_drafts import Draft
from editor_app.services.asset_of_service import as_document_asset
from editor_app.state.dialects import write
from editor_app.ui.window.main_window import MainWindow
from tests.e2e.cloud_projects import until
from tests.sandbox.media import mp4, png, wav
from tests.sandbox.running import Running

SIZE = (640, 360)
NO_DEVICE = "No sound device can be used"
"""How the one sentence begins that has nothing to do with media."""


class Gate:
    """Lets media come only once it is opened."""

    def __init__(self) -> None:
        self.is_open = asyncio.Event()
        self.asked: set[str] = set()
        self._fetcher = MediaFetcher()

    async def fetch(self, url: str, target: Path, **how: Any) -> Path:
        """Wait, then fetch as always."""
        self.asked.add(url)
        await self.is_open.wait()
        return await self._fetcher.fetch(url, target, **how)

    async def aclose(self) -> None:
        """Close what fetches."""
        await self._fetcher.aclose()


async def make_project(client: AsyncIndreamClient, folder: Path) -> str:
    """Make a project as another computer left it: a picture, a sound and a film, one after the other."""
    contents = {"a.png": png(*SIZE), "b.wav": wav(), "c.mp4": mp4(folder)}
    state = blank_document(width=SIZE[0], height=SIZE[1])
    for name, content in contents.items():
        (folder / name).write_bytes(content)
        there = await client.uploads.upload(folder / name)
        state = add_asset(state, asset=as_document_asset(there, name))
    state = place_assets(state, asset_ids=list(contents), start_ticks=0)
    order = {"title": "Elsewhere", "editorState": write(state)}
    return (await client.projects.create(order, check=False)).project_id


async def guest(window: MainWindow, server: Running, folder: Path, told: dict[str, Any]) -> None:
    """Open it, look, play; then let the media come."""
    desk, said, say = window.desk, list[str](), window.notices.say

    def note(sentence: str, **how: Any) -> None:
        if not sentence.startswith(NO_DEVICE):
            said.append(sentence)
        say(sentence, **how)

    window.notices.say = note
    gate = Gate()
    desk.fetching._fetcher = gate  # pyright: ignore[reportAttributeAccessIssue]
    profile = desk.accounts.save(Draft("sandbox", "Film house", server.url, server.key()))
    await desk.accounts.ready()
    project_id = await make_project(desk.accounts.client(profile), folder)
    await desk.linking.open(profile.service or "", project_id)
    await until(lambda: len(gate.asked) == 2)
    await until(lambda: bool(desk.sources.missing))
    told["coming"] = [medium.is_coming for medium in desk.sources.missing]
    await until(lambda: has_colours(window, 2))
    told["placeholder"] = not is_green(window)
    desk.player.play()
    await until(lambda: desk.session.playhead_ticks > 0)
    await until(lambda: not desk.player.speed)
    desk.session.set_playhead(0)
    await until(lambda: desk.sync.status.kind == "in-step")
    told["problems"] = [problem.code for problem in desk.validation.problems if problem.severity != "info"]
    told["said"] = [*said, *desk.preview.warnings]
    gate.is_open.set()
    await until(lambda: not desk.sources.missing and not desk.fetching.summary.is_busy)
    await until(lambda: is_green(window))
    told["said at last"] = [*said, *desk.preview.warnings]
    window.leave()


def has_colours(window: MainWindow, least: int) -> bool:
    """Tell whether the canvas shows anything at all."""
    image = window.panels.canvas.grab().toImage()
    return len({image.pixel(x, image.height() // 2) for x in range(0, image.width(), 3)}) >= least


def is_green(window: MainWindow) -> bool:
    """Tell whether the middle of the canvas shows the picture of the service."""
    image = window.panels.canvas.grab().toImage()
    return image.pixelColor(image.width() // 2, image.height() // 2) == QColor("#00ff00")


def main() -> None:
    """Run the program."""
    folder, told = Path(sys.argv[1]), dict[str, Any]()
    server = Running(Settings(folder / "server", port=0))
    play: Callable[[MainWindow], Any] = lambda window: guest(window, server, folder, told)  # noqa: E731
    try:
        app.run(None, play)
    finally:
        server.stop()
    print(json.dumps(told))


if __name__ == "__main__":
    main()
