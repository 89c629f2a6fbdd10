"""Make the pictures of this folder from the real window, so that they stay true: `make screenshots`.

Start page, edited demo, crop mode, keyframes, exports, problems; dark and light; 1920 × 1080 and 1280 × 720.
The picture of uploads is taken by `tests/e2e/cloud_picture.py`, at the end of what a test tries, too.
"""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from editor_app.ui.export import ExportPanel
    from editor_app.ui.export.cards import TargetCard
    from editor_app.ui.theme import Look
    from editor_app.ui.window.main_window import MainWindow

FOLDER = Path(__file__).parent
SIZES = ((1920, 1080), (1280, 720))
LOOKS: tuple[Look, ...] = ("dark", "light")
QUALITY = 90


def main() -> None:
    """Make all pictures, with a home that is empty at first and gone afterwards."""
    with tempfile.TemporaryDirectory() as home:
        for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[name] = str(Path(home) / name.lower())
        os.environ["HOME"] = home
        (Path(home) / "Videos").mkdir()
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from editor_app import app

        app.run(None, take_all)


async def take_all(window: MainWindow) -> None:
    """Go through the program and take a picture of each place."""
    demo = await window.desk.workspace.prepare_demo()
    await take(window, "start")
    await window.desk.workspace.open_copy(demo)
    await edit(window)
    await take(window, "editor")
    await crop(window)
    await take(window, "crop")
    window.panels.canvas.area.modes.end_crop()
    await keyframes(window)
    await take(window, "keyframes")
    window.docks.dock("keyframes").hide()
    await exports(window)
    await take(window, "export")
    for job in window.desk.export_queue.jobs:
        window.desk.export_queue.cancel(job.id)
    window.docks.dock("exports").hide()
    await window.desk.workspace.open_copy(with_problems(demo))
    window.docks.open("problems")
    await take(window, "problems")
    window.close()


async def take(window: MainWindow, name: str) -> None:
    """Take a place in every look and size."""
    for look in LOOKS:
        window.set_look(look)
        for width, height in SIZES:
            window.resize(width, height)
            if window.desk.workspace.is_open:
                window.panels.timeline.area.fit()
            await settle()
            window.notices.hide()  # such as that this machine has no sound
            picture = window.grab()
            target = FOLDER / f"{name}-{look}-{width}.webp"
            if not picture.save(str(target), quality=QUALITY):
                raise OSError(f"{target} could not be written")


async def settle() -> None:
    """Wait for thumbnails, sounds and the frame to have come."""
    for _ in range(25):
        await asyncio.sleep(0.1)


async def edit(window: MainWindow) -> None:
    """Turn the headline a little, as someone may who tries things out."""
    from editor_app.edits import set_number

    document, session = window.desk.document, window.desk.session
    turned = set_number(document.work.state, item_ids=["headline"], field="rotation", value=-4.0)
    document.apply("Change rotation", turned)
    session.select(("headline",))
    session.set_playhead(600_000)
    await settle()


async def crop(window: MainWindow) -> None:
    """Go into crop mode on the picture of the vessels."""
    window.desk.session.select(("vessels",))
    window.desk.session.set_playhead(1_500_000)
    await settle()
    window.actions_by_id["canvas.crop"].trigger()


async def keyframes(window: MainWindow) -> None:
    """Show the keys of the picture of the vessels."""
    window.docks.open("keyframes")
    window.panels.keyframes.show_clip(next(keyed(window)))
    await settle()


async def exports(window: MainWindow) -> None:
    """Show exports to this computer and to the local workspace: one is done, one under way, one waits."""
    queue, panel = window.desk.export_queue, window.panels.exports
    window.resize(*SIZES[0])
    await window.desk.local_server.ready()
    window.actions_by_id["export.open"].trigger()
    await settle()
    here, *_, last = panel.choices.cards.cards
    for card, preset in ((last, "Draft"), (here, "GIF")):
        export(panel, card, preset)
    async with asyncio.timeout(300):
        while not all(job.is_over for job in queue.jobs):  # noqa: ASYNC110 - the exports are what is waited for
            await asyncio.sleep(0.1)
    export(panel, here, "YouTube 1080p")
    export(panel, here, "Square")
    last.click()
    await settle()


def export(panel: ExportPanel, card: TargetCard, preset: str) -> None:
    """Choose a place and a preset, and press Export."""
    card.click()
    next(one for one in panel.choices.presets.buttons if one.text() == preset).click()
    panel.export.click()


def keyed(window: MainWindow) -> Iterator[str]:
    """Give the clips that have keys, the ones with most first."""
    from editor_app.ui.timeline.keys import key_times

    items = window.desk.document.state.items
    yield from sorted(items, key=lambda key: -len(key_times(items[key])))


def with_problems(demo: Path) -> Path:
    """Write a copy of the demo that lacks a file and a typeface, and has a key beyond its clip."""
    value: dict[str, Any] = json.loads(demo.read_text(encoding="utf-8"))
    media, items = value["media"], value["editorState"]["items"]
    for entry in media.values():
        entry["path"] = str(demo.parent / entry["path"])
    gone = next(key for key, entry in media.items() if entry["path"].endswith("evening.mp4"))
    media[gone]["path"] = "/media/card/evening.mp4"
    items["made"]["fontFamily"] = "Recoleta"
    rule = items["rule"]
    rule["opacity"]["keyframes"].append({"timeTicks": rule["durationTicks"] + 240_000, "value": 1})
    target = demo.parent.parent / "Summer Launch.editorproj"
    target.write_text(json.dumps(value), encoding="utf-8")
    return target


if __name__ == "__main__":
    main()
