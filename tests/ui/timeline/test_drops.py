"""Drops on the timeline: where they go, what replaces a clip's medium, what is shown meanwhile."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor_app.session import InOut, TimelineView, WhenTaken
from editor_app.store.sidecar import Sidecar
from editor_app.ui.theme import DARK
from editor_app.ui.timeline.drops import ClipsDrop, CutDrop, Place
from editor_app.ui.timeline.painting.overlay import Ghost
from tests.ui.timeline.scene import ALT, CTRL, NONE, S, Scene


class Target:
    """Takes what is dropped, and remembers where."""

    def __init__(self, offer: ClipsDrop | CutDrop) -> None:
        self.offered = offer
        self.places: list[Place] = []

    def offer(self, mime: QMimeData) -> ClipsDrop | CutDrop | None:
        """Take text only."""
        return self.offered if mime.hasText() else None

    def drop(self, mime: QMimeData, place: Place) -> None:
        """Remember it."""
        self.places.append(place)


def send(
    scene: Scene,
    kind: type[QDropEvent],
    x: float,
    y: float,
    keys: Qt.KeyboardModifier = NONE,
    actions: Qt.DropAction = Qt.DropAction.CopyAction,
) -> QDropEvent:
    """Send one event of a drag that carries a text."""
    mime = QMimeData()
    mime.setText("x")
    event = kind(QPoint(round(x), round(y)), actions, mime, Qt.MouseButton.LeftButton, keys)
    event.ignore()
    QApplication.sendEvent(scene.area, event)
    return event


def drop(scene: Scene, x: float, y: float, keys: Qt.KeyboardModifier = NONE) -> None:
    """Bring a text here and drop it."""
    send(scene, QDragEnterEvent, x, y, keys)
    send(scene, QDragMoveEvent, x, y, keys)
    send(scene, QDropEvent, x, y, keys)


def test_drops_take_a_free_place_or_a_new_track_above_one_that_is_taken(scene: Scene) -> None:
    target = Target(ClipsDrop((S,)))
    scene.area.set_drop_target(target)
    drop(scene, scene.x(4.5), scene.y(0))
    drop(scene, scene.x(1), scene.y(1))
    drop(scene, scene.x(3), scene.y(2, 1) + 30)
    assert target.places == [
        Place(round(4.5 * S), row=0),
        Place(S, new_track_at=1),
        Place(3 * S, new_track_at=3),
    ]


def test_a_transition_is_dropped_on_the_nearest_cut(scene: Scene) -> None:
    target = Target(CutDrop())
    scene.area.set_drop_target(target)
    drop(scene, scene.x(1.7), scene.y(0))
    drop(scene, scene.x(7), scene.y(0))
    assert target.places == [Place(2 * S, 0, None, "title", "card")]


@pytest.mark.parametrize(
    ("kind", "at", "row", "keys", "replaced"),
    [
        ("video", 1, 1, ALT, "v"),
        ("video", 3.99, 1, ALT, "v"),
        ("video", 6, 1, ALT, "w"),
        ("audio", 6, 2, ALT, "m"),
        ("video", 1, 1, NONE, None),
        ("audio", 1, 1, ALT, None),
        ("video", 1, 0, ALT, None),
        ("video", 8.5, 1, ALT, None),
        (None, 1, 1, ALT, None),
    ],
)
def test_with_alt_a_medium_goes_into_the_clip_that_can_show_it(
    scene: Scene, kind: str | None, at: float, row: int, keys: Qt.KeyboardModifier, replaced: str | None
) -> None:
    target = Target(ClipsDrop((S,), kind))
    scene.area.set_drop_target(target)
    drop(scene, scene.x(at), scene.y(row), keys)
    assert [place.replaced_id for place in target.places] == [replaced]


def test_a_locked_clip_keeps_its_medium(scene: Scene) -> None:
    scene.document.apply("Lock", sidecar=Sidecar().with_lock("V1", locked=True))
    target = Target(ClipsDrop((S,), "video"))
    scene.area.set_drop_target(target)
    drop(scene, scene.x(1), scene.y(1), ALT)
    assert target.places == [Place(S, new_track_at=1)]


def test_the_clip_that_would_be_replaced_is_outlined_and_named(scene: Scene) -> None:
    scene.area.set_drop_target(Target(ClipsDrop((S,), "video")))
    send(scene, QDragEnterEvent, scene.x(5), scene.y(1))
    send(scene, QDragMoveEvent, scene.x(5), scene.y(1), ALT)
    assert scene.area.overlay.target == Ghost(4 * S, 8 * S, 1)
    assert (scene.area.overlay.note, scene.area.overlay.ghosts) == ("Replace", ())
    edge = QPoint(round(scene.x(5)), round(scene.area.stage().row_y(scene.area.rows[1])) + 1)
    assert scene.area.grab().toImage().pixelColor(edge) == QColor(DARK.text)
    send(scene, QDragMoveEvent, scene.x(5), scene.y(1))
    assert (scene.area.overlay.note, scene.area.overlay.target) == ("", None)
    assert scene.area.overlay.ghosts[0].row is None


def test_alt_elsewhere_drops_without_snapping(scene: Scene) -> None:
    scene.session.set_snapping(True)
    target = Target(ClipsDrop((S,), "video"))
    scene.area.set_drop_target(target)
    for keys in (NONE, ALT):
        drop(scene, scene.x(4) + 4, scene.y(0), keys)
    snapped, free = (place.start_ticks for place in target.places)
    assert snapped == 4 * S
    assert free > 4 * S


def test_after_a_drop_the_timeline_has_the_keyboard_and_shows_no_ghost(scene: Scene) -> None:
    scene.area.set_drop_target(Target(ClipsDrop((S,))))
    scene.area.clearFocus()
    drop(scene, scene.x(5), scene.y(0))
    assert scene.panel.window().focusWidget() is scene.area
    assert scene.area.overlay.ghosts == ()


def test_a_drag_that_would_move_a_file_is_taken_as_a_copy(scene: Scene) -> None:
    scene.area.set_drop_target(Target(ClipsDrop((S,))))
    both = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    for kind in (QDragEnterEvent, QDragMoveEvent, QDropEvent):
        event = send(scene, kind, scene.x(5), scene.y(0), actions=both)  # type: ignore[arg-type]
        assert event.isAccepted()
        assert event.dropAction() == Qt.DropAction.CopyAction


def test_what_nobody_places_is_refused(scene: Scene) -> None:
    assert not send(scene, QDragEnterEvent, scene.x(5), scene.y(0)).isAccepted()
    scene.area.set_drop_target(Target(CutDrop()))
    assert not send(scene, QDragMoveEvent, scene.x(5), scene.y(0)).isAccepted()


@pytest.mark.parametrize(
    ("chosen", "keys", "way"),
    [("overwrite", NONE, "overwrite"), ("insert", NONE, "insert"), ("refuse", CTRL, "insert")],
)
def test_drops_make_room_where_that_is_wanted(
    scene: Scene, chosen: WhenTaken, keys: Qt.KeyboardModifier, way: WhenTaken
) -> None:
    target = Target(ClipsDrop((S,)))
    scene.area.set_drop_target(target)
    scene.session.set_when_taken(chosen)
    drop(scene, scene.x(2), scene.y(0), keys)
    assert target.places == [Place(2 * S, 0, when_taken=way)]


@pytest.mark.parametrize(
    ("way", "at", "length", "losses", "push"),
    [
        ("overwrite", 1, 2, [(1, 2), (2, 3)], None),
        ("overwrite", 3, 4, [(3, 4), (6, 7)], None),
        ("overwrite", 4.5, 1, [], None),
        ("insert", 1, 2, [], (1, 3)),
        ("insert", 4.5, 1, [], None),
        ("refuse", 1, 2, [], None),
    ],
)
def test_what_is_cut_or_pushed_shows_before_the_drop(
    scene: Scene,
    way: WhenTaken,
    at: float,
    length: float,
    losses: list[tuple[float, float]],
    push: tuple[float, float] | None,
) -> None:
    scene.area.set_drop_target(Target(ClipsDrop((round(length * S),))))
    scene.session.set_when_taken(way)
    plain = scene.area.grab().toImage()
    send(scene, QDragEnterEvent, scene.x(at), scene.y(0))
    send(scene, QDragMoveEvent, scene.x(at), scene.y(0))
    overlay = scene.area.overlay
    assert overlay.losses == tuple(Ghost(round(a * S), round(b * S), 0) for a, b in losses)
    assert overlay.push == (Ghost(round(push[0] * S), round(push[1] * S), 0) if push else None)
    shown = scene.area.grab().toImage()
    if push:
        caret = QPoint(round(scene.x(push[0])), round(scene.y(0, 0.3)))
        assert shown.pixelColor(caret) == QColor(DARK.text) != plain.pixelColor(caret)
    for start, end in losses:
        row = [
            shown.pixelColor(round(scene.x(start + (end - start) * n / 40)), round(scene.y(0)))
            for n in range(1, 40)
        ]
        assert any(colour.red() > colour.blue() + 60 for colour in row)


def test_a_locked_track_makes_no_room(scene: Scene) -> None:
    target = Target(ClipsDrop((S,)))
    scene.area.set_drop_target(target)
    scene.session.set_when_taken("overwrite")
    scene.document.apply("Lock", sidecar=Sidecar(locked_tracks=(scene.document.work.state.tracks[0].id,)))
    drop(scene, scene.x(2), scene.y(0))
    assert target.places == [Place(2 * S, None, 0)]


@pytest.mark.parametrize(
    ("marked", "near", "wanted"),
    [
        (InOut(5 * S, None), 5, 5),
        (InOut(None, round(4.5 * S)), 4.5, 4.5),
        (InOut(), 0.5, 0.5),  # the key of “title” at half a second
        (InOut(), 4.5, None),
    ],
)
def test_drops_snap_to_in_and_out_and_to_keyframes(
    scene: Scene, marked: InOut, near: float, wanted: float | None
) -> None:
    scene.session.set_snapping(True)
    scene.session.set_range(marked)
    target = Target(ClipsDrop((20 * S,)))
    scene.area.set_drop_target(target)
    drop(scene, scene.x(near) + 5, scene.y(2, 1) + 30)
    (place,) = target.places
    assert (place.start_ticks == near * S) == (wanted is not None)


def hold(scene: Scene, *places: tuple[float, float]) -> None:
    """Bring a text along these places, and hold it at the last one."""
    send(scene, QDragEnterEvent, *places[0])
    for x, y in places:
        send(scene, QDragMoveEvent, x, y)


def test_a_drag_held_at_an_edge_scrolls_and_its_ghost_goes_along(scene: Scene, qtbot: QtBot) -> None:
    scene.area.set_drop_target(Target(ClipsDrop((S,))))
    hold(scene, (600, scene.y(0)), (1180, scene.y(0)))
    before = scene.area.overlay.ghosts[0].start_ticks
    qtbot.waitUntil(lambda: scene.session.view.left_px > 100)
    assert scene.area.overlay.ghosts[0].start_ticks >= before + S
    hold(scene, (600, scene.y(0)), (scene.area.view().header_px + 5, scene.y(0)))
    qtbot.waitUntil(lambda: scene.session.view.left_px == 0)


def test_a_drag_held_below_the_tracks_scrolls_down(scene: Scene, qtbot: QtBot) -> None:
    scene.panel.resize(1200, 240)
    scene.area.set_drop_target(Target(ClipsDrop((S,))))
    hold(scene, (600, 90), (600, scene.area.height() - 4))
    qtbot.waitUntil(lambda: scene.session.view.top_px > 0)


@pytest.mark.parametrize("kind", [QDragLeaveEvent, QDropEvent])
def test_the_scrolling_ends_with_the_drag(scene: Scene, kind: type[QEvent]) -> None:
    scene.area.set_drop_target(Target(ClipsDrop((S,))))
    hold(scene, (600, scene.y(0)), (1180, scene.y(0)))
    scroller = scene.area._drops._scroller
    assert scroller.is_running
    if kind is QDragLeaveEvent:
        QApplication.sendEvent(scene.area, QDragLeaveEvent())
    else:
        send(scene, QDropEvent, 1180, scene.y(0))
    assert not scroller.is_running
    left = scene.session.view.left_px
    scroller.scroll()
    assert scene.session.view.left_px == left


def test_what_comes_in_across_the_headers_does_not_scroll(scene: Scene) -> None:
    scene.area.set_drop_target(Target(ClipsDrop((S,))))
    scene.session.set_view(TimelineView(S / 100, 300, 0))
    hold(scene, (20, scene.y(1)), (100, scene.y(1)))
    scene.area._drops._scroller.scroll()
    assert scene.session.view.left_px == 300
    hold(scene, (600, scene.y(1)), (100, scene.y(1)))
    scene.area._drops._scroller.scroll()
    assert scene.session.view.left_px < 300
