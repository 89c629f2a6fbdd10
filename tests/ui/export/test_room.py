"""The Export panel in little room: the foot stays, nothing is cut, all of it goes by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget

from editor_app.interchange.renderingvideo.report import Loss
from editor_app.problem import Problem
from editor_app.services.exporting.renderingvideo.fidelity import Findings
from editor_app.services.exporting.standings import Standing
from editor_app.ui.export.cards import TargetCard
from editor_app.ui.export.list_row import Role
from editor_app.ui.theme import HIT_PX
from editor_app.ui.widgets.elided import ElidedLabel
from tests.ui.export.scene import INDREAM, OTHER, SANDBOX, Scene, cloud_job, job
from tests.ui.tab_walk import named, stops, walk

LONG = Path("/films/a_name_that_nobody_would_want_to_read_to_its_end_but_somebody_gave_all_the_same.mp4")


def place(scene: Scene, widget: QWidget) -> QRect:
    """Give where a widget stands in the panel."""
    return QRect(widget.mapTo(scene.panel, QPoint(0, 0)), widget.size())


@pytest.mark.parametrize("place_name", ["This computer", "Indream", "RenderingVideo"])
@pytest.mark.parametrize(("width", "height"), [(300, 240), (360, 509), (526, 560), (860, 900)])
def test_the_foot_stays_and_nothing_is_cut_at_the_sides(
    scene: Scene, place_name, width: int, height: int
) -> None:
    panel = scene.panel
    scene.standings.standing = {OTHER.id: Standing(credits=12)}
    scene.offer(INDREAM, OTHER, SANDBOX)
    scene.choose_place(place_name)
    panel.choices.advanced.title.setChecked(True)
    panel.choices.advanced.indream.headers.add_row()
    panel.show_problems((Problem("x", "$", f"“{LONG.name}” cannot be read.", "error"),))
    statuses = enumerate(("done", "failed", "cancelled", "waiting", "rendering"))
    scene.queue.put(*(cloud_job(n, status=status, output=LONG, sentence="Why.") for n, status in statuses))
    panel.resize(width, height)
    panel.show_state()
    for _ in range(3):
        QApplication.processEvents()
    for widget in (panel.export, panel.foot.line):
        assert panel.rect().contains(place(scene, widget))
    assert panel.export.visibleRegion().boundingRect() == panel.export.rect()
    assert panel.area.geometry().bottom() < panel.foot.geometry().top()
    room, inside = panel.area.viewport(), panel.area.widget()
    assert inside is not None
    assert inside.width() == room.width()
    for kind in (QAbstractButton, QComboBox, QLineEdit, QLabel):
        for widget in inside.findChildren(kind):
            if widget.isVisible() and not isinstance(widget, ElidedLabel | TargetCard):
                left = widget.mapTo(inside, QPoint(0, 0)).x()
                assert left >= 0
                assert left + widget.width() <= room.width(), widget
                if not isinstance(widget, QAbstractButton) or widget.text():
                    assert widget.width() >= widget.minimumSizeHint().width()


@pytest.mark.parametrize(("width", "columns"), [(330, 1), (400, 2), (860, 3)])
def test_cards_stand_beside_one_another_where_there_is_room(scene: Scene, width: int, columns: int) -> None:
    scene.offer(INDREAM, SANDBOX)
    scene.panel.resize(width, 700)
    QApplication.processEvents()
    places = [place(scene, card) for card in scene.panel.choices.cards.cards]
    assert len({at.x() for at in places}) == columns
    assert all(not one.intersects(other) for one in places for other in places if one is not other)


@pytest.mark.parametrize("width", [330, 860, 1400])
def test_a_single_card_begins_at_the_left_edge(scene: Scene, width: int) -> None:
    scene.panel.resize(width, 700)
    QApplication.processEvents()
    (card,), cards = scene.panel.choices.cards.cards, scene.panel.choices.cards
    assert card.x() == 0
    assert card.width() == min(cards.width(), card.maximumWidth())


@pytest.mark.parametrize(("width", "is_beside"), [(420, False), (860, True)])
def test_what_to_know_stands_beside_the_settings_where_there_is_room(
    scene: Scene, width: int, is_beside
) -> None:
    scene.panel.resize(width, 900)
    QApplication.processEvents()
    form, before = place(scene, scene.panel.choices.form), place(scene, scene.panel.before)
    assert (before.left() > form.right()) == is_beside
    assert (before.top() > form.bottom()) != is_beside


@pytest.mark.parametrize("place_name", ["This computer", "Indream", "RenderingVideo"])
@pytest.mark.parametrize("width", [420, 860])
def test_tab_goes_through_the_panel_as_it_is_read(scene: Scene, place_name: str, width: int) -> None:
    panel = scene.panel
    scene.offer(INDREAM, OTHER)
    scene.choose_place(place_name)
    panel.choices.advanced.title.setChecked(True)
    scene.queue.put(job(1), job(2, status="done"))
    panel.resize(width, 1400)
    panel.show_state()
    for _ in range(3):
        QApplication.processEvents()
    left = [one for one in stops(panel) if not _is_behind_its_group(one)]
    met = [one for one in walk(left[0], panel) if not _is_behind_its_group(one)]
    assert set(named(met)) == set(named(left))
    above, below = panel.choices.form, panel.jobs.view
    order = [panel.choices.cards, panel.choices.presets, above, panel.choices.advanced, below, panel.foot]
    parts = [
        next((n for n, part in enumerate(order) if part is one or part.isAncestorOf(one)), None)
        for one in met
    ]
    known = [part for part in parts if part is not None]
    assert known == sorted(known), named(met)


def _is_behind_its_group(widget: QWidget) -> bool:
    """Tell whether arrows go there, not Tab: of a group only the one that is chosen takes Tab."""
    group = getattr(widget, "group", lambda: None)()
    return group is not None and group.exclusive() and not widget.isChecked()  # type: ignore[attr-defined]


@pytest.mark.parametrize("place_name", ["This computer", "Indream", "RenderingVideo"])
def test_everything_is_named_told_and_large_enough(scene: Scene, place_name: str) -> None:
    panel = scene.panel
    scene.offer(INDREAM, OTHER)
    scene.choose_place(place_name)
    panel.choices.advanced.title.setChecked(True)
    panel.choices.advanced.indream.headers.add_row()
    QApplication.processEvents()
    for kind in (QAbstractButton, QComboBox, QLineEdit):
        for widget in panel.findChildren(kind):
            if not widget.isVisible() or isinstance(widget.parentWidget(), QComboBox) or _is_inner(widget):
                continue
            words = widget.text() if isinstance(widget, QAbstractButton) else ""
            assert widget.accessibleName() or words, widget
            assert widget.toolTip(), (widget, widget.accessibleName())
            assert min(widget.width(), widget.height()) >= HIT_PX, widget.accessibleName() or words


def _is_inner(widget: QWidget) -> bool:
    """Tell whether it is a part of another one that stands for it, such as a tab bar's arrows."""
    return type(widget.parentWidget()).__name__ in ("QTabBar", "QSpinBox", "QLineEdit")


def test_an_export_that_is_begun_comes_into_sight(scene: Scene, qtbot) -> None:
    panel = scene.panel
    panel.resize(360, 300)
    QApplication.processEvents()
    scene.click(panel.export)
    view = panel.jobs.view

    def is_seen() -> bool:
        row = view.visualRect(view.currentIndex())
        return view.visibleRegion().contains(row.center())

    qtbot.waitUntil(is_seen)


def settle() -> None:
    """Let all parts take their places."""
    for _ in range(4):
        QApplication.processEvents()


def test_what_the_window_s_edge_tells_of_comes_into_sight(scene: Scene, qtbot) -> None:
    panel = scene.panel
    held = cloud_job(3, status="rendering", sentence="No line.", again_at=9.0)
    scene.queue.put(*(job(n) for n in (1, 2)), held)
    panel.resize(360, 300)
    panel.area.tabs.setCurrentIndex(1)
    settle()
    assert panel.area.verticalScrollBar().value() == 0
    panel.show_exports()
    view = panel.jobs.view
    assert view.currentIndex().data(Role.ROW).key == "c3"
    qtbot.waitUntil(lambda: view.visibleRegion().contains(view.visualRect(view.currentIndex()).center()))


@pytest.mark.parametrize("is_over_list", [True, False])
def test_a_row_stays_below_the_pointer_when_lines_come_above_it(scene: Scene, is_over_list: bool) -> None:
    panel, area = scene.panel, scene.panel.area
    scene.offer(OTHER)
    scene.choose_place("RenderingVideo")
    scene.queue.put(*(job(n, status="done") for n in range(1, 9)))
    panel.resize(420, 500)
    settle()
    bar, view = area.verticalScrollBar(), panel.jobs.view
    bar.setValue(area.tabs.y() - 150)
    settle()
    first = view.mapTo(panel, view.visualRect(panel.jobs.model.index(0)).center())
    QCursor.setPos(panel.mapToGlobal(first if is_over_list else QPoint(60, 40)))
    before, moved = (area.tabs.y(), bar.value()), area.tabs.mapTo(panel, QPoint(0, 0)).y()
    losses = tuple(Loss("", None, f"Thing {n} looks other", "there is none", "approximate") for n in range(4))
    for found in (Findings(losses), Findings()):
        scene.fidelity.found = found
        panel.show_state()
        settle()
        by = area.tabs.y() - before[0]
        assert by > 0 if found.losses else by <= 0
        assert area.tabs.mapTo(panel, QPoint(0, 0)).y() == moved + (0 if is_over_list else by)
        assert bar.value() == before[1] + (by if is_over_list else 0)
