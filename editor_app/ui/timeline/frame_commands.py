"""Trimming, rolling, slipping and sliding by keys, a frame at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from editor_app.edits.cuts import roll_cut, slide_clip, slip_clip
from editor_app.edits.errors import MismatchError, NothingToDoError
from editor_app.edits.links import with_links
from editor_app.edits.ripple import ripple_trim
from editor_app.edits.sources import Edge, Playing
from editor_app.edits.trim import trim_clip, trim_clips, trim_reach
from editor_app.items import BrokenItem, Item
from editor_app.state import EditorState, Transition
from editor_app.timebase import step_frames, ticks_per_frame
from editor_app.ui.actions import ActionSpec, without_checked
from editor_app.ui.names import transition_name
from editor_app.ui.timeline.editing import EditingCommands, nearest_cut
from editor_app.ui.timeline.labels import tr

ACTIONS = (
    ActionSpec("frame.start-earlier", "Trim start one frame earlier", ("Ctrl+Left",)),
    ActionSpec("frame.start-later", "Trim start one frame later", ("Ctrl+Right",)),
    ActionSpec("frame.end-earlier", "Trim end one frame earlier", ("Ctrl+Shift+Left",)),
    ActionSpec("frame.end-later", "Trim end one frame later", ("Ctrl+Shift+Right",)),
    ActionSpec("frame.roll-earlier", "Roll cut one frame earlier", ("Ctrl+,",)),
    ActionSpec("frame.roll-later", "Roll cut one frame later", ("Ctrl+.",)),
    ActionSpec("frame.slip-earlier", "Slip: show one frame earlier", ("Alt+,",)),
    ActionSpec("frame.slip-later", "Slip: show one frame later", ("Alt+.",)),
    ActionSpec("frame.slide-earlier", "Slide one frame earlier"),
    ActionSpec("frame.slide-later", "Slide one frame later"),
)


class FrameCommands(EditingCommands):
    """What the trimming tools do, in steps of a frame; each press is a step of its own, as a nudge is."""

    def table(self) -> dict[str, Callable[..., None]]:
        """Give what to call for each action's id."""
        calls: dict[str, Callable[..., None]] = {}
        for word, step in (("earlier", -1), ("later", 1)):
            calls |= {
                f"frame.start-{word}": partial(self.trim, "start", step),
                f"frame.end-{word}": partial(self.trim, "end", step),
                f"frame.roll-{word}": partial(self.roll, step),
                f"frame.slip-{word}": partial(self.slip, step),
                f"frame.slide-{word}": partial(self.slide, step),
            }
        return {name: without_checked(call) for name, call in calls.items()}

    def trim(self, edge: Edge, frames: int) -> None:
        """Move an edge of the selected clips to another frame; with ripple, what comes later follows one.

        Where source or neighbour end within the frame, the edge goes as far as they do.
        """

        def edit(state: EditorState) -> EditorState:
            chosen = self._need_chosen()
            item = _readable(state, chosen[-1])
            at = item.start_ticks if edge == "start" else item.end_ticks
            by = step_frames(at, frames, self._fps) - at
            back, on = trim_reach(state, item_ids=chosen, edge=edge, linked=self.linked, ripple=self._ripples)
            # Where there is no room at all, the edit itself says why.
            by = _within(by, back, on) or by
            how = {"linked": self.linked, "locked": self._locked}
            if len(chosen) > 1:
                return trim_clips(state, item_ids=chosen, edge=edge, by_ticks=by, **how)
            one = ripple_trim if self._ripples else trim_clip
            return one(state, item_id=item.id, edge=edge, to_ticks=at + by, **how)

        old = self._document.work.state
        self._apply(tr("Ripple trim") if self._ripples else tr("Trim"), edit)
        if sentence := _torn(old, self._document.work.state):
            self.notice.emit(sentence)

    def roll(self, frames: int) -> None:
        """Move the cut of the selected transition or clips, or else the one nearest to the playhead."""

        def edit(state: EditorState) -> EditorState:
            cut = self._cut(state)
            return roll_cut(
                state,
                left_id=cut[0],
                right_id=cut[1],
                to_ticks=step_frames(state.items[cut[0]].end_ticks, frames, self._fps),
                linked=self.linked,
                locked=self._locked,
            )

        self._apply(tr("Roll cut"), edit)

    def slip(self, frames: int) -> None:
        """Let the selected clip show what is a frame earlier or later in its medium, as it plays."""

        def edit(state: EditorState) -> EditorState:
            item = _readable(state, self._one(tr("Select one clip to slip.")))
            if not isinstance(item, Playing):
                raise MismatchError(tr("Only video, sound and animations have a source to slip."), item.id)
            by = round(frames * ticks_per_frame(self._fps) * item.playback_rate)
            return slip_clip(
                state, item_id=item.id, by_source_ticks=by, linked=self.linked, locked=self._locked
            )

        self._apply(tr("Slip"), edit)

    def slide(self, frames: int) -> None:
        """Move the selected clip between its neighbours, whose edges follow."""

        def edit(state: EditorState) -> EditorState:
            item = _readable(state, self._one(tr("Select one clip to slide.")))
            by = step_frames(item.start_ticks, frames, self._fps) - item.start_ticks
            return slide_clip(state, item_id=item.id, by_ticks=by, locked=self._locked)

        self._apply(tr("Slide"), edit)

    @property
    def _ripples(self) -> bool:
        return self._session.ripple and len(self._chosen()) == 1

    def _cut(self, state: EditorState) -> tuple[str, str]:
        held = state.transitions.get(self._session.selection.transition_id or "")
        if isinstance(held, Transition):
            return held.from_clip_id, held.to_clip_id
        chosen = set(self._chosen())
        cut = nearest_cut(state, self._session.playhead_ticks, chosen)
        if chosen and not chosen & set(cut or ()):
            raise NothingToDoError(tr("No other clip touches what is selected, so there is no cut to roll."))
        if cut is None:
            raise NothingToDoError(tr("There is no cut near the playhead: two clips must touch."))
        return cut

    def _one(self, otherwise: str) -> str:
        """Give the clip that is selected, alone or with those linked to it; raise NothingToDoError."""
        chosen = self._need_chosen()
        together = with_links(self._document.work.state, chosen[-1:], linked=self.linked)
        if not set(chosen) <= set(together):
            raise NothingToDoError(otherwise)
        return chosen[-1]


def _readable(state: EditorState, item_id: str) -> Item:
    item = state.items[item_id]
    if isinstance(item, BrokenItem):
        raise MismatchError(tr("This clip is unreadable; fix it first, or delete it."), item_id)
    return item


def _within(by: int, back: int | None, on: int | None) -> int:
    by = by if back is None else max(by, back)
    return by if on is None else min(by, on)


def _torn(old: EditorState, new: EditorState) -> str:
    """Tell which transitions an edit took along; nothing if none."""
    gone = [held for key, held in old.transitions.items() if key not in new.transitions]
    if len(gone) == 1:
        name = transition_name(getattr(gone[0], "type", ""))
        sentence = tr("The transition “{name}” is gone, as its clips no longer touch. Undo brings it back.")
        return sentence.format(name=name)
    if gone:
        sentence = tr("{count} transitions are gone, as their clips no longer touch. Undo brings them back.")
        return sentence.format(count=len(gone))
    return ""
