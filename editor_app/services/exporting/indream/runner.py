"""Exports at Indream, or at a server that speaks as it does: what is called, what errors come to."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from editor_app.cloud.http.origin import Secret
from editor_app.cloud.indream import APIError, AsyncIndreamClient, NetworkError
from editor_app.cloud.indream.errors import UNEXPECTED
from editor_app.cloud.indream.payloads import body as request_bytes
from editor_app.cloud.indream.policy import is_transient
from editor_app.cloud.indream.types import ExportTask
from editor_app.edits.addresses import Address
from editor_app.services.account_drafts import AccountError
from editor_app.services.exporting.clouds.cloud_runner import Hear, Hold, Seen, Stage, hear_bytes, move
from editor_app.services.exporting.clouds.header_secrets import HeaderSecrets
from editor_app.services.exporting.clouds.sending_media import MediaSender, Place
from editor_app.services.exporting.indream.in_step import Found
from editor_app.services.exporting.indream.read_back import There, has_it
from editor_app.services.exporting.indream.request import (
    REQUEST,
    client_task_id,
    document_order,
    order_of,
)
from editor_app.services.exporting.jobs import words
from editor_app.services.exporting.jobs.events import Moved, Named, TaskMade, Unnamed, Warned
from editor_app.services.exporting.jobs.job import ExportJob, IndreamSettings, Price, Route
from editor_app.services.exporting.jobs.polling import USUAL, Pace
from editor_app.services.exporting.jobs.runner import JobTrouble, NoRoom, Seat
from editor_app.services.exporting.jobs.snapshot import Snapshot
from editor_app.services.sync.trouble import no_account
from editor_app.state import DocumentError
from editor_app.store.accounts import Profile

NO_ROOM = "OPEN_API_EXPORT_CONCURRENCY_LIMIT_EXCEEDED"
_PAGE, _MOST_PAGES = 50, 4
_MOST_NOT_FOUND = 3
"""A task that was just made may not be found for a moment."""
_MOST_EXPIRED = 3
_EXPIRED = frozenset({401, 403, 404, 410})


class HasAccounts(Protocol):
    """Who has accounts: `services.accounts.Accounts`."""

    def for_service(self, service: str) -> Profile | None: ...
    def client(self, profile: Profile) -> AsyncIndreamClient: ...
    def report(self, profile: Profile, error: BaseException) -> bool: ...
    def secret(self, profile: Profile) -> Secret | None: ...
    async def ready(self) -> None: ...


class ReachesStep(Protocol):
    """Who brings the open project in step: `in_step.InStep`."""

    async def reach(self, service: str, project_id: str) -> tuple[Found, str]: ...


class OutOfStep(Exception):
    """The project is not in step yet, as its service cannot be reached; the text is a sentence."""


@dataclass(slots=True)
class _Memory:
    """What is known of a job in this run of the program."""

    addresses: Mapping[str, Address] | None = None
    body: Mapping[str, Any] | None = None
    is_in_step: bool = False
    not_found: int = 0
    expired: int = 0


class IndreamSteps:
    """What the course of a cloud export calls."""

    def __init__(
        self,
        accounts: HasAccounts,
        media: MediaSender,
        secrets: HeaderSecrets,
        in_step: ReachesStep | None = None,
        *,
        pace: Pace = USUAL,
        knows_task: Callable[[str, str], bool] = lambda _task_id, _job_id: False,
    ) -> None:
        """Begin; `knows_task` tells whether a task is that of another job than this one."""
        self._accounts, self._media, self._secrets = accounts, media, secrets
        self._in_step, self._pace, self._knows_task = in_step, pace, knows_task
        self._memories: dict[str, _Memory] = {}

    # The steps.

    async def prepare(self, seat: Seat) -> None:
        """Bring a project that is synced in step."""
        job = seat.job
        if job.cloud.key or job.cloud.route != "project" or self._in_step is None:
            return
        found, why = await self._in_step.reach(job.target.service, job.cloud.project_id)
        if found == "away":
            raise OutOfStep(why)
        if found == "stuck":
            await seat.note(Warned(words.not_in_step(job.target.name, why)))
        self._memory(job).is_in_step = found == "in-step"

    async def prerender(self, seat: Seat) -> None:
        """Do nothing: the service draws all there is."""

    async def upload(self, seat: Seat) -> None:
        """Let the service have all media that show, unless all has been sent before."""
        job = seat.job
        if job.cloud.key:
            return
        await move(seat, Moved("uploading"))
        project_id = job.cloud.project_id if job.cloud.route == "project" else None
        client = await self._client(job)
        place = Place(job.target.service, job.target.name, client, project_id or None)
        snapshot = await _snapshot(seat)
        hear = hear_bytes(seat, "uploading")
        self._memory(job).addresses = await self._media.send(snapshot, place, hear)

    async def create(self, seat: Seat) -> None:
        """Have the task made, once, however often this is tried."""
        client = await self._client(seat.job)
        if not seat.job.cloud.key:
            await self._write_request(seat, client)
        job = seat.job
        try:
            made = await self._send(seat, client)
        except APIError as error:
            if _may_not_have_been_refused(error):
                raise
            found = await self._find(client, job.cloud.client_task_id)
            if found is None:
                if error.error_code != NO_ROOM:
                    await seat.note(Unnamed())
                raise
            await seat.note(TaskMade(found.task_id, _price(found)))
            return
        if self._knows_task(made.task_id, job.id):
            await seat.note(Unnamed())
            raise JobTrouble(words.same_client_task(job.cloud.client_task_id, job.target.name), "anew")
        await seat.note(TaskMade(made.task_id, _price(made)))

    async def render(self, seat: Seat) -> None:
        """Do nothing: a task that is made renders by itself."""

    async def poll(self, seat: Seat) -> Seen:
        """Look at the task."""
        job = seat.job
        task = await (await self._client(job)).exports.get(job.cloud.task_id)
        self._memory(job).not_found = 0
        share = min(1.0, max(0.0, task.progress / 100))
        match task.status:
            case "COMPLETED":
                return Seen("done", 1.0, "", task.duration_seconds, task.output_url or "")
            case "FAILED":
                return Seen("failed", share, task.error or "")
            case "CANCELED":
                return Seen("cancelled", share)
            case "PAUSED":
                return Seen("paused", share)
            case "PENDING":
                return Seen("waiting", share)
            case _:
                return Seen("rendering", share)

    async def download(self, seat: Seat, target: Path, hear: Hear) -> None:
        """Fetch the film; each try asks for the task again, and so for a link that has not expired."""
        client = await self._client(seat.job)
        await client.exports.download(seat.job.cloud.task_id, target, progress=hear)

    async def call_off(self, job: ExportJob) -> None:
        """Cancel the task, also one whose answer never came."""
        client, task_id = await self._client(job), job.cloud.task_id
        if not task_id:
            found = await self._find(client, job.cloud.client_task_id)
            if found is None:
                return
            task_id = found.task_id
        try:
            await client.exports.cancel(task_id)
        except APIError as error:
            # It is over, or this era of the service knows no way to cancel.
            if error.status not in (404, 405, 409, 501):
                raise

    async def forget(self, job: ExportJob) -> None:
        """Forget a job."""
        self._memories.pop(job.id, None)
        if isinstance(job.settings, IndreamSettings) and job.settings.header_names:
            await self._secrets.forget(job.id)

    def judge(self, job: ExportJob, error: Exception, stage: Stage) -> Hold | JobTrouble | NoRoom | None:
        """Say what to do about an error."""
        match error:
            case OutOfStep():
                return Hold(str(error), waits_for="line")
            case AccountError():
                return Hold(str(error), waits_for="account")
            case APIError():
                profile = self._accounts.for_service(job.target.service)
                if profile is not None:
                    self._accounts.report(profile, error)
                return self._judge_answer(job, error, stage)
            case DocumentError():
                return JobTrouble(str(error), "anew")
        return None

    def _judge_answer(self, job: ExportJob, error: APIError, stage: Stage) -> Hold | JobTrouble | NoRoom:
        name = job.target.name
        if stage == "download" and error.status in _EXPIRED:
            return self._judge_link(job, error)
        if is_transient(error):
            return _hold(error, name, error.retry_after)
        if stage == "download":
            return JobTrouble(words.not_downloaded(error, name))
        if stage == "poll":
            return self._judge_look(job, error)
        if error.error_code == UNEXPECTED and 200 <= error.status < 300:
            return _hold(error, name)
        if error.error_code == NO_ROOM:
            return NoRoom(words.no_room(name), self._pace.no_room(job.cloud.put_back, 0.5))
        return JobTrouble(*words.refused(error, name))

    def _judge_look(self, job: ExportJob, error: APIError) -> Hold | JobTrouble:
        """A task that was made is not given up for a key that is refused, or an answer that is odd."""
        name = job.target.name
        if error.status != 404:
            sentence, _ = words.refused(error, name)
            is_key = error.status in (401, 403)
            return Hold(sentence, waits_for="account") if is_key else _hold(error, name)
        memory = self._memory(job)
        memory.not_found += 1
        if memory.not_found < _MOST_NOT_FOUND:
            return _hold(error, name)
        return JobTrouble(words.task_gone(name, can_retry=job.has_snapshot), is_task_spent=True)

    def _judge_link(self, job: ExportJob, error: APIError) -> Hold | JobTrouble:
        memory = self._memory(job)
        memory.expired += 1
        if memory.expired < _MOST_EXPIRED:
            return _hold(error, job.target.name, 0.0)
        return JobTrouble(words.link_expired(job.target.name, can_retry=job.has_snapshot), is_task_spent=True)

    # How it is sent.

    async def _write_request(self, seat: Seat, client: AsyncIndreamClient) -> None:
        """Keep what is going to be sent, and under which names, before it is."""
        job, key = seat.job, str(uuid.uuid4())
        assert isinstance(job.settings, IndreamSettings)
        if job.settings.client_task_id and await self._find(client, job.settings.client_task_id.strip()):
            sentence = words.same_client_task(job.settings.client_task_id, job.target.name)
            raise JobTrouble(sentence, "anew")
        snapshot, memory = await _snapshot(seat), self._memory(job)
        addresses, name = memory.addresses or {}, client_task_id(job, key[:8])
        route = await self._route(seat, client, snapshot, addresses)
        if route == "project":
            body = order_of(job, name)
        else:
            body = await asyncio.to_thread(document_order, job, name, snapshot.state, addresses)
        content = await asyncio.to_thread(request_bytes, body)
        if job.settings.header_names:
            await self._secrets.keep(job.id)
        await asyncio.to_thread(seat.store.write, job.id, REQUEST, content)
        memory.body = body
        await seat.note(Named(key, name, route, job.cloud.project_id if route == "project" else ""))

    async def _route(
        self, seat: Seat, client: AsyncIndreamClient, snapshot: Snapshot, addresses: Mapping[str, Address]
    ) -> Route:
        """Take the project's way where the service's project is what is exported, to the last record."""
        job = seat.job
        assert isinstance(job.settings, IndreamSettings)
        if job.cloud.route != "project" or job.settings.canvas is not None:
            return "document"
        profile, key = self._accounts.for_service(job.target.service), None
        if profile is not None:
            key = self._accounts.secret(profile)
        there = There(client.base_url, job.cloud.project_id, key.reveal() if key is not None else "")
        try:
            if await has_it(client, there, seat.folder, snapshot, addresses):
                return "project"
        except APIError as error:
            if error.status == 404:
                return "document"
            raise
        if self._memory(job).is_in_step:
            await seat.note(Warned(words.changed_by_others(job.target.name)))
        return "document"

    async def _send(self, seat: Seat, client: AsyncIndreamClient) -> Any:
        job = seat.job
        assert isinstance(job.settings, IndreamSettings)
        body = dict(self._memory(job).body or await _kept_request(seat))
        if job.settings.header_names:
            values = await self._secrets.values(job.id)
            if values is None:
                found = await self._find(client, job.cloud.client_task_id)
                if found is None:
                    raise JobTrouble(words.no_headers(), "anew")
                return found
            body["callbackHeaders"] = dict(values)
        if job.cloud.route == "project":
            return await client.projects.create_export(job.cloud.project_id, body, job.cloud.key)
        return await client.exports.create(body, job.cloud.key)

    async def _find(self, client: AsyncIndreamClient, task_name: str) -> ExportTask | None:
        """Find the task that bears a name among the account's latest; raise APIError."""
        cursor: str | None = None
        for _ in range(_MOST_PAGES):
            page = await client.exports.list(_PAGE, cursor)
            for task in page.items:
                if task.client_task_id == task_name:
                    return task
            cursor = page.next_page_cursor
            if not cursor:
                return None
        return None

    async def _client(self, job: ExportJob) -> AsyncIndreamClient:
        """Give the client to call with now; raise AccountError."""
        profile = self._accounts.for_service(job.target.service)
        if profile is None:
            raise AccountError(no_account(job.target.service))
        await self._accounts.ready()
        return self._accounts.client(profile)

    def _memory(self, job: ExportJob) -> _Memory:
        return self._memories.setdefault(job.id, _Memory())


async def _kept_request(seat: Seat) -> Mapping[str, Any]:
    try:
        content = await asyncio.to_thread((seat.folder / REQUEST).read_bytes)
        return await asyncio.to_thread(json.loads, content)
    except (OSError, ValueError) as error:
        raise JobTrouble(words.no_snapshot(), "anew") from error


async def _snapshot(seat: Seat) -> Snapshot:
    try:
        return await seat.snapshot()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise JobTrouble(words.no_snapshot(), "anew") from error


def _hold(error: APIError, service: str, retry_after: float | None = None) -> Hold:
    is_line = isinstance(error, NetworkError)
    return Hold(words.held(error, service), retry_after, "line" if is_line else "service")


def _may_not_have_been_refused(error: APIError) -> bool:
    """Tell whether nobody knows yet what a service has made of a call."""
    is_odd = error.error_code == UNEXPECTED and 200 <= error.status < 300
    return isinstance(error, NetworkError) or is_transient(error) or is_odd


def _price(made: Any) -> Price:
    """Give what a service says of the price, of a task or of the answer that made it."""
    return Price(made.duration_seconds, float(made.billed_standard_seconds), made.charged_credits)
