"""What a service has already is made to belong to the project that shows it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from editor_app.cloud.indream import APIError
from editor_app.cloud.indream.types import Asset
from editor_app.services.tasks import Tasks
from editor_app.services.uploads import words
from editor_app.services.uploads.arrivals import project_assets
from editor_app.services.uploads.elsewhere import Stranger, introduced
from editor_app.services.uploads.queue import PauseAfter
from editor_app.services.uploads.target import Target
from editor_app.store.uploads import Uploaded


class Bindings(QObject):
    """Binds, again after a pause where that fails, until everything belongs to the project."""

    met = Signal(object)
    """Uploaded: which asset of the service a stranger is."""
    gone = Signal(object)
    """Uploaded: the service has it no longer."""
    stopped = Signal(object)
    """APIError: only a person can help."""

    def __init__(self, tasks: Tasks, pause_after: PauseAfter, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._pause_after = tasks, pause_after
        self._task: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._target: Target | None = None
        self._tries = 0
        self._present: tuple[Uploaded, ...] = ()
        self._bound: set[str] = set()
        self._gone: set[str] = set()
        self._strangers: tuple[Stranger, ...] = ()
        self._listed: tuple[Asset, ...] | None = None
        """What belonged to the project when it was first asked."""

    def set_target(self, target: Target | None) -> None:
        """Leave what is under way, and know nothing of another project."""
        if self._task is not None:
            self._task.cancel()
        self._forget_timer()
        self._task, self._target, self._tries = None, target, 0
        self._present, self._bound, self._gone = (), set(), set()
        self._strangers, self._listed = (), None

    def note(self, asset_id: str) -> None:
        """Know that an asset belongs to the project."""
        self._bound.add(asset_id)

    def unbind(self, asset_id: str) -> None:
        """Know that an asset no longer belongs to the project; bind it where the document has it again."""
        self._bound.discard(asset_id)
        self._present = tuple(one for one in self._present if one.asset_id != asset_id)

    def forget(self, asset_id: str) -> None:
        """Know that there is an asset no longer, whatever a list of before says."""
        self._bound.discard(asset_id)
        self._gone.add(asset_id)

    def take(self, present: Iterable[Uploaded], strangers: Iterable[Stranger]) -> None:
        """Bind these from now on, and find out who the strangers are."""
        self._present, self._strangers = tuple(present), tuple(strangers)
        self._meet()
        self.pump()

    def pump(self) -> None:
        """Begin to bind what may not belong to the project."""
        target = self._target
        if target is None or self._task is not None or self._timer is not None:
            return
        if not self._lacking() and (not self._strangers or self._listed is not None):
            return
        self._task = self._tasks.start(self._run(target), "letting media belong to the project")

    def _lacking(self) -> list[Uploaded]:
        settled = self._bound | self._gone
        return [one for one in self._present if one.asset_id not in settled]

    async def _run(self, target: Target) -> None:
        mine = asyncio.current_task()
        try:
            await self._bind(target)
        except APIError as error:
            if self._task is mine:
                self._task = None
                self._fail(target, error)
        else:
            if self._task is mine:
                self._task, self._tries = None, 0
                self.pump()

    async def _bind(self, target: Target) -> None:
        if self._listed is None:
            self._listed = await project_assets(target.client, target.project_id)
            self._bound.update(asset.asset_id for asset in self._listed)
            self._meet()
        for one in self._lacking():
            if await _add(target, one.asset_id):
                self._bound.add(one.asset_id)
            else:
                self._gone.add(one.asset_id)
                self.gone.emit(one)

    def _meet(self) -> None:
        """Tell who the strangers are that belong to the project."""
        if self._target is None or self._listed is None or not self._strangers:
            return
        found = [*introduced(self._target.service, self._listed, self._strangers)]
        self._strangers = ()  # whoever is not among them stays a stranger to this project
        for one in found:
            if one.asset_id not in self._gone:
                self.met.emit(one)

    def _fail(self, target: Target, error: APIError) -> None:
        pause = self._pause_after(error, self._tries, 0, random.random())
        self._tries += 1
        if pause is None or words.queue_trouble(error, target.service_name):
            self.stopped.emit(error)
        else:
            self._timer = asyncio.get_running_loop().call_later(pause, self._again)

    def _again(self) -> None:
        self._forget_timer()
        self.pump()

    def _forget_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None


async def _add(target: Target, asset_id: str) -> bool:
    """Let an asset belong to the project; tell whether there is one. Raise APIError."""
    try:
        await target.client.projects.add_asset(target.project_id, asset_id)
    except APIError as error:
        failure = error
    else:
        return True
    if failure.status == 409:  # it belongs to the project already, and the list did not say so yet
        return True
    if failure.status == 404 and not await _exists(target, asset_id):
        return False
    raise failure


async def _exists(target: Target, asset_id: str) -> bool:
    try:
        await target.client.assets.get(asset_id)
    except APIError as error:
        if error.status == 404:
            return False
        raise
    return True
