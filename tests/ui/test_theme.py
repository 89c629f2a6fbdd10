"""The look: readable text on every surface, clips of equal lightness, a style sheet without holes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui.colour import contrast
from editor_app.ui.theme import CLIP_KINDS, LOOKS, Look, apply_theme, palette, style_sheet, ui_font


@pytest.mark.parametrize("look", LOOKS)
def test_text_is_readable(look: Look) -> None:
    tokens = LOOKS[look]
    for ground in (tokens.window, tokens.panel, tokens.raised):
        assert contrast(tokens.text, ground) >= 4.5
        assert contrast(tokens.secondary, ground) >= 4.5
    assert contrast(tokens.text, tokens.selection) >= 4.5
    for ground in (tokens.fill, tokens.fill_hover):
        assert contrast(tokens.on_accent, ground) >= 4.5


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("kind", CLIP_KINDS)
def test_labels_are_readable_on_every_kind_of_clip(look: Look, kind: str) -> None:
    tokens = LOOKS[look]
    assert contrast(tokens.clip(kind), tokens.clip_text) >= 4.5
    assert contrast(tokens.strip(kind), tokens.clip_text) >= 4.5


@pytest.mark.parametrize("look", LOOKS)
def test_clips_are_told_apart_by_hue(look: Look) -> None:
    tokens = LOOKS[look]
    bodies = [tokens.clip(kind) for kind in (*CLIP_KINDS, "")]
    assert len(set(bodies)) == len(bodies)


@pytest.mark.parametrize("look", LOOKS)
def test_the_style_sheet_has_every_token_filled(look: Look) -> None:
    sheet = style_sheet(LOOKS[look])
    assert "$" not in sheet
    assert all(QColor(colour).isValid() for colour in re.findall(r"#[0-9a-fA-F]{6}\b", sheet))
    assert palette(LOOKS[look]).windowText().color().name() == LOOKS[look].text


def test_digits_are_tabular_where_asked_for() -> None:
    assert ui_font(12, tabular=True).isFeatureSet(ui_font().Tag("tnum"))
    assert ui_font(11).pixelSize() == 11


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


class Changes(QObject):
    """Counts how often one widget is dressed."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count."""
        self.count += event.type() == QEvent.Type.StyleChange
        return False


@pytest.fixture
def undressed() -> Iterator[QApplication]:
    """Give the application, and take its clothes off again."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    font, colours = app.font(), app.palette()
    yield app
    app.setStyleSheet("")
    app.setFont(font)
    app.setPalette(colours)


def test_another_look_dresses_a_widget_few_times_however_deep_it_lies(
    qtbot: QtBot, undressed: QApplication
) -> None:
    top = deepest = QWidget()
    qtbot.addWidget(top)
    for _ in range(30):
        deepest = QWidget(deepest)
    top.show()
    apply_theme(undressed, "dark")
    changes = Changes()
    deepest.installEventFilter(changes)
    tokens = apply_theme(undressed, "light")
    assert 1 <= changes.count <= 4
    assert deepest.palette().windowText().color().name() == tokens.text
