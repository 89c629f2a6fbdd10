"""What the File menu does: each a short conversation that is awaited while everything else goes on."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QWidget

from editor_app.product import NAME, PROJECT_SUFFIX, VERSION
from editor_app.services.covers import is_dark
from editor_app.services.desk import Desk
from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.state.queries import project_length
from editor_app.store.log import log_file
from editor_app.store.recent import forget
from editor_app.ui.export.files import file_stem, videos_folder
from editor_app.ui.window.asking import ask, choose_file_to_open, choose_file_to_save
from editor_app.ui.window.stopping import Question, UnderWay, before_leaving, before_quitting
from editor_app.ui.window.texts import tr

_COVER_SIZE = (640, 360)
_COVER_PATIENCE_S = 1.0


class FileCommands(QObject):
    """Opening, saving and leaving, as the user asks for it."""

    new_wanted = Signal()
    """The start page is there; a new project shall be chosen on it."""
    saved = Signal()
    """The project was saved, as somebody wished."""
    quit_agreed = Signal()
    """Nothing stands in the way of leaving any more."""

    def __init__(self, desk: Desk, window: QWidget, seen: Callable[[], QImage | None]) -> None:
        super().__init__(window)
        self._desk, self._window, self._seen = desk, window, seen
        self._folder: Path | None = None
        desk.workspace.may_close = self._may_close

    def table(self) -> dict[str, Callable[..., None]]:
        """Give what to call for each action's id."""
        return {
            "file.new": self._starts(self.begin),
            "file.open": self._starts(self.open),
            "file.demo": self._starts(self._desk.workspace.open_demo),
            "file.save": self._starts(self.save),
            "file.save-as": self._starts(self.save_as),
            "file.save-state": self._starts(self.save_state),
            "file.close": self._starts(self.leave_project),
            "file.quit": self._starts(self.quit),
            "help.log": self._open_log,
            "help.about": self._starts(self.about),
        }

    def start(self, work: Coroutine[Any, Any, Any], name: str) -> None:
        """Start a conversation."""
        self._desk.tasks.start(work, name)

    async def begin(self) -> None:
        """Go to where new projects begin."""
        if not self._desk.workspace.is_open or await self.leave_project():
            self.new_wanted.emit()

    async def open(self) -> None:
        """Ask for a project and open it."""
        path = await choose_file_to_open(self._window, tr("Open project"), _to_open(), self._last_folder())
        if path is not None:
            await self._desk.workspace.open(path)

    def _last_folder(self) -> Path:
        """Give the folder of the project that is open, or was last, or else that of films."""
        workspace = self._desk.workspace
        if workspace.path is not None and not workspace.needs_name:
            self._folder = workspace.path.parent
        return self._folder or videos_folder()

    async def find(self, lost: Path) -> None:
        """Ask where a recent project is now, open it, and let its new place stand for the lost one."""
        folder = await asyncio.to_thread(_nearest_folder, lost)
        title = tr("Find “{name}”").format(name=lost.name)
        path = await choose_file_to_open(self._window, title, _to_open(), folder)
        if path is not None and await self._desk.workspace.open(path) and path != lost:
            with contextlib.suppress(OSError):  # a list that is not kept is no reason to stop
                await asyncio.to_thread(forget, self._desk.folders.recent, lost)

    async def save(self) -> bool:
        """Save, after asking for a name where there is none."""
        if self._desk.workspace.needs_name:
            return await self.save_as()
        await self._keep_cover()
        is_saved = await self._desk.workspace.save()
        if is_saved:
            self.saved.emit()
        return is_saved

    async def save_as(self) -> bool:
        """Ask for a name and save under it."""
        workspace = self._desk.workspace
        if workspace.path is None:
            return False
        folder = videos_folder() if workspace.needs_name else workspace.path.parent
        start = folder / f"{file_stem(workspace.title, tr('Untitled'))}{PROJECT_SUFFIX}"
        path = await choose_file_to_save(self._window, tr("Save project"), (_project_filter(),), start)
        if path is None or not await workspace.save_as(path):
            return False
        self.saved.emit()
        await self._keep_cover()
        return True

    async def save_state(self) -> None:
        """Ask for a name and write the bare editorState."""
        workspace = self._desk.workspace
        if workspace.path is None:
            return
        start = workspace.path.parent if not workspace.needs_name else videos_folder()
        path = await choose_file_to_save(
            self._window,
            tr("Save a plain editorState"),
            (tr("editorState (*.json)"),),
            start / f"{file_stem(workspace.title, tr('Untitled'))}.json",
        )
        if path is not None:
            await workspace.save_state(path)

    async def leave_project(self) -> bool:
        """Close the project, after asking about what would stop, and about changes that its file lacks."""
        self._desk.workspace.settle()
        if not await self._may_close() or not await self._may_leave():
            return False
        await self._keep_cover()
        await self._desk.workspace.close()
        return True

    async def quit(self) -> None:
        """Leave the program, after asking about what would stop."""
        self._desk.workspace.settle()
        may_stop = await self._agrees_to(before_quitting)
        if may_stop and await self._may_lose() and await self._may_leave():
            await self._keep_cover()
            self.quit_agreed.emit()

    async def about(self) -> None:
        """Say what this is."""
        text = tr("A timeline video editor for editorState documents. Source licence: MIT.")
        await ask(self._window, f"{NAME} {VERSION}", text, (tr("Close"),))

    async def _keep_cover(self) -> None:
        """Keep the picture that is seen, for the project's tile among the recent ones."""
        workspace, image = self._desk.workspace, self._seen()
        if image is not None and is_dark(image):
            image = await self._brighter() or image
        if (
            workspace.path is not None
            and image is not None
            and (workspace.has_unsaved or not workspace.needs_name)
        ):
            await self._desk.covers.save(workspace.path, image)

    async def _brighter(self) -> QImage | None:
        """Give a picture from the film's first third, for one that stands where all is black."""
        length = project_length(self._desk.document.state)
        with contextlib.suppress(TimeoutError, RuntimeError):
            wanted = self._desk.preview.request_frame(length // 3, _COVER_SIZE)
            return await asyncio.wait_for(wanted, _COVER_PATIENCE_S)
        return None

    async def _may_close(self) -> bool:
        """Tell whether this project may be left for another: what is under way stops, and nothing is lost."""
        return await self._may_stop() and await self._may_lose()

    async def _may_lose(self) -> bool:
        """Ask where the latest changes could not be kept on the disk, and would be lost."""
        workspace = self._desk.workspace
        if await workspace.is_kept():
            return True
        title = tr("The latest changes are not on the disk")
        text = tr("{why} If you leave now, they are lost.").format(why=workspace.kept.message)
        answers = (tr("Save elsewhere…"), tr("Leave without them"))
        answer = await ask(self._window, title, text, answers, careful=True)
        if answer == 0:
            return await self.save_as()
        return answer == 1

    async def _may_stop(self) -> bool:
        """Tell whether what is under way in this project may stop; it has, then."""
        if not await self._agrees_to(before_leaving):
            return False
        if before_leaving(self._under_way()) is not None:
            self._desk.imports.cancel()
        return True

    async def _agrees_to(self, rule: Callable[[UnderWay], Question | None]) -> bool:
        """Ask about what would stop, in words that keep up with it; nothing where nothing would."""
        question = rule(self._under_way())
        if question is None:
            return True

        def text_now() -> str:
            now = rule(self._under_way())
            return now.text if now is not None else tr("All of it is done by now: nothing would stop.")

        answers, careful = (question.answer,), question.is_careful
        title, text = question.title, question.text
        return await ask(self._window, title, text, answers, careful=careful, text_now=text_now) == 0

    def _under_way(self) -> UnderWay:
        desk = self._desk
        queue, proxy = desk.export_queue, desk.proxies.progress
        here = queue.stops_at_the_end()
        away = [job for job in queue.jobs if not job.is_over and job not in here]
        workspace = [job for job in away if job.target.is_workspace]
        elsewhere = queue.goes_on_elsewhere()
        unsent = (job for job in away if job not in workspace and job not in elsewhere)
        return UnderWay(
            _names(here),
            desk.imports.files_under_way,
            proxy.label if proxy else "",
            desk.uploads.under_way,
            _names(elsewhere),
            _names(unsent),
            _names(workspace),
        )

    async def _may_leave(self) -> bool:
        workspace = self._desk.workspace
        if not workspace.has_unsaved or workspace.needs_name or workspace.kept.kind == "failed":
            return True  # nothing would be lost; or that has been asked about already
        title = tr("“{title}” has changes that its file lacks").format(title=workspace.title)
        text = tr(
            "They are kept either way: next time the project opens with all of them, and can be undone."
        )
        answer = await ask(self._window, title, text, (tr("Save"), tr("Keep for next time")))
        if answer == 0:
            return await self.save()
        return answer == 1

    def _starts(self, conversation: Callable[[], Coroutine[Any, Any, Any]]) -> Callable[..., None]:
        def run(_checked: bool = False) -> None:
            self.start(conversation(), conversation.__name__)

        return run

    def _open_log(self, _checked: bool = False) -> None:
        file = log_file()
        where = file if file.exists() else file.parent
        where.parent.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(where)))


def _names(jobs: Iterable[ExportJob]) -> tuple[str, ...]:
    return tuple(job.output.name for job in jobs)


def _nearest_folder(path: Path) -> Path | None:
    """Give the innermost folder around a place that is still there."""
    return next((folder for folder in path.parents if folder.is_dir()), None)


def _to_open() -> tuple[str, ...]:
    return (
        tr("Projects and editorState files (*{suffix} *.json)").format(suffix=PROJECT_SUFFIX),
        tr("All files (*)"),
    )


def _project_filter() -> str:
    return tr("Project (*{suffix})").format(suffix=PROJECT_SUFFIX)
