"""The Export panel: what to make, what to know before, and the exports under way."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import shiboken6
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QImage, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from editor_app.document import Document
from editor_app.problem import Problem
from editor_app.render.export.settings import ExportSettings
from editor_app.services.exports import ExportJob, Exports
from editor_app.session import Session
from editor_app.state.queries import project_length
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.export.before import BeforeList, Note, notes
from editor_app.ui.export.files import file_stem, free_file, videos_folder
from editor_app.ui.export.form import SettingsForm
from editor_app.ui.export.job_row import JobRow
from editor_app.ui.export.presets import Preset, matching, presets
from editor_app.ui.export.texts import counted, tr
from editor_app.ui.theme import DARK, HIT_PX, SPACE_PX, Tokens, ui_font
from editor_app.ui.widgets.flow import FlowLayout


class Frames(Protocol):
    """Who paints a picture of the video."""

    def request_frame(self, tick: int, size: tuple[int, int]) -> asyncio.Future[QImage]:
        """Promise the picture at a time."""
        ...


class ExportPanel(QWidget):
    """The panel."""

    notice = Signal(str)

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
        self._title, self._folder = "", videos_folder()
        self._own_path = False
        self._is_asking = False
        self._presets: tuple[Preset, ...] = ()
        self._x264: tuple[str, int] | None = None
        self._rows: dict[int, JobRow] = {}
        self._flow = FlowLayout(spacing=6)
        self._preset_group = QButtonGroup(self)
        self.form, self.before = SettingsForm(self), BeforeList(self, tokens=tokens)
        self.export = QPushButton(tr("Export"), self)
        self._jobs_title, self._jobs = self._heading(tr("Exports")), QVBoxLayout()
        self._lay_out()
        self._connect()
        self._begin()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.before.set_tokens(tokens)
        for row in self._rows.values():
            row.set_tokens(tokens)

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
        return tuple(button for button in self._preset_group.buttons() if isinstance(button, QPushButton))

    @property
    def rows(self) -> tuple[JobRow, ...]:
        """Give the rows of the exports, the latest first."""
        return tuple(self._rows[job.id] for job in self._exports.jobs if job.id in self._rows)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again at what may have changed meanwhile."""
        super().showEvent(event)
        self._propose_file()
        self._show_state()

    # Making it.

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setFont(ui_font(weight=600))
        label.setProperty("secondary", True)
        return label

    def _lay_out(self) -> None:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
        column.setSpacing(SPACE_PX)
        column.addWidget(self._heading(tr("Preset")))
        column.addLayout(self._flow)
        column.addSpacing(SPACE_PX)
        column.addWidget(self._heading(tr("Settings")))
        column.addWidget(self.form)
        column.addSpacing(SPACE_PX)
        column.addWidget(self._heading(tr("Before you export")))
        column.addWidget(self.before)
        self.export.setObjectName("exportButton")
        self.export.setDefault(True)
        self.export.setMinimumSize(QSize(96, HIT_PX + 4))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.export)
        column.addLayout(foot)
        column.addWidget(self._jobs_title)
        self._jobs.setSpacing(0)
        column.addLayout(self._jobs)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setObjectName("exportArea")
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.setMinimumWidth(300)
        self.setAccessibleName(tr("Export"))

    def _connect(self) -> None:
        self._document.loaded.connect(self._begin)
        self._document.changed.connect(self._on_changed)
        self._session.range_changed.connect(self._on_changed)
        self._exports.job_changed.connect(self._show_job)
        self._exports.jobs_changed.connect(self._show_jobs)
        self._preset_group.idClicked.connect(self._choose_preset)
        self.form.named.connect(self._keep_name)
        self.form.changed.connect(self._on_edited)
        self.form.browse_requested.connect(self._browse)
        self.export.clicked.connect(self._press)

    def _begin(self) -> None:
        """Another project: start from its first preset and a name of its own."""
        self._own_path, self._title, self._problems = False, "", ()
        self._presets = ()
        self._show_presets()
        self._choose_preset(0)
        self._show_jobs()

    # What is shown.

    def _on_changed(self, _what: object) -> None:
        if self.isVisible():
            self._show_presets()
            self._show_state()

    def _show_presets(self) -> None:
        """Offer what suits the composition."""
        state = self._document.state
        size = (state.composition_width, state.composition_height)
        offered = presets(*size)
        if offered == self._presets:
            return
        scale = self.form.scale if self._presets else offered[0].scale
        self._presets = offered
        for button in self.preset_buttons:
            self._preset_group.removeButton(button)
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        for number, preset in enumerate(offered):
            button = QPushButton(preset.name, self)
            button.setCheckable(True)
            button.setMinimumHeight(HIT_PX)
            button.setToolTip(tr("Settings for: {name}").format(name=preset.name))
            self._preset_group.addButton(button, number)
            self._flow.addWidget(button)
        self.form.show_sizes(size, scale)
        self._mark_preset()

    def _mark_preset(self) -> None:
        form = self.form
        is_draft = self._x264 is not None
        found = matching(
            self._presets, form.form, form.scale, is_transparent=form.is_transparent, is_draft=is_draft
        )
        self._preset_group.setExclusive(found is not None)
        for preset, button in zip(self._presets, self.preset_buttons, strict=True):
            button.setChecked(preset.id == found)

    def _choose_preset(self, number: int) -> None:
        preset = self._presets[number]
        state = self._document.state
        self._x264 = preset.x264
        self.form.choose_format(preset.format, is_transparent=preset.is_transparent)
        self.form.show_sizes((state.composition_width, state.composition_height), preset.scale)
        self._mark_preset()
        self._stop_asking()
        self._propose_file()
        self._show_state()

    def _keep_name(self) -> None:
        self._own_path = True

    def _on_edited(self) -> None:
        if self.form.form != "mp4":
            self._x264 = None
        self._mark_preset()
        self._stop_asking()
        self._propose_file()
        self._show_state()

    def _propose_file(self) -> None:
        """Give a name that is free; one that the user gave stays."""
        if self._own_path:
            return
        title = self._document.sidecar.title or self._title
        stem = file_stem(title, tr("Untitled"))
        self.form.file.setText(str(free_file(self._folder, stem, self.form.form, self._is_taken)))
        self.form.file.setCursorPosition(0)

    def _is_taken(self, path: Path) -> bool:
        return path.exists() or self._exports.is_writing(path)

    def _show_state(self) -> None:
        state = self._document.work.state
        length = project_length(state)
        marked = self._marked(length)
        whole = tr("Whole project, {time}").format(time=_clock(length))
        said = tr("In to out, {time}").format(time=_clock(marked[1] - marked[0])) if marked else None
        self.form.show_ranges(whole, said)
        missing, path = self._exports.missing, self.form.path
        concerns: list[Note] = []
        if length <= 0:
            concerns.append(Note("error", tr("The timeline is empty. Add a clip first.")))
        if path is None:
            concerns.append(Note("error", tr("The file has no name. Write one, or browse.")))
        elif self._exports.is_writing(path):
            concerns.append(Note("error", tr("“{name}” is being exported now.").format(name=path.name)))
        elif path.exists():
            concerns.append(Note("warning", tr("“{name}” will be replaced.").format(name=path.name)))
        if self._is_asking and missing:
            text = counted(len(missing), tr("A placeholder is shown"), tr("{n} placeholders are shown"))
            concerns.append(Note("warning", tr("{what} for what is missing.").format(what=text)))
        self.before.show_notes(notes(self._problems, missing, self._exports.media_count, concerns))
        self.export.setEnabled(not any(note.level == "error" for note in concerns))
        self.export.setText(self._button_text(path))
        self.export.setToolTip(tr("Make the file; you can go on editing meanwhile"))

    def _button_text(self, path: Path | None) -> str:
        if not self._is_asking:
            return tr("Export")
        return tr("Replace") if path is not None and path.exists() else tr("Export anyway")

    def _marked(self, length: int) -> tuple[int, int] | None:
        marked = self._session.range
        if marked.in_ticks is None and marked.out_ticks is None:
            return None
        start = marked.in_ticks or 0
        end = min(length, marked.out_ticks if marked.out_ticks is not None else length)
        return (start, end) if start < end else None

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
        self._request_cover(job)
        self._own_path = False
        self._folder = path.parent
        self._propose_file()
        self._show_state()

    def _stop_asking(self) -> None:
        self._is_asking = False

    def _settings(self) -> ExportSettings:
        form = self.form
        marked = self._marked(project_length(self._document.work.state))
        start, end = marked if marked and form.range.currentData() == "marked" else (0, None)
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

    def _browse(self) -> None:
        path = self.form.path or self._folder / "video"
        dialog = QFileDialog(self, tr("Export to"), str(path))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # the button asks
        dialog.setNameFilter(f"*.{self.form.form}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._take_file)
        dialog.open()

    def _take_file(self, chosen: str) -> None:
        self.form.file.setText(chosen)
        self._own_path = True
        self._stop_asking()
        self._show_state()

    def _request_cover(self, job: ExportJob) -> None:
        state, row = self._document.work.state, self._rows.get(job.id)
        if self._frames is None or row is None:
            return
        middle = (job.settings.start_tick + (job.settings.end_tick or project_length(state))) // 2
        size = QSize(state.composition_width, state.composition_height)
        size.scale(QSize(216, 120), Qt.AspectRatioMode.KeepAspectRatio)
        promised = self._frames.request_frame(middle, (max(2, size.width()), max(2, size.height())))
        promised.add_done_callback(_Cover(row))

    # The exports.

    def _show_jobs(self) -> None:
        jobs = self._exports.jobs
        for job_id in set(self._rows) - {job.id for job in jobs}:
            row = self._rows.pop(job_id)
            self._jobs.removeWidget(row)
            row.hide()
            row.deleteLater()
        for job in reversed(jobs):
            if job.id not in self._rows:
                row = JobRow(job, self, tokens=self._tokens)
                row.cancel_requested.connect(self._exports.cancel)
                row.forget_requested.connect(self._exports.forget)
                self._rows[job.id] = row
                self._jobs.insertWidget(0, row)
        self._jobs_title.setVisible(bool(jobs))

    def _show_job(self, job: ExportJob) -> None:
        waiting = [other for other in reversed(self._exports.jobs) if not other.is_over]
        for number, other in enumerate(waiting):
            if other.id in self._rows:
                self._rows[other.id].show_job(number)
        if job.is_over:
            if job.id in self._rows:
                self._rows[job.id].show_job()
            if job.status == "failed":
                self.notice.emit(job.error)
            elif job.status == "done":
                self.notice.emit(tr("“{name}” is ready.").format(name=job.output.name))
            self._show_state()


class _Cover:
    """Shows a promised picture in a row, if both are still there."""

    def __init__(self, row: JobRow) -> None:
        self._row = row

    def __call__(self, promised: asyncio.Future[QImage]) -> None:
        """Show it."""
        if not promised.cancelled() and promised.exception() is None and shiboken6.isValid(self._row):
            self._row.show_cover(promised.result())


def _clock(ticks: int) -> str:
    """Write a length as 0:12.4."""
    tenths = round(ticks * 10 / TICKS_PER_SECOND)
    return f"{tenths // 600}:{tenths // 10 % 60:02}.{tenths % 10}"
