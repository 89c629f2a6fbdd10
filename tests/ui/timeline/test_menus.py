"""Context menus by right click and Shift+F10, and trimming several clips at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from editor_app.ui.timeline.hits import hit
from tests.ui.timeline.scene import S, Scene


def menu_at(scene: Scene, x: float, y: float) -> QMenu:
    """Open the menu by a right click and give it."""
    at = QPoint(round(x), round(y))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, scene.area.mapToGlobal(at))
    QApplication.sendEvent(scene.area, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def entry(menu: QMenu, *names: str) -> QAction:
    """Find an entry by its text, through submenus."""
    for name in names[:-1]:
        found = next(a for a in menu.actions() if a.text() == name).menu()
        assert isinstance(found, QMenu)
        menu = found
    return next(action for action in menu.actions() if action.text().split("\t")[0] == names[-1])


def choose(scene: Scene, x: float, y: float, *names: str) -> None:
    menu = menu_at(scene, x, y)
    action = entry(menu, *names)
    assert action.isEnabled()
    action.trigger()
    menu.close()


def test_a_clips_menu_splits_it(scene: Scene) -> None:
    scene.session.set_playhead(S)
    choose(scene, scene.x(1), scene.y(0, 0.3), "Split")
    assert scene.span("title") == (0, 1)


def test_speed_is_set_from_the_menu_and_shows(scene: Scene) -> None:
    menu = menu_at(scene, scene.x(6), scene.y(1, 0.15))
    assert entry(menu, "Speed", "1×").isChecked()
    entry(menu, "Speed", "2×").trigger()
    menu.close()
    assert scene.item("w").playback_rate == 2
    assert scene.span("w") == (4, 6)


def test_a_shape_has_no_speed(scene: Scene) -> None:
    menu = menu_at(scene, scene.x(1), scene.y(0, 0.3))
    assert "Speed" not in [action.text() for action in menu.actions()]
    menu.close()


def test_the_menu_offers_only_what_is_of_use(scene: Scene) -> None:
    menu = menu_at(scene, scene.x(1), scene.y(0, 0.3))
    texts = {action.text() for action in menu.actions()}
    assert texts.isdisjoint({"Link", "Unlink", "Detach sound"})
    menu.close()
    menu = menu_at(scene, scene.x(6), scene.y(1, 0.15))
    assert "Detach sound" in {action.text() for action in menu.actions()}
    menu.close()


def test_a_transition_is_put_on_a_cut_and_selected(scene: Scene) -> None:
    choose(scene, scene.x(1), scene.y(0, 0.3), "Add transition at the end", "Wipe")
    (made,) = [t for t in scene.document.state.transitions.values() if t.id != "t"]
    assert (made.raw["fromClipId"], made.raw["toClipId"], made.type) == ("title", "card", "wipe")
    assert scene.session.selection.transition_id == made.id


def test_a_transitions_menu_changes_and_deletes_it(scene: Scene) -> None:
    menu = menu_at(scene, scene.x(4), scene.y(1, 0.6))
    assert entry(menu, "Fade").isChecked()
    entry(menu, "Iris").trigger()
    menu.close()
    assert scene.document.state.transitions["t"].type == "iris"
    choose(scene, scene.x(4), scene.y(1, 0.6), "Delete transition")
    assert not scene.document.state.transitions


@pytest.mark.parametrize(
    ("name", "attribute"), [("Hidden", "hidden"), ("Muted", "muted"), ("Locked", "locked")]
)
def test_a_headers_menu_toggles(scene: Scene, name: str, attribute: str) -> None:
    for expected in (True, False):
        choose(scene, 40, scene.y(0), name)
        assert getattr(scene.area.rows[0], attribute) is expected


def test_a_track_is_renamed_moved_and_removed(scene: Scene) -> None:
    choose(scene, 40, scene.y(0), "Rename track…")
    field = scene.area.findChild(QLineEdit)
    assert field is not None
    field.setText("Titles")
    field.editingFinished.emit()
    assert scene.area.rows[0].name == "Titles"
    choose(scene, 40, scene.y(0), "Move down")
    assert [row.name for row in scene.area.rows][:2] == ["V2", "Titles"]
    choose(scene, 40, scene.y(1), "Remove track and its clips")
    assert scene.tracks() == [("v", "w"), ("m",)]
    scene.document.undo()
    assert scene.span("title") == (0, 2)


def test_a_gap_is_closed_where_it_was_clicked(scene: Scene) -> None:
    choose(scene, scene.x(5), scene.y(0), "Close this gap")
    assert scene.span("end") == (4, 6)


def test_the_ruler_has_its_own_menu(scene: Scene) -> None:
    scene.session.set_playhead(2 * S)
    choose(scene, scene.x(3), 12, "Set in point")
    assert scene.session.range.in_ticks == 2 * S


def test_the_menu_asks_for_another_medium(scene: Scene, qtbot: QtBot) -> None:
    with qtbot.waitSignal(scene.panel.replace_wanted) as told:
        choose(scene, scene.x(1), scene.y(1, 0.15), "Replace medium…")
    assert told.args == ["v"]


def test_the_menu_asks_for_the_keyframes(scene: Scene, qtbot: QtBot) -> None:
    with qtbot.waitSignal(scene.panel.keyframes_wanted) as told:
        choose(scene, scene.x(1), scene.y(0, 0.3), "Keyframes")
    assert told.args == ["title"]


def test_enter_asks_for_the_keyframes(scene: Scene, qtbot: QtBot) -> None:
    scene.click(scene.x(1), scene.y(0, 0.3))
    scene.area.setFocus(Qt.FocusReason.MouseFocusReason)
    with qtbot.waitSignal(scene.panel.keyframes_wanted) as told:
        scene.key(Qt.Key.Key_Return)
    assert told.args == ["title"]


def test_an_edge_of_several_selected_clips_trims_all_by_the_same(scene: Scene) -> None:
    scene.session.select(("title", "end"))
    scene.drag((scene.x(8) - 3, scene.y(0, 0.3)), (scene.x(7.5) - 3, scene.y(0, 0.3)))
    assert (scene.span("title"), scene.span("end")) == ((0, 1.5), (6, 7.5))
    assert scene.document.undo_stack.count() == 1
    assert scene.session.selection.item_ids == ("title", "end")


def test_several_edges_stop_where_the_first_of_them_must(scene: Scene) -> None:
    scene.session.select(("title", "end"))
    scene.drag((scene.x(8) - 3, scene.y(0, 0.3)), (scene.x(9) - 3, scene.y(0, 0.3)))
    assert (scene.span("title"), scene.span("end")) == ((0, 2), (6, 8))


def test_several_edges_are_refused_where_one_track_is_locked(scene: Scene) -> None:
    scene.document.apply("lock", sidecar=scene.document.sidecar.with_lock("A1", locked=True))
    scene.session.select(("end", "m"))
    said: list[str] = []
    scene.panel.notice.connect(said.append)
    scene.drag((scene.x(8) - 3, scene.y(0, 0.3)), (scene.x(7) - 3, scene.y(0, 0.3)))
    assert (scene.span("end"), scene.span("m")) == ((6, 8), (0, 8))
    assert said == ["This track is locked."]
    assert hit(scene.area.stage(), scene.x(8) - 3, scene.y(0, 0.3)).part == "edge"


def test_every_track_has_its_menu_by_key(scene: Scene) -> None:
    scene.session.select(("v",))
    scene.panel.actions_by_id["track.menu"].trigger()
    opened = QApplication.activePopupWidget()
    assert isinstance(opened, QMenu)
    assert opened.title() == "V1"
    whole = opened.parent()
    assert isinstance(whole, QMenu)
    assert [action.text() for action in whole.actions()] == ["V2", "V1", "A1"]
    entry(opened, "Hidden").trigger()
    whole.close()
    assert scene.document.state.tracks[1].hidden


def test_a_transition_is_selected_by_key(scene: Scene) -> None:
    scene.session.select(("w",))
    scene.panel.actions_by_id["cut.select"].trigger()
    assert scene.session.selection.transition_id == "t"
    scene.panel.actions_by_id["clip.delete"].trigger()
    notices: list[str] = []
    scene.panel.notice.connect(notices.append)
    scene.panel.actions_by_id["cut.select"].trigger()
    assert notices == ["There is no transition yet. Add one to a cut first."]
