"""Beginning an export: asked about once where it replaces or doubles something, then given to the queue."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting.clouds.history import Task
from editor_app.services.exporting.earlier import alike, same_film
from editor_app.services.exporting.exports import target_of
from editor_app.services.exporting.jobs.job import (
    LOCAL,
    ExportJob,
    IndreamSettings,
    OtherSettings,
    Target,
)
from editor_app.services.exporting.jobs.snapshot import Snapshot, mark_of_content
from editor_app.services.exporting.paid import can_be_fetched, is_paid
from editor_app.services.rendering_previews import ShownPreview
from editor_app.state import EditorState
from editor_app.store.accounts import Profile
from editor_app.ui.export.asking import ask_before, keep_told
from editor_app.ui.export.choices import Choices
from editor_app.ui.export.notes import Note
from editor_app.ui.export.outlook import Outlook
from editor_app.ui.export.ports import Ports
from editor_app.ui.export.preview_films import first_question_of, question_of
from editor_app.ui.export.target import HERE
from editor_app.ui.export.texts import counted, tr

Doubt = tuple[Literal["replaces", "lacks", "doubles", "was paid", "is there"], str]
"""What is asked about before an export begins, and of which file, where that matters."""


class Starter(QObject):
    """Begins exports as the choices are; knows whether a second press is waited for."""

    notice = Signal(str)
    asks_changed = Signal()
    """It asks now, or asks no more."""
    begun = Signal(object, object)
    """ExportJob, Outlook: an export of the open project was begun, as it was looked at then."""
    chosen = Signal(str)
    """str: the id of a job that was begun and is one of the list only."""

    def __init__(self, ports: Ports, choices: Choices, parent: QWidget) -> None:
        super().__init__(parent)
        self._window, self._ports, self._choices = parent, ports, choices
        self._asked: frozenset[Doubt] = frozenset()
        self._pressed_at: dict[str, float] = {}
        self._begun: dict[str, EditorState] = {}
        """What the exports are made of that were begun here and are not over, or were paid, by their ids."""
        self._paid: dict[str, ExportJob] = {}
        self._marked: tuple[Snapshot, str] | None = None
        """What was compared with exports of an earlier run, and its mark."""
        self._is_comparing = False
        self.now: Callable[[], float] = time.monotonic
        """Tells the time, in seconds."""
        self.question: QMessageBox | None = None

    def forget(self) -> None:
        """Ask no more; what is pressed next is another press."""
        self._asked = frozenset()
        self._pressed_at.clear()

    def is_asking(self, look: Outlook) -> bool:
        """Tell whether the button was pressed once for this, and asks."""
        if not self._asked:
            return False
        doubts = self._doubts(look)
        return bool(doubts) and doubts <= self._asked

    def button_text(self, look: Outlook) -> str:
        """Say what a press does now."""
        if not self.is_asking(look):
            return tr("Export")
        return tr("Replace") if look.path is not None and look.path.exists() else tr("Export anyway")

    def questions(self, look: Outlook) -> list[Note]:
        """Say what a second press says yes to."""
        self._count_begun(look)
        if not self.is_asking(look):
            return []
        found, doubts = list[Note](), {kind for kind, _ in self._doubts(look)}
        if "replaces" in doubts and look.path is not None:
            found.append(Note("warning", tr("“{name}” will be replaced.").format(name=look.path.name)))
        if "lacks" in doubts and look.place == HERE:
            text = counted(len(look.missing), tr("A placeholder is shown"), tr("{n} placeholders are shown"))
            found.append(Note("warning", tr("{what} for what is missing.").format(what=text)))
        if "doubles" in doubts:
            found.append(Note("warning", tr("The same export is under way.")))
        found += [Note("warning", said) for doubt in self._doubts(look) if (said := _told_of_paid(doubt))]
        return found

    def press(self, look: Outlook) -> None:
        """Export; ask once by the button itself where it replaces a file, lacks media, or is made already."""
        if look.path is None or self._is_same_press("export") or self._is_comparing:
            return
        snapshot = self._ports.exports.snapshot()
        if self._is_to_compare(look, snapshot):
            self._is_comparing = True
            self._ports.tasks.start(self._compare(look, snapshot), "looking for a film that was paid")
        else:
            self._begin(look, snapshot)

    def _is_to_compare(self, look: Outlook, snapshot: Snapshot) -> bool:
        """Tell whether an earlier run may have made this film, and nobody knows yet."""
        if self._marked is not None:
            before, _ = self._marked
            if before.state is snapshot.state and before.sources == snapshot.sources:
                return False
        known = alike(look.state, _target(look), look.settings, self._count_begun(look))
        return any(job.id not in self._begun for job in known)

    async def _compare(self, look: Outlook, snapshot: Snapshot) -> None:
        """Know the mark of what is to be exported, then go on."""
        try:
            self._marked = snapshot, await asyncio.to_thread(mark_of_content, snapshot)
        finally:
            self._is_comparing = False
        self._begin(look, snapshot)

    def _begin(self, look: Outlook, snapshot: Snapshot) -> None:
        """Begin an export of what there was when it was asked for, or ask first."""
        doubts = self._doubts(look)
        if not doubts <= self._asked:
            self._asked = doubts
            self.asks_changed.emit()
            return
        self._asked = frozenset()
        job = self._start(look, snapshot)
        self._begun[job.id] = look.state
        self.begun.emit(job, look)

    def start_preview(self, look: Outlook) -> None:
        """Have a link made that shows the film for a while, free of charge."""
        if self._is_same_press("preview"):
            return
        settings, profile = self._choices.settings(look.ticks, is_preview=True), look.place.profile
        if profile is not None and look.path is not None and isinstance(settings, OtherSettings):
            self.begun.emit(self._ports.exports.start_at(profile, settings, look.path), look)

    def fetch(self, profile: Profile, task: Task) -> None:
        """Fetch the film of a task into the folder that is chosen."""
        suffix = ".webm" if task.title.lower().endswith(".webm") else ".mp4"
        path = self._choices.destination.free_file(task.title or tr("Film"), suffix)
        job = self._ports.exports.fetch(profile, task.id, path, task.title)
        self.notice.emit(tr("“{name}” is being fetched.").format(name=job.output.name))
        # Another list under the pointer would take the second click of somebody who clicks twice.
        self.chosen.emit(job.id)

    def fetch_left(self, left: ExportJob, output: Path) -> None:
        """Fetch the film of an export that was cancelled, in place of which stands what fetches it."""
        job = self._ports.exports.fetch_left(left, output)
        if (made_of := self._begun.pop(left.id, None)) is not None:
            self._begun[job.id] = made_of
        self._ports.exports.queue.remove(left.id)
        self.chosen.emit(job.id)

    def render(self, preview: ShownPreview) -> None:
        """Make a film of a preview link, once somebody has read what it costs."""
        previews, standings = self._ports.previews, self._ports.standings
        film = previews.film(preview.temp_id) if previews is not None else None
        job = self._ports.exports.queue.job(film.job_id) if film is not None else None
        is_under_way = job is not None and not job.is_over

        def said() -> tuple[str, str]:
            left = self._left_at(preview.service)
            if film is None:
                return first_question_of(preview, left)
            return question_of(preview, film, left, is_under_way=is_under_way)

        answer = tr("Make a film") if film is None else tr("Make another film")
        make = partial(self._make_film, preview, another=film is not None)
        self.question = ask_before(self._window, *said(), answer, make)
        if standings is not None:
            keep_told(self.question, standings.changed, lambda: said()[1])
            standings.refresh(self._profile_of(preview.service))

    def _profile_of(self, service: str) -> Profile | None:
        """Give the account with a key at a service."""
        standings = self._ports.standings
        known = standings.with_key() if standings is not None else ()
        return next((one for one in known if one.service == service), None)

    def _left_at(self, service: str) -> float | None:
        """Give the credits that are left at a service, where they are known."""
        standings, profile = self._ports.standings, self._profile_of(service)
        return standings.of(profile).credits if standings is not None and profile is not None else None

    def _is_same_press(self, button: str) -> bool:
        """Tell whether this is the second half of a double click: it must neither pay twice nor say yes."""
        at, before = self.now(), self._pressed_at.get(button)
        self._pressed_at[button] = at
        return before is not None and (at - before) * 1000 < QApplication.doubleClickInterval()

    def _doubts(self, look: Outlook) -> frozenset[Doubt]:
        """Give what is to be asked about."""
        found = set[Doubt]()
        if look.path is not None and look.path.exists():
            found.add(("replaces", str(look.path)))
        if look.missing:
            found.add(("lacks", ""))
        mark = self._marked[1] if self._marked is not None and self._marked[0].state is look.state else ""
        jobs = self._count_begun(look)
        same = same_film(look.state, _target(look), look.settings, jobs, self._begun, mark)
        if same is not None:
            found.add(self._doubt_about(same, look))
        return frozenset(found)

    def _doubt_about(self, same: ExportJob, look: Outlook) -> Doubt:
        """Give what to ask where an export makes this very film, or was paid for it."""
        if not same.is_over:
            return "doubles", ""
        is_listed = any(job.id == same.id for job in look.jobs)
        return "is there" if is_listed and can_be_fetched(same) else "was paid", same.output.name

    def _count_begun(self, look: Outlook) -> list[ExportJob]:
        """Give the exports that count, also of earlier runs: one off the list was paid all the same."""
        listed = {job.id: job for job in look.jobs}
        known = {key: job for key, job in (self._paid | listed).items() if key in self._begun or job.content}
        self._paid = {key: job for key, job in known.items() if is_paid(job)}
        jobs = {key: job for key, job in known.items() if not job.is_over} | self._paid
        self._begun = {key: state for key, state in self._begun.items() if key in jobs}
        return list(jobs.values())

    def _start(self, look: Outlook, snapshot: Snapshot) -> ExportJob:
        profile, path, settings = look.place.profile, look.path, look.settings
        exports = self._ports.exports
        assert path is not None
        if profile is None or isinstance(settings, ExportSettings):
            assert isinstance(settings, ExportSettings)
            return exports.start_here(settings, path, snapshot)
        values = self._choices.advanced.indream.extras.header_values
        secrets = values if isinstance(settings, IndreamSettings) else {}
        return exports.start_at(profile, settings, path, secrets, snapshot)

    def _make_film(self, preview: ShownPreview, *, another: bool = False) -> None:
        """Make a film of a preview link, into the folder that is chosen."""
        previews = self._ports.previews
        path = self._choices.destination.free_file(preview.title or tr("Film"), ".mp4")
        job = previews.render(preview.temp_id, path, another=another) if previews is not None else None
        if job is not None:
            said = tr("“{name}” is being made; it stands among the exports.")
            self.notice.emit(said.format(name=job.output.name))
            self.chosen.emit(job.id)


def _target(look: Outlook) -> Target:
    return target_of(look.place.profile) if look.place.profile is not None else LOCAL


def _told_of_paid(doubt: Doubt) -> str:
    """Say that this very film was paid, and whether it can be fetched; nothing of other doubts."""
    kind, name = doubt
    match kind:
        case "was paid":
            said = tr("“{name}” is this very film. Another one is paid again.")
        case "is there":
            said = tr("“{name}” is this very film, and paid: fetch it from the list. Another is paid again.")
        case _:
            return ""
    return said.format(name=name)
