"""What someone new does in the real window, with a real mouse and real keys; run on a virtual display.

    python -m tests.e2e.tours (demo|nothing) RESULT [MEDIA…]

The result is JSON: the project file, the exported file, and what was seen on the way.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from editor_app import app
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.window.main_window import MainWindow
from tests.e2e.hands import Hands, window_of

S = TICKS_PER_SECOND


async def demo(window: MainWindow, media: list[Path]) -> dict[str, Any]:
    """Try the demo, change its title, take that back and do it again, export."""
    hands, desk, panels = Hands(), window.desk, window.panels
    began = time.monotonic()
    await hands.until(lambda: window.start_page.demo.isVisible(), "the start page")
    await hands.click(window.start_page.demo)
    await hands.until(lambda: desk.workspace.is_open, "the demo to open")
    await seen(window, hands)
    await go_to(window, hands, 2.0)
    await retitle(window, hands, "headline", "Autumn Launch")
    changed = desk.document.state.items["headline"].text  # type: ignore[union-attr]
    await hands.key("ctrl+z")
    await hands.until(lambda: text_of(window, "headline") != changed, "undo")
    await hands.key("ctrl+shift+z")
    await hands.until(lambda: text_of(window, "headline") == changed, "redo")
    await hands.click(window.top.export)
    await hands.until(panels.exports.export.isVisible, "the export panel")
    output = await export(window, hands)
    return {"title": changed, "output": str(output), "seconds": time.monotonic() - began}


async def nothing(window: MainWindow, media: list[Path]) -> dict[str, Any]:
    """Begin with an empty project: import, place, cut, change over, write a title, save, export."""
    hands, desk, panels = Hands(), window.desk, window.panels
    await hands.until(lambda: window.start_page.ratio_tiles[0].isVisible(), "the start page")
    await hands.click(window.start_page.ratio_tiles[0])
    await hands.until(lambda: desk.workspace.is_open, "a new project")
    await hands.key("ctrl+i")
    await choose(hands, " ".join(f'"{file}"' for file in media))
    document = desk.document
    await hands.until(lambda: len(document.work.state.assets) == len(media), "all media to be there")
    await seen(window, hands)
    names = {asset.filename: key for key, asset in document.work.state.assets.items()}  # type: ignore[union-attr]
    end = 0
    for file in (media[0], media[1]):
        await put_on_timeline(window, hands, names[file.name])
        await hands.until(lambda before=end: length(window) > before, f"{file.name} on the timeline")
        end = length(window)
        await hands.click(panels.transport.buttons["end"])
    await hands.click(panels.transport.buttons["start"])
    await put_on_timeline(window, hands, names[media[2].name])
    await hands.until(lambda: len(document.work.state.items) == 3, "the music")
    await split_first(window, hands)
    await hands.until(lambda: len(document.work.state.items) > 3, "a split")
    await hands.key("ctrl+t")
    await hands.until(lambda: len(document.work.state.transitions) == 1, "a transition")
    await add_title(window, hands)
    await hands.key("ctrl+s")
    project = Path(sys.argv[2]).parent / "mine.editorproj"
    await choose(hands, str(project))
    await hands.until(lambda: desk.workspace.path == project, "the project to be saved")
    # Without a window manager nobody gives the keyboard back to the window when a dialog closes.
    await hands.click(window.top.export)
    await hands.until(panels.exports.export.isVisible, "the export panel")
    output = await export(window, hands)
    return {"output": str(output), "clips": len(document.work.state.items), "seen": window.top.kept.text}


async def seen(window: MainWindow, hands: Hands) -> None:
    """Wait until the canvas shows a picture."""
    await hands.until(lambda: window.panels.canvas.area.image is not None, "a picture")


async def go_to(window: MainWindow, hands: Hands, seconds: float) -> None:
    """Click on the ruler."""
    area = window.panels.timeline.area
    view = area.view()
    await hands.click(area, QPointF(view.x_of(round(seconds * S)), view.ruler_px * 0.7))
    wanted = round(seconds * S)
    near = round(view.ticks(3))
    await hands.until(lambda: abs(window.desk.session.playhead_ticks - wanted) <= near, "the playhead")


async def retitle(window: MainWindow, hands: Hands, item_id: str, text: str) -> None:
    """Double-click a text on the canvas, write another, click beside the picture."""
    area = window.panels.canvas.area
    item: Any = window.desk.document.state.items[item_id]
    x, y = area.view.to_screen(item.left.value + item.width.value / 2, item.top.value + item.height.value / 2)
    await hands.click(area, QPointF(x, y), times=2)
    await hands.until(lambda: area.modes.editor is not None, "a text field in place")
    await hands.key("ctrl+a")
    await hands.write(text)
    await hands.until(lambda: text_of(window, item_id) == text, "the text in the picture")
    await hands.click(area, QPointF(6, 6))
    await hands.until(lambda: not window.desk.document.is_previewing, "the text to be kept")


async def export(window: MainWindow, hands: Hands) -> Path:
    """Press Export and wait for the file."""
    await hands.click(window.panels.exports.export)
    queue = window.desk.export_queue
    await hands.until(lambda: bool(queue.jobs), "an export")
    await hands.until(lambda: all(job.is_over for job in queue.jobs), "the export to end", 300)
    job = queue.jobs[0]
    assert job.status == "done", job.sentence
    return job.output


async def choose(hands: Hands, name: str) -> None:
    """Write a name into the file dialog and press Enter."""
    await hands.until(lambda: window_of(QFileDialog) is not None, "a file dialog")
    dialog = window_of(QFileDialog)
    assert dialog is not None
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(field, QLineEdit)
    await hands.click(field)
    await hands.key("ctrl+a")
    await hands.write(name)
    await hands.key("Return")
    await hands.until(lambda: window_of(QFileDialog) is None, "the dialog to close")


async def put_on_timeline(window: MainWindow, hands: Hands, asset_id: str) -> None:
    """Double-click a medium in the library."""
    library = window.panels.media.library
    wanted = len(window.desk.document.work.state.assets)
    await hands.until(lambda: library.view.model().rowCount() == wanted, "the library to show it")
    library.select([asset_id])
    view, index = library.view, library.view.selectedIndexes()[0]
    await hands.rest()
    await hands.click(view.viewport(), QPointF(view.visualRect(index).center()), times=2)


async def split_first(window: MainWindow, hands: Hands) -> None:
    """Go into the first clip, select it, and split it."""
    await go_to(window, hands, 1.0)
    area = window.panels.timeline.area
    state = window.desk.document.work.state
    video = next(key for key, item in state.items.items() if item.type == "video")
    row = next(n for n, track in enumerate(state.tracks) if video in track.items)
    stage = area.stage()
    y = stage.row_y(stage.rows[row]) + stage.rows[row].height_px / 2
    await hands.click(area, QPointF(stage.view.x_of(S // 2), y))
    await hands.until(lambda: window.desk.session.selection.item_ids == (video,), "the clip to be selected")
    await hands.key("s")


async def add_title(window: MainWindow, hands: Hands, text: str = "Made by hand") -> None:
    """Take a title from the Text tab and write it."""
    tabs = window.panels.media.tabs
    before = set(window.desk.document.work.state.items)
    await hands.click(window.panels.transport.buttons["start"])
    bar = tabs.tabBar()
    await hands.click(bar, QPointF(bar.tabRect(1).center()))
    page = tabs.currentWidget()
    tile = first_tile(page)
    await hands.click(*tile, times=2)
    await hands.until(lambda: len(window.desk.document.work.state.items) > len(before), "a title")
    key = next(k for k in window.desk.document.work.state.items if k not in before)
    await go_to(window, hands, 0.5)
    await retitle(window, hands, key, text)


def first_tile(page: QWidget) -> tuple[QWidget, QPointF]:
    """Give where the first thing of a page lies."""
    view: Any = getattr(page, "view", page)
    index = view.model().index(0, 0)
    return view.viewport(), QPointF(view.visualRect(index).center())


def text_of(window: MainWindow, item_id: str) -> str:
    """Give a text as it is shown."""
    return window.desk.document.state.items[item_id].text  # type: ignore[union-attr]


def length(window: MainWindow) -> int:
    """Give the length of the timeline."""
    from editor_app.state.queries import project_length

    return project_length(window.desk.document.work.state)


TOURS: dict[str, Callable[[MainWindow, list[Path]], Awaitable[dict[str, Any]]]] = {
    "demo": demo,
    "nothing": nothing,
}


def main() -> None:
    """Make one tour and write down how it went."""
    name, result, media = sys.argv[1], Path(sys.argv[2]), [Path(text) for text in sys.argv[3:]]
    found: dict[str, Any] = {}

    async def guest(window: MainWindow) -> None:
        try:
            found.update(await TOURS[name](window, media))
        except BaseException:
            Hands().shot(str(result.with_suffix(".png")))
            raise
        found["project"] = str(window.desk.workspace.path)
        await Hands().key("ctrl+q")
        await Hands().until(lambda: not window.isVisible(), "the program to end")

    app.run(None, guest)
    result.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
