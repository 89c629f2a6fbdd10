"""The projects that a service keeps: listed, searched, renamed, copied and deleted."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from editor_app.cloud.indream import APIError, AsyncIndreamClient
from editor_app.cloud.indream.models import ProjectListResponse, ProjectSummary
from editor_app.problem import printable
from editor_app.services.account_book import AccountBook, reported
from editor_app.services.accounts import AccountError
from editor_app.services.cloud_trouble import CloudError, Trouble, trouble_of
from editor_app.services.deletions import UNDO_SECONDS, Deletions
from editor_app.services.paging import Paging
from editor_app.services.tasks import Tasks
from editor_app.store.accounts import Profile

PAGE_SIZE = 50
TITLE_MOST, DESCRIPTION_MOST = 120, 500


class CloudProjects(QObject):
    """The projects of the profile that is chosen; made on a running loop."""

    changed = Signal()
    """What is listed, or how far it is known, is another."""
    chosen = Signal()
    """Another profile is chosen."""
    undoable_changed = Signal()
    """There are other deletions that can be taken back."""
    failed = Signal(object)
    """Trouble: something that was asked for was not done."""
    copied = Signal(str)
    """Project id: a copy is there."""

    def __init__(
        self,
        accounts: AccountBook,
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        undo_seconds: float = UNDO_SECONDS,
    ) -> None:
        super().__init__(parent)
        self._accounts, self._tasks = accounts, tasks
        self._profile: Profile | None = None
        self._paging: Paging[ProjectSummary] | None = None
        self._words = ""
        self._busy: set[str] = set()
        self._deletions = Deletions(tasks, undo_seconds)
        self._deletions.changed.connect(self._tell_deletions)
        self._deletions.failed.connect(self.failed)
        accounts.changed.connect(self._take_accounts)

    # What there is.

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """Give the profiles that keep projects."""
        return tuple(one for one in self._accounts.profiles if one.has_projects)

    @property
    def profile(self) -> Profile | None:
        """Give the profile whose projects are listed."""
        return self._profile

    @property
    def known(self) -> tuple[ProjectSummary, ...]:
        """Give all projects that are known, without those that are being deleted."""
        if self._paging is None or self._profile is None:
            return ()
        gone = self._deletions.ids(self._profile.service)
        return tuple(project for project in self._paging.items if project.project_id not in gone)

    @property
    def found(self) -> tuple[ProjectSummary, ...]:
        """Give the projects that a search leaves, in the service's order."""
        return tuple(project for project in self.known if matches(project, self._words))

    @property
    def words(self) -> str:
        """Give what is searched for."""
        return self._words

    @property
    def is_complete(self) -> bool:
        """Tell whether all projects are known."""
        return self._paging is not None and self._paging.is_complete

    @property
    def is_loading(self) -> bool:
        """Tell whether a page is on its way."""
        return self._paging is not None and self._paging.is_loading

    @property
    def trouble(self) -> Trouble | None:
        """Give why the list does not go on."""
        return self._paging.trouble if self._paging is not None else None

    @property
    def undoable(self) -> tuple[ProjectSummary, ...]:
        """Give the projects whose deletion can be taken back, the latest first."""
        return self._deletions.undoable

    def project(self, project_id: str) -> ProjectSummary | None:
        """Give a project that is known."""
        return next((one for one in self.known if one.project_id == project_id), None)

    def is_busy(self, project_id: str) -> bool:
        """Tell whether something is being done to a project."""
        return project_id in self._busy

    # Listing.

    def begin(self) -> None:
        """List the projects of the profile that was chosen last, or of the default one."""
        if self._profile is None or self._profile not in self.profiles:
            default = self._accounts.default
            self._take_profile(default if default in self.profiles else next(iter(self.profiles), None))
        self.refresh()

    def choose(self, profile_id: str) -> None:
        """List the projects of another profile."""
        profile = next((one for one in self.profiles if one.id == profile_id), None)
        if profile is not None and profile != self._profile:
            self._take_profile(profile)
            self.refresh()

    def refresh(self) -> None:
        """Read the list anew; what is shown stays until it is there."""
        if self._paging is not None:
            self._paging.restart()
        else:
            self.changed.emit()

    def more(self) -> None:
        """Read the next page."""
        if self._paging is not None:
            self._paging.more()

    def search(self, words: str) -> None:
        """Leave only projects with all these words in title or description.

        The service has no search, so that all its pages are read for one.
        """
        self._words = words.strip()
        if self._paging is not None:
            self._paging.want_all(bool(self._words))
        self.changed.emit()

    # Changing.

    def describe(self, project_id: str, title: str, description: str) -> None:
        """Give a project another title and description."""
        project = self.project(project_id)
        if project is None or (title, description) == (project.title, project.description or ""):
            return
        change = {"title": title, "description": description or None}
        retry = partial(self.describe, project_id, title, description)
        failed = partial(_not_done, _tr("“{title}” was not renamed."), project)
        work = partial(self._describe, project_id, change)
        self._start(project_id, work, "describe a project", retry, failed)

    async def _describe(self, project_id: str, change: Mapping[str, Any], client: AsyncIndreamClient) -> None:
        paging = self._paging
        told = await client.projects.update(project_id, change)
        if paging is not None:
            news = {"title": told.title, "description": told.description, "updated_at": told.updated_at}
            paging.put(
                tuple(
                    one.model_copy(update=news) if one.project_id == project_id else one
                    for one in paging.items
                )
            )

    def duplicate(self, project_id: str) -> None:
        """Make a copy of a project, with its media."""
        project = self.project(project_id)
        if project is not None:
            self._duplicate(project, str(uuid.uuid4()))

    def _duplicate(self, project: ProjectSummary, once: str) -> None:
        """Make the copy that `once` stands for: however often it is asked for, there is one."""
        retry = partial(self._duplicate, project, once)
        failed = partial(_not_done, _tr("“{title}” was not copied."), project)
        work = partial(self._copy, project, once)
        self._start(project.project_id, work, "copy a project", retry, failed)

    async def _copy(self, project: ProjectSummary, once: str, client: AsyncIndreamClient) -> None:
        paging = self._paging
        detail = await client.projects.get(project.project_id)
        order = {
            "title": copy_title(detail.title),
            "description": detail.description,
            "editorState": detail.editor_state,
        }
        made = await client.projects.create(order, once, check=False)
        await _bind_all(client, project.project_id, made.project_id)
        if paging is not None and made.project_id not in {one.project_id for one in paging.items}:
            paging.put((made, *paging.items))
        self.copied.emit(made.project_id)

    def delete(self, project_id: str) -> None:
        """Delete a project, after a while in which that can be taken back."""
        project, profile = self.project(project_id), self._profile
        if project is None or profile is None or self.is_busy(project_id):
            return
        self._deletions.begin(
            profile.service,
            project,
            partial(self._delete_now, profile, project_id),
            partial(_not_done, _tr("“{title}” was not deleted."), project, name=profile.name),
        )

    async def _delete_now(self, profile: Profile, project_id: str) -> None:
        try:
            await self._accounts.client(profile).projects.delete(project_id)
        except APIError as error:
            if error.status != 404:  # it is gone already
                self._accounts.report(profile, error)
                raise

    def undo_delete(self) -> None:
        """Take the latest deletion back."""
        self._deletions.undo()

    def send_deletes(self) -> None:
        """Wait no longer for anyone to take a deletion back."""
        self._deletions.hurry()

    async def close(self) -> None:
        """Send what was deleted, as far as the service answers at once, and read no more."""
        if self._paging is not None:
            self._paging.close()
        await self._deletions.close()

    # What is behind it.

    def _start(
        self,
        project_id: str,
        work: Callable[[AsyncIndreamClient], Awaitable[None]],
        name: str,
        retry: Callable[[], object],
        failed: Callable[..., Trouble],
    ) -> None:
        """Do something with the profile's client; nothing twice to one project at a time."""
        if self._profile is not None and project_id not in self._busy:
            self._busy.add(project_id)
            self._tasks.start(self._work(self._profile, project_id, work, retry, failed), name)
            self.changed.emit()

    async def _work(
        self,
        profile: Profile,
        project_id: str,
        work: Callable[[AsyncIndreamClient], Awaitable[None]],
        retry: Callable[[], object],
        failed: Callable[..., Trouble],
    ) -> None:
        try:
            with reported(self._accounts, profile):
                await work(self._accounts.client(profile))
        except (APIError, AccountError) as error:
            self.failed.emit(failed(error, name=profile.name, retry=retry))
        finally:
            self._busy.discard(project_id)
            self.changed.emit()

    def _take_profile(self, profile: Profile | None) -> None:
        if self._paging is not None:
            self._paging.close()
        self._profile = profile
        self._paging = None
        if profile is not None:
            self._paging = Paging(
                self._tasks,
                partial(self._fetch, profile),
                _project_id,
                changed=self.changed.emit,
                explain=partial(trouble_of, name=profile.name),
                wants_all=bool(self._words),
            )
        self.chosen.emit()

    async def _fetch(self, profile: Profile, cursor: str | None) -> ProjectListResponse:
        with reported(self._accounts, profile):
            return await self._accounts.client(profile).projects.list(PAGE_SIZE, cursor)

    def _take_accounts(self, *_news: object) -> None:
        """Go on with a profile that is still there; it may have another key now."""
        if self._profile is None or self._profile not in self.profiles:
            same = next((one for one in self.profiles if self._profile and one.id == self._profile.id), None)
            self._take_profile(same or self._accounts.default or next(iter(self.profiles), None))
            self.refresh()
        elif self.trouble is not None:
            self.refresh()
        else:
            self.chosen.emit()

    def _tell_deletions(self) -> None:
        self.changed.emit()
        self.undoable_changed.emit()


def matches(project: ProjectSummary, words: str) -> bool:
    """Tell whether all words are in a project's title or description."""
    text = f"{project.title} {project.description or ''}".casefold()
    return all(word in text for word in words.casefold().split())


def copy_title(title: str) -> str:
    """Give a copy its title: “Film copy”, within what a title may have."""
    room = TITLE_MOST - len(_tr("{title} copy").format(title=""))
    return _tr("{title} copy").format(title=title if len(title) <= room else f"{title[: room - 1]}…")


def letters_fault(text: str, most: int) -> str:
    """Say what is wrong with the length of a title or a description; empty where nothing is."""
    over = len(text) - most
    if over <= 0:
        return ""
    if over == 1:
        return _tr("1 letter too long: {most} are the most.").format(most=most)
    return _tr("{n} letters too long: {most} are the most.").format(n=over, most=most)


async def _bind_all(client: AsyncIndreamClient, source: str, target: str) -> None:
    """Let all assets of one project belong to another too, so that nobody deletes them under it."""
    cursor = None
    while True:
        page = await client.projects.list_assets(source, 100, cursor)
        for asset in page.items:
            await client.projects.add_asset(target, asset.asset_id)
        cursor = page.next_page_cursor
        if cursor is None:
            return
        await asyncio.sleep(0)


def _not_done(
    what: str, project: ProjectSummary, error: CloudError, *, name: str, retry: Callable[[], object]
) -> Trouble:
    """Say first what was not done to a project, and then why."""
    trouble = trouble_of(error, name, retry)
    said = what.format(title=printable(project.title))
    return replace(trouble, sentence=f"{said} {trouble.sentence}")


def _project_id(project: ProjectSummary) -> str:
    return project.project_id


def _tr(text: str) -> str:
    return QCoreApplication.translate("CloudProjects", text)
