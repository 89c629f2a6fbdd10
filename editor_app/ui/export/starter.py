"""Beginning an export: asked about once where it would replace something, then given to the queue."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting.clouds.history import Task
from editor_app.services.exporting.jobs.job import ExportJob, IndreamSettings, OtherSettings
from editor_app.services.rendering_previews import ShownPreview
from editor_app.store.accounts import Profile
from editor_app.ui.export.asking import ask_before
from editor_app.ui.export.choices import Choices
from editor_app.ui.export.notes import Note
from editor_app.ui.export.outlook import Outlook
from editor_app.ui.export.ports import Ports
from editor_app.ui.export.preview_films import question_of
from editor_app.ui.export.target import HERE
from editor_app.ui.export.texts import counted, tr


class Starter(QObject):
    """Begins exports as the choices are; knows whether a second press is waited for."""

    notice = Signal(str)
    asks_changed = Signal()
    """It asks now, or asks no more."""
    begun = Signal(object, object)
    """ExportJob, Outlook: an export of the open project was begun, as it was looked at then."""
    chosen = Signal(str)
    """str: the id of a job that was begun and is one of the list only."""

    def __init__(self, ports: Ports, choices: Choices, parent: QWidget) -> None:
        super().__init__(parent)
        self._window, self._ports, self._choices = parent, ports, choices
        self._asked_about = ""
        self.question: QMessageBox | None = None

    def forget(self) -> None:
        """Ask no more."""
        self._asked_about = ""

    def is_asking(self, look: Outlook) -> bool:
        """Tell whether the button was pressed once for this file at this place, and asks."""
        return bool(self._asked_about) and self._asked_about == str(look.path)

    def button_text(self, look: Outlook) -> str:
        """Say what a press does now."""
        if not self.is_asking(look):
            return tr("Export")
        return tr("Replace") if look.path is not None and look.path.exists() else tr("Export anyway")

    def questions(self, look: Outlook) -> list[Note]:
        """Say what a second press says yes to."""
        if not self.is_asking(look):
            return []
        found = list[Note]()
        if look.path is not None and look.path.exists():
            found.append(Note("warning", tr("“{name}” will be replaced.").format(name=look.path.name)))
        if look.missing and look.place == HERE:
            text = counted(len(look.missing), tr("A placeholder is shown"), tr("{n} placeholders are shown"))
            found.append(Note("warning", tr("{what} for what is missing.").format(what=text)))
        return found

    def press(self, look: Outlook) -> None:
        """Export; where a file would be replaced or media are missing, ask once by the button itself."""
        if look.path is None:
            return
        if not self.is_asking(look) and (look.path.exists() or look.missing):
            self._asked_about = str(look.path)
            self.asks_changed.emit()
            return
        self.forget()
        self.begun.emit(self._start(look), look)

    def start_preview(self, look: Outlook) -> None:
        """Have a link made that shows the film for a while, free of charge."""
        settings, profile = self._choices.settings(look.ticks, is_preview=True), look.place.profile
        if profile is not None and look.path is not None and isinstance(settings, OtherSettings):
            self.begun.emit(self._ports.exports.start_at(profile, settings, look.path), look)

    def fetch(self, profile: Profile, task: Task) -> None:
        """Fetch the film of a task into the folder that is chosen."""
        suffix = ".webm" if task.title.lower().endswith(".webm") else ".mp4"
        path = self._choices.destination.free_file(task.title or tr("Film"), suffix)
        job = self._ports.exports.fetch(profile, task.id, path, task.title)
        self.notice.emit(tr("“{name}” is being fetched.").format(name=job.output.name))
        # Another list under the pointer would take the second click of somebody who clicks twice.
        self.chosen.emit(job.id)

    def render(self, preview: ShownPreview) -> None:
        """Make a film of a preview link; ask before another one is paid for."""
        previews = self._ports.previews
        film = previews.film(preview.temp_id) if previews is not None else None
        if film is None:
            self._make_film(preview)
            return
        job = self._ports.exports.queue.job(film.job_id)
        title, text = question_of(preview, film, is_under_way=job is not None and not job.is_over)
        make = partial(self._make_film, preview, another=True)
        self.question = ask_before(self._window, title, text, tr("Make another film"), make)

    def _start(self, look: Outlook) -> ExportJob:
        profile, path, settings = look.place.profile, look.path, look.settings
        exports = self._ports.exports
        assert path is not None
        if profile is None or isinstance(settings, ExportSettings):
            assert isinstance(settings, ExportSettings)
            return exports.start_here(settings, path)
        values = self._choices.advanced.indream.extras.header_values
        secrets = values if isinstance(settings, IndreamSettings) else {}
        return exports.start_at(profile, settings, path, secrets)

    def _make_film(self, preview: ShownPreview, *, another: bool = False) -> None:
        """Make a film of a preview link, into the folder that is chosen."""
        previews = self._ports.previews
        path = self._choices.destination.free_file(preview.title or tr("Film"), ".mp4")
        job = previews.render(preview.temp_id, path, another=another) if previews is not None else None
        if job is not None:
            said = tr("“{name}” is being made; it stands among the exports.")
            self.notice.emit(said.format(name=job.output.name))
            self.chosen.emit(job.id)
