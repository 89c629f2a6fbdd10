"""What is let go near the middle lies in the middle."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from editor_app.ui.canvas.geometry import Point
from editor_app.ui.canvas.snapping import snapped_center
from tests.ui.canvas.scene import ALT, NONE, Scene

COPY, HELD = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton


@pytest.mark.parametrize(
    ("at", "reach", "place", "axes"),
    [
        ((635, 366), 8, (640, 360), ["x", "y"]),
        ((635, 300), 8, (640, 300), ["x"]),
        ((200, 355), 8, (200, 360), ["y"]),
        ((200, 100), 8, (200, 100), []),
        ((3, 2), 8, (3, 2), []),  # a middle on an edge is nobody's wish
        ((640, 360), 0, (640, 360), []),
        ((639, 361), 0, (639, 361), []),
    ],
)
def test_a_point_near_the_middle_lies_there(at: Point, reach: float, place: Point, axes: list[str]) -> None:
    found, lines = snapped_center(at, (1280, 720), reach)
    assert found == place
    assert [line.axis for line in lines] == axes


@pytest.fixture
def files() -> QMimeData:
    made = QMimeData()
    made.setUrls([QUrl.fromLocalFile("/beach.jpg")])
    return made


def dropped(scene: Scene, files: QMimeData, at: Point, keys: Qt.KeyboardModifier = NONE) -> Point:
    """Drag files in and over a point of the composition, let them go there, and give where they lie."""
    heard: list[QPointF] = []
    scene.panel.files_dropped.connect(lambda _mime, place: heard.append(place))
    there = QPointF(*scene.at(*at))
    for kind in (QDragEnterEvent, QDragMoveEvent):
        QApplication.sendEvent(scene.area, kind(there.toPoint(), COPY, files, HELD, keys))
    scene.area.grab()
    QApplication.sendEvent(scene.area, QDropEvent(there, COPY, files, HELD, keys))
    (place,) = heard
    return place.x(), place.y()


def test_a_file_snaps_to_the_middle(scene: Scene, files: QMimeData) -> None:
    scene.session.set_snapping(True)
    assert dropped(scene, files, (644, 357)) == (640, 360)
    assert dropped(scene, files, (644, 200)) == pytest.approx((640, 200), abs=1)


@pytest.mark.parametrize(("snaps", "keys"), [(True, ALT), (False, NONE)])
def test_it_stays_where_snapping_is_off(
    scene: Scene, files: QMimeData, snaps: bool, keys: Qt.KeyboardModifier
) -> None:
    scene.session.set_snapping(snaps)
    assert dropped(scene, files, (644, 357), keys) == pytest.approx((644, 357), abs=1)


def test_the_middle_lines_show_while_one_drags(scene: Scene, files: QMimeData) -> None:
    scene.session.set_snapping(True)
    near, far = (QPointF(*scene.at(*at)).toPoint() for at in ((644, 357), (300, 200)))
    QApplication.sendEvent(scene.area, QDragEnterEvent(near, COPY, files, HELD, NONE))
    QApplication.sendEvent(scene.area, QDragMoveEvent(near, COPY, files, HELD, NONE))
    assert [line.at for line in scene.area.overlay.guides] == [640, 360]
    QApplication.sendEvent(scene.area, QDragMoveEvent(far, COPY, files, HELD, NONE))
    assert scene.area.overlay.guides == ()
    QApplication.sendEvent(scene.area, QDragMoveEvent(near, COPY, files, HELD, NONE))
    QApplication.sendEvent(scene.area, QDragLeaveEvent())
    assert scene.area.overlay.guides == ()
