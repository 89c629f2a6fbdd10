"""What the Export panel names, says and offers after an export came to nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor_app.document import Document
from editor_app.edits import resize_composition
from editor_app.problem import Problem
from editor_app.render.export.apart import Refusal
from editor_app.render.export.settings import ExportReport
from editor_app.services.exporting.exports import Exports, ShownJob
from editor_app.session import Session
from editor_app.store.history import Work
from editor_app.store.media_files import MissingMedium
from editor_app.store.sidecar import Sidecar
from editor_app.ui.export import ExportPanel, destination
from editor_app.ui.export.before import notes
from editor_app.ui.theme import DARK
from editor_app.ui.window.notices import NoticeArea
from tests.render.export.films import SECOND, document, solid

LEFT = Qt.MouseButton.LeftButton


class Media:
    """The files of a document that has none."""

    def __init__(self) -> None:
        self.sources = {}
        self.missing: tuple[MissingMedium, ...] = ()


class Scene:
    """A panel with the notices beside it."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.folder = folder
        state = document(solid(SECOND, (0, 0, 40, 40), "#e02010"))
        self.document = Document(Work(state, Sidecar().with_title("Summer Launch")))
        self.exports = Exports(self.document, Media())
        self.panel = ExportPanel(self.document, Session(), self.exports)
        qtbot.addWidget(self.panel)
        self.panel.resize(420, 760)
        self.panel.show()
        qtbot.waitExposed(self.panel)
        self.notices = NoticeArea(self.panel, DARK)
        self.panel.notice.connect(self.notices.say)
        self.panel.outdated.connect(self.notices.withdraw)

    @property
    def file(self) -> str:
        """Give the name in the field."""
        return Path(self.panel.form.file.text()).name

    def write(self, name: str) -> None:
        """Write a file's name as a user does."""
        field = self.panel.form.file
        field.selectAll()
        QTest.keyClicks(field, str(self.folder / name))

    def export(self) -> ShownJob:
        """Press the button."""
        QTest.mouseClick(self.panel.export, LEFT)
        return self.exports.jobs[0]

    def retry(self) -> ShownJob:
        """Press the row's button."""
        QTest.mouseClick(self.panel.rows[0].retry, LEFT)
        return self.exports.jobs[0]

    def fail(self, job: ShownJob) -> None:
        """Let the disk be full."""
        sentence = f"“{job.output.name}” could not be written: the disk is full."
        self.exports._finish(job, Refusal(sentence))

    def finish(self, job: ShownJob) -> None:
        """Let it be done."""
        job.output.write_bytes(b"film")
        self.exports._finish(job, ExportReport(job.output, 30, 128, 72, 4, 1.0, 1))


@pytest.fixture
def scene(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(destination, "videos_folder", lambda: tmp_path)
    return Scene(qtbot, tmp_path)


def test_the_file_that_was_chosen_is_named_again_when_it_was_not_made(scene: Scene) -> None:
    scene.write("out.mp4")
    job = scene.export()
    assert scene.file == "out 2.mp4"
    scene.fail(job)
    assert scene.file == "out.mp4"
    again = scene.retry()
    assert again.output == job.output
    assert scene.file == "out 2.mp4"
    assert scene.panel.export.isEnabled()
    scene.finish(again)
    assert scene.file == "out 2.mp4"


def test_a_chosen_file_that_is_there_is_named_again_and_asked_about_again(scene: Scene) -> None:
    (scene.folder / "out.mp4").write_bytes(b"precious")
    scene.write("out.mp4")
    QTest.mouseClick(scene.panel.export, LEFT)
    scene.fail(scene.export())
    assert (scene.file, scene.panel.export.text()) == ("out.mp4", "Export")
    QTest.mouseClick(scene.panel.export, LEFT)
    assert (scene.panel.export.text(), len(scene.exports.jobs)) == ("Replace", 1)


def test_a_question_about_one_file_is_no_answer_about_another(scene: Scene) -> None:
    (scene.folder / "out.mp4").write_bytes(b"precious")
    scene.write("out.mp4")
    QTest.mouseClick(scene.panel.export, LEFT)
    job = scene.export()
    (scene.folder / "out 2.mp4").write_bytes(b"made meanwhile")
    QTest.mouseClick(scene.panel.export, LEFT)
    assert scene.panel.export.text() == "Replace"
    scene.fail(job)
    assert (scene.file, scene.panel.export.text()) == ("out.mp4", "Export")


def test_what_was_written_meanwhile_stays(scene: Scene) -> None:
    scene.write("out.mp4")
    job = scene.export()
    scene.write("other.mp4")
    scene.fail(job)
    assert scene.file == "other.mp4"


def test_an_export_that_is_cancelled_leaves_its_name_to_the_next(scene: Scene) -> None:
    scene.write("out.mp4")
    scene.exports.cancel(scene.export())
    assert scene.file == "out.mp4"


def test_the_name_that_was_proposed_is_proposed_again(scene: Scene) -> None:
    job = scene.export()
    assert scene.file == "Summer Launch 2.mp4"
    scene.fail(job)
    assert scene.file == "Summer Launch.mp4"


def test_another_format_keeps_what_the_file_was_called(scene: Scene) -> None:
    scene.write("out.mp4")
    job = scene.export()
    QTest.mouseClick(scene.panel.preset_buttons[2], LEFT)
    scene.fail(job)
    assert scene.file == "out.webm"


@pytest.mark.parametrize("by_row", [True, False], ids=["Retry", "Export"])
def test_a_notice_goes_when_its_file_is_being_made_anew(scene: Scene, by_row: bool) -> None:
    scene.write("out.mp4")
    scene.fail(scene.export())
    said = ("“out.mp4” could not be written: the disk is full.",)
    assert scene.notices.sentences() == said
    again = scene.retry() if by_row else scene.export()
    assert scene.notices.sentences() == ()
    scene.fail(again)
    assert scene.notices.sentences() == said


def test_a_notice_about_another_file_stays(scene: Scene) -> None:
    scene.write("out.mp4")
    scene.fail(scene.export())
    scene.write("other.mp4")
    scene.export()
    assert scene.notices.sentences() == ("“out.mp4” could not be written: the disk is full.",)


@pytest.mark.parametrize(
    ("errors", "missing", "said"),
    [
        (0, 0, "ok: No errors · 5 of 5 media ready"),
        (0, 1, "error: 1 error · 4 of 5 media ready"),
        (2, 1, "error: 3 errors · 4 of 5 media ready"),
        (1, 0, "error: 1 error · 5 of 5 media ready"),
    ],
)
def test_there_is_one_verdict(errors: int, missing: int, said: str) -> None:
    problems = [Problem("x", "$", f"Bad {n}.", "error") for n in range(errors)]
    lost = [MissingMedium(str(n), "vessels.jpg", "“vessels.jpg” is missing.") for n in range(missing)]
    told = [Problem("LOCAL_MEDIA_MISSING", "$", "“vessels.jpg” is missing.", "error")] * missing
    first, *lines = notes([*problems, *told], lost, 5)
    assert f"{first.level}: {first.text}" == said
    assert sum(line.level == "error" for line in lines) == errors + missing


@pytest.mark.parametrize("is_shown", [True, False])
def test_the_chosen_preset_stays_chosen_when_the_composition_has_another_size(
    scene: Scene, is_shown: bool
) -> None:
    panel = scene.panel
    for (width, height), name, made in (
        ((1280, 720), "YouTube 1080p", "1920 × 1080"),
        ((1920, 721), "Full size", "1920 × 722 · full"),
        ((1000, 800), "Full size", "1000 × 800 · full"),
    ):
        panel.setVisible(is_shown)
        state = resize_composition(scene.document.state, width=width, height=height)
        scene.document.apply("Size", state)
        panel.show()
        assert [button.text() for button in panel.preset_buttons if button.isChecked()] == [name]
        assert panel.form.size_box.currentText() == made
