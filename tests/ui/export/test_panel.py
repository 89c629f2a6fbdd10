"""The Export panel: three clicks to a file, nothing replaced unasked, and what is under way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor_app.document import Document
from editor_app.edits import delete_clips
from editor_app.problem import Problem
from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting.exports import Exports, ShownJob
from editor_app.services.exporting.local import LocalRunner
from editor_app.services.exporting.queue import ExportQueue
from editor_app.services.tasks import Tasks
from editor_app.session import InOut, Session
from editor_app.store.export_jobs import ExportJobStore
from editor_app.store.history import Work
from editor_app.store.local_database import LocalDatabase
from editor_app.store.media_files import MissingMedium
from editor_app.store.sidecar import Sidecar
from editor_app.ui.export import ExportPanel, ExportStatus, destination
from tests.render.export.films import HEIGHT, SECOND, WIDTH, document, film, moving, solid

Work_ = Callable[["Scene"], Awaitable[None]]


class Media:
    """The files of a document that has none."""

    def __init__(self) -> None:
        self.sources = {}
        self.missing: tuple[MissingMedium, ...] = ()


class Scene:
    """A panel that is shown."""

    def __init__(
        self, document: Document, panel: ExportPanel, exports: Exports, media: Media, session: Session
    ) -> None:
        self.document, self.panel, self.exports = document, panel, exports
        self.media, self.session = media, session
        self.status = ExportStatus(exports, panel)

    def click(self, button: object) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # pyright: ignore[reportArgumentType, reportCallIssue]

    async def over(self, job: ShownJob) -> None:
        heard = asyncio.Event()
        listen = lambda changed: heard.set() if changed.is_over else None  # noqa: E731
        self.exports.job_changed.connect(listen)
        while not job.is_over:
            await heard.wait()
        self.exports.job_changed.disconnect(listen)


@pytest.fixture
def run(
    qtbot: QtBot, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., None]:
    monkeypatch.setattr(destination, "videos_folder", lambda: tmp_path)

    def go(work: Work_, state: object = None) -> None:
        async def whole() -> None:
            tasks, media, session = Tasks(), Media(), Session()
            shown = state or document(
                solid(SECOND, (0, 0, 40, HEIGHT), "#e02010", left=moving((0, 0), (SECOND - 1, WIDTH)))
            )
            made = Document(Work(shown, Sidecar().with_title("A/B: film")))  # pyright: ignore
            folder = tmp_path_factory.mktemp("data")
            store = ExportJobStore(LocalDatabase(folder / "services"), folder / "exports")
            queue = ExportQueue(store, {"local": LocalRunner(folder / "sound")}, tasks)
            exports = Exports(made, media, queue)
            panel = ExportPanel(made, session, exports)
            qtbot.addWidget(panel)
            panel.resize(420, 760)
            panel.show()
            try:
                await asyncio.wait_for(work(Scene(made, panel, exports, media, session)), 120)
            finally:
                await queue.close()
                await tasks.close()

        asyncio.run(whole())

    return go


def test_one_click_makes_the_file(run, tmp_path: Path) -> None:
    async def work(scene: Scene) -> None:
        assert scene.status.isHidden()
        scene.click(scene.panel.export)
        (row,) = scene.panel.rows
        assert row.job.output == tmp_path / "A B film.mp4"
        await scene.over(row.job)
        hidden = [widget.isHidden() for widget in (row.play, row.show_folder, row.bar)]
        assert hidden == [False, False, True]
        assert scene.status.text() == "A B film.mp4 is ready"
        assert scene.status.isVisibleTo(scene.status.parentWidget())
        scene.status._forget.stop()  # half a minute later
        scene.status._forget.timeout.emit()
        scene.exports.jobs_changed.emit()
        assert scene.status.isHidden()
        assert scene.panel.form.file.text() == str(tmp_path / "A B film 2.mp4")
        scene.click(row.stop)
        assert scene.panel.rows == ()

    run(work)
    assert (tmp_path / "A B film.mp4").stat().st_size > 0


def test_a_file_that_is_there_is_replaced_only_when_the_button_said_so(run, tmp_path: Path) -> None:
    other = tmp_path / "other.mp4"
    other.write_bytes(b"precious")

    async def work(scene: Scene) -> None:
        panel = scene.panel
        panel.form.file.selectAll()
        QTest.keyClicks(panel.form.file, str(other))
        assert panel.form.file.text() == str(other)
        assert any("will be replaced" in line for line in panel.before.lines)
        scene.click(panel.export)
        assert (panel.export.text(), panel.rows) == ("Replace", ())
        scene.click(panel.preset_buttons[1])
        assert panel.export.text() == "Export"
        scene.click(panel.export)
        scene.click(panel.export)
        await scene.over(panel.rows[0].job)

    run(work)
    assert other.read_bytes() != b"precious"


def test_presets_choose_format_and_size(run) -> None:
    async def work(scene: Scene) -> None:
        panel = scene.panel
        names = [button.text() for button in panel.preset_buttons]
        assert names == ["Full size", "Draft", "Transparent WebM", "Lossless"]
        scene.click(panel.preset_buttons[2])
        assert (panel.form.form, panel.form.is_transparent) == ("webm", True)
        assert panel.form.file.text().endswith(".webm")
        panel.form.format.setCurrentIndex(1)
        panel.form.format.activated.emit(1)
        assert not any(button.isChecked() for button in panel.preset_buttons)

    run(work)


def test_a_marked_range_can_be_exported_alone(run, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(scene: Scene) -> None:
        started: list[ExportSettings] = []
        scene.session.set_range(InOut(SECOND // 4, SECOND // 2))
        form = scene.panel.form
        assert form.range.count() == 2
        form.range.setCurrentIndex(1)
        form.range.activated.emit(1)
        real = scene.exports.start
        monkeypatch.setattr(scene.exports, "start", lambda s, p: (started.append(s), real(s, p))[1])
        scene.click(scene.panel.export)
        assert (started[0].start_tick, started[0].end_tick) == (SECOND // 4, SECOND // 2)

    run(work)


def test_missing_media_are_asked_about_first(run, tmp_path: Path) -> None:
    state, sources = film(tmp_path, seconds=1)
    key = next(iter(sources))

    async def work(scene: Scene) -> None:
        advice = "“clip.mp4” is missing. Name its folder with --media."
        scene.media.missing = (MissingMedium(key, "clip.mp4", advice, "“clip.mp4” is missing."),)
        told = Problem("LOCAL_MEDIA_MISSING", f"$.assets.{key}", "“clip.mp4” is missing. Locate it.", "error")
        scene.panel.show_problems((told,))
        scene.click(scene.panel.export)
        assert sum("clip.mp4" in line for line in scene.panel.before.lines) == 1
        assert (scene.panel.export.text(), scene.panel.rows) == ("Export anyway", ())
        assert "“clip.mp4” is missing." in scene.panel.before.lines
        scene.click(scene.panel.export)
        assert len(scene.panel.rows) == 1

    run(work, state)


def test_nothing_to_export_says_so(run) -> None:
    async def work(scene: Scene) -> None:
        assert not scene.panel.export.isEnabled()
        assert any("empty" in line for line in scene.panel.before.lines)

    run(work, document())


def test_cancelling_by_the_cross(run, tmp_path: Path) -> None:
    long = document(solid(600 * SECOND, (0, 0, 40, HEIGHT), "#e02010"))

    async def work(scene: Scene) -> None:
        scene.click(scene.panel.export)
        (row,) = scene.panel.rows
        scene.click(row.stop)
        await scene.over(row.job)
        assert row.job.status == "cancelled"
        assert row.play.isHidden()

    run(work, long)
    QApplication.processEvents()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("by_key", [False, True], ids=["mouse", "keyboard"])
def test_a_failed_export_says_why_and_is_tried_again(run, tmp_path: Path, by_key: bool) -> None:
    folder = tmp_path / "not there yet"

    async def work(scene: Scene) -> None:
        panel = scene.panel
        panel.form.file.setText(str(folder / "film.webm"))
        panel.form.format.setCurrentIndex(1)
        scene.click(panel.export)
        (row,) = panel.rows
        job = row.job
        await scene.over(job)
        assert not row.reason.isHidden()
        assert row.reason.accessibleName() == job.error
        assert "does not exist" in job.error
        assert row.reason.wordWrap()
        assert "the project as it is now" in row.retry.toolTip()
        folder.mkdir()
        scene.document.apply("Delete", delete_clips(scene.document.state, item_ids=["item1"]))
        if by_key:
            panel.activateWindow()
            QApplication.processEvents()
            panel.export.setFocus()
            for _ in range(2):  # the row's cross lies between
                QTest.keyClick(panel.window().focusWidget(), Qt.Key.Key_Backtab)
            assert row.retry.hasFocus()
            QTest.keyClick(row.retry, Qt.Key.Key_Space)
            assert panel.rows[0].stop.hasFocus()
        else:
            scene.click(row.retry)
        (row,) = panel.rows
        assert row.job is not job
        assert row.job.settings == job.settings
        assert row.job.state is scene.document.state
        assert row.reason.isHidden()
        assert row.retry.isHidden()
        await scene.over(row.job)
        assert row.job.status == "done"
        assert [path.name for path in folder.iterdir()] == ["film.webm"]

    left = solid(SECOND, (0, 0, 40, HEIGHT), "#e02010")
    run(work, document(left, solid(SECOND, (40, 0, 40, HEIGHT), "#e02010")))


def test_a_file_that_came_meanwhile_is_replaced_only_when_the_button_said_so(run, tmp_path: Path) -> None:
    target = tmp_path / "folder" / "film.mp4"

    async def work(scene: Scene) -> None:
        scene.panel.form.file.setText(str(target))
        scene.click(scene.panel.export)
        (row,) = scene.panel.rows
        await scene.over(row.job)
        target.parent.mkdir()
        target.write_text("precious")
        scene.click(row.retry)
        assert scene.panel.rows == (row,)
        assert row.retry.text() == "Replace"
        assert target.read_text() == "precious"
        scene.click(row.retry)
        (row,) = scene.panel.rows
        await scene.over(row.job)
        assert row.job.status == "done"

    run(work)


def test_an_export_of_another_project_is_not_tried_again(run, tmp_path: Path) -> None:
    async def work(scene: Scene) -> None:
        scene.panel.form.file.setText(str(tmp_path / "nowhere" / "film.mp4"))
        scene.click(scene.panel.export)
        (row,) = scene.panel.rows
        await scene.over(row.job)
        assert not row.retry.isHidden()
        scene.document.load(Work(document(solid(SECOND, (0, 0, 40, HEIGHT), "#0000ff"))))
        assert row.retry.isHidden()
        assert not row.reason.isHidden()
        with pytest.raises(ValueError, match="cannot be tried again"):
            scene.exports.retry(row.job)

    run(work)
