"""What works with an account and what does not, found out by asking its service."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QObject, Signal

from editor_app.cloud import indream, renderingvideo
from editor_app.cloud.http.origin import Secret
from editor_app.services.tasks import Tasks
from editor_app.store.accounts import Kind

_TIMEOUT_S = 10


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that works, or does not."""

    kind: Literal["ok", "warning", "error"]
    sentence: str


@dataclass(frozen=True, slots=True)
class Place:
    """What is tried: a service at an address."""

    kind: Kind
    base_url: str


@dataclass(frozen=True, slots=True)
class TrialState:
    """How a trial is: what has been found until now, of which account (its id, empty for a new one)."""

    name: str = ""
    profile_id: str = ""
    is_running: bool = False
    findings: tuple[Finding, ...] = ()


class AccountTrial(QObject):
    """One trial at a time; a later one takes the place of an earlier one."""

    changed = Signal(object)
    """TrialState."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._task: asyncio.Task[None] | None = None
        self.state = TrialState()

    def start(self, subject: TrialState, place: Place, secret: Secret | None) -> None:
        """Try an account, with the key that is given; `subject` names it."""
        self._end()
        self._show(replace(subject, is_running=True))
        self._task = self._tasks.start(self._try(subject, place, secret), "try an account")

    def refuse(self, subject: TrialState, sentence: str) -> None:
        """Say why an account cannot be tried at all."""
        self._end()
        self._show(replace(subject, findings=(Finding("error", sentence),)))

    def cancel(self) -> None:
        """Give a trial up; what it has found stays nowhere."""
        self._end()
        self._show(TrialState())

    async def ended(self) -> TrialState:
        """Wait until nothing is being tried, and give what was found last."""
        while self._task is not None and not self._task.done():
            await asyncio.wait([self._task])
        return self.state

    def _end(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _try(self, subject: TrialState, place: Place, secret: Secret | None) -> None:
        findings = ()
        async with contextlib.aclosing(try_account(place, secret)) as found:
            async for finding in found:
                findings += (finding,)
                self._show(replace(subject, is_running=True, findings=findings))
        self._show(replace(subject, findings=findings))

    def _show(self, state: TrialState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)


async def try_account(place: Place, secret: Secret | None) -> AsyncGenerator[Finding]:
    """Give what is found, one after the other; the last one ends it."""
    if secret is None:
        yield Finding("error", _tr("There is no key. Paste one to use this account."))
        return
    host = urlsplit(place.base_url).netloc
    try_it = _try_renderingvideo if place.kind == "renderingvideo" else _try_indream
    async with contextlib.aclosing(try_it(place.base_url, host, secret)) as found:
        async for finding in found:
            yield finding


async def _try_indream(base_url: str, host: str, secret: Secret) -> AsyncGenerator[Finding]:
    async with indream.AsyncIndreamClient(
        secret.reveal(), base_url=base_url, timeout=_TIMEOUT_S, max_retries=0
    ) as client:
        try:
            await client.editor.capabilities()
        except indream.APIError as error:
            yield Finding("error", first_failure(error, host))
            return
        yield Finding("ok", _tr("{host} answers, and the key is valid.").format(host=host))
        yield Finding("ok", _tr("Documents can be checked by the service."))
        try:
            await client.projects.list(1)
        except indream.APIError as error:
            yield projects_failure(error, host)
            return
        yield Finding("ok", _tr("Projects, uploads and exports can be used."))


async def _try_renderingvideo(base_url: str, host: str, secret: Secret) -> AsyncGenerator[Finding]:
    async with renderingvideo.AsyncRenderingVideoClient(
        secret.reveal(), base_url=base_url, timeout=_TIMEOUT_S, max_retries=0
    ) as client:
        try:
            left = await client.credits()
        except renderingvideo.APIError as error:
            yield Finding("error", first_failure(error, host))
            return
    yield Finding("ok", _tr("{host} answers, and the key is valid.").format(host=host))
    yield credits_left(left)


def first_failure(error: indream.APIError | renderingvideo.APIError, host: str) -> str:
    """Say why the first call did not succeed, and what to do."""
    match error.status:
        case 0:
            text = _tr("{why} Check the address and the network, then test again.")
        case 401:
            text = _tr("{host} does not take this key. Copy it anew, or make another one there.")
        case 403:
            text = _tr("{host} knows the key, but does not let it do this: {why}")
        case 429:
            text = _tr("{host} has been asked too often. Wait a minute, then test again.")
        case status if status >= 500:
            text = _tr("{host} answers, but is in trouble now (status {status}). Test again later.")
        case _:
            text = _tr("There is an answer at {host}, but not from this kind of service. Check the address.")
    return text.format(host=host, why=error.detail, status=error.status)


def projects_failure(error: indream.APIError, host: str) -> Finding:
    """Say why projects cannot be listed though the key is valid."""
    if error.status == 403:
        text = _tr(
            "The key is valid, but this account may not use projects, uploads and exports. "
            "See at {host} what the account includes; everything on this computer works without it."
        )
        return Finding("error", text.format(host=host))
    text = _tr("Projects cannot be listed now: {why} Test again later.")
    return Finding("warning", text.format(why=error.detail))


def credits_left(credits: float) -> Finding:
    """Say how many credits are left."""
    if credits <= 0:
        text = _tr("No credits are left: previews work, films cannot be made. Buy credits at the service.")
        return Finding("warning", text)
    if credits == 1:
        return Finding("ok", _tr("1 credit is left."))
    return Finding("ok", _tr("{credits} credits are left.").format(credits=f"{credits:,.10g}"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("AccountTrial", text)
