"""The inspector of a transition: which, how long, from where, and whether its clips have enough to show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, cast, get_args

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from editor_app.document import Document
from editor_app.edits import (
    EditError,
    Handles,
    change_transition,
    handles,
    longest_transition,
    remove_transitions,
    resize_transition,
)
from editor_app.items.values import Easing
from editor_app.session import Session
from editor_app.state import EditorState, Transition
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.inspector.editors import words_of
from editor_app.ui.inspector.form import Form, remark
from editor_app.ui.inspector.texts import tr
from editor_app.ui.inspector.transition_picker import TransitionPicker
from editor_app.ui.theme import HIT_PX, Tokens
from editor_app.ui.widgets.number_field import Measure, NumberField, tooltip
from editor_app.ui.widgets.scrub_label import ScrubLabel

_SIDES = ("from-left", "from-right", "from-top", "from-bottom")
_CORNERS = ("from-top-left", "from-top-right", "from-bottom-left", "from-bottom-right")
DIRECTIONS: Mapping[str, tuple[str, ...]] = {"slide": _SIDES, "flip": _SIDES, "wipe": (*_SIDES, *_CORNERS)}


class TransitionPage(Form):
    """The page."""

    notice = Signal(str)

    def __init__(self, document: Document, session: Session, tokens: Tokens) -> None:
        super().__init__()
        self._document, self._session = document, session
        self._good: EditorState | None = None
        self._key: str | None = None
        self.type = TransitionPicker(tokens)
        self.direction, self.easing = QComboBox(), QComboBox()
        for easing in get_args(Easing):
            self.easing.addItem(tr(words_of(easing)), easing)
        self.length = NumberField(Measure("s", 2, 0.1, 0.01), tokens=tokens)
        self.length.setToolTip(tooltip(tr("Duration")))
        self.shortage = remark("warning")
        self.longest = remark()
        self.remove = QPushButton(tr("Remove transition"))
        for widget, name in (
            (self.direction, tr("Direction")),
            (self.easing, tr("Easing")),
            (self.length, tr("Duration")),
            (self.remove, tr("Remove transition")),
        ):
            widget.setMinimumHeight(HIT_PX)
            widget.setAccessibleName(name)
        self.add_wide(self.type)
        self.length_label = label = ScrubLabel(tr("Duration"))
        label.set_field(self.length)
        self.add_row(label, self.length)
        self._direction_row = self.add_row(tr("Direction"), self.direction)
        self.add_row(tr("Easing"), self.easing)
        self.add_wide(self.longest)
        self.add_wide(self.shortage)
        self.add_wide(self.remove)
        self.type.chosen.connect(self._change)
        self.direction.activated.connect(self._change_settings)
        self.easing.activated.connect(self._change_settings)
        self.length.previewed.connect(self._preview_length)
        self.length.edited.connect(self._resize)
        self.length.cancelled.connect(document.cancel_preview)
        self.length.refused.connect(self.notice)
        self.remove.clicked.connect(self._remove)

    def field_at(self, place: tuple[str | int, ...]) -> QWidget | None:
        """Give the field of a place in the transition's JSON, if there is one here."""
        fields = {
            "type": self.type,
            "durationTicks": self.length,
            "easing": self.easing,
            "params": self.direction,
        }
        return fields.get(str(place[0])) if place else None

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.length.set_tokens(tokens)
        self.type.set_tokens(tokens)

    def show_transition(self, key: str) -> None:
        """Show this transition."""
        self._key, self._good = key, None
        self.refresh()

    def forget(self) -> None:
        """Let go of the transition: another project came, and what is being typed is not for it."""
        self._key, self._good = None, None
        self.length.cancel()

    def refresh(self) -> None:
        """Show the transition as it is now."""
        found = self._found()
        if found is None:
            return
        key, transition = found
        state = self._document.state
        directions = DIRECTIONS.get(transition.type, ())
        self.type.show_kind(transition.type)
        with QSignalBlocker(self.direction), QSignalBlocker(self.easing):
            self.easing.setCurrentIndex(self.easing.findData(transition.easing or "linear"))
            self.direction.clear()
            for side in directions:
                self.direction.addItem(tr(words_of(side)), side)
            chosen = (transition.params or {}).get("direction", "from-left")
            self.direction.setCurrentIndex(self.direction.findData(chosen))
        self._direction_row.setVisible(bool(directions))
        self.length.set_value(transition.duration_ticks / TICKS_PER_SECOND)
        try:
            longest = longest_transition(state, from_id=transition.from_clip_id, to_id=transition.to_clip_id)
            short = shortage(handles(state, transition_id=key))
        except EditError as error:
            self.longest.setText(str(error))
            self.shortage.setVisible(False)
            return
        at_most = tr("{seconds} s at most between these clips.")
        self.longest.setText(at_most.format(seconds=f"{longest / TICKS_PER_SECOND:.2f}"))
        self.shortage.setText(short)
        self.shortage.setVisible(bool(short))

    def _found(self) -> tuple[str, Transition] | None:
        """Give the transition shown, which may be selected no longer while an entry for it is settled."""
        key = self._key
        transition = self._document.state.transitions.get(key) if key else None
        return (key, transition) if key and isinstance(transition, Transition) else None

    def _change_settings(self, _index: int) -> None:
        if (found := self._found()) is not None:
            self._change(found[1].type)

    def _change(self, kind: str) -> None:
        found = self._found()
        if found is None:
            return
        key, old = found
        side = self.direction.currentData()
        directions = DIRECTIONS.get(kind, ())
        params: dict[str, Any] = {k: v for k, v in (old.params or {}).items() if k != "direction"}
        if directions:
            params["direction"] = side if side in directions else directions[0]
        easing = self.easing.currentData()
        self._apply(
            tr("Change transition"),
            lambda state: change_transition(
                state,
                transition_id=key,
                type=cast("Any", kind),
                easing=easing if old.easing is not None or easing != "linear" else None,
                params=params or None,
                locked=self._locked,
            ),
        )

    def _resize(self, seconds: float) -> None:
        self._apply(tr("Change transition length"), self._resized(seconds))

    def _preview_length(self, seconds: float) -> None:
        with suppress(EditError):  # beyond what can be, the last that could stays
            self._good = self._resized(seconds)(self._document.work.state)
            self._document.preview(self._good)

    def _resized(self, seconds: float) -> Callable[[EditorState], EditorState]:
        found = self._found()
        key = found[0] if found else ""
        ticks = max(1, round(seconds * TICKS_PER_SECOND))
        return lambda state: resize_transition(
            state, transition_id=key, duration_ticks=ticks, locked=self._locked
        )

    def _remove(self, _checked: bool = False) -> None:
        found = self._found()
        if found is not None:
            key = found[0]
            self._apply(
                tr("Delete transition"),
                lambda state: remove_transitions(state, transition_ids=[key], locked=self._locked),
            )
            self._session.prune(self._document.work.state)

    @property
    def _locked(self) -> tuple[str, ...]:
        return self._document.work.sidecar.locked_tracks

    def _apply(self, label: str, edit: Callable[[EditorState], EditorState]) -> None:
        good, self._good = self._good, None
        try:
            self._document.apply(label, edit(self._document.work.state))
        except EditError as error:
            if good is not None and self._document.is_previewing:
                self._document.apply(label, good)
                return
            self._document.cancel_preview()
            self.notice.emit(str(error))
            self.refresh()


def shortage(found: Handles) -> str:
    """Say which clip has too little footage beyond the cut; nothing where both have enough."""
    if not found.is_short:
        return ""
    after, before = (
        f"{have / TICKS_PER_SECOND:.2f}" if have is not None and have < found.needed else ""
        for have in (found.after_cut, found.before_cut)
    )
    if after and before:
        text = tr(
            "The outgoing clip has only {after} s beyond the cut, and the incoming one {before} s before it"
        )
    elif after:
        text = tr("The outgoing clip has only {after} s beyond the cut")
    else:
        text = tr("The incoming clip has only {before} s before the cut")
    return tr("{what}; the rest holds a still picture.").format(what=text.format(after=after, before=before))
