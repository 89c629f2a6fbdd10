"""The inspector of clips: every field that all selected clips have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from editor_app.document import Document
from editor_app.edits import EditError
from editor_app.edits.moments import is_under
from editor_app.items import BrokenItem, Item
from editor_app.record import wire_name
from editor_app.session import Session
from editor_app.state import EditorState
from editor_app.ui.inspector.changing import change, reset, toggle_key
from editor_app.ui.inspector.defaults import default_of, has_default
from editor_app.ui.inspector.density import Density
from editor_app.ui.inspector.editors import TextEditor
from editor_app.ui.inspector.fields import GROUPS, PARTS, Field
from editor_app.ui.inspector.form import settle
from editor_app.ui.inspector.reading import MIXED, Reading, key_times, read
from editor_app.ui.inspector.rows import FieldRow
from editor_app.ui.inspector.sections import Sections
from editor_app.ui.inspector.texts import tr
from editor_app.ui.theme import Tokens
from editor_app.ui.widgets.tab_order import follow_layout


class ItemPage(QWidget):
    """The rows for one set of fields; what they show is given anew for every selection."""

    notice = Signal(str)

    def __init__(self, document: Document, session: Session, fields: Sequence[Field], tokens: Tokens) -> None:
        super().__init__()
        self._document, self._session = document, session
        self._fields = tuple(fields)
        self._item_ids: tuple[str, ...] = ()
        self._good: EditorState | None = None
        self.auto_key = False
        groups = [group for group in GROUPS if any(field.group == group for field in fields)]
        self.sections = Sections(groups, tokens)
        self.rows: dict[str, FieldRow] = {}
        for field in fields:
            row = FieldRow(field, tokens, resets=has_default(field))
            self.rows[field.name] = row
            self.sections.add(field.group, row)
            self._connect(row)
        self._row_in_focus: FieldRow | None = None
        document.preview_ended.connect(self._drop_typing)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sections)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.sections.set_tokens(tokens)
        for row in self.rows.values():
            row.set_tokens(tokens)

    def set_density(self, density: Density) -> None:
        """Let the rows stand closer, or less close."""
        self.sections.set_density(density)

    def show_items(self, item_ids: tuple[str, ...]) -> None:
        """Show what stands in these clips."""
        self._item_ids, self._good = item_ids, None
        self.refresh()

    def field_at(self, place: tuple[str | int, ...]) -> QWidget | None:
        """Give the editor of a place in the clips' JSON, if it is a field here."""
        items = _readable(self._document.state, self._item_ids)
        if not items or not place:
            return None
        model = type(items[0])
        names = [name for name in self.rows if wire_name(model, name) == place[0]]
        return self.rows[names[0]].editor if names else None

    def settle(self) -> None:
        """Keep what is being typed, before something else is shown."""
        settle(self)

    def _follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Tell the row that the keyboard comes to, and the one that it leaves."""
        inside = now if now is not None and self.isAncestorOf(now) else None
        while inside is not None and not isinstance(inside, FieldRow):
            inside = inside.parentWidget() if inside is not self else None
        if inside is not self._row_in_focus:
            if self._row_in_focus is not None:
                self._row_in_focus.set_focused(False)
            self._row_in_focus = inside
            if inside is not None:
                inside.set_focused(True)

    def _drop_typing(self) -> None:
        """Let go of a text whose preview was taken back from elsewhere, as by undo."""
        for text in self.findChildren(TextEditor):
            text.drop()

    def forget(self) -> None:
        """Let go of the clips: another project came, and what is being typed is not for it."""
        self._item_ids, self._good = (), None
        self.settle()

    def refresh(self, *, only_moving: bool = False) -> None:
        """Show what stands there now; with `only_moving` only what depends on the playhead."""
        state = self._document.state
        items = _readable(state, self._item_ids)
        if not items:
            return
        playhead = self._session.playhead_ticks
        can_key = all(is_under(item, playhead) for item in items)
        for field in self._fields:
            if only_moving and not field.moves:
                continue
            reading = read(field, items, playhead)
            times = key_times(field, items) if reading.keys != "none" else []
            self.rows[field.name].show_reading(
                reading,
                is_default=_is_default(field, reading, state, items[0]),
                before=bool(times) and times[0] < playhead,
                after=bool(times) and times[-1] > playhead,
                can_key=can_key,
            )

    def _connect(self, row: FieldRow) -> None:
        row.editor.previewed.connect(self._previewer(row.field))
        row.editor.edited.connect(self._settler(row.field))
        row.editor.cancelled.connect(self._cancel)
        row.editor.refused.connect(self._refuse)
        row.editor.remade.connect(self._follow_layout)
        row.key_toggled.connect(self._toggle_key)
        row.key_stepped.connect(self._go_to_key)
        row.reset_wanted.connect(self._reset)

    def _follow_layout(self) -> None:
        follow_layout(self)

    def _previewer(self, field: Field) -> Callable[[Any], None]:
        def preview(value: Any) -> None:
            with suppress(EditError):  # beyond what can be, the last that could stays
                self._good = self._changed(field, value)
                self._document.preview(self._good)

        return preview

    def _settler(self, field: Field) -> Callable[[Any], None]:
        def settle(value: Any) -> None:
            label = tr("Change {field}").format(field=tr(field.label).lower())
            self._apply(label, lambda: self._changed(field, value))

        return settle

    def _go_to_key(self, field: Field, by: int) -> None:
        times = key_times(field, _readable(self._document.state, self._item_ids))
        now = self._session.playhead_ticks
        beyond = [time for time in times if time > now] if by > 0 else [t for t in times[::-1] if t < now]
        if beyond:
            self._session.set_playhead(beyond[0])

    def _changed(self, field: Field, value: Any) -> EditorState:
        return change(
            self._document.work.state,
            self._item_ids,
            field,
            value,
            playhead_ticks=self._session.playhead_ticks,
            auto_key=self.auto_key,
            locked=self._locked,
        )

    @property
    def _locked(self) -> tuple[str, ...]:
        return self._document.work.sidecar.locked_tracks

    def _toggle_key(self, field: Field, on: bool) -> None:
        playhead = self._session.playhead_ticks
        self._apply(
            tr("Add keyframe") if on else tr("Delete keyframe"),
            lambda: toggle_key(
                self._document.work.state,
                self._item_ids,
                field,
                playhead_ticks=playhead,
                on=on,
                locked=self._locked,
            ),
        )

    def _reset(self, field: Field) -> None:
        def edit() -> EditorState:
            state = self._document.work.state
            values = [default_of(field, state, state.items[key]) for key in self._item_ids]  # type: ignore[arg-type]
            playhead = self._session.playhead_ticks
            return reset(state, self._item_ids, field, values, playhead_ticks=playhead, locked=self._locked)

        self._apply(tr("Reset {field}").format(field=tr(field.label).lower()), edit)

    def _apply(self, label: str, edit: Callable[[], EditorState]) -> None:
        good, self._good = self._good, None
        try:
            self._document.apply(label, edit())
        except EditError as error:
            if good is not None and self._document.is_previewing:
                self._document.apply(label, good)
                return
            self._document.cancel_preview()
            self._refuse(str(error))

    def _cancel(self) -> None:
        self._good = None
        self._document.cancel_preview()
        self.refresh()

    def _refuse(self, sentence: str) -> None:
        self.notice.emit(sentence)
        self.refresh()


def _is_default(field: Field, reading: Reading, state: EditorState, item: Item) -> bool:
    if not has_default(field) or reading.value is MIXED or reading.keys != "none":
        return not has_default(field)
    if field.kind in PARTS:
        return item.__dict__[field.name] == default_of(field, state, item) and not _has_mixed(reading.value)
    return reading.value == default_of(field, state, item)


def _has_mixed(parts: Any) -> bool:
    return isinstance(parts, dict) and any(part is MIXED for part in parts.values())


def _readable(state: EditorState, item_ids: Sequence[str]) -> list[Item]:
    found = (state.items.get(key) for key in item_ids)
    return [item for item in found if item is not None and not isinstance(item, BrokenItem)]
