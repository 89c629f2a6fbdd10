"""The button that chooses what becomes of a place that is taken, and what follows the choice."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from editor_app.ui.timeline.panel import TimelinePanel
from editor_app.ui.timeline.when_taken import WhenTakenButton
from tests.ui.timeline.scene import S, Scene


def test_the_button_shows_and_changes_the_way(qtbot: QtBot, scene: Scene) -> None:
    panel = TimelinePanel(scene.document, scene.session)
    qtbot.addWidget(panel)
    (button,) = panel.findChildren(WhenTakenButton)
    assert button.accessibleName() == "Where clips lie: keep them"
    assert "Press Ctrl while dragging" in button.toolTip()
    panel.actions_by_id["taken.insert"].trigger()
    assert scene.session.when_taken == "insert"
    assert button.accessibleName() == "Where clips lie: push them to later"
    assert panel.actions_by_id["taken.insert"].isChecked()
    assert not panel.actions_by_id["taken.refuse"].isChecked()


def test_what_is_pasted_makes_room(qtbot: QtBot, scene: Scene) -> None:
    panel = TimelinePanel(scene.document, scene.session)
    qtbot.addWidget(panel)
    scene.session.select(("title",))
    panel.commands.copy()
    scene.session.set_when_taken("insert")
    scene.session.set_playhead(2 * S)
    panel.commands.paste()
    items = scene.document.work.state.items
    (pasted,) = scene.session.selection.item_ids
    assert (items[pasted].start_ticks, items["card"].start_ticks, items["end"].start_ticks) == (
        2 * S,
        4 * S,
        8 * S,
    )
    QGuiApplication.clipboard().clear()


def test_only_what_was_pasted_is_selected(qtbot: QtBot, scene: Scene) -> None:
    panel = TimelinePanel(scene.document, scene.session)
    qtbot.addWidget(panel)
    scene.session.select(("card",))
    panel.commands.copy()
    scene.session.set_when_taken("insert")
    scene.session.set_playhead(3 * S)
    before = set(scene.document.work.state.items)
    panel.commands.paste()
    items = scene.document.work.state.items
    assert len(items.keys() - before) == 2  # the pasted clip, and what was cut off to make room
    (pasted,) = scene.session.selection.item_ids
    assert items[pasted].start_ticks == 3 * S
    QGuiApplication.clipboard().clear()


def test_a_nudge_cuts_a_neighbour_only_where_overwriting_is_chosen(qtbot: QtBot, scene: Scene) -> None:
    panel = TimelinePanel(scene.document, scene.session)
    qtbot.addWidget(panel)
    scene.session.select(("title",))
    scene.session.set_when_taken("insert")
    panel.commands.nudge(1)
    assert not scene.document.can_undo
    scene.session.set_when_taken("overwrite")
    panel.commands.nudge(1)
    assert scene.document.work.state.items["card"].start_ticks == 2 * S + S // 30
