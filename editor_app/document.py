"""The one holder of the project being edited: what it is now, what is shown, and how it came to be so.

Everyone reads the immutable values. New ones are put in their place by `preview`, `apply`, `undo` and `redo`,
and by facts from outside: `accept_outside`, `place_media`, `link` and
`note_synced`.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from editor_app.state.model import EditorState
from editor_app.state.patch import Patch, PatchError
from editor_app.store.cloud_link import CloudLink, SyncPoint
from editor_app.store.history import (
    Applied,
    Entry,
    Forgotten,
    History,
    Linked,
    Placed,
    Pulled,
    Redone,
    Step,
    Synced,
    Undone,
    Work,
    position_after,
    touched_by,
    with_sync_point,
)
from editor_app.store.project import MediaPlace
from editor_app.store.sidecar import Sidecar, SidecarPatch


class OutdatedError(ValueError):
    """A change from outside was made for another state than the one there is now; compute it anew."""


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """The work at one moment and the end of its history, for a save that ends later."""

    work: Work
    history: History
    last: Step | None
    outside_changes: int


class Document(QObject):
    """A project being edited, with undo."""

    changed = Signal(object)
    """Patch: what `state` is now differs so from what it was; previews too."""
    sidecar_changed = Signal(object)
    """Sidecar: the one shown now; previews too."""
    media_changed = Signal(object)
    """dict[str, MediaPlace]: media that are found, or found elsewhere, by asset key."""
    cloud_changed = Signal(object)
    """CloudLink | None: the project is kept in step with another project of a service, or with none."""
    committed = Signal(object)
    """Entry: something happened that stays (never a preview); the journal writes these."""
    history_changed = Signal()
    """What can be undone or redone, or whether all is saved, may have changed."""
    steps_dropped = Signal(object)
    """tuple[str, ...]: labels of the steps that can no longer be taken back, as others changed the same."""
    preview_ended = Signal()
    """No gesture is in hand any more; changes from outside are welcome again."""
    loaded = Signal()
    """Everything is another: read it all anew."""

    def __init__(
        self,
        work: Work,
        history: History | None = None,
        parent: QObject | None = None,
        *,
        steps_at_hand: int = 100,
    ) -> None:
        """Begin with some work; all but the latest `steps_at_hand` steps are packed."""
        super().__init__(parent)
        self._steps_at_hand = steps_at_hand
        self._work = self._shown = work
        self._outside_changes = 0
        self._moves: list[tuple[Entry, Step]] = []
        self._is_previewing = self._is_filling = False
        self.undo_stack = QUndoStack()
        """For actions and a list of steps; what its commands do goes through this object."""
        self.naming: Callable[[str, EditorState, Patch], str] | None = None
        """Who makes a step's label fuller, from the state before and what changes."""
        # WORKAROUND(PySide 6.11): the garbage collector frees the commands of a stack that it comes upon, and
        # the stack frees them again. So nothing that can be garbage owns the stack, and it is emptied first.
        weakref.finalize(self, _empty, self.undo_stack)
        self.undo_stack.indexChanged.connect(self._tell_moves)
        self._fill(history or History())

    @property
    def state(self) -> EditorState:
        """Give the document as it is shown: with the gesture in hand."""
        return self._shown.state

    @property
    def sidecar(self) -> Sidecar:
        """Give the sidecar as it is shown: with the gesture in hand."""
        return self._shown.sidecar

    @property
    def media(self) -> Mapping[str, MediaPlace]:
        """Give the known places of media by asset key."""
        return self._work.media

    @property
    def work(self) -> Work:
        """Give what is settled: without the gesture in hand. Gestures start from here."""
        return self._work

    @property
    def is_previewing(self) -> bool:
        """Tell whether a gesture is in hand."""
        return self._is_previewing

    @property
    def is_clean(self) -> bool:
        """Tell whether the project file has all of this."""
        return self.undo_stack.isClean()

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a step to take back."""
        return self.undo_stack.canUndo()

    @property
    def can_redo(self) -> bool:
        """Tell whether there is a step to do again."""
        return self.undo_stack.canRedo()

    @property
    def undo_label(self) -> str:
        """Give the name of the step that undo takes back, or nothing."""
        return self.undo_stack.undoText()

    @property
    def redo_label(self) -> str:
        """Give the name of the step that redo does again, or nothing."""
        return self.undo_stack.redoText()

    def preview(self, state: EditorState | None = None, *, sidecar: Sidecar | None = None) -> None:
        """Show what a gesture would do so far, computed from `work`; None shows what is settled."""
        self._show(self._with(state, sidecar))

    def cancel_preview(self) -> None:
        """Show what is settled again; does nothing without a preview."""
        self._show(self._work)

    def apply(
        self,
        label: str,
        state: EditorState | None = None,
        *,
        sidecar: Sidecar | None = None,
        is_decision: bool = False,
    ) -> bool:
        """Settle a new document, sidecar or both as one step; None keeps what is settled.

        Ends a preview. Tells whether there is a step: where nothing changes there is one only for a decision,
        which can be taken back like any other step. Raises PatchError, and then nothing has happened but that
        a preview has ended.
        """
        new = self._with(state, sidecar)
        try:
            step = Step.between(label, self._work, new)
        except PatchError:
            self.cancel_preview()
            raise
        if not step and not is_decision:
            self.cancel_preview()
            return False
        if step and self.naming is not None:
            step.label = self.naming(label, self._work.state, step.patch)
        self.undo_stack.push(_Command(self, step, new))
        if (old := self.undo_stack.index() - 1 - self._steps_at_hand) >= 0:
            self._command(old).step.pack()
        return True

    def undo(self) -> bool:
        """Take back the gesture in hand or else the last step; tell whether there was one."""
        if self.is_previewing:
            self.cancel_preview()
            return True
        has_step = self.can_undo
        self.undo_stack.undo()
        return has_step

    def redo(self) -> bool:
        """Do the step that was taken back last again; tell whether there was one. Ends a preview."""
        self.cancel_preview()
        has_step = self.can_redo
        self.undo_stack.redo()
        return has_step

    def accept_outside(
        self,
        state: EditorState,
        *,
        base: EditorState,
        sidecar: Sidecar | None = None,
        synced: SyncPoint | None = None,
    ) -> tuple[str, ...]:
        """Take over what others changed, computed from `base`; no step. Give the labels of steps dropped.

        `sidecar` is the settled one with what others changed of it, None where they did not; `synced` is how
        far the document is in step with that.

        Dropped is every step that touches a record which others changed, and every step that such a step
        keeps from being taken back. Raises OutdatedError where `base` is not what is settled now, or while a
        gesture is in hand (`preview_ended` tells when it is not).
        """
        if base is not self._work.state or self.is_previewing:
            raise OutdatedError("The document has changed in the meantime.")
        patch = Patch.between(base, state)
        beside = SidecarPatch.between(self._work.sidecar, sidecar or self._work.sidecar)
        if not patch and not beside:
            if synced is not None:
                self.note_synced(synced)
            return ()
        kept, dropped = self._history().without_clashes(touched_by(patch, beside))
        work = replace(self._work, state=state, sidecar=sidecar or self._work.sidecar)
        self._work = self._shown = with_sync_point(work, synced) if synced is not None else work
        self._outside_changes += 1
        if dropped:
            self._fill(kept)
        else:
            self.undo_stack.resetClean()
        self.committed.emit(Pulled(patch, beside, synced))
        if patch:
            self.changed.emit(patch)
        if beside:
            self.sidecar_changed.emit(self._work.sidecar)
        self.history_changed.emit()
        labels = tuple(step.label for step in dropped)
        if labels:
            self.steps_dropped.emit(labels)
        return labels

    def place_media(self, places: Mapping[str, MediaPlace]) -> None:
        """Note where files lie: a fact, no step; undo leaves it alone."""
        news = {key: place for key, place in places.items() if self._work.media.get(key) != place}
        if not news:
            return
        media = {**self._work.media, **news}
        self._work = replace(self._work, media=media)
        self._shown = replace(self._shown, media=media) if self._is_previewing else self._work
        self._outside_changes += 1
        self.undo_stack.resetClean()
        self.committed.emit(Placed(news))
        self.media_changed.emit(news)
        self.history_changed.emit()

    def link(self, link: CloudLink | None) -> None:
        """Note with which project of a service this one is kept in step: a fact, no step."""
        if link == self._work.cloud:
            return
        self._work = replace(self._work, cloud=link)
        self._shown = replace(self._shown, cloud=link) if self._is_previewing else self._work
        self._outside_changes += 1
        self.undo_stack.resetClean()
        self.committed.emit(Linked(link))
        self.cloud_changed.emit(link)
        self.history_changed.emit()

    def note_synced(self, point: SyncPoint) -> None:
        """Note how far the document is in step: a fact that its file need not know at once."""
        new = with_sync_point(self._work, point)
        if new is self._work:
            return
        self._work = new
        self._shown = replace(self._shown, cloud=new.cloud) if self._is_previewing else new
        self.committed.emit(Synced(point))

    def snapshot(self, *, most_steps: int = 1000) -> Snapshot:
        """Give what a save writes, and the latest steps for the journal that follows it."""
        history = self._history()
        last = history.steps[history.position - 1] if history.position else None
        return Snapshot(self._work, history.last(most_steps), last, self._outside_changes)

    def mark_saved(self, snapshot: Snapshot) -> None:
        """Note that the project file has that snapshot, though there may have been edits since."""
        stack = self.undo_stack
        position = position_after(self._history().steps, snapshot.last)
        if position is None or snapshot.outside_changes != self._outside_changes:
            stack.resetClean()
        else:
            self._set_clean(position)
        self.history_changed.emit()

    def load(self, work: Work, history: History | None = None) -> None:
        """Take another project in the place of this one; emits `loaded`, and no `changed`."""
        self._work = self._shown = work
        self._outside_changes += 1
        self._fill(history or History())
        self.loaded.emit()
        self.history_changed.emit()

    def _with(self, state: EditorState | None, sidecar: Sidecar | None) -> Work:
        work = self._work
        if (state is None or state is work.state) and (sidecar is None or sidecar is work.sidecar):
            return work
        return replace(work, state=state or work.state, sidecar=sidecar or work.sidecar)

    def _show(self, work: Work, patch: Patch | None = None, entries: Iterable[Entry] = ()) -> None:
        """Let `work` be what is shown, and say so; `patch` leads there, where it is known."""
        old, self._shown = self._shown, work
        was_previewing, self._is_previewing = self._is_previewing, work is not self._work
        for entry in entries:  # first of all, so that the journal has it whatever a view does
            self.committed.emit(entry)
        if old.state is not work.state:
            patch = patch or Patch.between(old.state, work.state)
            if patch:
                self.changed.emit(patch)
        if old.sidecar is not work.sidecar and old.sidecar != work.sidecar:
            self.sidecar_changed.emit(work.sidecar)
        if was_previewing and not self._is_previewing:
            self.preview_ended.emit()

    def carry_out(self, entry: Entry, step: Step, work: Work | None = None) -> bool:
        """Let a command do its part; who listens is told once the stack is done. Tell whether it fits."""
        if self._is_filling:
            return True
        try:
            self._work = work or step.apply(self._work)
        except PatchError:  # an exception would leave the stack with a command that it believes is done
            entry = Forgotten()
        self._moves.append((entry, step))
        return not isinstance(entry, Forgotten)

    def _tell_moves(self) -> None:
        if not self._moves:
            return
        moves, self._moves = self._moves, []
        entries = [entry for entry, _ in moves]
        lost = tuple(step.label for entry, step in moves if isinstance(entry, Forgotten))
        if lost:
            lost += self._forget()
        is_plain = len(moves) == 1 and not self._is_previewing and not lost
        self._show(self._work, moves[0][1].patch if is_plain else None, entries)
        self.history_changed.emit()
        if lost:
            self.steps_dropped.emit(lost)

    def _forget(self) -> tuple[str, ...]:
        """Let go of a history that does not fit; give its labels."""
        labels = tuple(step.label for step in self._history().steps)
        self._fill(History(clean=None))
        return labels

    def _fill(self, history: History) -> None:
        """Put steps on the stack without carrying them out."""
        stack = self.undo_stack
        self._is_filling = True
        try:
            stack.clear()
            for step in history.steps:
                stack.push(_Command(self, step))
            stack.setIndex(history.position)
        finally:
            self._is_filling = False
        if history.clean is None:
            stack.resetClean()
        else:
            self._set_clean(history.clean)

    def _set_clean(self, position: int) -> None:
        stack = self.undo_stack
        now = stack.index()
        self._is_filling = True
        try:
            stack.setIndex(position)
            stack.setClean()
            stack.setIndex(now)
        finally:
            self._is_filling = False

    def _history(self) -> History:
        stack = self.undo_stack
        clean = stack.cleanIndex()
        steps = tuple(self._command(index).step for index in range(stack.count()))
        return History(steps, stack.index(), None if clean < 0 else clean)

    def _command(self, index: int) -> _Command:
        return cast("_Command", self.undo_stack.command(index))


def _empty(stack: QUndoStack) -> None:
    stack.blockSignals(True)
    stack.clear()


class _Command(QUndoCommand):
    """The one kind of command: a step, and for the first time the work it led to."""

    def __init__(self, document: Document, step: Step, work: Work | None = None) -> None:
        super().__init__(step.label)
        self.step = step
        # Weak, so that the document can go, and the stack after it.
        self._document = weakref.ref(document)
        self._work = work

    def redo(self) -> None:
        """Do the step."""
        if self._work is not None:
            entry, work, self._work = Applied(self.step), self._work, None
        else:
            entry, work = Redone(self.step), None
        self._carry_out(entry, self.step, work)

    def undo(self) -> None:
        """Take the step back."""
        self._carry_out(Undone(self.step), self.step.inverse())

    def _carry_out(self, entry: Entry, step: Step, work: Work | None = None) -> None:
        document = self._document()
        self.setObsolete(document is None or not document.carry_out(entry, step, work))
