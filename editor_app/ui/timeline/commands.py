"""What the timeline's actions do to clips and tracks; no widgets."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from editor_app.document import Document
from editor_app.edits.clipboard import Clipboard, copy_clips, duplicate_clips, paste_clips
from editor_app.edits.clips import delete_clips, move_clips
from editor_app.edits.errors import EditError, MismatchError, NothingToDoError
from editor_app.edits.fields import paste_attributes
from editor_app.edits.ids import random_id
from editor_app.edits.indexes import homes
from editor_app.edits.keyframes import remove_keyframes
from editor_app.edits.links import link_clips, unlink_clips
from editor_app.edits.placing import OnOverlap
from editor_app.edits.ripple import close_gap, close_gaps, ripple_delete, ripple_trim
from editor_app.edits.sound import detach_sound
from editor_app.edits.sources import Edge
from editor_app.edits.split import split_all, split_clip
from editor_app.edits.tracks import add_track, remove_track
from editor_app.edits.transitions import add_transition, longest_transition, remove_transitions
from editor_app.session import Session
from editor_app.state import EditorState, Transition
from editor_app.state.queries import items_at
from editor_app.timebase import TICKS_PER_SECOND, ticks_per_frame
from editor_app.ui.actions import without_checked
from editor_app.ui.timeline.editing import EditingCommands, nearest_cut
from editor_app.ui.timeline.labels import tr

_CROSS_FADE_TICKS = TICKS_PER_SECOND // 2


class ClipCommands(EditingCommands):
    """Everything that a key can do to clips, cuts, gaps and tracks."""

    def __init__(self, document: Document, session: Session, parent: QObject | None = None) -> None:
        super().__init__(document, session, parent)
        self.paste_other: Callable[[QMimeData], bool] | None = None
        """Who takes what the clipboard holds beside clips: files, pictures, text; tells whether it did."""

    def table(self) -> dict[str, Callable[..., None]]:
        """Give what to call for each action's id."""
        calls: dict[str, Callable[..., None]] = {
            "clip.split": self.split,
            "clip.split-all": self.split_all,
            "clip.delete": self.delete,
            "clip.ripple-delete": self.ripple_delete,
            "clip.duplicate": self.duplicate,
            "clip.copy": self.copy,
            "clip.cut": self.cut,
            "clip.paste": self.paste,
            "clip.paste-attributes": self.paste_attributes,
            "clip.link": self.link,
            "clip.unlink": self.unlink,
            "clip.detach-sound": self.detach_sound,
            "clip.nudge-left": partial(self.nudge, -1),
            "clip.nudge-right": partial(self.nudge, 1),
            "clip.nudge-left-10": partial(self.nudge, -10),
            "clip.nudge-right-10": partial(self.nudge, 10),
            "clip.up": partial(self.move_tracks, -1),
            "clip.down": partial(self.move_tracks, 1),
            "clip.trim-start": partial(self.trim_to_playhead, "start"),
            "clip.trim-end": partial(self.trim_to_playhead, "end"),
            "clip.select-all": self.select_all,
            "clip.select-none": self._session.select_nothing,
            "clip.select-after": self.select_after,
            "gap.close": self.close_gap,
            "gap.close-all": self.close_all_gaps,
            "cut.fade": self.add_cross_fade,
            "cut.select": self.select_transition,
            "track.add": self.add_track,
            "track.remove-empty": self.remove_empty_tracks,
        }
        return {name: without_checked(call) for name, call in calls.items()}

    # Clips.

    def split(self) -> None:
        """Split the selected clips at the playhead, or without a selection all clips there."""
        at, chosen = self._session.playhead_ticks, self._chosen()
        state = self._document.work.state
        inside = [k for k in chosen if state.items[k].start_ticks < at < state.items[k].end_ticks]
        if not chosen:
            self.split_all()
            return
        if not inside:
            self.notice.emit(
                tr("The selected clips are not under the playhead. Move it, or press Shift+S to split all.")
            )
            return

        def edit(old: EditorState) -> EditorState:
            new = old
            for key in inside:
                if new.items[key].end_ticks > at:  # not cut already, as the partner of another
                    new = split_clip(new, item_id=key, at_ticks=at, linked=self.linked, locked=self._locked)
            return new

        self._apply(tr("Split"), edit)

    def split_all(self) -> None:
        """Split every clip at the playhead."""
        at = self._session.playhead_ticks
        self._apply(tr("Split all tracks"), lambda s: split_all(s, at_ticks=at, locked=self._locked))

    def delete(self) -> None:
        """Take away what is selected: keyframes, a transition, or clips, which leave a gap."""
        selection = self._session.selection
        if selection.keyframes:
            self._delete_keyframes()
        elif selection.transition_id is not None:
            gone = (selection.transition_id,)
            self._apply(
                tr("Delete transition"),
                lambda s: remove_transitions(s, transition_ids=gone, locked=self._locked),
            )
        elif self._session.ripple:
            self.ripple_delete()
        else:
            self._apply_to_chosen(tr("Delete"), delete_clips)

    def _delete_keyframes(self) -> None:
        keys = self._session.selection.keyframes

        def edit(state: EditorState) -> EditorState:
            for item_id, field in sorted({(key.item_id, key.field) for key in keys}):
                times = {k.time_ticks for k in keys if (k.item_id, k.field) == (item_id, field)}
                state = remove_keyframes(state, item_id=item_id, field=field, times_ticks=times)
            return state

        self._apply(tr("Delete keyframes"), edit)

    def ripple_delete(self) -> None:
        """Take the selected clips away and close the gaps they leave."""
        self._apply_to_chosen(tr("Ripple delete"), ripple_delete)

    def duplicate(self) -> None:
        """Put copies of the selected clips behind them, and select those."""
        self._apply(
            tr("Duplicate"),
            lambda s: duplicate_clips(
                s, item_ids=self._need_chosen(), linked=self.linked, locked=self._locked
            ),
            selects_new=True,
        )

    def copy(self) -> None:
        """Put the selected clips on the clipboard."""
        try:
            clips = copy_clips(self._document.work.state, item_ids=self._need_chosen(), linked=self.linked)
        except EditError as error:
            self.notice.emit(str(error))
            return
        QGuiApplication.clipboard().setText(json.dumps(clips.to_json()))

    def cut(self) -> None:
        """Put the selected clips on the clipboard and take them away."""
        self.copy()
        if self._chosen():
            self._apply_to_chosen(tr("Cut"), delete_clips)

    def paste(self) -> None:
        """Put the clipboard's clips at the playhead, on the selected clip's track or on new ones."""
        if self.paste_other is not None and not _has_clips():
            if not self.paste_other(QGuiApplication.clipboard().mimeData()):
                self.notice.emit(tr("The clipboard holds nothing that can be pasted here."))
            return
        at, chosen = self._session.playhead_ticks, self._chosen()
        state = self._document.work.state
        home = homes(state, chosen[-1:]) if chosen else {}
        track_id = state.tracks[next(iter(home.values()))].id if home else None
        try:
            clipboard = _clipboard()
        except EditError as error:
            self.notice.emit(str(error))
            return
        ids = [random_id() for _ in clipboard.items]
        self._apply(
            tr("Paste"),
            lambda s: paste_clips(
                s,
                clipboard=clipboard,
                at_ticks=at,
                track_id=track_id,
                on_overlap=self._making_room,
                item_ids=ids,
                locked=self._locked,
            ),
            selects=ids,
        )

    def paste_attributes(self) -> None:
        """Give the selected clips the looks of the first clip on the clipboard."""

        def edit(state: EditorState) -> EditorState:
            source = next(iter(_clipboard().items.values()))
            return paste_attributes(state, source=source, item_ids=self._need_chosen())

        self._apply(tr("Paste attributes"), edit)

    def link(self) -> None:
        """Let the selected clips belong together."""
        self._apply(tr("Link"), lambda s: link_clips(s, item_ids=self._need_chosen()))

    def unlink(self) -> None:
        """Let the selected clips stand alone."""
        self._apply(tr("Unlink"), lambda s: unlink_clips(s, item_ids=self._need_chosen()))

    def detach_sound(self) -> None:
        """Put the sound of the selected video on a track of its own."""
        self._apply(
            tr("Detach sound"),
            lambda s: detach_sound(s, item_id=self._need_chosen()[-1], locked=self._locked),
        )

    def nudge(self, frames: int) -> None:
        """Move the selected clips by frames."""
        by = frames * ticks_per_frame(self._fps)
        # Pushed away by a frame, a neighbour would be cut at its first frame.
        way = "overwrite" if self._session.when_taken == "overwrite" else "refuse"
        self._apply_to_chosen(tr("Nudge"), move_clips, by_ticks=by, on_overlap=way)

    def move_tracks(self, by: int) -> None:
        """Move the selected clips up or down, to a new track where there is no room."""
        self._apply_to_chosen(tr("Move"), move_clips, by_tracks=by, on_overlap=self._making_room)

    def trim_to_playhead(self, edge: Edge) -> None:
        """Ripple trim the clip at the playhead: the selected one, or else the topmost."""
        at, state = self._session.playhead_ticks, self._document.work.state
        chosen = self._chosen()
        here = [p for p in items_at(state, at) if state.tracks[p.track_index].id not in self._locked]
        meant = [p.item_id for p in here if p.item_id in chosen] or [p.item_id for p in here]
        if not meant:
            self.notice.emit(tr("No clip plays at the playhead on a track that is not locked."))
            return
        item = state.items[meant[0]]
        self._apply(
            tr("Ripple trim"),
            lambda s: ripple_trim(
                s, item_id=meant[0], edge=edge, to_ticks=at, linked=self.linked, locked=self._locked
            ),
        )
        if edge == "start" and self._document.work.state is not state:
            self._session.set_playhead(item.start_ticks)

    def select_all(self) -> None:
        """Select every clip on tracks that are not locked."""
        self._session.select(self._all_clips())

    def select_after(self) -> None:
        """Select every clip that starts at the playhead or later."""
        at, items = self._session.playhead_ticks, self._document.state.items
        self._session.select(key for key in self._all_clips() if items[key].start_ticks >= at)

    # Gaps, cuts, tracks.

    def close_gap(self) -> None:
        """Close the gap at the playhead on the selected clip's track, or on the first that has one."""
        at, state, chosen = self._session.playhead_ticks, self._document.work.state, self._chosen()
        home = homes(state, chosen[-1:]) if chosen else {}
        numbers = list(home.values()) or list(range(len(state.tracks)))

        def edit(old: EditorState) -> EditorState:
            for number in numbers:
                try:
                    return close_gap(old, track_id=old.tracks[number].id, at_ticks=at, locked=self._locked)
                except NothingToDoError:
                    continue
            raise NothingToDoError(tr("There is no gap at the playhead."))

        self._apply(tr("Close gap"), edit)

    def close_all_gaps(self) -> None:
        """Close all gaps of the selected clips' tracks, or of all tracks."""
        state = self._document.work.state
        numbers = sorted(set(homes(state, self._chosen()).values())) or list(range(len(state.tracks)))
        ids = [state.tracks[n].id for n in numbers if state.tracks[n].id not in self._locked]
        self._apply(tr("Close all gaps"), lambda s: close_gaps(s, track_ids=ids, locked=self._locked))

    def select_transition(self) -> None:
        """Select the transition nearest to the playhead; one beside a selected clip comes first."""
        state, at = self._document.work.state, self._session.playhead_ticks
        key = _nearest_transition(state, at, set(self._chosen()))
        if key is None:
            self.notice.emit(tr("There is no transition yet. Add one to a cut first."))
        else:
            self._session.select_transition(key)

    def add_cross_fade(self) -> None:
        """Put a fade on the cut nearest to the playhead, of the selected clip or of the first track there."""
        state, at = self._document.work.state, self._session.playhead_ticks
        chosen = set(self._chosen())
        cut = nearest_cut(state, at, chosen)

        def edit(old: EditorState) -> EditorState:
            if cut is not None and chosen and not chosen & {*cut}:
                raise NothingToDoError(
                    tr("No other clip touches what is selected, so there is no cut to fade.")
                )
            if cut is None:
                raise NothingToDoError(tr("There is no cut near the playhead: two clips must touch."))
            room = longest_transition(old, from_id=cut[0], to_id=cut[1])
            length = min(_CROSS_FADE_TICKS, room)
            return add_transition(
                old, from_id=cut[0], to_id=cut[1], type="fade", duration_ticks=length, locked=self._locked
            )

        self._apply(tr("Add cross-fade"), edit)

    def add_track(self) -> None:
        """Open an empty track above what is selected, or at the top."""
        home = homes(self._document.work.state, self._chosen())
        self._apply(tr("Add track"), lambda s: add_track(s, at=min(home.values(), default=0)))

    def remove_empty_tracks(self) -> None:
        """Take away all tracks without clips, but for the last one."""

        def edit(state: EditorState) -> EditorState:
            for track in state.tracks:
                if not track.items and track.id not in self._locked and len(state.tracks) > 1:
                    state = remove_track(state, track_id=track.id)
            return state

        self._apply(tr("Remove empty tracks"), edit)

    # What they share.

    @property
    def _making_room(self) -> OnOverlap:
        way = self._session.when_taken
        return "new-track" if way == "refuse" else way

    def _all_clips(self) -> Iterable[str]:
        state = self._document.state
        return [k for t in state.tracks if t.id not in self._locked for k in t.items if k in state.items]

    def _apply_to_chosen(self, label: str, edit: Callable[..., EditorState], **how: object) -> None:
        self._apply(
            label,
            lambda s: edit(s, item_ids=self._need_chosen(), linked=self.linked, locked=self._locked, **how),
        )


def _clipboard() -> Clipboard:
    try:
        return Clipboard.from_json(json.loads(QGuiApplication.clipboard().text()))
    except (ValueError, RecursionError) as error:
        if isinstance(error, EditError):
            raise
        raise MismatchError(tr("The clipboard holds no clips.")) from None


def _has_clips() -> bool:
    try:
        _clipboard()
    except EditError:
        return False
    return True


def _nearest_transition(state: EditorState, tick: int, chosen: set[str]) -> str | None:
    """Find the transition whose cut is nearest to a tick; one beside a selected clip comes first."""
    found = [
        (not (chosen & {held.from_clip_id, held.to_clip_id}), abs(clip.end_ticks - tick), key)
        for key, held in state.transitions.items()
        if isinstance(held, Transition) and (clip := state.items.get(held.from_clip_id)) is not None
    ]
    return min(found)[2] if found else None
