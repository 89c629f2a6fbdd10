"""The dialog that asks for a preset's name looks as the others do, and saves nothing without one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from editor_app.ui.theme import HIT_PX
from tests.ui.export.scene import Scene


def test_nothing_is_saved_without_a_name_or_under_one_that_is_taken(scene: Scene) -> None:
    presets, before = scene.panel.choices.presets, scene.preset_names
    scene.click(presets.save)
    dialog = presets.dialog
    assert dialog is not None
    assert not dialog.save.isEnabled()
    for name in ("Still", " "):
        dialog.name.setText(name)
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        assert dialog.isVisible()
    dialog.name.setText("still")
    assert dialog.word.text() == "There is a preset “Still” already. Choose another name."
    scene.click(dialog.cancel)
    assert (presets.dialog, scene.preset_names) == (None, before)


def test_a_preset_of_one_s_own_is_replaced_only_by_a_button_that_says_so(scene: Scene) -> None:
    presets = scene.panel.choices.presets
    for preset, button in (("Square", "Save"), ("Draft", "Replace")):
        scene.choose_preset(preset)
        scene.click(presets.save)
        dialog = presets.dialog
        assert dialog is not None
        dialog.name.setText("Mine")
        assert dialog.save.text() == button
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert scene.preset_names.count("Mine") == 1
    assert presets.offered[-1].recipe.scale < 1


def test_it_is_wide_enough_for_its_title_and_has_no_signs_of_another_kind(scene: Scene) -> None:
    presets = scene.panel.choices.presets
    presets.ask_name()
    dialog = presets.dialog
    assert dialog is not None
    assert dialog.width() >= 400
    for button in (dialog.cancel, dialog.save):
        assert button.icon().isNull()
        assert button.height() >= HIT_PX
