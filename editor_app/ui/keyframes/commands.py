"""What the panel does to keyframes, as steps; no widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

from PySide6.QtCore import QObject, Signal

from editor_app.document import Document
from editor_app.edits.errors import EditError
from editor_app.edits.keyframes import (
    move_keyframes,
    remove_keyframes,
    set_keyframe,
    set_number,
    toggle_keyframe,
)
from editor_app.edits.moments import key_time
from editor_app.items import Item
from editor_app.session import KeyframeRef, Session
from editor_app.state import EditorState
from editor_app.ui.keyframes.fields import Lane, number_of
from editor_app.ui.keyframes.texts import tr


class KeyframeCommands(QObject):
    """Adds, removes, moves keyframes and gives them values."""

    notice = Signal(str)
    """A sentence: why something could not be done."""

    def __init__(self, document: Document, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session

    def toggle(self, lane: Lane, tick: int) -> None:
        """Put a key with the value of the moment at a tick, or take the one there away; select it."""
        if lane.field is None:
            return
        item_id, field = lane.item_id, lane.field.name
        time = tick - self._document.work.state.items[item_id].start_ticks

        def edit(state: EditorState) -> EditorState:
            here = key_time(cast("Item", state.items[item_id]), tick)
            return toggle_keyframe(state, item_id=item_id, field=field, time_ticks=here)

        done = self._apply(tr("Keyframe"), edit)
        if done:
            number = number_of(self._document.work.state.items[item_id], field)
            here = [key for key in (number.keyframes if number else ()) if key.time_ticks == time]
            self._session.select_keyframes(KeyframeRef(item_id, field, time) for _ in here)

    def set_value(self, lane: Lane, tick: int, value: float) -> None:
        """Give a field a value: at a tick where it moves, else for the whole clip."""
        if lane.field is None:
            return
        item_id, field = lane.item_id, lane.field.name

        def edit(state: EditorState) -> EditorState:
            item = state.items[item_id]
            number = number_of(item, field)
            is_moving = number is not None and bool(number.keyframes)
            time = key_time(cast("Item", item), tick) if is_moving else None
            return set_number(state, item_ids=(item_id,), field=field, value=value, time_ticks=time)

        self._apply(tr("Set value"), edit)

    def set_key_value(self, ref: KeyframeRef, value: float) -> None:
        """Give one key a value."""
        self._apply(
            tr("Set value"),
            lambda s: set_keyframe(
                s, item_ids=(ref.item_id,), field=ref.field, time_ticks=ref.time_ticks, value=value
            ),
        )

    def delete(self, refs: Iterable[KeyframeRef]) -> None:
        """Take keys away."""
        groups = grouped(refs)

        def edit(state: EditorState) -> EditorState:
            for (item_id, field), times in groups.items():
                state = remove_keyframes(state, item_id=item_id, field=field, times_ticks=times)
            return state

        if groups:
            self._apply(tr("Delete keyframes"), edit)

    def move(self, refs: Iterable[KeyframeRef], by_ticks: int) -> None:
        """Move keys in time and keep them selected."""
        chosen = tuple(refs)
        by_ticks = within(self._document.work.state, chosen, by_ticks)
        if by_ticks and self._apply(tr("Move keyframes"), lambda s: moved(s, chosen, by_ticks)):
            self._session.select_keyframes(shifted(chosen, by_ticks))

    def _apply(self, label: str, edit: Callable[[EditorState], EditorState]) -> bool:
        try:
            new = edit(self._document.work.state)
        except EditError as error:
            self.notice.emit(str(error))
            return False
        is_step = self._document.apply(label, new)
        self._session.prune(self._document.work.state)
        return is_step


def grouped(refs: Iterable[KeyframeRef]) -> dict[tuple[str, str], set[int]]:
    """Give the times of keys by their clip and field."""
    groups: dict[tuple[str, str], set[int]] = {}
    for ref in refs:
        groups.setdefault((ref.item_id, ref.field), set()).add(ref.time_ticks)
    return groups


def moved(state: EditorState, refs: Iterable[KeyframeRef], by_ticks: int) -> EditorState:
    """Move keys by a time; raise EditError."""
    if by_ticks:
        for (item_id, field), times in grouped(refs).items():
            state = move_keyframes(state, item_id=item_id, field=field, times_ticks=times, by_ticks=by_ticks)
    return state


def within(state: EditorState, refs: Iterable[KeyframeRef], by_ticks: int) -> int:
    """Give how far all keys can go together and stay in their clips."""
    for ref in refs:
        last = state.items[ref.item_id].duration_ticks - 1
        by_ticks = min(max(by_ticks, -ref.time_ticks), last - ref.time_ticks)
    return by_ticks


def shifted(refs: Iterable[KeyframeRef], by_ticks: int) -> list[KeyframeRef]:
    """Give the keys after they moved."""
    return [KeyframeRef(ref.item_id, ref.field, ref.time_ticks + by_ticks) for ref in refs]


def neighbour(state: EditorState, lanes: Iterable[Lane], tick: int, step: int) -> tuple[Lane, int] | None:
    """Give the next key after a tick (or the last before it) on some rows: its row and its tick."""
    found: list[tuple[int, int, Lane]] = []
    for order, lane in enumerate(lanes):
        item = state.items.get(lane.item_id)
        number = number_of(item, lane.field.name) if lane.field is not None else None
        if item is None or number is None:
            continue
        ticks = [
            item.start_ticks + key.time_ticks
            for key in number.keyframes
            if key.time_ticks < item.duration_ticks
        ]
        found += [(at, order, lane) for at in ticks if (at > tick if step > 0 else at < tick)]
    if not found:
        return None
    at, _, lane = (
        min(found, key=lambda e: (e[0], e[1])) if step > 0 else max(found, key=lambda e: (e[0], -e[1]))
    )
    return lane, at
