"""The Problems panel: a list with filters, and fixes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor_app.document import Document
from editor_app.edits.errors import EditError
from editor_app.edits.fixes import Fix, fix_all
from editor_app.problem import Problem, parse_path
from editor_app.session import Session
from editor_app.ui import icons
from editor_app.ui.actions import make_actions, without_checked
from editor_app.ui.problems.actions import TABLE
from editor_app.ui.problems.delegate import ProblemDelegate
from editor_app.ui.problems.model import TO_LOCATE, ProblemsModel
from editor_app.ui.problems.ports import AsksService, KnowsProblems
from editor_app.ui.problems.problem_list import ProblemList
from editor_app.ui.problems.texts import counted, refused_text, tr
from editor_app.ui.problems.word_line import WordLine
from editor_app.ui.theme import DARK, HIT_PX, Tokens

_SEVERITIES = ("error", "warning", "info")
_ICONS = {"error": "mdi6.alert-circle", "warning": "mdi6.alert", "info": "mdi6.information"}


class ProblemsPanel(QWidget):
    """What is wrong, where, and what to do about it."""

    notice = Signal(str)
    """A sentence for the notice area."""
    locate_requested = Signal(object)
    """tuple[str, ...]: the files of these assets shall be looked for."""
    walked = Signal(object)
    """Problem | None: the one that is chosen in the list now."""
    fetch_requested = Signal()
    """What is missing shall be fetched from where it lies."""

    def __init__(
        self,
        document: Document,
        session: Session,
        validation: KnowsProblems,
        parent: QWidget | None = None,
        *,
        service: AsksService | None = None,
        tokens: Tokens = DARK,
    ) -> None:
        super().__init__(parent)
        self._document, self._session, self._validation = document, session, validation
        self._service, self._tokens = service, tokens
        self.model = ProblemsModel(document, self)
        self.list = self._make_list()
        self.delegate = ProblemDelegate(tokens, self)
        self.list.setItemDelegate(self.delegate)
        calls = {
            "problems.previous": lambda: self.step(-1),
            "problems.next": lambda: self.step(1),
            "problems.fix": self.fix_current,
            "problems.fix-alike": self.fix_alike,
        }
        self.actions_by_id = make_actions(
            self,
            TABLE,
            {name: without_checked(call) for name, call in calls.items()},
            context="Problems",
        )
        self.addActions(list(self.actions_by_id.values()))
        self.filters = {severity: self._make_filter(severity) for severity in _SEVERITIES}
        self.word_line = WordLine(tokens, self)
        self._empty = QLabel(self)
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)
        self._take(validation.problems)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.delegate.set_tokens(tokens)
        colours = {"error": tokens.error, "warning": tokens.warning, "info": tokens.info}
        for severity, button in self.filters.items():
            button.setIcon(icons.icon(_ICONS[severity], color=colours[severity]))
        for spec in TABLE:
            icon = icons.icon(spec.icon, color=tokens.secondary, color_disabled=tokens.disabled)
            self.actions_by_id[spec.id].setIcon(icon)
        self.word_line.set_tokens(tokens)
        self._empty.setStyleSheet(f"color: {tokens.secondary};")
        self.list.viewport().update()

    # Building.

    def _make_list(self) -> ProblemList:
        view = ProblemList(self)
        view.setModel(self.model)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName(tr("Problems"))
        return view

    def _make_filter(self, severity: str) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setChecked(True)
        button.setProperty("quiet", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(16, 16))
        button.setMinimumHeight(HIT_PX)
        button.toggled.connect(self._filter)
        return button

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(4)
        for button in self.filters.values():
            bar.addWidget(button)
        bar.addStretch(1)
        for name in ("problems.fix-alike", "problems.previous", "problems.next"):
            button = QToolButton(self)
            button.setDefaultAction(self.actions_by_id[name])
            button.setIconSize(QSize(18, 18))
            button.setMinimumSize(HIT_PX, HIT_PX)
            button.setAccessibleName(self.actions_by_id[name].text())
            if name == "problems.fix-alike":
                self.actions_by_id[name].setIconText(tr("Fix all alike"))  # a menu has room for more
                self._fix_alike = button
            bar.addWidget(button)
        self._bar = bar
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(bar)
        whole.addWidget(self.word_line)
        whole.addLayout(self._pages, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether there is room for words."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave a button to its sign where its text would be cut."""
        button = self._fix_alike
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        margins = self._bar.contentsMargins()
        needed_px = margins.left() + margins.right() - self._bar.spacing()
        for item in filter(None, map(self._bar.itemAt, range(self._bar.count()))):
            needed_px += item.sizeHint().width() + self._bar.spacing()
        if needed_px > self.width():
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def _connect(self) -> None:
        self._validation.problems_changed.connect(self._take)
        if self._service is not None:
            self._service.word_changed.connect(self.word_line.set_word)
            self.word_line.asked.connect(self._service.ask_again)
            self.word_line.set_word(self._service.word)
        self.list.clicked.connect(self.go_to)
        self.list.go_wanted.connect(self.go_to)
        self.list.menu_wanted.connect(self._open_menu)
        self.list.selectionModel().currentChanged.connect(self._take_current)
        self.delegate.pressed.connect(self._press)
        self.delegate.second_pressed.connect(self._fetch)

    # What shows.

    def _take(self, problems: Sequence[Problem]) -> None:
        current = self._current()
        self.model.set_problems(problems)
        for severity, button in self.filters.items():
            count = sum(problem.severity == severity for problem in problems)
            button.setText(counted(severity, count))
            button.setAccessibleName(tr("Show: {what}").format(what=counted(severity, count)))
            button.setToolTip(tr("Show or hide: {what}").format(what=counted(severity, count)))
        self._fit()
        self._restore(current)

    def _filter(self, _on: bool) -> None:
        current = self._current()
        self.model.set_severities({name for name, button in self.filters.items() if button.isChecked()})
        self._restore(current)

    def _restore(self, current: Problem | None) -> None:
        """Keep the row that was current, without going there again."""
        shown = self.model.shown
        if current is not None and (row := _row_of(current, shown)) is not None:
            index = self.model.index(row)
            self.list.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        is_empty = not shown
        hides_some = bool(self._validation.problems)
        self._empty.setText(tr("All problems are filtered out.") if hides_some else tr("No problems."))
        self._pages.setCurrentIndex(1 if is_empty else 0)
        self._enable()

    def _take_current(self, *_news: object) -> None:
        self._enable()
        self.walked.emit(self._current())

    def _enable(self) -> None:
        has_rows, row = bool(self.model.shown), self.list.currentIndex().row()
        can_fix = 0 <= row < len(self.model.shown) and bool(self.model.button(row))
        self.actions_by_id["problems.next"].setEnabled(has_rows)
        self.actions_by_id["problems.previous"].setEnabled(has_rows)
        self.actions_by_id["problems.fix"].setEnabled(can_fix)
        self.actions_by_id["problems.fix-alike"].setEnabled(can_fix)

    def _current(self) -> Problem | None:
        row = self.list.currentIndex().row()
        return self.model.shown[row] if 0 <= row < len(self.model.shown) else None

    # Going there.

    def step(self, by: int) -> None:
        """Go to the next problem, or the one before, from the end to the start again."""
        count = len(self.model.shown)
        if not count:
            return
        now = self.list.currentIndex().row()
        row = (now + by) % count if now >= 0 else (0 if by > 0 else count - 1)
        index = self.model.index(row)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        self.go_to(index)

    def show_clip(self, item_id: str) -> None:
        """Choose the first problem of a clip, also where such ones are filtered out."""
        shown = range(len(self.model.shown))
        row = next((row for row in shown if self.model.place(row).item_id == item_id), None)
        if row is None and not all(button.isChecked() for button in self.filters.values()):
            for button in self.filters.values():
                button.setChecked(True)
            self.show_clip(item_id)
        elif row is not None:
            self.list.setCurrentIndex(self.model.index(row))
            self.list.scrollTo(self.model.index(row))
            self.list.setFocus()

    def go_to(self, index: QModelIndex) -> None:
        """Select the clip or transition of a row, move the playhead there, and show the field."""
        place = self.model.place(index.row())
        if place.item_id is not None and place.item_id in self._document.state.items:
            self._session.select((place.item_id,))
        elif place.transition_id is not None and place.transition_id in self._document.state.transitions:
            self._session.select_transition(place.transition_id)
        elif place.is_of_project:
            self._session.select_nothing()
        else:
            return
        if place.ticks is not None:
            self._session.set_playhead(place.ticks)
        if place.inside:
            self._session.show_field(place.inside)

    # Fixing.

    def fix_current(self) -> None:
        """Do the first thing that can be done about the current problem."""
        index = self.list.currentIndex()
        if index.isValid():
            self._press(index)

    def fix_alike(self) -> None:
        """Do it for all problems of the current one's kind, as one step."""
        row = self.list.currentIndex().row()
        if not 0 <= row < len(self.model.shown):
            return
        problem = self.model.shown[row]
        if problem.code in TO_LOCATE:
            self._locate(p for p in self.model.shown if p.code == problem.code)
            return
        fixes = self.model.alike(row)
        new, refused = fix_all(self._document.work.state, fixes)
        self._document.apply(tr("Fix problems"), new)
        self._session.prune(self._document.work.state)
        if refused:
            self.notice.emit(refused_text(refused))

    def _press(self, index: QModelIndex) -> None:
        problem = self.model.shown[index.row()]
        if problem.code in TO_LOCATE:
            self._locate((problem,))
            return
        fixes = self.model.fixes(index.row())
        if fixes:
            self._apply(fixes[0])

    def _locate(self, problems: Iterable[Problem]) -> None:
        self.locate_requested.emit(tuple(str(parse_path(problem.path)[1]) for problem in problems))

    def _fetch(self, _index: object = None) -> None:
        self.fetch_requested.emit()

    def _apply(self, fix: Fix) -> None:
        try:
            new = fix.edit(self._document.work.state)
        except EditError as error:
            self.notice.emit(str(error))
            return
        self._document.apply(tr(fix.label), new)
        self._session.prune(self._document.work.state)

    # The menu.

    def menu_for(self, index: QModelIndex) -> QMenu:
        """Give the menu of a row: every fix, and fixing all of its kind."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list.setCurrentIndex(index)
        go = menu.addAction(tr("Go there"))
        go.triggered.connect(lambda: self.go_to(index))
        menu.addSeparator()
        if self.model.shown[index.row()].code in TO_LOCATE:
            menu.addAction(tr("Locate…")).triggered.connect(lambda: self._press(index))
        if label := self.model.second_button(index.row()):
            menu.addAction(label).triggered.connect(self._fetch)
        for fix in self.model.fixes(index.row()):
            self._add_fix(menu, fix)
        menu.addAction(self.actions_by_id["problems.fix-alike"])
        return menu

    def _add_fix(self, menu: QMenu, fix: Fix) -> QAction:
        action = menu.addAction(tr(fix.label))
        action.triggered.connect(lambda: self._apply(fix))
        return action

    def _open_menu(self, index: QModelIndex, at: QPoint) -> None:
        self.menu_for(index).popup(at)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the rows in step with the face."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "delegate"):
            self.delegate.set_tokens(self._tokens)


def _row_of(problem: Problem, shown: Sequence[Problem]) -> int | None:
    """Give where a problem stands, also if meanwhile another says it too."""
    if problem in shown:
        return shown.index(problem)
    key = problem.code, problem.path
    return next((row for row, other in enumerate(shown) if (other.code, other.path) == key), None)
