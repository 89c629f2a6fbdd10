"""What someone is looking at and working with: selection, playhead, zoom, tool, range.

None of it belongs to the document: it is never undone, and what is worth keeping until next time is kept as
the project's view (`to_view`, `restore_view`), without making the project unsaved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from PySide6.QtCore import QObject, Signal

from editor_app.items.values import AnimatedNumber
from editor_app.state.model import EditorState
from editor_app.timebase import TICKS_PER_SECOND

Tool = Literal["select", "razor", "ripple", "roll", "slip", "slide", "stretch", "hand"]
TOOLS: tuple[Tool, ...] = get_args(Tool)

WhenTaken = Literal["refuse", "overwrite", "insert"]
"""What becomes of a place on a track that is taken, when a clip comes to lie there."""
WAYS_WHEN_TAKEN: tuple[WhenTaken, ...] = get_args(WhenTaken)

FollowMode = Literal["none", "page", "smooth"]
"""How the timeline scrolls after the playhead: not, by pages, or under a playhead that stands still."""
FOLLOW_MODES: tuple[FollowMode, ...] = get_args(FollowMode)

HIGHEST_ROW_PX = 1000
NARROWEST_HEADER_PX, HEADER_PX, WIDEST_HEADER_PX = 128, 176, 360
FINEST_TICKS_PER_PX = 50.0
COARSEST_TICKS_PER_PX = 3600.0 * TICKS_PER_SECOND / 10
"""Ten pixels for an hour."""


@dataclass(frozen=True, slots=True, order=True)
class KeyframeRef:
    """A keyframe by its item, the field's name (`opacity`) and its time from the clip's start."""

    item_id: str
    field: str
    time_ticks: int


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected: items (the last is the one clicked last) and their keyframes, or one transition."""

    item_ids: tuple[str, ...] = ()
    transition_id: str | None = None
    keyframes: frozenset[KeyframeRef] = frozenset()

    def __bool__(self) -> bool:
        """Tell whether anything is selected."""
        return bool(self.item_ids) or self.transition_id is not None or bool(self.keyframes)


@dataclass(frozen=True, slots=True)
class TimelineView:
    """How the timeline is seen; `left_px` and `top_px` are what is scrolled away."""

    ticks_per_px: float = 2400.0
    left_px: int = 0
    top_px: int = 0


@dataclass(frozen=True, slots=True)
class InOut:
    """The marked range, half-open; None where an end is not marked."""

    in_ticks: int | None = None
    out_ticks: int | None = None


class Session(QObject):
    """The state of one window's work; every aspect has a property, a setter and a signal."""

    selection_changed = Signal(object)
    """Selection."""
    reveal_wanted = Signal(object)
    """tuple[str, ...]: ids of items that shall come in sight."""
    field_wanted = Signal(object)
    """tuple[str | int, ...]: a place in what is selected, whose field shall show and take the keyboard."""
    playhead_changed = Signal(object)
    """int: ticks."""
    glance_changed = Signal(object)
    """int | None: ticks."""
    view_changed = Signal(object)
    """TimelineView."""
    tool_changed = Signal(object)
    """Tool."""
    range_changed = Signal(object)
    """InOut."""
    snapping_changed = Signal(bool)
    ripple_changed = Signal(bool)
    loop_changed = Signal(bool)
    when_taken_changed = Signal(object)
    """WhenTaken."""
    follow_changed = Signal(object)
    """FollowMode."""
    row_heights_changed = Signal()
    header_changed = Signal(object)
    """int: px."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._selection = Selection()
        self._playhead_ticks = 0
        self._glance_ticks: int | None = None
        self._view = TimelineView()
        self._tool: Tool = "select"
        self._range = InOut()
        self._snapping, self._ripple, self._loop = True, False, False
        self._when_taken: WhenTaken = "refuse"
        self._follow: FollowMode = "page"
        self._row_heights: dict[str, int] = {}
        self._header_px = HEADER_PX
        self.sets_keys = False
        """Whether changes of what could move set keys by themselves."""

    @property
    def selection(self) -> Selection:
        """Give what is selected."""
        return self._selection

    @property
    def playhead_ticks(self) -> int:
        """Give where the playhead stands, in ticks."""
        return self._playhead_ticks

    @property
    def glance_ticks(self) -> int | None:
        """Give what a gesture wants seen while it lasts, in ticks, such as the edge that it moves."""
        return self._glance_ticks

    @property
    def looked_at_ticks(self) -> int:
        """Give the time of the picture that shall show, in ticks."""
        return self._playhead_ticks if self._glance_ticks is None else self._glance_ticks

    @property
    def view(self) -> TimelineView:
        """Give zoom and scroll of the timeline."""
        return self._view

    @property
    def row_heights(self) -> Mapping[str, int]:
        """Give the heights of rows that someone chose, in px by track id."""
        return self._row_heights

    @property
    def header_px(self) -> int:
        """Give the width of the tracks' headers."""
        return self._header_px

    @property
    def tool(self) -> Tool:
        """Give the timeline's tool."""
        return self._tool

    @property
    def range(self) -> InOut:
        """Give the marked range."""
        return self._range

    @property
    def snapping(self) -> bool:
        """Tell whether gestures snap."""
        return self._snapping

    @property
    def ripple(self) -> bool:
        """Tell whether edits move what comes after."""
        return self._ripple

    @property
    def loop(self) -> bool:
        """Tell whether playback starts over at the end."""
        return self._loop

    @property
    def when_taken(self) -> WhenTaken:
        """Tell what becomes of a place that is taken."""
        return self._when_taken

    @property
    def follow(self) -> FollowMode:
        """Tell how the timeline scrolls after the playhead."""
        return self._follow

    def select(self, item_ids: Iterable[str]) -> None:
        """Select these items and nothing else."""
        self.set_selection(Selection(tuple(dict.fromkeys(item_ids))))

    def reveal(self, item_ids: Iterable[str]) -> None:
        """Select these items, and nothing else, and let them come in sight."""
        chosen = tuple(dict.fromkeys(item_ids))
        self.select(chosen)
        self.reveal_wanted.emit(chosen)

    def show_field(self, place: tuple[str | int, ...]) -> None:
        """Let the field at a place (wire names) inside what is selected come in sight and take the keyboard.

        Where nothing is selected, that is a place inside the project.
        """
        self.field_wanted.emit(place)

    def toggle(self, item_id: str) -> None:
        """Select an item too, or no longer."""
        others = tuple(key for key in self._selection.item_ids if key != item_id)
        self.select(others if item_id in self._selection.item_ids else (*others, item_id))

    def select_transition(self, transition_id: str) -> None:
        """Select a transition and nothing else."""
        self.set_selection(Selection(transition_id=transition_id))

    def select_keyframes(self, keyframes: Iterable[KeyframeRef]) -> None:
        """Select keyframes; the selected items stay so, and the keyframes' items join them."""
        chosen = frozenset(keyframes)
        owners = sorted({keyframe.item_id for keyframe in chosen})
        self.set_selection(
            Selection(tuple(dict.fromkeys((*self._selection.item_ids, *owners))), None, chosen)
        )

    def select_nothing(self) -> None:
        """Select nothing."""
        self.set_selection(Selection())

    def set_selection(self, selection: Selection) -> None:
        """Select exactly this."""
        if selection != self._selection:
            self._selection = selection
            self.selection_changed.emit(selection)

    def prune(self, state: EditorState) -> None:
        """Let go of what is selected but no longer in the document."""
        old = self._selection
        transition_id = old.transition_id if old.transition_id in state.transitions else None
        self.set_selection(
            Selection(
                tuple(key for key in old.item_ids if key in state.items),
                transition_id,
                frozenset(keyframe for keyframe in old.keyframes if _exists(keyframe, state)),
            )
        )

    def set_playhead(self, ticks: int) -> None:
        """Put the playhead there, not before the start."""
        ticks = max(0, ticks)
        if ticks != self._playhead_ticks:
            self._playhead_ticks = ticks
            self.playhead_changed.emit(ticks)

    def set_glance(self, ticks: int | None) -> None:
        """Let the picture of another time show; None for that of the playhead again."""
        ticks = None if ticks is None else max(0, ticks)
        if ticks != self._glance_ticks:
            self._glance_ticks = ticks
            self.glance_changed.emit(ticks)

    def set_view(self, view: TimelineView) -> None:
        """Zoom and scroll, within what can be shown."""
        ticks_per_px = min(max(view.ticks_per_px, FINEST_TICKS_PER_PX), COARSEST_TICKS_PER_PX)
        view = TimelineView(ticks_per_px, max(0, view.left_px), max(0, view.top_px))
        if view != self._view:
            self._view = view
            self.view_changed.emit(view)

    def set_tool(self, tool: Tool) -> None:
        """Take a tool."""
        if tool != self._tool:
            self._tool = tool
            self.tool_changed.emit(tool)

    def set_in(self, ticks: int | None) -> None:
        """Mark where the range starts; an out point before that is let go."""
        out = self._range.out_ticks
        self.set_range(InOut(ticks, None if ticks is not None and out is not None and out <= ticks else out))

    def set_out(self, ticks: int | None) -> None:
        """Mark where the range ends; an in point after that is let go."""
        start = self._range.in_ticks
        is_late = ticks is not None and start is not None and start >= ticks
        self.set_range(InOut(None if is_late else start, ticks))

    def set_range(self, marked: InOut) -> None:
        """Mark a range; one without length, or before the start, marks nothing."""
        start, end = marked.in_ticks, marked.out_ticks
        is_empty = end is not None and end <= max(0, start or 0)
        marked = InOut() if is_empty or (start is not None and start < 0) else marked
        if marked != self._range:
            self._range = marked
            self.range_changed.emit(marked)

    def set_snapping(self, on: bool) -> None:
        """Let gestures snap or not."""
        if on != self._snapping:
            self._snapping = on
            self.snapping_changed.emit(on)

    def set_ripple(self, on: bool) -> None:
        """Let edits move what comes after, or not."""
        if on != self._ripple:
            self._ripple = on
            self.ripple_changed.emit(on)

    def set_loop(self, on: bool) -> None:
        """Let playback start over at the end, or not."""
        if on != self._loop:
            self._loop = on
            self.loop_changed.emit(on)

    def set_when_taken(self, way: WhenTaken) -> None:
        """Choose what becomes of a place that is taken."""
        if way != self._when_taken:
            self._when_taken = way
            self.when_taken_changed.emit(way)

    def set_follow(self, mode: FollowMode) -> None:
        """Choose how the timeline scrolls after the playhead."""
        if mode != self._follow:
            self._follow = mode
            self.follow_changed.emit(mode)

    def set_row_height(self, track_id: str, height_px: int) -> None:
        """Let a track's row be this high."""
        if self._row_heights.get(track_id) != height_px:
            self._row_heights[track_id] = height_px
            self.row_heights_changed.emit()

    def set_header_px(self, width_px: int) -> None:
        """Let the tracks' headers be this wide, within what they can be."""
        width_px = min(max(width_px, NARROWEST_HEADER_PX), WIDEST_HEADER_PX)
        if width_px != self._header_px:
            self._header_px = width_px
            self.header_changed.emit(width_px)

    def to_view(self) -> Mapping[str, Any]:
        """Give what is worth keeping until next time, as JSON."""
        return {
            "playheadTicks": self._playhead_ticks,
            "ticksPerPx": self._view.ticks_per_px,
            "leftPx": self._view.left_px,
            "topPx": self._view.top_px,
            "inTicks": self._range.in_ticks,
            "outTicks": self._range.out_ticks,
            "snapping": self._snapping,
            "ripple": self._ripple,
            "loop": self._loop,
            "whenTaken": self._when_taken,
            "follow": self._follow,
            "rowHeights": dict(self._row_heights),
            "headerPx": self._header_px,
        }

    def restore_view(self, view: Mapping[str, Any]) -> None:
        """Take up what `to_view` gave; what does not fit has its default. Selects nothing."""
        start = TimelineView()
        self.select_nothing()
        self.set_playhead(_whole(view.get("playheadTicks")) or 0)
        ticks_per_px = view.get("ticksPerPx")
        is_zoom = isinstance(ticks_per_px, int | float) and not isinstance(ticks_per_px, bool)
        zoom = float(cast("float", ticks_per_px)) if is_zoom else start.ticks_per_px
        self.set_view(TimelineView(zoom, _whole(view.get("leftPx")) or 0, _whole(view.get("topPx")) or 0))
        self.set_range(InOut(_whole(view.get("inTicks")), _whole(view.get("outTicks"))))
        self.set_tool("select")
        self.set_snapping(view.get("snapping") is not False)
        self.set_ripple(view.get("ripple") is True)
        self.set_loop(view.get("loop") is True)
        way = view.get("whenTaken")
        self.set_when_taken(way if way in WAYS_WHEN_TAKEN else "refuse")
        self.set_follow(_follow_mode(view.get("follow")))
        self.set_header_px(_whole(view.get("headerPx")) or HEADER_PX)
        heights = view.get("rowHeights")
        known = cast("Mapping[str, object]", heights) if isinstance(heights, Mapping) else {}
        self._row_heights = {
            key: px for key, value in known.items() if (px := _whole(value)) and 0 < px <= HIGHEST_ROW_PX
        }
        self.row_heights_changed.emit()


def _follow_mode(value: Any) -> FollowMode:
    """Read a way to follow, or the switch that it once was."""
    if value is False:
        return "none"
    return value if value in FOLLOW_MODES else "page"


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _exists(keyframe: KeyframeRef, state: EditorState) -> bool:
    number = getattr(state.items.get(keyframe.item_id), keyframe.field, None)
    return isinstance(number, AnimatedNumber) and any(
        key.time_ticks == keyframe.time_ticks for key in number.keyframes
    )
