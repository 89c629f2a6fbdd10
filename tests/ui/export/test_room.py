"""The Export panel in little room: the foot stays, nothing is cut, all of it goes by keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from editor_app.document import Document
from editor_app.problem import Problem
from editor_app.render.export.settings import ExportReport, ExportSettings, Progress
from editor_app.services.exporting.exports import Exports, ShownJob
from editor_app.session import Session
from editor_app.store.history import Work
from editor_app.store.media_files import MissingMedium
from editor_app.store.sidecar import Sidecar
from editor_app.ui.export import ExportPanel, destination
from editor_app.ui.export.job_row import JobRow
from editor_app.ui.theme import DARK, HIT_PX, style_sheet
from tests.render.export.films import SECOND, document, solid

LONG_NAME = "a_name_that_nobody_would_want_to_read_to_its_end_but_somebody_gave_all_the_same.mp4"


class Media:
    """The files of a document that has none."""

    def __init__(self) -> None:
        self.sources = {}
        self.missing: tuple[MissingMedium, ...] = ()


@dataclass
class Scene:
    """A panel that is shown, and exports that are only said to be under way."""

    panel: ExportPanel
    exports: Exports
    document: Document

    def put(self, status: str, number: int = 1) -> ShownJob:
        """Put an export first in the list."""
        job = ShownJob(number, Path("/videos") / LONG_NAME, ExportSettings(), self.document.state)
        self.exports.jobs = (job, *self.exports.jobs)
        self.exports.jobs_changed.emit()
        self.tell(job, status)
        return job

    def tell(self, job: ShownJob, status: str) -> None:
        """Tell of an export that it stands otherwise."""
        job.status = status  # pyright: ignore[reportAttributeAccessIssue]
        job.progress = Progress(43, 100, 61.0, 12.0, "rendering")
        if status == "done":
            job.report = ExportReport(job.output, 100, 1920, 1080, 4_200_000, 2.0, 1)
        self.exports.job_changed.emit(job)

    def place(self, widget: QWidget) -> QRect:
        """Give where a widget stands in the panel."""
        return QRect(widget.mapTo(self.panel, QPoint(0, 0)), widget.size())


@pytest.fixture
def scene(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(destination, "videos_folder", lambda: tmp_path)
    made = Document(Work(document(solid(SECOND, (0, 0, 40, 40), "#e02010")), Sidecar().with_title("Film")))
    exports = Exports(made, Media())
    panel = ExportPanel(made, Session(), exports)
    qtbot.addWidget(panel)
    panel.setStyleSheet(style_sheet(DARK))
    panel.show()
    qtbot.waitExposed(panel)
    panel.activateWindow()
    return Scene(panel, exports, made)


@pytest.mark.parametrize(("width", "height"), [(300, 200), (360, 228), (360, 509), (500, 900)])
def test_the_foot_stays_and_nothing_is_cut_at_the_sides(scene: Scene, width: int, height: int) -> None:
    panel = scene.panel
    panel.show_problems((Problem("x", "$", f"“{LONG_NAME}” cannot be read.", "error"),))
    for number, status in enumerate(("done", "failed", "cancelled", "waiting", "running")):
        scene.put(status, number)
    panel.resize(width, height)
    QApplication.processEvents()
    for widget in (panel.export, panel.foot.line):
        assert panel.rect().contains(scene.place(widget))
    assert panel.export.visibleRegion().boundingRect() == panel.export.rect()
    assert panel.area.geometry().bottom() < panel.foot.geometry().top()
    room, inside = panel.area.viewport(), panel.area.widget()
    assert inside is not None
    assert inside.width() == room.width()
    for kind in (QAbstractButton, QComboBox, QLineEdit, QLabel):
        for widget in inside.findChildren(kind):
            if widget.isVisible():
                left = widget.mapTo(inside, QPoint(0, 0)).x()
                assert left >= 0
                assert left + widget.width() <= room.width()
                if not isinstance(widget, QAbstractButton) or widget.text():
                    assert widget.width() >= widget.minimumSizeHint().width()


@pytest.mark.parametrize(("height", "is_low"), [(228, True), (374, True), (420, False), (760, False)])
def test_presets_and_settings_are_all_seen_also_where_the_window_is_low(
    scene: Scene, height: int, is_low: bool
) -> None:
    panel = scene.panel
    panel.resize(360, 900)
    panel.resize(360, height)
    QApplication.processEvents()
    form = panel.form
    for widget in (*panel.preset_buttons, form.format, form.size_box, form.fps, form.range, form.file):
        assert widget.visibleRegion().boundingRect() == widget.rect()
        assert widget.height() >= HIT_PX
        assert widget.accessibleName() or widget in panel.preset_buttons
    named = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    assert named == ([] if is_low else ["Format", "Size", "Frame rate", "Range", "File"])


@pytest.mark.parametrize("status", ["done", "failed"])
def test_what_can_be_done_with_an_export_begins_where_its_name_does(scene: Scene, status: str) -> None:
    panel = scene.panel
    panel.resize(360, 228)
    scene.put(status)
    QApplication.processEvents()
    (row,) = panel.rows
    button = row.play if status == "done" else row.retry
    text_px = button.fontMetrics().horizontalAdvance(button.text())
    begin = scene.place(button).x() + (button.width() - text_px) / 2
    assert abs(begin - scene.place(row._name).x()) <= 1


def test_what_is_wrong_stands_beside_the_button_and_stays_in_sight(scene: Scene) -> None:
    panel = scene.panel
    panel.resize(300, 228)
    assert panel.foot.line.text() == "128 × 72 · 0:01.0"
    panel.form.file.selectAll()
    QTest.keyClick(panel.form.file, Qt.Key.Key_Backspace)
    QApplication.processEvents()
    assert panel.foot.line.text() == "The file has no name."
    assert panel.foot.line.visibleRegion().boundingRect() == panel.foot.line.rect()
    assert not panel.export.isEnabled()
    QTest.keyClicks(panel.form.file, "/videos/other.mp4")
    assert panel.export.isEnabled()


def test_an_export_that_is_begun_and_what_it_then_offers_come_into_sight(
    scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = scene.panel
    panel.resize(360, 228)
    monkeypatch.setattr(scene.exports, "start", lambda _settings, _path: scene.put("running"))
    QTest.mouseClick(panel.export, Qt.MouseButton.LeftButton)
    (row,) = panel.rows

    def is_seen(widget: QWidget) -> bool:
        return widget.visibleRegion().boundingRect() == widget.rect()

    qtbot.waitUntil(lambda: is_seen(row.bar) and is_seen(row.stop))
    scene.tell(row.job, "done")
    qtbot.waitUntil(lambda: is_seen(row.play) and is_seen(row.show_folder))


def test_tab_goes_through_the_panel_from_top_to_bottom(scene: Scene) -> None:
    panel = scene.panel
    panel.resize(360, 900)
    panel.preset_buttons[0].setFocus()
    scene.put("done")
    scene.put("running", 2)
    QApplication.processEvents()
    running, done = panel.rows
    form = panel.form
    fields = [form.format, form.size_box, form.fps, form.range, form.file, form.browse]
    buttons = [running.stop, done.play, done.show_folder, done.stop, panel.export]
    wanted: list[QWidget] = [*fields, *buttons]  # the presets are one group: arrows go through it
    met: list[QWidget] = []
    for _ in wanted:
        at = QApplication.focusWidget()
        assert at is not None
        QTest.keyClick(at, Qt.Key.Key_Tab)
        met += [there] if (there := QApplication.focusWidget()) else []
    assert met == wanted


def test_an_export_is_played_shown_cancelled_and_forgotten_by_keyboard(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url))
    asked: list[tuple[str, ShownJob]] = []
    monkeypatch.setattr(scene.exports, "_end", lambda job, status: asked.append((status, job)))

    def press(button: QAbstractButton) -> None:
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)

    job = scene.put("running")
    (row,) = scene.panel.rows
    assert row.play.isHidden()
    assert row.show_folder.isHidden()
    press(row.stop)
    assert asked == [("cancelled", job)]
    scene.tell(job, "done")
    press(row.play)
    press(row.show_folder)
    assert [url.toLocalFile() for url in opened] == [f"/videos/{LONG_NAME}", "/videos"]
    press(row.stop)
    assert scene.panel.rows == ()


@pytest.mark.parametrize("status", ["waiting", "running", "done", "failed", "cancelled"])
def test_everything_of_an_export_is_named_told_and_large_enough(scene: Scene, status: str) -> None:
    scene.panel.resize(360, 900)
    scene.put(status)
    QApplication.processEvents()
    row: JobRow = scene.panel.rows[0]
    for button in (*row.findChildren(QAbstractButton), *scene.panel.preset_buttons, scene.panel.export):
        if button.isVisible():
            assert button.accessibleName() or button.text()
            assert button.toolTip()
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
            assert min(button.width(), button.height()) >= HIT_PX
    assert LONG_NAME in row.stop.accessibleName()
    assert LONG_NAME in row.bar.accessibleName()
    assert row.bar.isVisible() == (status in ("waiting", "running"))
    assert row.bar.value() == (1000 if status == "done" else 430)
