"""What gestures have in common: the desk they work at, the pointer, the life of an edit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from editor_app.document import Document
from editor_app.edits.errors import EditError
from editor_app.items import BrokenItem, Item
from editor_app.session import Session
from editor_app.state import EditorState
from editor_app.timebase import format_timecode, snap_to_frame
from editor_app.ui.timeline.hits import Hit, Stage
from editor_app.ui.timeline.painting.overlay import Overlay
from editor_app.ui.timeline.snapping import SNAP_PX, Snap, snap, targets_of
from editor_app.ui.timeline.view import View


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the pointer is, and which keys are held."""

    x: float
    y: float
    shift: bool = False
    ctrl: bool = False
    alt: bool = False


class Desk(Protocol):
    """What a gesture works on."""

    @property
    def document(self) -> Document:
        """Give the document."""
        ...

    @property
    def session(self) -> Session:
        """Give the session."""
        ...

    @property
    def linked(self) -> bool:
        """Tell whether linked clips go along."""
        ...

    def stage(self) -> Stage:
        """Give what shows now."""
        ...

    def scroll_by(self, dx_px: int, dy_px: int) -> None:
        """Scroll the tracks."""
        ...

    def set_row_height(self, track_id: str, height_px: int) -> None:
        """Let a row be this high."""
        ...

    def say(self, sentence: str) -> None:
        """Tell the user something, without stopping anyone."""
        ...


class Gesture:
    """A drag, or a click that does something."""

    scrolls = False
    """Whether the tracks scroll along when the pointer is at their edge."""

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        self.desk = desk
        self.hit = hit
        self.press = at
        self.overlay = Overlay()
        self.stage = desk.stage()
        self.press_tick = self.stage.view.tick_at(at.x)

    @property
    def fps(self) -> int:
        """Give the rate in which frames are counted."""
        return self.desk.document.sidecar.edit_rate

    @property
    def view(self) -> View:
        """Give the view as it is now: it may have scrolled since the press."""
        return self.desk.stage().view

    def here(self) -> Stage:
        """Give what showed at the press, in the view of now."""
        return replace(self.stage, view=self.view)

    def move(self, at: Pointer) -> None:
        """Follow the pointer."""

    def release(self, at: Pointer) -> None:
        """Do it."""

    def cancel(self) -> None:
        """Leave everything as it was."""

    def frames(self, ticks: int) -> int:
        """Give the nearest frame border."""
        return snap_to_frame(ticks, self.fps)

    def moved_ticks(self, at: Pointer) -> int:
        """Give by how much the pointer has moved in time, scrolling included."""
        return self.view.tick_at(at.x) - self.press_tick


class Snapper:
    """Finds what a gesture snaps to; made at its first move, from what stood at the press."""

    def __init__(self, gesture: Gesture, moving: tuple[str, ...] = ()) -> None:
        self._targets = targets_of(gesture.stage, gesture.desk.session.playhead_ticks, moving)
        self._gesture = gesture

    def near(self, ticks: tuple[int, ...], at: Pointer) -> Snap | None:
        """Give the smallest move of `ticks` onto something; None with snapping off or Alt held."""
        if not self._gesture.desk.session.snapping or at.alt:
            return None
        return snap(self._targets, ticks, self._gesture.view.ticks(SNAP_PX))


class EditGesture(Gesture):
    """A gesture that edits the document."""

    label = ""
    previews = True
    glance: int | None = None
    """The time to be seen while the gesture lasts, where that is not the playhead's; `edit` may set it."""

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self.state: EditorState = desk.document.work.state
        self.locked = desk.document.sidecar.locked_tracks
        self._new: EditorState | None = None
        self._refusal = ""

    def edit(self, at: Pointer) -> EditorState:
        """Give what the document would be with the pointer there; set `overlay`; raise EditError."""
        raise NotImplementedError

    def move(self, at: Pointer) -> None:
        """Show what would be, or why it cannot be."""
        document = self.desk.document
        try:
            self._new, self._refusal = self.edit(at), ""
        except EditError as error:
            self._new, self._refusal = None, str(error)
            self.overlay = replace(self.overlay, refused=True, note=self._refusal)
        self.overlay = replace(self.overlay, note_at=(at.x, at.y))
        self.desk.session.set_glance(self.glance if self._new is not None else None)
        document.preview(self._new if self.previews else None)

    def release(self, at: Pointer) -> None:
        """Make one step of it."""
        self.move(at)
        if self._new is None:
            self.cancel()
            if self._refusal:
                self.desk.say(self._refusal)
            return
        self.desk.session.set_glance(None)
        self.desk.document.apply(self.label, self._new)
        self.done(self._new)

    def cancel(self) -> None:
        """Show the document as it is."""
        self.desk.session.set_glance(None)
        self.desk.document.cancel_preview()

    def done(self, state: EditorState) -> None:
        """Do what follows the step, such as selecting what is new."""

    def item(self, item_id: str | None) -> Item | BrokenItem:
        """Give an item as it was at the press."""
        return self.state.items[item_id or ""]

    def signed(self, ticks: int) -> str:
        """Write a length of time with its sign."""
        return f"{'−' if ticks < 0 else '+'}{format_timecode(abs(ticks), self.fps)}"
