"""The service's own verdict on the document that is open: asked for in each pause, and never waited for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from editor_app.checks.verdicts import service_problem
from editor_app.cloud.indream import AsyncIndreamClient, ValidationError
from editor_app.cloud.indream.errors import SCHEMA
from editor_app.cloud.indream.models import EditorValidationResult
from editor_app.document import Document
from editor_app.problem import Problem
from editor_app.services.accounts import AccountError
from editor_app.services.service_word import Word, asks_to_wait, is_refused_key, no_word, pause_after, tr
from editor_app.services.tasks import Tasks
from editor_app.state import EditorState

PAUSE_S = 0.4
"""Whoever edits has paused after so many seconds without a change."""
UNEXPLAINED = "EDITOR_INVALID"
_log = logging.getLogger(__name__)


def _as_it_is(state: EditorState) -> EditorState:
    return state


def _untold(_error: Exception) -> None:
    pass


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """Who is asked; `prepare` makes of a document what is sent, such as by putting addresses of media in.

    `report` hears of errors: a key that is refused here is refused everywhere.
    """

    name: str
    client: AsyncIndreamClient
    prepare: Callable[[EditorState], EditorState] = _as_it_is
    report: Callable[[Exception], object] = _untold


Asker = Callable[[], Judge | None]
"""Gives whom to ask, None for nobody; may raise AccountError, whose text says why nobody can be asked."""


class ServiceValidation(QObject):
    """Asks one thing at a time, and the newest: an answer about an older document is dropped.

    Nothing of the media's places on this computer is sent: a document does not hold them.
    """

    word_changed = Signal(object)
    """Word."""

    def __init__(
        self,
        document: Document,
        tasks: Tasks,
        asker: Asker | None = None,
        parent: QObject | None = None,
        *,
        pause_s: float = PAUSE_S,
    ) -> None:
        super().__init__(parent)
        self._document, self._tasks, self._pause_s = document, tasks, pause_s
        self._asker: Asker | None = None
        self._task: asyncio.Task[None] | None = None
        self._word = Word()
        self._wake = asyncio.Event()
        self._retry_in: float | None = None
        self._not_before = 0.0
        self._failures = 0
        self._refused: AsyncIndreamClient | None = None
        self._judge: AsyncIndreamClient | None = None
        document.changed.connect(self._follow)
        document.loaded.connect(self._start_over)
        document.cloud_changed.connect(self.ask_again)
        if asker is not None:
            self.set_asker(asker)

    @property
    def word(self) -> Word:
        """Give what the service says, as far as it is known."""
        return self._word

    def set_asker(self, asker: Asker | None) -> None:
        """Ask somebody else, or nobody; the first time on a running loop."""
        self._asker = asker
        if self._task is None:
            self._task = self._tasks.start(self._run(), "validation by the service")
        self.ask_again()

    def ask_again(self, _news: object = None) -> None:
        """Ask anew, whatever was said before: an account or a key is another, or somebody wants to know."""
        self._refused = self._judge = None
        self._not_before, self._failures = 0.0, 0
        self._wake.set()

    def close(self) -> None:
        """Ask no more."""
        if self._task is not None:
            self._task.cancel()

    def _follow(self, _patch: object) -> None:
        if self._document.work.state is self._word.about:
            return
        if self._word.standing == "given":
            self._tell(replace(self._word, standing="asking"))
        self._wake.set()

    def _start_over(self) -> None:
        self._tell(Word(self._word.service, "asking" if self._word.service else "none"))
        self.ask_again()

    async def _run(self) -> None:
        while True:
            await self._pause()
            try:
                judge = self._asker() if self._asker is not None else None
            except AccountError as error:
                self._hear_nothing(self._word.service or tr("the service"), error, None)
                continue
            if judge is None:
                self._tell(Word())
            elif self._is_wanted(judge):
                await self._ask(judge, self._document.work.state)

    async def _pause(self) -> None:
        """Wait for a change and the pause after it, or until it is time to try again."""
        if await self._woken(self._retry_in):
            while await self._woken(self._pause_s):
                continue
        while (left := self._not_before - asyncio.get_running_loop().time()) > 0:
            await self._woken(left)
        self._retry_in = None

    async def _woken(self, seconds: float | None) -> bool:
        """Wait until something has happened, or for so long; tell whether it has."""
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            return False
        self._wake.clear()
        return True

    def _is_wanted(self, judge: Judge) -> bool:
        is_known = self._word.about is self._document.work.state and self._judge is judge.client
        return judge.client is not self._refused and not is_known

    async def _ask(self, judge: Judge, state: EditorState) -> None:
        is_same = judge.name == self._word.service
        kept = (self._word.problems, self._word.about) if is_same else ((), None)
        self._tell(Word(judge.name, "asking", *kept))
        try:
            found = await _verdict(judge, state)
        except Exception as error:  # whatever it is, our own checks go on, and the next try is due
            self._fail(judge, error)
            return
        self._failures, self._not_before, self._judge = 0, 0.0, judge.client
        if self._document.work.state is state:
            self._tell(Word(judge.name, "given", found, state))

    def _fail(self, judge: Judge, error: Exception) -> None:
        self._failures += 1
        pause_s = pause_after(self._failures, error)
        if is_refused_key(error):
            self._refused = judge.client
        if pause_s is not None and asks_to_wait(error):
            self._not_before = asyncio.get_running_loop().time() + pause_s
        self._hear_nothing(judge.name, error, pause_s)
        judge.report(error)

    def _hear_nothing(self, name: str, error: Exception, pause_s: float | None) -> None:
        _log.info("No verdict from %s: %s", name, error)
        self._retry_in = pause_s
        self._tell(Word(name, "pending", sentence=no_word(name, error, pause_s)))

    def _tell(self, word: Word) -> None:
        is_silent = word.standing == self._word.standing == "none"
        self._word = word
        if not is_silent:
            self.word_changed.emit(word)


async def _verdict(judge: Judge, state: EditorState) -> tuple[Problem, ...]:
    """Ask, and give all that is found; raise APIError.

    A service may also refuse the question itself because of the document: that is a verdict too.
    """
    try:
        result = await judge.client.editor.validate(judge.prepare(state), check=False)
    except ValidationError as error:
        if error.errors:  # found here, before anything was sent
            raise
        return (service_problem(judge.name, error.error_code or SCHEMA, "$", str(error)),)
    return await asyncio.to_thread(_problems, judge.name, result)


def _problems(name: str, result: EditorValidationResult) -> tuple[Problem, ...]:
    found = tuple(service_problem(name, error.code, error.path, error.message) for error in result.errors)
    if not found and not result.valid:
        message = tr("{name} calls the document invalid and does not say why.").format(name=name)
        return (Problem(UNEXPLAINED, "$", message, "error", (name,)),)
    return found
