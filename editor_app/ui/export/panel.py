"""The Export panel: where to, what to make, what to know before, and the exports under way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QVBoxLayout,
    QWidget,
)

from editor_app.document import Document
from editor_app.edits.addresses import Address
from editor_app.problem import Problem
from editor_app.render.export.formats import kind_of
from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting.clouds.history import Task
from editor_app.services.exporting.jobs.job import ExportJob, OtherSettings
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.session import Session
from editor_app.state import EditorState
from editor_app.state.queries import project_length
from editor_app.store.accounts import Profile
from editor_app.ui.export.account_tasks import AccountTasks
from editor_app.ui.export.before import BeforeList
from editor_app.ui.export.body import ExportBody
from editor_app.ui.export.choices import Choices
from editor_app.ui.export.copying import CodeCopies
from editor_app.ui.export.covers import request_cover
from editor_app.ui.export.foot import ExportFoot
from editor_app.ui.export.job_list import JobList
from editor_app.ui.export.job_words import told_of
from editor_app.ui.export.known_places import KnownPlaces
from editor_app.ui.export.notes import Note, in_order, of_losses, trouble, worst_of
from editor_app.ui.export.outlook import UNKNOWN, Outlook, local_settings, made_line, notes_of
from editor_app.ui.export.ports import Frames, Ports
from editor_app.ui.export.preview_links import PreviewLinks
from editor_app.ui.export.ranges import marked_range
from editor_app.ui.export.starter import Starter
from editor_app.ui.export.target import HERE, Place, account_line, here_line
from editor_app.ui.export.texts import tr
from editor_app.ui.theme import DARK, Tokens
from editor_app.ui.widgets.quiet_wheel import QuietWheel
from editor_app.ui.widgets.tab_order import follow_layout

_SOON_MS = 60
_PRESSED_BY_SPACE = (QAbstractButton, QAbstractItemView, QComboBox)


class ExportPanel(QWidget):
    """The panel."""

    notice = Signal(str)
    outdated = Signal(str)
    """A notice told before that is true no longer."""
    offered = Signal(str, str, object)
    """str, str, object: a sentence, what can be done about it, and the call that does it."""
    services_wanted = Signal()
    drawer_wanted = Signal(str)
    """str: the id of a dock."""

    def __init__(
        self,
        document: Document,
        session: Session,
        ports: Ports,
        parent: QWidget | None = None,
        *,
        tokens: Tokens = DARK,
    ) -> None:
        super().__init__(parent)
        self._document, self._session, self._ports = document, session, ports
        self._exports, self._queue = ports.exports, ports.exports.queue
        self.actions_by_id: dict[str, QAction] = {}
        self._problems: tuple[Problem, ...] = ()
        self._title = ""
        self._ordered: tuple[QWidget, ...] = ()
        self.choices = Choices(document, ports, self, tokens=tokens)
        self.starter = Starter(ports, self.choices, self)
        self.before = BeforeList(self, tokens=tokens)
        self.jobs = JobList(self._queue, self, tokens=tokens)
        self.tasks = self.links = None
        if ports.history is not None:
            self.tasks = AccountTasks(
                ports.history, ports.others, self, standings=ports.standings, tokens=tokens
            )
        if ports.previews is not None:
            self.links = PreviewLinks(ports.previews, self, tokens=tokens)
        self.foot = ExportFoot(self, tokens=tokens)
        self.export = self.foot.export
        self._copies = CodeCopies(ports.exports, ports.tasks, self)
        self._known = KnownPlaces(ports.exports, ports.tasks, self)
        self.area = ExportBody(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.show_state)
        self._asks = QTimer(self)
        self._asks.setSingleShot(True)
        self._asks.setInterval(_SOON_MS)
        self._asks.timeout.connect(self._ask_for_balance)
        self._lay_out()
        self._wheel = QuietWheel(self)  # who scrolls past a list chooses nothing
        self._wheel.watch(self)
        self._connect()
        self._begin()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        for part in (self.choices, self.before, self.jobs, self.foot, self.tasks, self.links):
            if part is not None:
                part.set_tokens(tokens)

    def set_frames(self, frames: Frames) -> None:
        """Know who paints the pictures beside the exports."""
        self._ports.frames = frames

    def set_title(self, title: str) -> None:
        """Know what the project is called, where the document does not say."""
        self._title = title
        self.show_state()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Know the document's problems."""
        self._problems = tuple(problems)
        self._show_soon()

    def focus_export(self) -> None:
        """Put the first thing to press under the finger."""
        self.show_state()
        first = self.export if self.foot.isVisibleTo(self) else self.jobs.view
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_exports(self) -> None:
        """Bring the export into sight that the line at the lower edge of the window tells of."""
        if (job := told_of(self._queue.jobs)) is not None:
            self._show_job(job)
            self.jobs.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_lists_only(self, only: bool) -> None:
        """Show what was and is exported alone, where no project is open of which something could be made."""
        self.area.show_lists_only(only)
        self.foot.setVisible(not only)

    def event(self, event: QEvent) -> bool:
        """Keep Space from playing the film, where somebody has come to a button or a list by keyboard."""
        if _asks_for_space(event) and self._was_come_to_by_key():
            event.accept()
            return True
        return super().event(event)

    def _was_come_to_by_key(self) -> bool:
        inside, window = QApplication.focusWidget(), self.window()
        is_ours = isinstance(inside, _PRESSED_BY_SPACE) and self.isAncestorOf(inside)
        # After a click Space plays, as it does everywhere in the window: it must not export once more.
        return is_ours and window.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)

    def _note_pointer(self) -> None:
        """A button that had the keyboard is clicked: from now on it is the pointer that leads."""
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, False)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again at what may have changed meanwhile."""
        super().showEvent(event)
        self._ask_for_balance()
        self._known.forget()
        self.show_state()

    # Making it.

    def _lay_out(self) -> None:
        choices = self.choices
        lists = tuple(one for one in (self.jobs, self.tasks, self.links) if one is not None)
        settings = (choices.presets, choices.form, choices.advanced)
        self.area.set_parts(choices.cards, settings, (self.before,), lists)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(self.foot)
        self.setMinimumWidth(300)
        self.setAccessibleName(tr("Export"))

    def _connect(self) -> None:
        self._document.loaded.connect(self._begin)
        self._document.changed.connect(self._show_soon)
        self._session.range_changed.connect(self._show_soon)
        self._session.playhead_changed.connect(self._show_moment)
        self._queue.jobs_changed.connect(self._show_soon)
        self._queue.job_changed.connect(self._show_standings)
        self._queue.job_ended.connect(self._hear_end)
        self._queue.notice.connect(self.notice)
        self.choices.changed.connect(self._on_edited)
        self.choices.cards.connect_wanted.connect(self.services_wanted)
        self.before.followed.connect(self._follow)
        self.before.prerender_changed.connect(self.choices.draw_beforehand)
        self.jobs.notice.connect(self.notice)
        self.jobs.offered.connect(self.offered)
        self.jobs.outdated.connect(self.outdated)
        self.jobs.services_wanted.connect(self.services_wanted)
        self.jobs.fetch_wanted.connect(self.starter.fetch_left)
        self._copies.notice.connect(self.notice)
        self._known.changed.connect(self._show_soon)
        for button in (self.export, self.foot.preview):
            button.pressed.connect(self._note_pointer)
        self.export.clicked.connect(lambda: self.starter.press(self._look()[0]))
        self.foot.code_wanted.connect(self._copy_code)
        self.foot.preview_wanted.connect(lambda: self.starter.start_preview(self._look()[0]))
        self.starter.notice.connect(self.notice)
        self.starter.asks_changed.connect(self.show_state)
        self.starter.begun.connect(self._show_begun)
        self.starter.chosen.connect(self.jobs.view.choose)
        if self._ports.covers is not None:
            self.jobs.take_covers(self._ports.covers)
        if self._ports.standings is not None:
            self._ports.standings.changed.connect(self._ask_soon)
            self.choices.cards.chosen.connect(self._ask_for_balance)
        if self._ports.fidelity is not None:
            self._ports.fidelity.changed.connect(self._show_soon)
        if self.tasks is not None:
            self.tasks.fetch_wanted.connect(self.starter.fetch)
            self.choices.cards.chosen.connect(self._follow_place)
        if self.links is not None:
            self.links.render_wanted.connect(self.starter.render)
            self.links.notice.connect(self.notice)

    def _begin(self) -> None:
        """Another project: start from its first preset and a name of its own."""
        self._title, self._problems = "", ()
        self.starter.forget()
        self.choices.begin(self._profiles())
        self.show_state()

    def _profiles(self) -> tuple[Profile, ...]:
        standings = self._ports.standings
        return standings.with_key() if standings is not None else ()

    # What is shown.

    def show_state(self) -> None:
        """Show everything as it is now."""
        self._soon.stop()
        profiles = self._profiles()
        self.choices.show(profiles)
        self._show_tasks(profiles)
        look, troubles = self._look()
        self._show_cards(look)
        notes = [trouble(text) for text in troubles]
        asked = self.starter.questions(look)
        notes += [*asked, *notes_of(look), *self._differences(look)]
        shown = in_order(notes)
        self.before.show_notes(shown)
        is_known = look.place.kind == "renderingvideo" and "renderingvideo" in self._queue.kinds
        self.foot.show_offers(code=look.place != HERE, preview=is_known)
        self.foot.show_note(worst_of(shown, made_line(look), asked), self.starter.button_text(look))
        self._order_keys()

    def _order_keys(self) -> None:
        """Let Tab go through the panel as the eye does, whenever its buttons were made."""
        choices = self.choices
        rows = choices.advanced.indream.headers.rows
        parts = (*choices.cards.cards, *choices.presets.buttons, *rows, *self.before.links)
        if parts != self._ordered:
            self._ordered = parts
            follow_layout(self)

    def _look(self) -> tuple[Outlook, tuple[str, ...]]:
        """Give what an export would be made of now, and what is wrong with what was written."""
        state, choices, troubles = self._document.work.state, self.choices, list[str]()
        length = project_length(state)
        marked, playhead = marked_range(self._session.range, length), self._session.playhead_ticks
        choices.form.range.show_ranges(length, marked, playhead)
        ticks = None
        if choices.place.kind != "indream":
            try:
                ticks = choices.form.range.range(length, marked, playhead)
            except ValueError as error:
                troubles.append(str(error))
        path, profile = choices.path(self._document.sidecar.title or self._title), choices.place.profile
        standings = self._ports.standings
        look = Outlook(
            state,
            choices.place,
            choices.recipe,
            choices.settings(ticks),
            ticks or (0, length),
            path,
            standings.of(profile) if standings is not None and profile is not None else UNKNOWN,
            self._problems,
            self._exports.missing,
            self._exports.media_count,
            self._addresses(profile, state),
            self._queue.jobs,
            path is not None and self._queue.is_writing(path),
            self._tasks_of(profile),
        )
        return look, (*troubles, *choices.troubles())

    def _tasks_of(self, profile: Profile | None) -> Sequence[Task]:
        """Give what was read of an account's tasks."""
        history = self._ports.history
        return history.tasks if history is not None and history.profile == profile else ()

    def _addresses(self, profile: Profile | None, state: EditorState) -> Mapping[str, Address]:
        """Give where media are at an account's service, as far as is known by now."""
        if profile is None:
            return {}
        self._known.ask(profile.service, state.assets)
        return {**self._known.of(profile.service), **self._ports.addresses(profile.service)}

    def _show_soon(self, _news: object = None) -> None:
        """Show many changes at once, and only where somebody looks."""
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def _ask_soon(self) -> None:
        """Show how the accounts stand; ask anew where an export or another key may have changed it."""
        if self.isVisible() and not self._asks.isActive():
            self._asks.start()
        self._show_soon()

    def _ask_for_balance(self, place: Place = HERE) -> None:
        """Ask what is left to pay, of the account that was chosen in any case."""
        if self._ports.standings is not None:
            self._ports.standings.refresh(place.profile)

    def _show_moment(self, _ticks: object) -> None:
        if self.choices.form.range.is_still:
            self._show_soon()

    def _show_tasks(self, profiles: Sequence[Profile]) -> None:
        if self.tasks is not None:
            link = self._document.work.cloud
            listed = [one for one in profiles if one.has_projects or self._ports.others is not None]
            is_first = not self.tasks.account.count()
            self.tasks.show_accounts(listed, link.project_id if link is not None else "")
            if is_first:  # the place may be one that was chosen another time
                self.tasks.follow(self.choices.place.profile)
            self.area.offer_list(1, bool(listed))
        if self.links is not None:
            self.area.offer_list(2, any(not one.has_projects for one in profiles))

    def _follow_place(self, place: Place) -> None:
        if self.tasks is not None:
            self.tasks.follow(place.profile)

    def _show_cards(self, look: Outlook) -> None:
        self._show_standings()
        for card in self.choices.cards.cards:
            if card.place.profile is not None:
                continue
            if isinstance(look.settings, ExportSettings):
                about = look.needs.estimate
                card.show_line(here_line(about.seconds if about is not None else None))
            else:
                settings = local_settings(look.recipe, look.ticks if look.ticks[1] else None)
                here = Outlook(look.state, HERE, look.recipe, settings, look.ticks, None, jobs=look.jobs)
                about = here.needs.estimate
                card.show_line(here_line(about.seconds if about is not None else None))

    def _show_standings(self, _job: object = None) -> None:
        """Show how the accounts stand; an export may have taken or left a slot with any news of it."""
        standings = self._ports.standings
        for card in self.choices.cards.cards:
            if standings is None or card.place.profile is None:
                continue
            line = account_line(card.place, standings.of(card.place.profile))
            if line != card.line.text():  # news come many times a second
                card.show_line(line)

    def _differences(self, look: Outlook) -> tuple[Note, ...]:
        """Say what the service will show otherwise; ask for it where that is not known yet."""
        fidelity = self._ports.fidelity
        if fidelity is None or not isinstance(look.settings, OtherSettings):
            self.before.offer_prerender(False)
            return ()
        fidelity.ask(look.state, OtherWish.of(look.settings))
        if fidelity.found is None:
            return (Note("note", tr("Looking for what the service shows otherwise …")),)
        self.before.offer_prerender(bool(fidelity.found.prerenders))
        self.before.prerender.show_state(self.choices.draws_beforehand)
        return of_losses(fidelity.found.losses, look.state)

    def _on_edited(self, _news: object = None) -> None:
        self.starter.forget()
        self.show_state()

    # Exporting.

    def _show_begun(self, job: ExportJob, look: Outlook) -> None:
        """Show an export that was just begun, and offer the name of the next one."""
        self.choices.keep()
        self.choices.destination.begin_after(job.output)
        is_still = kind_of(look.recipe.format) == "still"
        promised = request_cover(self._ports.frames, look.state, look.ticks, is_still=is_still)
        if promised is not None:
            self.jobs.show_cover(job.id, promised)
        self.show_state()
        self._show_job(job)

    def _show_job(self, job: ExportJob) -> None:
        self.area.tabs.setCurrentIndex(0)
        self.jobs.view.choose(job.id)
        self.area.reveal(self.jobs.view)

    def _hear_end(self, job: ExportJob) -> None:
        if job.status != "done":
            self.choices.destination.come_back_to(job.output)
        self._known.forget()
        self._show_soon()

    def _copy_code(self, language: str) -> None:
        look, _ = self._look()
        self._copies.copy(language, look)

    # Where a line leads.

    def _follow(self, note: Note) -> None:
        if note.items:
            self._session.reveal(note.items)
            self._session.set_playhead(self._document.state.items[note.items[0]].start_ticks)
        elif note.way == "folder":
            self.choices.destination.browse()
        elif note.way == "settings":
            self.services_wanted.emit()
        elif note.way in ("problems", "media", "uploads"):
            self.drawer_wanted.emit(note.way)


def _asks_for_space(event: QEvent) -> bool:
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return event.key() == Qt.Key.Key_Space and not event.modifiers()
