"""Transitions after a merge: each on a cut, one on each, and none longer than there is room."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from editor_app.edits.joints import Places, holds, places_of
from editor_app.merge.conflicts import ABSENT, Conflict
from editor_app.merge.likeness import AnyRecord, alike
from editor_app.merge.sides import Side, track_id_of
from editor_app.state import BrokenTransition, EditorState, Transition

Transitions = Mapping[str, Transition | BrokenTransition]


@dataclass(slots=True)
class Settling:
    """The transitions of a joined document, and what was reported about them."""

    state: EditorState
    sides: tuple[Side, Side, Side]
    homes: Mapping[str, str]
    found: dict[str, Transition | BrokenTransition]
    conflicts: list[Conflict] = field(default_factory=list[Conflict])
    _places: dict[int, Places] = field(default_factory=dict[int, Places])

    def places(self, state: EditorState) -> Places:
        """Give what stands where on the tracks of a state; found out once."""
        if id(state) not in self._places:
            self._places[id(state)] = places_of(state)
        return self._places[id(state)]

    def holds(self, state: EditorState, transition: AnyRecord | None) -> bool:
        """Tell whether a transition lies on a cut of a state."""
        return isinstance(transition, Transition) and holds(state, transition, self.places(state))

    def was_torn(self, key: str, transition: Transition) -> bool:
        """Tell whether the transition is the same on one side and lies on no cut there either."""
        return any(
            alike(was := side.state.transitions.get(key), transition) and not self.holds(side.state, was)
            for side in self.sides[1:]
        )

    def report(self, key: str, part: str = "") -> None:
        """Report a transition, or its length."""
        base, mine, theirs = (_value(side.state.transitions.get(key), part) for side in self.sides)
        self.conflicts.append(
            Conflict("transitions", key, part, mine, theirs, base, "changed" if part else "torn")
        )


def _value(transition: AnyRecord | None, part: str) -> object:
    if transition is None:
        return ABSENT
    return transition.raw.get(part, ABSENT) if part else transition.raw


def settle(
    state: EditorState,
    sides: tuple[Side, Side, Side],
    homes: Mapping[str, str],
    dropped: Collection[str] = (),
) -> tuple[Transitions, list[Conflict]]:
    """Give the transitions of a joined document that has its items where they shall be.

    ```
        | A |~| B |  and B moved away there   ->   | A |   | B |      reported
    ```
    What lay on no cut on one side may stay so, unless it is among `dropped`.
    """
    if not state.transitions:
        return state.transitions, []
    settling = Settling(state, sides, homes, dict(state.transitions))
    for key in dropped:
        if settling.found.pop(key, None) is not None:
            settling.report(key)
    touched = [*_touched(state, sides[1].state)]
    for key, transition in touched:
        if key in settling.found and not _is_settled(settling, transition):
            _settle(settling, key, transition)
    if touched:
        _drop_twins(settling)
    is_same = settling.found.keys() == state.transitions.keys() and all(
        settling.found[key] is transition for key, transition in state.transitions.items()
    )
    return (state.transitions if is_same else settling.found), settling.conflicts


def _touched(state: EditorState, mine: EditorState) -> Iterator[tuple[str, Transition]]:
    """Give the transitions that are not just as in mine, with their clips and their track."""
    tracks = {id(track) for track in mine.tracks}
    same = {track.id for track in state.tracks if id(track) in tracks}
    for key, transition in state.transitions.items():
        if not isinstance(transition, Transition):
            continue
        clips = (transition.from_clip_id, transition.to_clip_id)
        is_same = (
            transition is mine.transitions.get(key)
            and transition.track_id in same
            and all(state.items.get(clip) is mine.items.get(clip) for clip in clips)
        )
        if not is_same:
            yield key, transition


def _is_settled(settling: Settling, transition: Transition) -> bool:
    """Tell whether a transition can stay just as it is."""
    state = settling.state
    return transition.duration_ticks <= room_of(state, transition) and settling.holds(state, transition)


def _settle(settling: Settling, key: str, transition: Transition) -> None:
    if not settling.holds(settling.state, transition) and not settling.was_torn(key, transition):
        home = track_id_of(settling.homes.get(transition.from_clip_id))
        moved = transition.replace(track_id=home) if home else transition
        if not settling.holds(settling.state, moved):
            del settling.found[key]
            settling.report(key)
            return
        settling.found[key] = transition = moved
    room = room_of(settling.state, transition)
    if transition.duration_ticks > room and not _was_too_long(settling, key):
        if room < 1:
            del settling.found[key]
            settling.report(key)
        else:
            settling.found[key] = transition.replace(duration_ticks=room)
            settling.report(key, "durationTicks")


def room_of(state: EditorState, transition: Transition) -> int:
    """Give how long the transition may be: twice the shorter clip."""
    first, second = state.items.get(transition.from_clip_id), state.items.get(transition.to_clip_id)
    if first is None or second is None:
        return transition.duration_ticks
    return 2 * min(first.duration_ticks, second.duration_ticks)


def _was_too_long(settling: Settling, key: str) -> bool:
    return any(
        isinstance(was := side.state.transitions.get(key), Transition)
        and was.duration_ticks > room_of(side.state, was)
        for side in settling.sides[1:]
    )


def _drop_twins(settling: Settling) -> None:
    """Keep one transition on each cut, mine before theirs; two that one side has already may stay."""
    cuts = dict[tuple[str, str], str]()
    mine, theirs = (side.state.transitions for side in settling.sides[1:])
    found = settling.found
    for key in sorted(found, key=lambda key: key not in mine):
        transition = found[key]
        if not isinstance(transition, Transition):
            continue
        twin = cuts.setdefault((transition.from_clip_id, transition.to_clip_id), key)
        if twin != key and not {key, twin} <= mine.keys() and not {key, twin} <= theirs.keys():
            del found[key]
            settling.report(key)
