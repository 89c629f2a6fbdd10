"""The one project that a window has open: opening, making, saving, leaving."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import shutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QCoreApplication, QObject, Signal

from editor_app.demo.make import is_made, make_demo
from editor_app.document import Document
from editor_app.edits.blank import blank_document
from editor_app.render.with_parent import end_with_parent
from editor_app.services.collections_off import no_collections
from editor_app.services.opened_configs import config_at, open_config
from editor_app.services.projects import OpenProject
from editor_app.services.recovery import JournalStatus
from editor_app.services.tasks import Tasks
from editor_app.session import Session
from editor_app.state.dialects import to_bytes
from editor_app.state.model import EditorState
from editor_app.state.queries import project_length
from editor_app.store.backups import Backup, backups_of, load_backup
from editor_app.store.cloud_link import CloudLink
from editor_app.store.folders import Folders
from editor_app.store.history import Work
from editor_app.store.lock import ProjectInUseError
from editor_app.store.media_files import used_assets
from editor_app.store.project import Project, ProjectError, load_project
from editor_app.store.reasons import reason
from editor_app.store.recent import name_of, remember
from editor_app.store.reopening import Opened, open_project, open_untitled
from editor_app.store.saving import SaveError
from editor_app.store.sidecar import Sidecar, read_sidecar
from editor_app.store.whole_file import whole_file

BLANK_SIZE = (1920, 1080)


@dataclass(frozen=True, slots=True)
class Recovered:
    """What is back: how many steps that the file lacks are in effect, and when the last was done."""

    steps: int
    last_change: datetime | None


class Workspace(QObject):
    """Holds the document together with what stands behind it on the disk.

    Everything that opens first closes what is open, and keeps it: whatever was not saved is there next time.
    What cannot be done is told by `notice`, and then all is as it was.
    """

    opened = Signal()
    """Another project is open, and the document has been loaded; `is_new_view` tells whether it was seen."""
    closed = Signal()
    """No project is open."""
    path_changed = Signal()
    """The project has another name."""
    kept_changed = Signal(object)
    """JournalStatus: how safe the work is."""
    busy_changed = Signal(str)
    """What is being waited for, in words; empty when it is done."""
    notice = Signal(str)
    """A sentence for the notice area."""
    in_use = Signal(object, str, object)
    """Path, name, since when (datetime in local time or None): another window has the project open."""
    damaged = Signal(str, object)
    """A sentence, and a Backup: a project's file cannot be opened, but an earlier version can."""
    settling = Signal()
    """The work is about to be written or left: whoever has something half done that can end shall end it."""
    recovered = Signal(object)
    """Recovered: the project that is open now has work that was not saved; told after `opened`."""

    def __init__(
        self,
        document: Document,
        session: Session,
        folders: Folders,
        tasks: Tasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._folders, self._tasks = folders, tasks
        self._project: OpenProject | None = None
        self._turn = asyncio.Lock()
        self._demo: asyncio.Task[Path] | None = None
        self.has_seen_view = False
        self.may_close: Callable[[], Awaitable[bool]] | None = None
        """Asked before another project takes the open one's place: whether work on it may stop."""
        self.endings: list[Callable[[], Awaitable[None]]] = []
        """What is still done for a project before it is closed; none may take long."""
        self.preparations: list[Callable[[EditorState], object]] = []
        """Pure functions of a state, with a memory: called on a thread before a large document shows."""

    @staticmethod
    def blank() -> Work:
        """Give what a document holds as long as no project is open."""
        return Work(blank_document(width=BLANK_SIZE[0], height=BLANK_SIZE[1]))

    @property
    def is_open(self) -> bool:
        """Tell whether a project is open."""
        return self._project is not None

    @property
    def path(self) -> Path | None:
        """Give the project's file, which an untitled one has from its first edit on."""
        return self._project.path if self._project else None

    @property
    def title(self) -> str:
        """Give the project's title, or else its file's name."""
        return self._project.title if self._project else ""

    @property
    def needs_name(self) -> bool:
        """Tell whether Save must ask for a name first."""
        return self._project is not None and self._project.is_untitled

    @property
    def has_unsaved(self) -> bool:
        """Tell whether the user's own file lacks something."""
        return self._project is not None and not self._document.is_clean

    @property
    def has_file(self) -> bool:
        """Tell whether there is a file of the project: a new one has none before its first edit is kept."""
        return self._project is not None and self._project.has_file

    @property
    def kept(self) -> JournalStatus:
        """Tell how safe the work is."""
        return self._project.journal.status if self._project is not None else JournalStatus()

    async def is_kept(self) -> bool:
        """Wait until all is on the disk or a try has failed; tell whether it is there."""
        return self._project is None or await self._project.journal.settled()

    def settle(self) -> None:
        """Let what is half done end, and be kept."""
        self.settling.emit()

    async def open(self, path: Path) -> bool:
        """Open a project file or a bare editorState, or begin a project with a RenderingVideo config.

        Tell whether it is open now.
        """
        if self._project is not None and await asyncio.to_thread(_is_same, self._project.path, path):
            return True
        make = functools.partial(open_project, path, self._folders)
        try:
            return await self._open(_tr("Opening {name} …").format(name=path.name), make)
        except ProjectInUseError as error:
            name = await asyncio.to_thread(name_of, path, self._folders)
            self.in_use.emit(path, name, _local_time(error.since))
        except ProjectError as error:
            if (config := await asyncio.to_thread(config_at, path)) is not None:
                begin = functools.partial(
                    open_config, config, path.name, self._folders, called=_tr("Untitled")
                )
                return await self._open(_tr("Opening {name} …").format(name=path.name), begin)
            earlier = await self.earlier_versions(path)
            if earlier:
                self.damaged.emit(str(error), earlier[0])
            else:
                self.notice.emit(str(error))
        return False

    async def earlier_versions(self, path: Path | None = None) -> tuple[Backup, ...]:
        """List what a project's file held before it was saved, the latest first; None: the open one's."""
        of = path or self.path
        if of is None or (path is None and self.needs_name):
            return ()
        return await asyncio.to_thread(lambda: backups_of(of, self._folders.backups(of)))

    async def open_earlier(self, backup: Backup, title: str) -> bool:
        """Begin a new project with what a project's file held; the file stays as it is."""
        return await self._open_copy_of(lambda: load_backup(backup), title)

    async def new(self, width: int, height: int) -> bool:
        """Begin a new project; tell whether it is open now."""
        try:
            state = blank_document(width=width, height=height)
        except ValueError as error:
            self.notice.emit(str(error))
            return False
        make = functools.partial(open_untitled, state, self._folders, called=_tr("Untitled"))
        return await self._open("", make)

    async def open_copy(self, path: Path, title: str = "") -> bool:
        """Begin a new project with what a file holds, a template or the demo; the file stays as it is."""
        return await self._open_copy_of(lambda: load_project(path), title, path.stem)

    async def _open_copy_of(self, load: Callable[[], Project], title: str, name: str = "") -> bool:
        def make() -> Opened:
            project = load()
            sidecar = read_sidecar(project.root)
            return open_untitled(
                project.state,
                self._folders,
                sidecar=sidecar.with_title(title) if title else sidecar,
                media=project.media,
                called=_tr("Untitled"),
            )

        try:
            return await self._open(_tr("Opening {name} …").format(name=title or name), make)
        except ProjectError as error:
            self.notice.emit(str(error))
            return False

    async def open_linked(self, state: EditorState, sidecar: Sidecar, link: CloudLink) -> bool:
        """Begin a project that is in step with one of a service; tell whether it is open now."""
        make = functools.partial(
            open_untitled, state, self._folders, sidecar=sidecar, cloud=link, called=_tr("Untitled")
        )
        return await self._open(_tr("Opening {name} …").format(name=sidecar.title), make)

    async def open_demo(self) -> bool:
        """Begin a new project with the demo, whose media are made first where that was not done yet."""
        demo = self.prepare_demo()
        try:
            if not demo.done():
                self.busy_changed.emit(_tr("Making the demo's pictures and music …"))
            path = await asyncio.shield(demo)
        except OSError as error:
            self._demo = None
            self.notice.emit(_tr("The demo could not be made: {why}.").format(why=reason(error)))
            return False
        finally:
            self.busy_changed.emit("")
        return await self.open_copy(path)

    def prepare_demo(self) -> asyncio.Task[Path]:
        """Let the demo be made in a process of its own, so that it is there when it is wanted."""
        if self._demo is None:
            self._demo = self._tasks.start(_make_demo(self._folders.data / "demo"), "demo")
        return self._demo

    async def save(self) -> bool:
        """Write the project to its file; tell whether it is there."""
        if self._project is None or not self._is_settled():
            return False
        return await self._guarded(self._project.save(self._session.to_view()))

    async def save_as(self, path: Path) -> bool:
        """Write the project to another file, which takes its place; tell whether it is there."""
        if self._project is None or not self._is_settled():
            return False
        old, was_named = self._project.path, not self._project.is_untitled
        is_saved = await self._guarded(self._project.save_as(path, self._session.to_view()))
        is_elsewhere = self._project is not None and self._project.path != old
        if is_saved and is_elsewhere and was_named and self._document.work.cloud is not None:
            text = _tr(
                "“{new}” is what is synced from now on. “{old}” stays as it was saved and is no longer "
                "synced; Project ▸ Sync makes a project of its own of it."
            )
            self.notice.emit(text.format(new=path.stem, old=old.stem))
        return is_saved

    def _is_settled(self) -> bool:
        """Let what is half done end; say so where a drag is in hand, which nobody can end but who drags."""
        self.settle()
        if self._document.is_previewing:
            self.notice.emit(_tr("Let go of what you are dragging, then save."))
        return not self._document.is_previewing

    async def save_state(self, path: Path) -> bool:
        """Write the bare editorState to a file of its own; the project stays where it is."""
        self.settle()
        state = self._document.work.state

        def write() -> None:
            with whole_file(path) as temporary:
                temporary.write_bytes(to_bytes(state))

        try:
            await asyncio.to_thread(write)
        except OSError as error:
            text = _tr("“{name}” was not written: {why}.")
            self.notice.emit(text.format(name=path.name, why=reason(error, path.parent)))
            return False
        return True

    async def close(self, *, keep: bool = True) -> None:
        """Close the project; with `keep`, what was not saved is there next time."""
        self.settle()
        async with self._turn:
            await self._close(keep=keep)

    async def _open(self, busy: str, make: Callable[[], Opened]) -> bool:
        self.settle()
        if self._project is not None and self.may_close is not None and not await self.may_close():
            return False
        async with self._turn:
            self.busy_changed.emit(busy)
            try:
                with no_collections():
                    opened = await asyncio.to_thread(self._make_ready, make)
            except OSError as error:
                self.notice.emit(_tr("The project cannot be opened: {why}.").format(why=reason(error)))
                return False
            finally:
                self.busy_changed.emit("")
            await self._close(keep=True)
            with no_collections():
                self._take(opened)
        return True

    def _make_ready(self, make: Callable[[], Opened]) -> Opened:
        """On a thread: open, and find out there what the window would else be held up for."""
        opened = make()
        for prepare in (project_length, used_assets, *self.preparations):
            prepare(opened.work.state)
        return opened

    def _take(self, opened: Opened) -> None:
        self._document.load(opened.work, opened.history)
        project = OpenProject(opened, self._document, self._folders, self._tasks, parent=self)
        project.path_changed.connect(self._tell_path)
        project.journal.status_changed.connect(self.kept_changed)
        self._project = project
        if not project.is_untitled:
            self._tasks.start(asyncio.to_thread(self._remember, project.path, project.title), "recent")
        view = opened.project.sidecar.get("view")
        self.has_seen_view = isinstance(view, dict)
        self._session.restore_view(cast("Mapping[str, Any]", view) if isinstance(view, dict) else {})
        self.opened.emit()
        self.kept_changed.emit(JournalStatus())
        for sentence in opened.notices:
            self.notice.emit(sentence)
        if opened.recovered_changes:
            self.recovered.emit(Recovered(opened.recovered_changes, opened.last_change))

    async def _close(self, *, keep: bool) -> None:
        if self._project is None:
            return
        self._document.cancel_preview()
        for end in self.endings:
            await end()
        project, self._project = self._project, None
        is_kept = await project.journal.settled()
        try:
            await project.close(keep=keep, view=self._session.to_view())
        except SaveError as error:
            if is_kept:  # else it was said that what is not on the disk is lost
                self.notice.emit(_not_in_file(project.title, error))
        project.deleteLater()
        self.closed.emit()

    async def _guarded(self, saving: Any) -> bool:
        try:
            await saving
        except (SaveError, ProjectInUseError) as error:
            self.notice.emit(str(error))
            return False
        except OSError as error:
            self.notice.emit(_tr("The project was not saved: {why}.").format(why=reason(error)))
            return False
        return True

    def _remember(self, path: Path, title: str) -> None:
        with contextlib.suppress(OSError):  # a list that is not kept is no reason to stop
            remember(self._folders.recent, path, title)

    def _tell_path(self, _path: object) -> None:
        self.path_changed.emit()


async def _make_demo(folder: Path) -> Path:
    path = await asyncio.to_thread(is_made, folder)
    if path is not None:
        return path
    process = get_context("spawn").Process(target=_make_demo_anew, args=(folder,), daemon=True)
    process.start()
    try:
        await asyncio.to_thread(process.join)
    except asyncio.CancelledError:
        process.kill()
        raise
    path = await asyncio.to_thread(is_made, folder)
    if path is None:
        raise OSError(f"its files could not be written to “{folder}”.")
    return path


def _make_demo_anew(folder: Path) -> None:
    """In a process of its own: make the demo, in the place of what a process that was ended left of it."""
    end_with_parent()
    shutil.rmtree(folder, ignore_errors=True)
    make_demo(folder)


def _not_in_file(title: str, error: SaveError) -> str:
    cause = error.__cause__
    why = reason(cause) if isinstance(cause, OSError) else str(error).rstrip(".")
    text = _tr(
        "The file of “{title}” could not be written: {why}. All that was done is kept, and is back when you "
        "open it again."
    )
    return text.format(title=title, why=why)


def _local_time(since: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(since).astimezone() if since else None
    except ValueError:
        return None


def _is_same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Workspace", text)
