"""The inspector on a small document, with what it tells.

```
seconds   0   1   2   3   4   5   6   7   8
V3        | txt (text)    |
V2        | a (solid)     |   b (solid)   |        a: opacity 0 at 0 s, 1 at 2 s
V1        | v (video)     |   w (video)   |        of 10 s, from 1 s and 0 s on; fade t of 1 s on the cut
A1        | m (sound)                     |
```
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from editor_app.document import Document
from editor_app.session import Session
from editor_app.state import EditorState
from editor_app.state.dialects import read
from editor_app.store.history import Work
from editor_app.store.sidecar import Sidecar
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.inspector import InspectorPanel
from editor_app.ui.inspector.item_page import ItemPage
from editor_app.ui.inspector.rows import FieldRow
from editor_app.ui.widgets.number_field import NumberField
from tests.documents import RICH, document, number, track
from tests.ui.timeline.scene import asset, clip, sounding

S = TICKS_PER_SECOND


def text(key: str, start: float, end: float, **fields: Any) -> dict[str, Any]:
    """Make a text by its seconds."""
    made = clip(key, start, end)
    for name in ("shape", "keepAspectRatio", "borderRadius"):
        del made[name]
    style = {"fontFamily": "Inter", "fontStyle": {"variant": "normal", "weight": "400"}, "fontSize": 80}
    look = {"lineHeight": 1.2, "letterSpacing": 0, "strokeWidth": 0, "strokeColor": "#000000"}
    rest = {"align": "center", "direction": "ltr", "resizeOnEdit": False, "background": None}
    return made | {"type": "text", "text": "Hello"} | style | look | rest | fields


def state() -> EditorState:
    """Make the document of the picture above."""
    items = [
        text("txt", 0, 4),
        clip("a", 0, 4, opacity=number(0, (0, 0), (2 * S, 1))),
        clip("b", 4, 8, color="#00ff00"),
        sounding("v", "video", 0, 4, 1),
        sounding("w", "video", 4, 8),
        sounding("m", "audio", 0, 8),
    ]
    fade = {
        "id": "t",
        "trackId": "V1",
        "fromClipId": "v",
        "toClipId": "w",
        "type": "fade",
        "durationTicks": S,
        "easing": "linear",
    }
    picture = asset("image") | {"width": 64, "height": 64}
    del picture["durationInSeconds"]
    found, problems = read(
        document(
            *items,
            tracks=[track("V3", "txt"), track("V2", "a", "b"), track("V1", "v", "w"), track("A1", "m")],
            assets={f"asset-{kind}": asset(kind) for kind in ("video", "audio")} | {"asset-image": picture},
            transitions={"t": fade},
        )
    )
    assert problems == ()
    return found


def rich(dialect: str) -> EditorState:
    """Give the document that has everything."""
    return read(RICH[dialect])[0]


@dataclass
class Scene:
    """The inspector, and what it tells."""

    document: Document
    session: Session
    panel: InspectorPanel
    notices: list[str] = field(default_factory=list)

    @property
    def page(self) -> ItemPage:
        """Give the page of clips."""
        page = self.panel.item_page
        assert page is not None
        return page

    def select(self, *ids: str) -> None:
        """Select clips."""
        self.session.select(ids)
        self.settle()

    def row(self, name: str) -> FieldRow:
        """Give a field's row."""
        return self.page.rows[name]

    def number(self, name: str) -> NumberField:
        """Give a number's field."""
        found: Any = self.row(name).editor
        return found.number

    def editor(self, name: str) -> Any:
        """Give a field's editor."""
        return self.row(name).editor

    def item(self, key: str) -> Any:
        """Give an item as it is now."""
        return self.document.state.items[key]

    def steps(self) -> int:
        """Count what can be undone."""
        return self.document.undo_stack.index()

    def settle(self) -> None:
        """Let the inspector show what has changed."""
        for _ in range(3):
            QApplication.processEvents()


def enter(field: QWidget, typed: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Replace what stands in a field."""
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, key)


def choose(box: QComboBox, label: str) -> None:
    """Choose an entry by keys, as someone does who has opened the list."""
    at = box.findText(label)
    assert at >= 0, label
    box.setFocus()
    box.showPopup()
    view = box.view()
    view.setCurrentIndex(box.model().index(at, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    QApplication.processEvents()


def make_scene(qtbot: QtBot, found: EditorState | None = None, *, width_px: int = 320) -> Scene:
    """Show the inspector."""
    made = Document(Work(found or state(), Sidecar(title="Launch")))
    session = Session()
    panel = InspectorPanel(made, session)
    scene = Scene(made, session, panel)
    panel.notice.connect(scene.notices.append)
    panel.resize(width_px, 900)
    qtbot.addWidget(panel)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    scene.settle()
    return scene
