"""The files that a service keeps for the open project and for others: listed, used here, let go, deleted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal

from editor_app.cloud.indream import APIError, AsyncIndreamClient
from editor_app.cloud.indream.models import Asset, AssetListResponse, ProjectListResponse, ProjectSummary
from editor_app.document import Document
from editor_app.edits.addresses import Address
from editor_app.edits.assets import add_asset, remove_assets
from editor_app.problem import quoted
from editor_app.services.account_book import AccountBook, reported
from editor_app.services.accounts import AccountError
from editor_app.services.asset_of_service import (
    NotUsableError,
    as_document_asset,
    at_service,
    key_in,
    keys_in,
)
from editor_app.services.cloud_trouble import Trouble, trouble_of
from editor_app.services.paging import Paging
from editor_app.services.tasks import Tasks
from editor_app.store.accounts import Profile
from editor_app.store.media_files import MissingMedium, used_assets

PAGE_SIZE = 80
_MOST_NAMED = 5


def nothing() -> None:
    """Fetch nothing."""


@dataclass(frozen=True, slots=True)
class ServiceAsset:
    """A file of the service: `key` is its key in the document, `is_used` tells whether a clip shows it.

    `is_missing` tells that the document has it, but this computer does not, and that it does not come.
    """

    asset: Asset
    key: str | None
    is_used: bool
    is_missing: bool = False


class ServiceAssets(QObject):
    """Files by project; those of the project that is open here stand apart from all others'."""

    changed = Signal()
    """What is listed, or how far it is known, is another."""
    projects_changed = Signal()
    failed = Signal(object)
    """Trouble: something that was asked for was not done."""
    done = Signal(str)
    """A sentence: it was."""
    deleted = Signal(str, object)
    """The service, and the Asset that it has no longer."""
    unbound = Signal(str)
    """The id of an asset that no longer belongs to the open project."""

    def __init__(
        self,
        accounts: AccountBook,
        document: Document,
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        addresses: Callable[[], Mapping[str, Address]] = dict,
        missing: Callable[[], Iterable[MissingMedium]] = tuple,
        fetch_missing: Callable[[], object] = nothing,
    ) -> None:
        super().__init__(parent)
        self._accounts, self._document, self._tasks = accounts, document, tasks
        self.addresses = addresses
        """Gives where the document's own files were uploaded to, by asset key."""
        self._missing, self._fetch_missing = missing, fetch_missing
        self._profile: Profile | None = None
        self._project_id = self._shown_id = ""
        self._paging: Paging[Asset] | None = None
        self._projects: Paging[ProjectSummary] | None = None
        self._busy: set[str] = set()
        document.changed.connect(self._tell)
        document.loaded.connect(self._tell)

    # What there is.

    @property
    def project_id(self) -> str:
        """Give the project that is open here."""
        return self._project_id

    @property
    def shown_id(self) -> str:
        """Give the project whose files are listed."""
        return self._shown_id

    @property
    def is_own(self) -> bool:
        """Tell whether the files of the open project are listed."""
        return self._shown_id == self._project_id

    @property
    def entries(self) -> tuple[ServiceAsset, ...]:
        """Give the files, in the service's order."""
        state, addresses = self._document.state, self.addresses()
        used = set(used_assets(state))
        lost = {medium.asset_id for medium in self._missing() if not medium.is_coming}
        return tuple(
            _entry_of(asset, keys_in(state, addresses, asset), used, lost)
            for asset in (self._paging.items if self._paging else ())
        )

    @property
    def other_projects(self) -> tuple[ProjectSummary, ...]:
        """Give the projects whose files can be looked at, without the open one."""
        known = self._projects.items if self._projects else ()
        return tuple(project for project in known if project.project_id != self._project_id)

    @property
    def is_loading(self) -> bool:
        """Tell whether a page is on its way."""
        return self._paging is not None and self._paging.is_loading

    @property
    def is_complete(self) -> bool:
        """Tell whether all files of the project are known."""
        return self._paging is not None and self._paging.is_complete

    @property
    def trouble(self) -> Trouble | None:
        """Give why the list does not go on."""
        return self._paging.trouble if self._paging else None

    def is_busy(self, asset_id: str) -> bool:
        """Tell whether something is being done to a file."""
        return asset_id in self._busy

    # Listing.

    def open(self, profile: Profile, project_id: str) -> None:
        """List the files of the project that is open here, and the projects there are beside it."""
        self.close()
        self._profile, self._project_id = profile, project_id
        self._projects = Paging(
            self._tasks,
            partial(self._fetch_projects, profile),
            lambda project: project.project_id,
            changed=self.projects_changed.emit,
            explain=partial(trouble_of, name=profile.name),
            wants_all=True,
        )
        self._projects.restart()
        self.show_project(project_id)

    def show_project(self, project_id: str) -> None:
        """List the files of another project."""
        if self._profile is None:
            return
        if self._paging is not None:
            self._paging.close()
        self._shown_id = project_id
        self._paging = Paging(
            self._tasks,
            partial(self._fetch, self._profile, project_id),
            lambda asset: asset.asset_id,
            changed=self.changed.emit,
            explain=partial(trouble_of, name=self._profile.name),
        )
        self._paging.restart()

    def refresh(self) -> None:
        """Read the list anew."""
        if self._paging is not None:
            self._paging.restart()

    def more(self) -> None:
        """Read the next page."""
        if self._paging is not None:
            self._paging.more()

    def close(self) -> None:
        """Read no more."""
        for paging in (self._paging, self._projects):
            if paging is not None:
                paging.close()
        self._paging = self._projects = self._profile = None

    # Changing.

    def hear_of_media(self, _sources: object = None) -> None:
        """Know that other files are missing now."""
        self._tell()

    def use_here(self, asset_id: str) -> None:
        """Let a file belong to the open project, and take it into the document; fetch it if it is missing."""
        entry = self._entry(asset_id)
        if entry is None:
            return
        if entry.key is not None and entry.is_missing:
            self._fetch_again(entry.asset, entry.key)
            return
        try:
            record = as_document_asset(entry.asset, self._free_key(asset_id))
        except NotUsableError as error:
            self.failed.emit(Trouble(str(error), "none"))
            return

        async def work(client: AsyncIndreamClient) -> None:
            await client.projects.add_asset(self._project_id, asset_id)
            if key_in(self._document.state, self.addresses(), entry.asset) is None:
                state = add_asset(self._document.state, asset=record)
                self._document.apply(_tr("Use a file of the service"), state)
            self.done.emit(_tr("{name} is in the library now.").format(name=quoted(entry.asset.filename)))

        self._start(asset_id, work, partial(self.use_here, asset_id))

    def _fetch_again(self, asset: Asset, key: str) -> None:
        async def work(client: AsyncIndreamClient) -> None:
            await client.projects.add_asset(self._project_id, asset.asset_id)
            state = self._document.state
            if (placed := at_service(state, key, asset)) is not state:
                self._document.apply(_tr("Fetch a file from the service"), placed)
            self._fetch_missing()
            self.done.emit(_tr("{name} is fetched again.").format(name=quoted(asset.filename)))

        self._start(asset.asset_id, work, partial(self.use_here, asset.asset_id))

    def let_go(self, asset_id: str) -> None:
        """Let a file no longer belong to the open project, nor be in its library; the service keeps it.

        What stays in the library belongs to the project: it would be bound again.
        """
        entry = self._entry(asset_id)
        if entry is None or self._is_needed(entry):
            return
        self._start(asset_id, partial(self._let_go, asset_id), partial(self.let_go, asset_id))

    async def _let_go(self, asset_id: str, client: AsyncIndreamClient) -> None:
        project_id = self._project_id
        await _unbind(client, project_id, asset_id)
        entry = self._entry(asset_id)
        if entry is None or project_id != self._project_id:  # another project was opened meanwhile
            return
        if self._is_needed(entry):  # a clip shows it meanwhile
            await client.projects.add_asset(project_id, asset_id)
            return
        state = self._document.work.state
        keys = [key for key in keys_in(state, self.addresses(), entry.asset) if key in state.assets]
        self.unbound.emit(asset_id)
        self._drop(asset_id)
        name = quoted(entry.asset.filename)
        if keys:
            # Only clips that are on no track, which nobody sees, can still name it.
            new = remove_assets(state, asset_ids=keys, with_clips=True)
            self._document.apply(_tr("Remove from this project"), new)
            text = _tr(
                "{name} is out of this project and its library; the service keeps it. Undo brings it back."
            )
        else:
            text = _tr("{name} no longer belongs to this project; the service keeps it.")
        self.done.emit(text.format(name=name))

    def delete(self, asset_id: str) -> None:
        """Delete a file for good, unless something else uses it: then it is said what."""
        entry = self._entry(asset_id)
        if entry is None or self._is_needed(entry):
            return
        service = self._profile.service if self._profile is not None else ""
        self._start(asset_id, partial(self._delete, service, entry.asset), partial(self.delete, asset_id))

    async def _delete(self, service: str, asset: Asset, client: AsyncIndreamClient) -> None:
        """Ask who else uses it first: a service may count only some uses as such."""
        users = await self._users(client, asset.asset_id)
        if users:
            self.failed.emit(Trouble(used_by(asset.filename, users), "none"))
            return
        shown = self._shown_id
        await _unbind(client, shown, asset.asset_id)
        try:
            await client.assets.delete(asset.asset_id)
        except APIError as error:
            if error.status == 404:
                self._tell_deleted(service, asset)
                return
            await client.projects.add_asset(shown, asset.asset_id)
            if error.error_code != "ASSET_REFERENCED":
                raise
            users = await self._users(client, asset.asset_id)
            self.failed.emit(Trouble(used_by(asset.filename, users, str(error)), "none"))
        else:
            self._tell_deleted(service, asset)

    def _tell_deleted(self, service: str, asset: Asset) -> None:
        self.deleted.emit(service, asset)
        self._drop(asset.asset_id)

    async def _users(self, client: AsyncIndreamClient, asset_id: str) -> list[str]:
        """Name the other projects that a file belongs to, as far as listing all of them tells."""
        found: list[str] = []
        async for project in _all_projects(client):
            if project.project_id != self._shown_id and await _belongs(client, project.project_id, asset_id):
                found.append(project.title)
        return found

    def _is_needed(self, entry: ServiceAsset) -> bool:
        """Tell whether the document shows a file, and say so."""
        if entry.is_used and self.is_own:
            text = _tr("{name} is used by clips of this project. Remove those first.")
            self.failed.emit(Trouble(text.format(name=quoted(entry.asset.filename)), "none"))
            return True
        return False

    # What is behind it.

    def _start(
        self,
        asset_id: str,
        work: Callable[[AsyncIndreamClient], Awaitable[None]],
        retry: Callable[[], object],
    ) -> None:
        if self._profile is not None and asset_id not in self._busy:
            self._busy.add(asset_id)
            self._tasks.start(self._work(self._profile, asset_id, work, retry), "file of a service")
            self.changed.emit()

    async def _work(
        self,
        profile: Profile,
        asset_id: str,
        work: Callable[[AsyncIndreamClient], Awaitable[None]],
        retry: Callable[[], object],
    ) -> None:
        try:
            with reported(self._accounts, profile):
                await work(self._accounts.client(profile))
        except (APIError, AccountError) as error:
            self.failed.emit(trouble_of(error, profile.name, retry))
        finally:
            self._busy.discard(asset_id)
            self.changed.emit()

    async def _fetch(self, profile: Profile, project_id: str, cursor: str | None) -> AssetListResponse:
        with reported(self._accounts, profile):
            return await self._accounts.client(profile).projects.list_assets(project_id, PAGE_SIZE, cursor)

    async def _fetch_projects(self, profile: Profile, cursor: str | None) -> ProjectListResponse:
        return await self._accounts.client(profile).projects.list(50, cursor)

    def _entry(self, asset_id: str) -> ServiceAsset | None:
        return next((one for one in self.entries if one.asset.asset_id == asset_id), None)

    def _drop(self, asset_id: str) -> None:
        if self._paging is not None:
            self._paging.put(tuple(one for one in self._paging.items if one.asset_id != asset_id))

    def _free_key(self, asset_id: str) -> str:
        """Give the service's id, or one like it where the document has another thing under that."""
        key, number = asset_id, 2
        while key in self._document.state.assets:
            key, number = f"{asset_id}-{number}", number + 1
        return key

    def _tell(self, *_news: object) -> None:
        if self._paging is not None:
            self.changed.emit()


def used_by(filename: str, projects: list[str], detail: str = "") -> str:
    """Say which projects use a file that therefore cannot be deleted."""
    name = quoted(filename)
    if not projects:
        text = _tr("{name} is still used on the service, so that it cannot be deleted. {detail}")
        return text.format(name=name, detail=detail).strip()
    named = ", ".join(quoted(title) for title in projects[:_MOST_NAMED])
    more = len(projects) - _MOST_NAMED
    if more > 0:
        text = _tr("{name} is used by {projects} and {n} more. Remove it from those projects first.")
        return text.format(name=name, projects=named, n=more)
    return _tr("{name} is used by {projects}. Remove it there first.").format(name=name, projects=named)


def _entry_of(asset: Asset, keys: Sequence[str], used: Set[str], lost: Container[str | None]) -> ServiceAsset:
    key = next(iter(keys), None)
    return ServiceAsset(asset, key, not used.isdisjoint(keys), key in lost)


async def _unbind(client: AsyncIndreamClient, project_id: str, asset_id: str) -> None:
    try:
        await client.projects.remove_asset(project_id, asset_id)
    except APIError as error:
        if error.status != 404:  # it does not belong to it any more
            raise


async def _all_projects(client: AsyncIndreamClient):
    cursor = None
    while True:
        page = await client.projects.list(50, cursor)
        for project in page.items:
            yield project
        if (cursor := page.next_page_cursor) is None:
            return


async def _belongs(client: AsyncIndreamClient, project_id: str, asset_id: str) -> bool:
    cursor = None
    while True:
        page = await client.projects.list_assets(project_id, 100, cursor)
        if any(asset.asset_id == asset_id for asset in page.items):
            return True
        if (cursor := page.next_page_cursor) is None:
            return False


def _tr(text: str) -> str:
    return QCoreApplication.translate("ServiceAssets", text)
