"""Arrow keys while one crops: the window moves over the picture, which stays."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from editor_app.ui.canvas.crop_mode import CropMode
from tests.ui.canvas.scene import NONE, SHIFT, Scene

Key = Qt.Key


@pytest.fixture
def mode(scene: Scene) -> CropMode:
    """Crop the photo, whose window is 480..800 × 400..580 of a picture that begins at 373.3."""
    scene.double_click(640, 500)
    scene.area.setFocus()
    made = scene.area.cropping
    assert made is not None
    scene.drag((640, 580), (640, 540))
    assert made.crop.window.top + made.crop.window.height == pytest.approx(540, abs=1)
    return made


@pytest.mark.parametrize(
    ("keys", "moved"),
    [
        ([(Key.Key_Left, NONE)], (-1, 0)),
        ([(Key.Key_Left, SHIFT), (Key.Key_Down, SHIFT)], (-10, 10)),
        ([(Key.Key_Left, SHIFT), (Key.Key_Right, NONE)], (-9, 0)),
        ([(Key.Key_Right, NONE)], (0, 0)),  # there the picture ends
        ([(Key.Key_Up, SHIFT)], (0, 0)),
    ],
)
def test_arrows_move_the_window(
    scene: Scene,
    mode: CropMode,
    keys: list[tuple[Qt.Key, Qt.KeyboardModifier]],
    moved: tuple[float, float],
) -> None:
    before, whole = mode.crop.window, mode.crop.whole
    for key, held in keys:
        scene.key(key, held)
    after = mode.crop.window
    assert (after.left - before.left, after.top - before.top) == pytest.approx(moved, abs=1e-6)
    assert (after.width, after.height) == pytest.approx((before.width, before.height))
    assert mode.crop.whole == whole
    assert mode.drawn == mode.crop
    assert scene.area.cropping is mode


def test_a_run_is_one_step_with_the_crop(scene: Scene, mode: CropMode) -> None:
    for _ in range(5):
        scene.key(Key.Key_Left)
    assert scene.steps() == []
    window = mode.crop.window
    scene.key(Key.Key_Return)
    assert scene.steps() == ["Crop"]
    assert scene.box("photo") == pytest.approx(
        (window.left, window.top, window.width, window.height), abs=0.01
    )
    scene.document.undo()
    assert scene.box("photo") == (480, 400, 320, 180)


def test_escape_takes_a_held_key_back_and_stays(scene: Scene, mode: CropMode) -> None:
    before = mode.crop
    for _ in range(3):
        event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Left, NONE)
        QApplication.sendEvent(scene.area, event)
    assert mode.crop != before
    scene.key(Key.Key_Escape)
    assert mode.crop == before
    assert scene.area.cropping is mode
    scene.key(Key.Key_Escape)
    assert scene.area.cropping is None


def test_arrows_are_kept_from_the_window_while_one_crops(scene: Scene, mode: CropMode) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_Left, NONE)
    event.ignore()
    QApplication.sendEvent(scene.area, event)
    assert event.isAccepted()


def test_a_crop_sets_keys_where_keys_set_themselves(scene: Scene) -> None:
    scene.session.sets_keys = True
    scene.double_click(640, 500)
    scene.drag((640, 580), (640, 540))
    scene.area.modes.end_crop()
    photo = scene.document.work.state.items["photo"]
    assert photo.height.keyframes
    assert photo.crop_bottom.keyframes
