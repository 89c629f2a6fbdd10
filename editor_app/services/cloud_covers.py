"""Pictures of the projects that a service keeps, made here: only of those that are seen, one at a time."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from editor_app.cloud.indream import APIError
from editor_app.cloud.indream.models import ProjectSummary
from editor_app.render.processes import end_executor
from editor_app.render.with_parent import end_with_parent
from editor_app.services.account_book import AccountBook
from editor_app.services.accounts import AccountError
from editor_app.services.cover_painting import Here, Painted, paint_cover
from editor_app.services.tasks import Tasks
from editor_app.store.accounts import Profile
from editor_app.store.cloud_covers import cloud_cover_file, read_cloud_cover, write_cloud_cover
from editor_app.store.folders import Folders
from editor_app.store.project import MediaPlace

_log = logging.getLogger(__name__)

Key = tuple[str, str, str]
"""Service, project id, and when the project was changed last."""


def _no_places(_service: str, _project_id: str) -> Mapping[str, MediaPlace]:
    return {}


class CloudCovers(QObject):
    """Gives pictures of projects that are seen."""

    ready = Signal(str)
    """Project id: there is a picture of it, or it is known that there is none."""

    def __init__(
        self,
        accounts: AccountBook,
        folders: Folders,
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        places_of: Callable[[str, str], Mapping[str, MediaPlace]] = _no_places,
    ) -> None:
        """Make it; `places_of` gives the places of media of a project (service, id) that is open here."""
        super().__init__(parent)
        self._accounts, self._folders, self._tasks = accounts, folders, tasks
        self._places_of = places_of
        self._known: dict[Key, QImage | None] = {}
        self._partial: set[Key] = set()
        self._outdated: set[Key] = set()
        """Pictures that lacked media, seen before: they are made anew, and shown until then."""
        self._wanted: tuple[ProjectSummary, ...] = ()
        self._account: Profile | None = None
        self._in_hand: Key | None = None
        self._task: asyncio.Task[None] | None = None
        self._executor: ProcessPoolExecutor | None = None

    def picture(self, account: Profile, project: ProjectSummary) -> QImage | None:
        """Give a project's picture, as far as it is known."""
        return self._known.get(_key(account, project))

    def want(self, account: Profile, projects: Sequence[ProjectSummary]) -> None:
        """Make pictures of these, which are seen, and leave all others, also the one in hand."""
        self._account = account
        made = self._known.keys() - self._outdated
        self._wanted = tuple(one for one in projects if _key(account, one) not in made)
        keys = {_key(account, one) for one in self._wanted}
        if self._in_hand is not None and self._in_hand not in keys:
            self._stop()
        if self._wanted and self._task is None:
            self._task = self._tasks.start(self._work(), "pictures of cloud projects")

    def rest(self) -> None:
        """Make no more for now, and end the process that paints; media may be here the next time."""
        self._wanted = ()
        self._outdated |= self._partial
        self._stop()
        if self._executor is not None:
            end_executor(self._executor)
            self._executor = None

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task, self._in_hand = None, None

    async def _work(self) -> None:
        me = asyncio.current_task()
        try:
            while self._wanted and self._account is not None:
                account, project = self._account, self._wanted[0]
                self._in_hand = _key(account, project)
                self._known[self._in_hand] = await self._make(account, project)
                self._outdated.discard(self._in_hand)
                self._wanted = tuple(one for one in self._wanted if one is not project)
                self.ready.emit(project.project_id)
        except (APIError, AccountError) as error:
            # The list itself says what is wrong with the service; the next look at it tries again.
            _log.info("A picture of a cloud project was not made: %s", error)
        finally:
            if self._task is me:
                self._task, self._in_hand = None, None

    async def _make(self, account: Profile, project: ProjectSummary) -> QImage | None:
        key = _key(account, project)
        file = cloud_cover_file(self._folders, *key)
        content = await asyncio.to_thread(read_cloud_cover, file)
        if content is None:
            try:
                detail = await self._accounts.client(account).projects.get(project.project_id)
            except APIError as error:
                if error.status == 404:
                    return None
                raise
            painted = await self._paint(detail.editor_state, account.service, project.project_id)
            if painted is None:
                return None
            content = painted.content
            if painted.is_whole:
                await asyncio.to_thread(_keep, file, content)
                self._partial.discard(key)
            else:
                self._partial.add(key)
        image = await asyncio.to_thread(QImage.fromData, content) if content else QImage()
        return None if image.isNull() else image

    async def _paint(self, document: Mapping[str, Any], service: str, project_id: str) -> Painted | None:
        """Give a picture; None where painting it failed, and a picture is no reason to stop."""
        if self._executor is None:
            context = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(1, mp_context=context, initializer=end_with_parent)
        try:
            loop = asyncio.get_running_loop()
            here = Here(self._folders, service, project_id, dict(self._places_of(service, project_id)))
            return await loop.run_in_executor(self._executor, paint_cover, document, here)
        except BrokenProcessPool:
            self._executor = None
        except Exception:
            _log.warning("A cloud project could not be painted.", exc_info=True)
        return None


def _keep(file: Path, content: bytes) -> None:
    try:
        write_cloud_cover(file, content)
    except OSError:
        _log.warning("The picture of a cloud project was not kept.", exc_info=True)


def _key(account: Profile, project: ProjectSummary) -> Key:
    return account.service, project.project_id, project.updated_at
