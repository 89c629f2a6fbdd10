"""The Export panel: what to make, what to know before, and the exports under way."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QImage, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from editor_app.document import Document
from editor_app.problem import Problem
from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting.exports import Exports, ShownJob
from editor_app.session import Session
from editor_app.state.queries import project_length
from editor_app.ui.export.before import BeforeList, concerns, notes
from editor_app.ui.export.body import ExportBody
from editor_app.ui.export.destination import Destination
from editor_app.ui.export.estimate import output_line
from editor_app.ui.export.foot import ExportFoot, foot_note
from editor_app.ui.export.form import SettingsForm
from editor_app.ui.export.job_list import JobList
from editor_app.ui.export.job_row import JobRow
from editor_app.ui.export.preset_row import PresetRow
from editor_app.ui.export.presets import Preset, matching, presets
from editor_app.ui.export.ranges import marked_range
from editor_app.ui.export.texts import clock, tr
from editor_app.ui.theme import DARK, SPACE_PX, Tokens


class Frames(Protocol):
    """Who paints a picture of the video."""

    def request_frame(self, tick: int, size: tuple[int, int]) -> asyncio.Future[QImage]:
        """Promise the picture at a time."""
        ...


class ExportPanel(QWidget):
    """The panel."""

    notice = Signal(str)
    outdated = Signal(str)
    """A notice told before that is true no longer."""

    def __init__(
        self,
        document: Document,
        session: Session,
        exports: Exports,
        parent: QWidget | None = None,
        *,
        tokens: Tokens = DARK,
    ) -> None:
        super().__init__(parent)
        self._document, self._session, self._exports = document, session, exports
        self._tokens = tokens
        self.actions_by_id: dict[str, QAction] = {}
        self._problems: tuple[Problem, ...] = ()
        self._frames: Frames | None = None
        self._title = ""
        self._size = (0, 0)
        """The composition's width and height in px that presets and sizes are shown for."""
        self._is_asking = False
        self._x264: tuple[str, int] | None = None
        self._presets = PresetRow(self)
        self.form, self.before = SettingsForm(self, tokens=tokens), BeforeList(self, tokens=tokens)
        self._destination = Destination(self.form, exports, self)
        self._jobs = JobList(exports, self, tokens=tokens)
        self.foot = ExportFoot(self, tokens=tokens)
        self.export = self.foot.export
        self.area = ExportBody(self._presets, self.form, self.before, self._jobs, self)
        self._lay_out()
        self._connect()
        self._begin()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        for part in (self.form, self.before, self._jobs, self.foot):
            part.set_tokens(tokens)

    def set_frames(self, frames: Frames) -> None:
        """Know who paints the pictures beside the exports."""
        self._frames = frames

    def set_title(self, title: str) -> None:
        """Know what the project is called, where the document does not say."""
        self._title = title
        self._propose_file()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Know the document's problems."""
        self._problems = tuple(problems)
        self._show_state()

    def focus_export(self) -> None:
        """Put the first thing to press under the finger."""
        self._show_state()
        self.export.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def preset_buttons(self) -> tuple[QPushButton, ...]:
        """Give the presets' buttons in order."""
        return self._presets.buttons

    @property
    def rows(self) -> tuple[JobRow, ...]:
        """Give the rows of the exports, the latest first."""
        return self._jobs.rows

    def showEvent(self, event: QShowEvent) -> None:
        """Look again at what may have changed meanwhile."""
        super().showEvent(event)
        self._show_presets()
        self._propose_file()
        self._show_state()

    # Making it.

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(self.foot)
        self.setMinimumWidth(300)
        self.setAccessibleName(tr("Export"))

    def _order_keys(self) -> None:
        """Let Tab go through the panel as the eye does, whenever its buttons were made."""
        form = self.form
        fields = (form.format, form.size_box, form.fps, form.range, form.file, form.browse)
        rows = [button for row in self.rows for button in (row.play, row.show_folder, row.retry, row.stop)]
        order: list[QWidget] = [*self.preset_buttons, *fields, *rows, self.export]
        for first, then in pairwise(order):
            QWidget.setTabOrder(first, then)

    def _connect(self) -> None:
        self._document.loaded.connect(self._begin)
        self._document.changed.connect(self._on_changed)
        self._session.range_changed.connect(self._on_changed)
        self._exports.job_changed.connect(self._on_job)
        self._jobs.rows_changed.connect(self._show_rows)
        self._jobs.retried.connect(self._begin_again)
        self._jobs.notice.connect(self.notice)
        self._jobs.outdated.connect(self.outdated)
        self._presets.chosen.connect(self._choose_preset)
        self.form.changed.connect(self._on_edited)
        self._destination.chosen.connect(self._on_file_chosen)
        self.export.clicked.connect(self._press)

    def _begin(self) -> None:
        """Another project: start from its first preset and a name of its own."""
        self._title, self._problems = "", ()
        self._destination.begin()
        self._presets.offer(())
        self._size = (0, 0)
        self._show_presets()
        self._choose_preset(self._presets.offered[0])
        self._jobs.show_jobs()

    # What is shown.

    def _on_changed(self, _what: object) -> None:
        if self.isVisible():
            self._show_presets()
            self._show_state()

    def _show_presets(self) -> None:
        """Offer what suits the composition."""
        state = self._document.state
        size = (state.composition_width, state.composition_height)
        if size == self._size:
            return
        self._size, chosen = size, self._presets.marked
        offered = presets(*size)
        scale = next((preset.scale for preset in offered if preset.id == chosen), self.form.scale)
        if offered != self._presets.offered:
            self._presets.offer(offered)
        self.form.show_sizes(size, scale)
        self._mark_preset()
        self._order_keys()

    def _mark_preset(self) -> None:
        form, offered = self.form, self._presets.offered
        is_draft = self._x264 is not None
        found = matching(
            offered, form.form, form.scale, is_transparent=form.is_transparent, is_draft=is_draft
        )
        self._presets.mark(found)

    def _choose_preset(self, preset: Preset) -> None:
        state = self._document.state
        self._x264 = preset.x264
        self.form.choose_format(preset.format, is_transparent=preset.is_transparent)
        self.form.show_sizes((state.composition_width, state.composition_height), preset.scale)
        self._mark_preset()
        self._stop_asking()
        self._propose_file()
        self._show_state()

    def _on_edited(self) -> None:
        if self.form.form != "mp4":
            self._x264 = None
        self._mark_preset()
        self._stop_asking()
        self._propose_file()
        self._show_state()

    def _propose_file(self, unmade: Path | None = None) -> None:
        """Name a file; `unmade` is one that an export did not make after all."""
        before = self.form.file.text()
        if unmade is not None:
            self._destination.come_back_to(unmade)
        self._destination.propose(self._document.sidecar.title or self._title)
        if self.form.file.text() != before:
            self._stop_asking()  # it was asked about that file

    def _show_state(self) -> None:
        state = self._document.work.state
        length = project_length(state)
        marked = marked_range(self._session.range, length)
        whole = tr("Whole project, {time}").format(time=clock(length))
        said = tr("In to out, {time}").format(time=clock(marked[1] - marked[0])) if marked else None
        self.form.show_ranges(whole, said)
        missing, path = self._exports.missing, self.form.path
        found = concerns(
            length,
            path,
            is_writing=path is not None and self._exports.is_writing(path),
            is_there=path is not None and path.exists(),
            placeholders=len(missing) if self._is_asking else 0,
        )
        self.before.show_notes(notes(self._problems, missing, self._exports.media_count, found))
        start, end = self._range()
        size = (state.composition_width, state.composition_height)
        made = output_line(
            self._settings(), size, (length if end is None else end) - start, self._exports.jobs
        )
        self.form.file.setToolTip(str(path) if path is not None else tr("File"))
        self.foot.show_note(foot_note(found, made), self._button_text(path))

    def _button_text(self, path: Path | None) -> str:
        if not self._is_asking:
            return tr("Export")
        return tr("Replace") if path is not None and path.exists() else tr("Export anyway")

    def _range(self) -> tuple[int, int | None]:
        """Give the ticks chosen, half-open; no end for all."""
        marked = marked_range(self._session.range, project_length(self._document.work.state))
        return marked if marked and self.form.range.currentData() == "marked" else (0, None)

    # Exporting.

    def _press(self) -> None:
        """Export; where a file would be replaced or media are missing, ask once by the button itself."""
        path = self.form.path
        if path is None:
            return
        if not self._is_asking and (path.exists() or self._exports.missing):
            self._is_asking = True
            self._show_state()
            return
        self._stop_asking()
        job = self._exports.start(self._settings(), path)
        self._destination.begin_after(path)
        self._begin_job(job)

    def _begin_again(self, job: ShownJob) -> None:
        """Show another try of an export; what the field named, if it was that file, is being made now."""
        if self.form.path == job.output:
            self._destination.begin_after(job.output)
        self._begin_job(job)

    def _begin_job(self, job: ShownJob) -> None:
        """Show an export that was just begun."""
        self._request_cover(job)
        self._propose_file()
        self._show_state()
        QTimer.singleShot(0, self, self._show_latest)  # once the row has its place

    def _stop_asking(self) -> None:
        self._is_asking = False

    def _settings(self) -> ExportSettings:
        form = self.form
        start, end = self._range()
        encoder, crf = self._x264 or (None, None)
        return ExportSettings(
            form.form,
            form.fps.currentData(),
            form.scale,
            start,
            end,
            alpha=form.is_transparent,
            crf=crf,
            preset=encoder,
        )

    def _on_file_chosen(self) -> None:
        self._stop_asking()
        self._show_state()

    def _request_cover(self, job: ShownJob) -> None:
        if self._frames is None:
            return
        state = self._document.work.state
        middle = (job.settings.start_tick + (job.settings.end_tick or project_length(state))) // 2
        size = QSize(state.composition_width, state.composition_height)
        size.scale(QSize(216, 120), Qt.AspectRatioMode.KeepAspectRatio)
        promised = self._frames.request_frame(middle, (max(2, size.width()), max(2, size.height())))
        self._jobs.show_cover(job, promised)

    # The exports.

    def _show_rows(self) -> None:
        self.area.show_jobs(bool(self.rows))
        self._order_keys()

    def _show_latest(self) -> None:
        """Scroll to the export that was just begun."""
        if self.rows:
            self.area.ensureWidgetVisible(self.rows[0], 0, 2 * SPACE_PX)

    def _on_job(self, job: ShownJob) -> None:
        if job.is_over:
            if job.status != "done":
                self._propose_file(job.output)
            self._show_state()
            if self.rows and self.rows[0].job is job and not self.rows[0].visibleRegion().isEmpty():
                QTimer.singleShot(0, self, self._show_latest)  # what can be done with the file has come below
