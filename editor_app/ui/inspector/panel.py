"""The inspector: what is selected, field by field; the project where nothing is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from editor_app.document import Document
from editor_app.items import BrokenItem
from editor_app.session import Session
from editor_app.state import EditorState, Transition
from editor_app.ui import icons
from editor_app.ui.actions import ActionSpec, make_actions
from editor_app.ui.inspector.density import ROOMY, density_of
from editor_app.ui.inspector.fields import Field, common_fields
from editor_app.ui.inspector.form import bring_up
from editor_app.ui.inspector.item_page import ItemPage
from editor_app.ui.inspector.project_page import ProjectPage
from editor_app.ui.inspector.texts import tr
from editor_app.ui.inspector.transition_page import TransitionPage
from editor_app.ui.inspector.unreadable_page import UnreadablePage
from editor_app.ui.names import clip_label, kind_name, transition_name
from editor_app.ui.theme import DARK, HIT_PX, SPACE_PX, TEXT_PX, Tokens, ui_font
from editor_app.ui.widgets.elided import ElidedLabel
from editor_app.ui.widgets.quiet_wheel import QuietWheel
from editor_app.ui.widgets.tab_order import follow_layout

TABLE = (ActionSpec("inspector.auto-key", "Set keyframes automatically", ("Alt+Shift+K",), toggles=True),)
_MOST_PAGES = 12


class InspectorPanel(QWidget):
    """The panel."""

    notice = Signal(str)
    """A sentence for the notice area."""
    problems_wanted = Signal(str)
    """The id of a clip whose problems shall be shown."""

    def __init__(
        self, document: Document, session: Session, parent: QWidget | None = None, *, tokens: Tokens = DARK
    ) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self._document, self._session, self._tokens = document, session, tokens
        self._item_pages: dict[tuple[Field, ...], ItemPage] = {}
        self._auto_key, self._density = False, ROOMY
        self.actions_by_id: dict[str, QAction] = make_actions(
            self, TABLE, {"inspector.auto-key": self._set_auto_key}, context="Inspector"
        )
        self.title = ElidedLabel()
        self.title.setFont(ui_font(TEXT_PX, weight=600))
        self.title.setMinimumHeight(HIT_PX)
        self.auto_key = self._make_auto_key()
        self._show_icon()
        self.project, self.transition = (
            ProjectPage(document, session, tokens),
            TransitionPage(document, session, tokens),
        )
        self.unreadable = UnreadablePage()
        self.pages = QStackedWidget()
        for page in (self.project, self.transition, self.unreadable):
            self.pages.addWidget(page)
        self._wheel = QuietWheel(self)
        for page in (self.project, self.transition):
            self._wheel.watch(page)
        self._lay_out()
        self._ticker = QTimer(self)
        self._ticker.setSingleShot(True)
        self._ticker.setInterval(0)
        self._ticker.timeout.connect(self._refresh)
        self._only_moving = True
        self._wanted_field: tuple[str | int, ...] = ()
        self._connect()
        self._show_selection()

    @property
    def item_page(self) -> ItemPage | None:
        """Give the page of clips, where it is shown."""
        page = self.pages.currentWidget()
        return page if isinstance(page, ItemPage) else None

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self._show_icon()
        for page in (self.project, self.transition, *self._item_pages.values()):
            page.set_tokens(tokens)

    def _show_icon(self) -> None:
        colours = {"color": self._tokens.secondary, "color_on": self._tokens.keyframe}
        icon = icons.icon("mdi6.record-circle-outline", **colours)
        self.actions_by_id["inspector.auto-key"].setIcon(icon)

    def _make_auto_key(self) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(self.actions_by_id["inspector.auto-key"])
        button.setProperty("quiet", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setIconSize(QSize(16, 16))
        button.setMinimumSize(HIT_PX, HIT_PX)
        button.setAccessibleName(tr("Set keyframes automatically"))
        return button

    def _lay_out(self) -> None:
        self._head = head = QHBoxLayout()
        head.setContentsMargins(2 * SPACE_PX, ROOMY.head_px, SPACE_PX, ROOMY.head_px)
        head.addWidget(self.title, 1)
        head.addWidget(self.auto_key)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        follow_layout(self)
        self.setMinimumWidth(280)
        self.setAccessibleName(tr("Inspector"))

    def _connect(self) -> None:
        document, session = self._document, self._session
        session.selection_changed.connect(self._show_selection)
        session.field_wanted.connect(self._want_field)
        session.playhead_changed.connect(self._follow_playhead)
        document.changed.connect(self._follow_document)
        document.sidecar_changed.connect(self._follow_document)
        document.loaded.connect(self._follow_load)
        self.project.notice.connect(self.notice)
        self.transition.notice.connect(self.notice)
        self.unreadable.problems_wanted.connect(self.problems_wanted)

    def _want_field(self, place: tuple[str | int, ...]) -> None:
        self._wanted_field = place
        # Not at once, for the panel may be about to be opened.
        QTimer.singleShot(0, self, self._bring_field_up)

    def _bring_field_up(self) -> None:
        place, self._wanted_field = self._wanted_field, ()
        page = self.pages.currentWidget()
        if isinstance(page, ItemPage | ProjectPage | TransitionPage):
            field = page.field_at(place)
            if field is not None and field.isVisible():
                bring_up(field)

    def _follow_playhead(self, _ticks: object) -> None:
        if self.item_page is not None and not self._ticker.isActive():
            self._only_moving = True
            self._ticker.start()

    def _follow_document(self, _news: object) -> None:
        self._only_moving = False
        self._ticker.start()

    def _follow_load(self) -> None:
        for page in (self.project, self.transition, self.item_page):
            if page is not None:
                page.forget()
        self._show_selection()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the rows stand closer where there is little height."""
        super().resizeEvent(event)
        # Not at once, for the docks are being laid out.
        QTimer.singleShot(0, self, self._take_density)

    def _take_density(self) -> None:
        density = density_of(self.height())
        if density != self._density:
            self._density = density
            self._head.setContentsMargins(2 * SPACE_PX, density.head_px, SPACE_PX, density.head_px)
            for page in (self.project, self.transition, *self._item_pages.values()):
                page.set_density(density)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        super().showEvent(event)
        self._show_selection()

    def _refresh(self) -> None:
        if not self.isVisible():
            return
        if not self._is_current():
            self._show_selection()
            return
        page = self.pages.currentWidget()
        if isinstance(page, ItemPage):
            page.refresh(only_moving=self._only_moving)
        elif isinstance(page, ProjectPage | TransitionPage):
            page.refresh()
        if not self._only_moving:
            self._show_title()

    def _is_current(self) -> bool:
        """Tell whether the page still suits what is selected, which may have gone or become readable."""
        page, state = self.pages.currentWidget(), self._document.state
        ids, transition_id = self._session.selection.item_ids, self._session.selection.transition_id
        if page is self.transition:
            return isinstance(state.transitions.get(transition_id or ""), Transition)
        if isinstance(page, ItemPage):
            return all(key in state.items and not isinstance(state.items[key], BrokenItem) for key in ids)
        wanted = any(key in state.items for key in ids) or transition_id in state.transitions
        return page is self.project and not wanted

    def _show_selection(self, _news: object = None) -> None:
        self._ticker.stop()
        shown = self.pages.currentWidget()
        if isinstance(shown, ItemPage | ProjectPage | TransitionPage):
            shown.settle()
        state, selection = self._document.state, self._session.selection
        ids = tuple(key for key in selection.item_ids if key in state.items)
        transition = state.transitions.get(selection.transition_id or "")
        self.auto_key.setVisible(bool(ids))
        if isinstance(transition, Transition):
            self.transition.show_transition(selection.transition_id or "")
            self.pages.setCurrentWidget(self.transition)
        elif ids:
            self._show_items(ids)
        else:
            self.project.refresh()
            self.pages.setCurrentWidget(self.project)
        self._show_title()

    def _show_items(self, ids: tuple[str, ...]) -> None:
        items = [self._document.state.items[key] for key in ids]
        if any(isinstance(item, BrokenItem) for item in items):
            self.unreadable.show_items(self._document.state, ids)
            self.pages.setCurrentWidget(self.unreadable)
            return
        fields = common_fields(item.type for item in items)
        page = self._item_pages.get(fields) or self._make_page(fields)
        page.auto_key = self._auto_key
        page.show_items(ids)
        self.pages.setCurrentWidget(page)

    def _make_page(self, fields: tuple[Field, ...]) -> ItemPage:
        if len(self._item_pages) >= _MOST_PAGES:
            for old in self._item_pages.values():
                self.pages.removeWidget(old)
                old.deleteLater()
            self._item_pages.clear()
        page = ItemPage(self._document, self._session, fields, self._tokens)
        page.notice.connect(self.notice)
        page.set_density(self._density)
        self._wheel.watch(page)
        self._item_pages[fields] = page
        self.pages.addWidget(page)
        follow_layout(page, after=self.auto_key)
        return page

    def _show_title(self) -> None:
        self.title.setText(title_of(self._document.state, self._session))

    def _set_auto_key(self, on: bool) -> None:
        self._auto_key = self._session.sets_keys = on
        if self.item_page is not None:
            self.item_page.auto_key = on


def title_of(state: EditorState, session: Session) -> str:
    """Say what is inspected: a clip by kind and name, several by their number, a transition, the project."""
    selection = session.selection
    ids: Sequence[str] = [key for key in selection.item_ids if key in state.items]
    transition = state.transitions.get(selection.transition_id or "")
    if isinstance(transition, Transition):
        return tr("Transition · {name}").format(name=transition_name(transition.type))
    if len(ids) > 1:
        return tr("{count} clips").format(count=len(ids))
    if ids:
        item = state.items[ids[0]]
        kind, name = kind_name(item.type or ""), clip_label(state, item)
        return kind if kind == name else f"{kind} · {name}"
    return tr("Project")
