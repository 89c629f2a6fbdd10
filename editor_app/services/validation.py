"""What is wrong with the document that is open, kept in step with it and never in its way."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from editor_app.assets import BrokenAsset
from editor_app.checks import awaited_media, coming_media, media_in_trouble, missing_media
from editor_app.checks.troubles import Troubles, troubles
from editor_app.checks.verdicts import joined
from editor_app.document import Document
from editor_app.problem import Problem
from editor_app.services.checking import check_changed, check_whole, problems_of
from editor_app.services.latest import Job, LatestWork
from editor_app.services.service_word import Word
from editor_app.services.tasks import Tasks
from editor_app.state import EditorState
from editor_app.state.patch import Patch
from editor_app.store.media_files import MissingMedium

_DELAY_MS = 150
_MOST_HERE = 1000
"""So many items are checked in 6 ms; a document with more is checked in another process."""


class KnowsMissing(Protocol):
    """Who looks for the files of media."""

    @property
    def missing(self) -> Iterable[Any]:
        """Give the media without a file: objects with `asset_id` and `message`."""
        ...

    @property
    def changed(self) -> Any:
        """Give the signal that tells when others are missing."""
        ...


class HasWord(Protocol):
    """Who knows what a service says of the document."""

    @property
    def word(self) -> Word:
        """Give the service's word."""
        ...

    @property
    def word_changed(self) -> Any:
        """Give the signal that tells of another."""
        ...


class Validation(QObject):
    """Checks the settled document a moment after each change; what has changed since is never told.

    What the service says of it is joined with that, whenever it comes.
    """

    problems_changed = Signal(object)
    """tuple[Problem, ...]: all that is wrong now, missing media and the service's findings included."""

    def __init__(
        self,
        document: Document,
        sources: KnowsMissing | None = None,
        tasks: Tasks | None = None,
        parent: QObject | None = None,
        *,
        service: HasWord | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._sources, self._service = document, sources, service
        self._problems: tuple[Problem, ...] = ()
        self._of_document: tuple[Problem, ...] = ()
        self._troubles: tuple[str, ...] = ()
        self._checked: EditorState | None = None
        self._number = 0
        self._sent: tuple[int, EditorState] | None = None
        """What the other process keeps, once it has answered."""
        self._asked: tuple[int, EditorState] | None = None
        self._work = LatestWork(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY_MS)
        self._timer.timeout.connect(self._check)
        self._work.done.connect(self._take)
        self._work.failed.connect(self._take_failure)
        document.changed.connect(self._wait)
        document.loaded.connect(self._start_over)
        if sources is not None:
            sources.changed.connect(self._tell)
        if service is not None:
            service.word_changed.connect(self._tell)
        self._check()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Give what is wrong, as far as it is known."""
        return self._problems

    @property
    def is_current(self) -> bool:
        """Tell whether the problems are those of the document as it is settled now."""
        return self._checked is self._document.work.state

    def troubles(self) -> Troubles:
        """Give the clips and tracks that errors and warnings are about, for the timeline to mark."""
        # Problems name places of the state that was checked, where edits have since put something else.
        return troubles(self._checked or self._document.work.state, self._problems)

    def hear_of_media(self, sentences: tuple[str, ...]) -> None:
        """Take what the renderer found wrong with media as it needed them, all of it so far."""
        self._troubles = sentences
        self._tell()

    def check_now(self) -> None:
        """Check without waiting for a pause."""
        self._timer.stop()
        self._check()

    def close(self) -> None:
        """Stop checking."""
        self._timer.stop()
        self._work.close()

    def _wait(self, _patch: object) -> None:
        if not self.is_current:
            self._timer.start()

    def _start_over(self) -> None:
        self._of_document = self._troubles = ()
        self._sent = None
        self._tell()
        self.check_now()

    def _check(self) -> None:
        state = self._document.work.state
        if state is self._checked or self._asked is not None:
            return
        if len(state.items) <= _MOST_HERE:
            self._settle(state, problems_of(state))
        else:
            self._ask(state)

    def _ask(self, state: EditorState) -> None:
        """Send what has changed since the last answer; the executor's own thread does the writing."""
        self._number += 1
        self._asked = (self._number, state)
        if self._sent is None:
            job = Job(self._number, "document", check_whole, (self._number, state))
        else:
            old, before = self._sent
            patch = Patch.between(before, state)
            job = Job(self._number, "document", check_changed, (old, self._number, patch))
        self._work.want(job)

    def _take(self, number: Hashable, found: tuple[Problem, ...] | None) -> None:
        asked, self._asked = self._asked, None
        if asked is None or asked[0] != number:
            return
        self._sent = asked if found is not None else None
        if found is None or asked[1] is not self._document.work.state:
            self._check()
        else:
            self._settle(asked[1], found)

    def _take_failure(self, _number: Hashable, _error: object) -> None:
        """Leave the problems as they are until the next change; the log has the reason."""
        self._checked = self._asked[1] if self._asked is not None else None
        self._sent = self._asked = None

    def _settle(self, state: EditorState, found: tuple[Problem, ...]) -> None:
        self._checked, self._of_document = state, found
        self._tell()

    def _tell(self, _news: object = None) -> None:
        missing = tuple(self._sources.missing) if self._sources is not None else ()
        lost = (one for one in missing if not (one.is_coming or one.is_awaited))
        problems = self._with_word(
            *missing_media((one.asset_id, _with_advice(one)) for one in lost),
            *awaited_media((one.asset_id, one.reason) for one in missing if one.is_awaited),
            *coming_media((one.asset_id, one.reason) for one in missing if one.is_coming),
            *self._of_document,
            *self._media_in_trouble({medium.asset_id for medium in missing}),
        )
        if problems != self._problems:
            self._problems = problems
            self.problems_changed.emit(problems)

    def _with_word(self, *ours: Problem) -> tuple[Problem, ...]:
        """Join what the service says; of a document that is no more, only what is new to us counts."""
        word = self._service.word if self._service is not None else Word()
        if not word.problems:
            return ours
        return joined(ours, word.problems, is_current=self.is_current and word.about is self._checked)

    def _media_in_trouble(self, missing: Collection[str]) -> tuple[Problem, ...]:
        if not self._troubles:
            return ()
        assets = self._document.work.state.assets
        names = {key: asset.filename for key, asset in assets.items() if not isinstance(asset, BrokenAsset)}
        return media_in_trouble(self._troubles, names, missing)


def _with_advice(medium: MissingMedium) -> str:
    """Say what to do about a missing file in the window."""
    if medium.says_step:
        return medium.reason
    advice = QCoreApplication.translate("Validation", "Locate it, or put it back.")
    return f"{medium.reason or medium.message} {advice}"
