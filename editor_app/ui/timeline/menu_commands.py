"""What the context menus do to the very thing that was clicked: a cut, a transition, a track, a gap."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from PySide6.QtCore import QObject, Signal

from editor_app.document import Document
from editor_app.edits.clips import delete_clips
from editor_app.edits.errors import EditError
from editor_app.edits.indexes import homes, lane
from editor_app.edits.ripple import close_gap, close_gaps
from editor_app.edits.sources import Playing
from editor_app.edits.stretch import set_speed
from editor_app.edits.tracks import add_track, move_track, remove_track, set_track
from editor_app.edits.transitions import (
    TransitionType,
    add_transition,
    change_transition,
    longest_transition,
    remove_transitions,
)
from editor_app.items import VideoItem
from editor_app.session import Session
from editor_app.state import EditorState, Transition
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.names import track_names
from editor_app.ui.timeline.labels import tr

TRANSITIONS: tuple[TransitionType, ...] = get_args(TransitionType)
SPEEDS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 4.0)
_USUAL_TICKS = TICKS_PER_SECOND // 2


class MenuCommands(QObject):
    """Edits of one transition, one track, one gap; speeds of the selected clips."""

    notice = Signal(str)
    """A sentence: why something could not be done."""

    def __init__(self, document: Document, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self.linked = True

    # Cuts and transitions.

    def cuts_of(self, item_id: str) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
        """Give the cuts at a clip's start and end: pairs of clips that touch and have no transition."""
        state = self._document.work.state
        home, item = homes(state, (item_id,)).get(item_id), state.items.get(item_id)
        if home is None or item is None:
            return None, None
        entries = lane(state, home)
        before = [e[2] for e in entries.between(0, item.start_ticks) if e[1] == item.start_ticks][:1]
        after = [e[2] for e in entries.since(item.end_ticks)[:1] if e[0] == item.end_ticks]
        pairs = ((before[0], item_id) if before else None, (item_id, after[0]) if after else None)
        taken = {
            (t.from_clip_id, t.to_clip_id) for t in state.transitions.values() if isinstance(t, Transition)
        }
        start, end = (pair if pair not in taken else None for pair in pairs)
        return start, end

    def add_transition(self, cut: tuple[str, str], kind: TransitionType) -> None:
        """Put a transition on a cut and select it."""

        def edit(state: EditorState) -> EditorState:
            length = min(_USUAL_TICKS, longest_transition(state, from_id=cut[0], to_id=cut[1]))
            return add_transition(
                state, from_id=cut[0], to_id=cut[1], type=kind, duration_ticks=length, locked=self._locked
            )

        old = self._document.work.state
        if self._apply(tr("Add transition"), edit):
            new = self._document.work.state
            self._session.select_transition(
                next(key for key in new.transitions if key not in old.transitions)
            )

    def change_transition(self, key: str, kind: TransitionType) -> None:
        """Let a transition be of another kind."""
        old = self._document.work.state.transitions.get(key)
        easing = old.easing if isinstance(old, Transition) else None
        self._apply(
            tr("Change transition"),
            lambda s: change_transition(s, transition_id=key, type=kind, easing=easing, locked=self._locked),
        )

    def remove_transition(self, key: str) -> None:
        """Take a transition away."""
        self._apply(
            tr("Delete transition"),
            lambda s: remove_transitions(s, transition_ids=(key,), locked=self._locked),
        )

    # Clips.

    def without_use(self) -> frozenset[str]:
        """Give the actions that would do nothing to the selected clips."""
        items = [self._document.work.state.items.get(key) for key in self._session.selection.item_ids]
        is_linked = any(getattr(item, "link_group_id", None) for item in items)
        useful = {
            "clip.link": len(items) > 1,
            "clip.unlink": is_linked,
            "clip.detach-sound": any(isinstance(item, VideoItem) for item in items),
        }
        return frozenset(name for name, use in useful.items() if not use)

    def speed(self) -> float | None:
        """Give the speed that all selected clips have that play a medium; None without one."""
        items = [self._document.work.state.items.get(key) for key in self._session.selection.item_ids]
        rates = {item.playback_rate for item in items if isinstance(item, Playing)}
        return rates.pop() if len(rates) == 1 else None

    def can_change_speed(self) -> bool:
        """Tell whether all selected clips play a medium."""
        items = [self._document.work.state.items.get(key) for key in self._session.selection.item_ids]
        return bool(items) and all(isinstance(item, Playing) for item in items)

    def set_speed(self, rate: float) -> None:
        """Let the selected clips play at a speed."""
        keys = self._session.selection.item_ids
        self._apply(
            tr("Speed"),
            lambda s: set_speed(s, item_ids=keys, rate=rate, linked=self.linked, locked=self._locked),
        )

    # Gaps and tracks.

    def close_gap(self, track_id: str, at_ticks: int) -> None:
        """Close the gap of a track at a tick."""
        self._apply(
            tr("Close gap"),
            lambda s: close_gap(s, track_id=track_id, at_ticks=at_ticks, locked=self._locked),
        )

    def close_gaps(self, track_id: str) -> None:
        """Close all gaps of a track."""
        self._apply(tr("Close all gaps"), lambda s: close_gaps(s, track_ids=(track_id,), locked=self._locked))

    def select_track(self, track_id: str) -> None:
        """Select all clips of a track."""
        state = self._document.state
        listed = [track.items for track in state.tracks if track.id == track_id]
        self._session.select(key for items in listed for key in items if key in state.items)

    def add_track(self, at: int) -> None:
        """Open an empty track at a place from the top."""
        self._apply(tr("Add track"), lambda s: add_track(s, at=at))

    def move_track(self, track_id: str, to: int) -> None:
        """Move a track to a place from the top."""
        self._apply(tr("Move track"), lambda s: move_track(s, track_id=track_id, to=to))

    def remove_track(self, track_id: str) -> None:
        """Take a track out with its clips; the last one is emptied."""
        state = self._document.work.state
        names = dict(
            zip((t.id for t in state.tracks), track_names(state, self._document.sidecar), strict=True)
        )
        label = tr("Remove track {name}").format(name=names.get(track_id, ""))

        def edit(old: EditorState) -> EditorState:
            if len(old.tracks) > 1:
                return remove_track(old, track_id=track_id, with_clips=True, locked=self._locked)
            listed = [key for track in old.tracks for key in track.items if key in old.items]
            return delete_clips(old, item_ids=listed, locked=self._locked)

        self._apply(label, edit)

    def set_hidden(self, track_id: str, on: bool) -> None:
        """Hide or show a track."""
        label = tr("Hide track") if on else tr("Show track")
        self._apply(label, lambda s: set_track(s, track_id=track_id, hidden=on))

    def set_muted(self, track_id: str, on: bool) -> None:
        """Mute or sound a track."""
        label = tr("Mute track") if on else tr("Unmute track")
        self._apply(label, lambda s: set_track(s, track_id=track_id, muted=on))

    def set_locked(self, track_id: str, on: bool) -> None:
        """Lock or free a track."""
        label = tr("Lock track") if on else tr("Unlock track")
        self._document.apply(label, sidecar=self._document.work.sidecar.with_lock(track_id, locked=on))

    @property
    def _locked(self) -> tuple[str, ...]:
        return self._document.work.sidecar.locked_tracks

    def _apply(self, label: str, edit: Callable[[EditorState], EditorState]) -> bool:
        try:
            new = edit(self._document.work.state)
        except EditError as error:
            self.notice.emit(str(error))
            return False
        is_step = self._document.apply(label, new)
        self._session.prune(self._document.work.state)
        return is_step
