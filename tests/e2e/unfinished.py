"""A window that is killed over an untitled project, and the next one, whose start page offers it.

python -m tests.e2e.unfinished (begin | go-on) FILE

Both print what the document holds, as JSON on one line; the first then waits for its end.
"""

from __future__ import annotations

import asyncio
import json
import sys
from multiprocessing import active_children
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from editor_app import app
from editor_app.edits import set_number
from editor_app.state import to_bytes
from editor_app.ui.window.main_window import MainWindow
from tests.e2e.visits import LEFT, until


async def begin(window: MainWindow) -> None:
    """Make a project of two titles and a marker, take one step back, begin to drag, and wait for the end."""
    document, workspace = window.desk.document, window.desk.workspace
    QTest.mouseClick(window.start_page.ratio_tiles[1], LEFT)
    await until(lambda: workspace.is_open, "a project")
    tabs = window.panels.media.tabs
    tabs.setCurrentIndex(1)
    view: Any = tabs.currentWidget().view  # type: ignore[attr-defined]
    for row in range(2):
        view.setCurrentIndex(view.model().index(row, 0))
        QTest.keyClick(view, Qt.Key.Key_Return)
        await until(lambda wanted=row + 1: len(document.work.state.items) == wanted, "a title")
    window.actions_by_id["marker.add"].trigger()
    window.actions_by_id["clip.select-all"].trigger()
    window.actions_by_id["clip.duplicate"].trigger()
    window.actions_by_id["edit.undo"].trigger()
    # The gesture in hand is all that may be lost.
    first = next(iter(document.work.state.items))
    document.preview(set_number(document.work.state, item_ids=[first], field="rotation", value=45.0))
    await until(lambda: window.top.kept.text.startswith("Kept"), "everything to be kept")
    await until(lambda: window.desk.preview.process_id is not None, "a process beside the window")
    tell(window, helpers=[child.pid for child in active_children()])
    await asyncio.Event().wait()


async def go_on(window: MainWindow) -> None:
    """Find the project on the start page, open it, and take back and repeat all that was done."""
    desk, page = window.desk, window.start_page
    await until(lambda: any("not saved" in t.line for t in page.recent_tiles), "what was left behind")
    (tile,) = page.recent_tiles
    assert tile.isVisible()
    offered = [tile.text(), tile.line]
    QTest.mouseClick(tile, LEFT)
    await until(lambda: window.is_furnished and window.editor.banner.isVisible(), "the project")
    tell(window, offered=offered, said=window.editor.banner.text.text(), title=window.windowTitle())
    here = desk.document.undo_stack.index()
    while desk.document.undo():
        pass
    assert not desk.document.state.items
    assert not desk.document.sidecar.markers
    desk.document.undo_stack.setIndex(desk.document.undo_stack.count())
    assert len(desk.document.state.items) == 4
    desk.document.undo_stack.setIndex(here)
    tell(window)
    assert await desk.workspace.save_as(Path(sys.argv[2]))
    window.actions_by_id["file.close"].trigger()
    await until(lambda: not desk.workspace.is_open, "the start page")
    await until(lambda: not any("not saved" in t.line for t in page.recent_tiles), "nothing left behind")
    assert [tile.text() for tile in page.recent_tiles] == ["mine"]
    window.close()


def tell(window: MainWindow, **more: object) -> None:
    """Print what the document holds."""
    document = window.desk.document
    print(
        json.dumps(
            {
                "state": to_bytes(document.work.state).decode(),
                "markers": [marker.ticks for marker in document.sidecar.markers],
                "undo": document.undo_label,
                "redo": document.redo_label,
                "steps": [document.undo_stack.index(), document.undo_stack.count()],
                **more,
            }
        ),
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(app.run(None, {"begin": begin, "go-on": go_on}[sys.argv[1]]))
