"""Exports at RenderingVideo, or at a server that speaks as it does: what is called, what errors come to.

The service recognises no repetition: a task is looked for before it is made anew, and only a task whose id is
kept is rendered, once it has been seen that it is not rendered yet.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal, Protocol

from editor_app.assets import Asset
from editor_app.cloud.renderingvideo import (
    AlreadyRenderingError,
    APIError,
    AsyncRenderingVideoClient,
    NotFoundError,
    is_transient,
    may_have_happened,
)
from editor_app.cloud.renderingvideo.bodies import render_body as check_render
from editor_app.cloud.renderingvideo.models import COMPLETED, CREATED, FAILED, VideoTask
from editor_app.interchange.renderingvideo import Loss
from editor_app.services.account_drafts import AccountError
from editor_app.services.exporting.clouds.cloud_runner import Hear, Hold, Seen, Stage, hear_bytes, move
from editor_app.services.exporting.jobs.events import Moved, Named, RenderBegun, TaskMade, Unnamed, Warned
from editor_app.services.exporting.jobs.job import ExportJob, Price
from editor_app.services.exporting.jobs.runner import JobTrouble, NoRoom, Seat
from editor_app.services.exporting.jobs.snapshot import Snapshot, read_document
from editor_app.services.exporting.jobs.words import media_missing, no_snapshot
from editor_app.services.exporting.renderingvideo import words
from editor_app.services.exporting.renderingvideo.accounts import no_other_account
from editor_app.services.exporting.renderingvideo.config import (
    Converted,
    ConvertOrder,
    convert_apart,
)
from editor_app.services.exporting.renderingvideo.media import OtherMedia, Piece, Place
from editor_app.services.exporting.renderingvideo.prerender import Prerenderer
from editor_app.services.exporting.renderingvideo.verdict import Failures, verdict
from editor_app.services.exporting.renderingvideo.wish import wish_of
from editor_app.services.uploads.wanted import sent_name
from editor_app.state import DocumentError
from editor_app.store.accounts import Profile

REQUEST = "request.json"
NAME = "job_id"
"""What a job is called by in the metadata of its task."""
_SETTLED_S = 5.0
"""A request whose answer was lost has been carried out by then, if it ever is."""
_CLOCKS_DIFFER = timedelta(days=1)
Outcome = Literal["no", "maybe"]


class HasAccounts(Protocol):
    """Who has accounts: `renderingvideo_accounts.OtherAccounts`."""

    def for_service(self, service: str) -> Profile | None: ...
    def client(self, profile: Profile) -> AsyncRenderingVideoClient: ...
    def report(self, profile: Profile, error: BaseException) -> bool: ...
    async def ready(self) -> None: ...


@dataclass(slots=True)
class _Memory:
    """What is known of a job in this run of the program; what an earlier one has sent may have arrived."""

    converted: Converted | None = None
    parts: Mapping[str, Path] = field(default_factory=dict[str, Path])
    addresses: Mapping[str, str] = field(default_factory=dict[str, str])
    prerendered: Mapping[str, str] = field(default_factory=dict[str, str])
    was_made: Outcome = "maybe"
    was_rendered: Outcome = "maybe"
    failures: Failures = field(default_factory=Failures)


class RenderingVideoSteps:
    """What the course of a cloud export calls."""

    def __init__(
        self,
        accounts: HasAccounts,
        media: OtherMedia,
        prerenderer: Prerenderer,
        *,
        settled_s: float = _SETTLED_S,
    ) -> None:
        self._accounts, self._media, self._prerenderer = accounts, media, prerenderer
        self._settled_s = settled_s
        self._memories: dict[str, _Memory] = {}

    # The steps.

    async def prepare(self, seat: Seat) -> None:
        """Convert the document, and look whether the credits suffice."""
        wish = wish_of(seat.job)
        if seat.job.cloud.key or wish.preview_id:
            return
        check_render(wish.webhook_url or None, wish.workers or None)
        document = await _read(seat, read_document)
        converted = await asyncio.to_thread(convert_apart, ConvertOrder(document, wish))
        if converted.length_s <= 0:
            raise JobTrouble(words.empty_film(), "anew")
        if not wish.is_preview:
            balance = await (await self.client(seat.job)).credits()
            if balance < converted.credits:
                sentence = words.few_credits(converted.credits, balance, seat.job.target.name)
                raise JobTrouble(sentence, "credits")
        self._memory(seat.job).converted = converted

    async def prerender(self, seat: Seat) -> None:
        """Draw here what the service cannot, where a person wants that."""
        wish, converted = wish_of(seat.job), self._memory(seat.job).converted
        if converted is None or not wish.prerenders:
            return
        snapshot = await _snapshot(seat)
        made = await self._prerenderer.make(seat, converted, snapshot, wish.fps, wish.scale)
        self._memory(seat.job).parts = made

    async def upload(self, seat: Seat) -> None:
        """Let the service have all files that the config shows."""
        memory, job = self._memory(seat.job), seat.job
        if memory.converted is None:
            return
        await move(seat, Moved("uploading"))
        snapshot = await _snapshot(seat)
        pieces = _pieces(snapshot, memory.converted, job.target.name)
        parts = [Piece(key, path, path.name) for key, path in memory.parts.items()]
        place = Place(job.target.service, job.target.name, await self.client(job), seat.folder)
        there = await self._media.send([*pieces, *parts], place, hear_bytes(seat, "uploading"))
        memory.addresses = {piece.key: there[piece.key] for piece in pieces}
        memory.prerendered = {part.key: there[part.key] for part in parts}

    async def create(self, seat: Seat) -> None:
        """Have the task made, unless one is found that an earlier try has made."""
        client, memory = await self.client(seat.job), self._memory(seat.job)
        if not seat.job.cloud.key:
            await self._write_request(seat)
            memory.was_made = "no"
        if memory.was_made == "maybe":
            found = await self._find(seat.job, client)
            if found is None:
                await asyncio.sleep(self._settled_s)
                found = await self._find(seat.job, client)
            if found is not None:
                await seat.note(TaskMade(found.task_id, _price(found)))
                return
        await self._make(seat, client, memory)

    async def render(self, seat: Seat) -> None:
        """Have the task rendered that is kept, unless it is, or was: a film that is fetched only never is."""
        job, memory = seat.job, self._memory(seat.job)
        if job.cloud.render_id or not job.cloud.key:
            return
        client, wish = await self.client(job), wish_of(job)
        if memory.was_rendered == "maybe":
            task = await client.videos.get(job.cloud.task_id)
            if task.status != CREATED:
                await self._note_begun(seat, client, task.cost_credits)
                return
        memory.was_rendered = "maybe"
        try:
            begun = await client.videos.render(
                job.cloud.task_id, webhook_url=wish.webhook_url or None, num_workers=wish.workers or None
            )
        except AlreadyRenderingError:
            await self._note_begun(seat, client, None)
            return
        except APIError as error:
            memory.was_rendered = "maybe" if may_have_happened(error) else "no"
            raise
        price = _with(seat.job.price, begun.cost, begun.remaining_credits)
        await seat.note(RenderBegun(begun.render_task_id or job.cloud.task_id, price))

    async def poll(self, seat: Seat) -> Seen:
        """Look at the task; the service does not say how far it is."""
        job = seat.job
        task = await (await self.client(job)).videos.get(job.cloud.task_id)
        self._memory(job).failures.not_found = 0
        if task.status == COMPLETED:
            size = (task.width, task.height) if task.width and task.height else None
            return Seen("done", 1.0, "", task.duration, task.video_url or "", size)
        if task.status == FAILED:
            return Seen("failed", 0.0, task.error or task.message or "")
        if task.status == CREATED and not job.cloud.key:
            raise JobTrouble(words.not_rendered(job.target.name), "none")
        return Seen("waiting" if task.status == CREATED else "rendering")

    async def download(self, seat: Seat, target: Path, hear: Hear) -> None:
        """Fetch the film; each try asks for the task again, and so for a link that has not expired."""
        client = await self.client(seat.job)
        await client.videos.download(seat.job.cloud.task_id, target, progress=hear)

    async def call_off(self, job: ExportJob) -> None:
        """Say what becomes of the task: it cannot be stopped, and deleting it is a person's choice."""
        if not job.cloud.task_id:
            return
        if not job.cloud.render_id:  # the answer to its trigger may have been lost
            try:
                task = await (await self.client(job)).videos.get(job.cloud.task_id)
            except NotFoundError:
                return
            if task.status == CREATED:
                return
        raise JobTrouble(words.goes_on_there(job.target.name), "none")

    async def forget(self, job: ExportJob) -> None:
        """Forget a job."""
        self._memories.pop(job.id, None)

    def judge(self, job: ExportJob, error: Exception, stage: Stage) -> Hold | JobTrouble | NoRoom | None:
        """Say what to do about an error."""
        if isinstance(error, APIError):
            profile = self._accounts.for_service(job.target.service)
            if profile is not None:
                self._accounts.report(profile, error)
        return verdict(job, error, stage, self._memory(job).failures)

    # How it is sent.

    async def _write_request(self, seat: Seat) -> None:
        """Keep what is going to be sent, and under which name, before it is."""
        key = uuid.uuid4().hex
        name, wish = f"{seat.job.id}-{key[:8]}", wish_of(seat.job)
        rest: dict[str, Any] = {"metadata": {NAME: name}}
        config = None
        if not wish.preview_id:
            config = await self.config(seat)
            if seat.job.project.title:
                rest["title"] = seat.job.project.title
        await asyncio.to_thread(seat.store.write, seat.job_id, REQUEST, _joined(config, rest))
        await seat.note(Named(key, name, "document"))

    async def config(self, seat: Seat) -> bytes:
        """Give the config with all addresses as JSON, and note what differs in it; after `upload`."""
        memory, wish = self._memory(seat.job), wish_of(seat.job)
        converted = memory.converted
        if converted is None or memory.addresses or memory.prerendered:
            document = await _read(seat, read_document)
            order = ConvertOrder(document, wish, memory.addresses, memory.prerendered)
            converted = memory.converted = await asyncio.to_thread(convert_apart, order)
        report, name = converted.report, seat.job.target.name
        lost = tuple(dict.fromkeys(loss.what for loss in report if loss.grade == "missing"))
        rough = sum(loss.grade == "approximate" for loss in report)
        if lost:
            await seat.note(Warned(words.lacks(lost, name)))
        if rough:
            await seat.note(Warned(words.differs(rough, name)))
        return converted.config

    def credits_of(self, job: ExportJob) -> str:
        """Give what rendering a job's config costs; empty where it is not known in this run."""
        converted = self._memory(job).converted
        return "" if converted is None else str(converted.credits)

    def report_of(self, job: ExportJob) -> tuple[Loss, ...]:
        """Give what a job's config does not hold as the document has it, where it is known in this run."""
        memory = self._memories.get(job.id)
        return () if memory is None or memory.converted is None else tuple(memory.converted.report)

    async def _make(self, seat: Seat, client: AsyncRenderingVideoClient, memory: _Memory) -> None:
        body, wish = await _read(seat, _read_request), wish_of(seat.job)
        memory.was_made = "maybe"
        try:
            if wish.preview_id:
                metadata = json.loads(body)["metadata"]
                made = await client.previews.convert(wish.preview_id, metadata=metadata)
                task_id, price = made.task_id, None
            else:
                task = await client.videos.create_written(body)
                task_id, price = task.task_id, _price(task, memory.converted)
        except APIError as error:
            if not may_have_happened(error):
                memory.was_made = "no"
                if not is_transient(error):
                    await seat.note(Unnamed())
            raise
        memory.was_rendered = "no"
        await seat.note(TaskMade(task_id, price))

    async def _find(self, job: ExportJob, client: AsyncRenderingVideoClient) -> VideoTask | None:
        """Find the task that bears the job's name among those made since it was asked for; raise APIError."""
        since = datetime.fromisoformat(job.created_at) - _CLOCKS_DIFFER if job.created_at else None
        return await client.videos.find_made(NAME, job.cloud.client_task_id, since=since)

    async def _note_begun(self, seat: Seat, client: AsyncRenderingVideoClient, cost: float | None) -> None:
        """Note that a task is rendered, or was, by whatever call; what is left is asked for apart."""
        try:
            balance: float | None = await client.credits()
        except APIError:
            balance = None
        known = seat.job.price.credits if seat.job.price else ""
        cost = cost if cost is not None else float(known) if known else None
        await seat.note(RenderBegun(seat.job.cloud.task_id, _with(seat.job.price, cost, balance)))

    async def client(self, job: ExportJob) -> AsyncRenderingVideoClient:
        """Give the client to call with now; raise AccountError."""
        profile = self._accounts.for_service(job.target.service)
        if profile is None:
            raise AccountError(no_other_account(job.target.service))
        await self._accounts.ready()
        return self._accounts.client(profile)

    def _memory(self, job: ExportJob) -> _Memory:
        return self._memories.setdefault(job.id, _Memory())


def _pieces(snapshot: Snapshot, converted: Converted, service: str) -> list[Piece]:
    """Give the files of the media that the service needs; raise JobTrouble where one is missing."""
    pieces, missing = list[Piece](), list[str]()
    for key in converted.plan.uploads:
        asset, source = snapshot.state.assets.get(key), snapshot.sources.get(key)
        if not isinstance(asset, Asset):
            continue
        if source is None or source.path is None:
            missing.append(asset.filename)
            continue
        name = sent_name(asset.filename, source.path)
        pieces.append(Piece(key, source.path, name, _plain_type(asset.mime_type), snapshot.places.get(key)))
    if missing:
        raise JobTrouble(media_missing(tuple(missing), service), "anew")
    return pieces


def _plain_type(mime_type: str) -> str | None:
    """Give a type that can be stated; None lets it be guessed by the name."""
    family, _, kind = mime_type.partition("/")
    return mime_type if family in ("image", "video", "audio") and kind and "*" not in kind else None


async def _snapshot(seat: Seat) -> Snapshot:
    try:
        return await seat.snapshot()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise JobTrouble(no_snapshot(), "anew") from error


async def _read(seat: Seat, read: Any) -> Any:
    """Read what is kept for a job; raise JobTrouble where it is gone."""
    try:
        return await asyncio.to_thread(read, seat.folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, DocumentError):
            raise
        raise JobTrouble(no_snapshot(), "anew") from error


def _read_request(folder: Path) -> bytes:
    return (folder / REQUEST).read_bytes()


def _joined(config: bytes | None, rest: Mapping[str, Any]) -> bytes:
    """Put a body together without reading the config: a large one would hold the window up."""
    told = json.dumps(rest, ensure_ascii=False).encode()
    return told if config is None else b'{"config":' + config + b"," + told[1:]


def _price(task: VideoTask, converted: Converted | None = None) -> Price | None:
    """Give what is known of the price of a task that is not rendered yet."""
    if converted is not None:
        return Price(converted.length_s, credits=str(converted.credits))
    return Price(task.duration) if task.duration else None


def _with(price: Price | None, cost: float | None, balance: float | None) -> Price:
    known = price or Price()
    credits = known.credits if cost is None else f"{cost:g}"
    return Price(known.duration_s, known.billed_s, credits, "" if balance is None else f"{balance:g}")
