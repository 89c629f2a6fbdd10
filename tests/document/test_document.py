"""What the document promises: previews leave nothing, steps come back whole, others' changes are no steps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from editor_app.document import Document, OutdatedError
from editor_app.state import EditorState, read, to_bytes
from editor_app.state.patch import Patch, PatchError
from editor_app.store.cloud_link import CloudLink
from editor_app.store.entries import read_entry, write_entry
from editor_app.store.history import (
    Applied,
    Entry,
    Forgotten,
    Linked,
    Placed,
    Pulled,
    Redone,
    Replay,
    Step,
    Undone,
    Work,
)
from editor_app.store.project import MediaPlace
from editor_app.store.sidecar import Marker, Sidecar
from tests import documents
from tests.document.edits import moved, small_state


class Listener:
    """Hears all that a document says, by signal."""

    NAMES = (
        *("changed", "sidecar_changed", "media_changed", "committed", "steps_dropped"),
        *("preview_ended", "loaded"),
    )

    def __init__(self, document: Document) -> None:
        self.heard: list[tuple[str, Any]] = []
        self._slots = [self._slot(name) for name in self.NAMES]
        for name, slot in zip(self.NAMES, self._slots, strict=True):
            getattr(document, name).connect(slot)

    def _slot(self, name: str) -> Any:
        return lambda *values: self.heard.append((name, values[0] if values else None))

    def take(self) -> list[str]:
        """Give the names of what was heard, and forget it."""
        names, self.heard = [name for name, _ in self.heard], []
        return names


@pytest.fixture
def document() -> Document:
    return Document(Work(small_state()))


def start_of(state: EditorState, item_id: str) -> int:
    return state.items[item_id].start_ticks


def test_a_drag_is_one_step_and_its_previews_none(document: Document) -> None:
    listener = Listener(document)
    press = document.work.state
    for ticks in (1, 2, 3):
        document.preview(moved(press, "a", ticks))
        assert (start_of(document.state, "a"), document.work.state) == (ticks, press)
    assert listener.take() == ["changed"] * 3
    assert document.is_previewing
    assert document.apply("Move", moved(press, "a", 3))
    assert listener.take() == ["committed", "preview_ended"]
    assert (document.undo_stack.count(), document.undo_label) == (1, "Move")
    document.undo()
    assert to_bytes(document.state) == to_bytes(press)
    assert listener.take() == ["committed", "changed"]


def test_a_cancelled_drag_leaves_no_trace(document: Document) -> None:
    before = document.state
    document.apply("Move", moved(before, "b", 7))
    document.undo()
    document.preview(moved(before, "a", 5), sidecar=document.sidecar.with_title("x"))
    document.cancel_preview()
    assert to_bytes(document.state) == to_bytes(before)
    assert document.sidecar.title == ""
    assert (document.redo_label, document.is_clean, document.is_previewing) == ("Move", True, False)


def test_undo_in_the_middle_of_a_drag_takes_back_the_drag_alone(document: Document) -> None:
    document.apply("Move", moved(document.state, "b", 7))
    document.preview(moved(document.state, "a", 5))
    assert document.undo()
    assert (start_of(document.state, "a"), start_of(document.state, "b")) == (0, 7)
    assert document.undo()
    assert start_of(document.state, "b") == 240_000


def test_an_edit_that_changes_nothing_is_no_step(document: Document) -> None:
    listener = Listener(document)
    same = moved(document.state, "a", start_of(document.state, "a"))
    assert not document.apply("Move", same)
    document.preview(moved(document.state, "a", 9))
    assert not document.apply("Move", same)
    assert start_of(document.state, "a") == 0
    assert listener.take() == ["changed", "changed", "preview_ended"]
    assert (document.can_undo, document.is_clean) == (False, True)


def test_a_decision_that_changes_nothing_is_a_step_that_survives_journal_and_packing() -> None:
    document = Document(Work(small_state()), steps_at_hand=1)
    entries: list[Entry] = []
    document.committed.connect(entries.append)
    document.apply("Move", moved(document.state, "a", 5))
    assert document.apply("Keep mine", document.work.state, is_decision=True)
    document.apply("Move again", moved(document.state, "a", 9))
    document.undo()
    assert document.undo_label == "Keep mine"
    assert document.undo()
    assert (start_of(document.state, "a"), document.undo_label) == (5, "Move")
    assert document.redo()
    assert document.undo_label == "Keep mine"
    replay = Replay(Work(small_state()))
    for entry in entries:
        replay.play(read_entry(write_entry(entry)))
    assert replay.history.position == 2
    assert to_bytes(replay.work.state) == to_bytes(document.state)


def test_document_and_sidecar_change_and_come_back_as_one_step(document: Document) -> None:
    listener = Listener(document)
    wanted = document.sidecar.with_marker(Marker("m", 5, "Drop")).with_lock("top", locked=True)
    document.apply("Mark and move", moved(document.state, "a", 5), sidecar=wanted)
    assert listener.take() == ["committed", "changed", "sidecar_changed"]
    document.apply("Name", sidecar=document.sidecar.with_track_name("top", "Titles"))
    assert listener.take() == ["committed", "sidecar_changed"]
    document.undo()
    document.undo()
    assert (document.sidecar.markers, document.sidecar.locked_tracks, start_of(document.state, "a")) == (
        (),
        (),
        0,
    )
    document.redo()
    assert document.sidecar == wanted


def test_a_patch_that_would_not_lead_back_never_reaches_the_stack(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Patch, state: EditorState) -> EditorState:
        raise PatchError("no")

    before = document.state
    document.preview(moved(before, "a", 4))
    monkeypatch.setattr(Patch, "apply", refuse)
    with pytest.raises(PatchError):
        document.apply("Widen", before.replace(composition_width=640))
    assert (document.undo_stack.count(), document.state) == (0, before)


def test_a_history_that_does_not_fit_is_let_go_and_the_work_stays() -> None:
    other = Document(Work(small_state()))
    other.apply("Move", moved(other.state, "a", 5))
    document = Document(Work(small_state()), other.snapshot().history)
    listener = Listener(document)
    before = document.state
    document.undo()
    assert (document.state, document.undo_stack.count(), document.is_clean) == (before, 0, False)
    assert [type(value) for name, value in listener.heard if name == "committed"] == [Forgotten]
    assert ("steps_dropped", ("Move",)) in listener.heard


def test_clean_is_where_the_save_was_even_if_edits_came_before_it_ended(document: Document) -> None:
    document.apply("One", moved(document.state, "a", 1))
    snapshot = document.snapshot()
    document.apply("Two", moved(document.state, "a", 2))
    document.mark_saved(snapshot)
    assert not document.is_clean
    document.undo()
    assert document.is_clean
    document.undo()
    document.apply("Other", moved(document.state, "a", 3))
    document.mark_saved(snapshot)
    assert not document.is_clean
    document.undo()
    assert not document.is_clean


def test_a_jump_in_the_list_of_steps_is_told_once_to_views_and_step_by_step_to_the_journal(
    document: Document,
) -> None:
    for ticks in (1, 2, 3):
        document.apply("Move", moved(document.state, "a", ticks))
    listener = Listener(document)
    document.undo_stack.setIndex(0)
    assert listener.take() == ["committed"] * 3 + ["changed"]
    assert start_of(document.state, "a") == 0


def test_others_changes_are_no_step_and_take_with_them_only_steps_on_the_same_records(
    document: Document,
) -> None:
    document.apply("Move a", moved(document.state, "a", 1))
    document.apply("Move b", moved(document.state, "b", 2))
    document.apply("Move a and c", moved(moved(document.state, "a", 3), "c", 4))
    document.apply("Move d", moved(document.state, "d", 5))
    document.undo()
    listener = Listener(document)
    base = document.work.state
    dropped = document.accept_outside(moved(base, "c", 9), base=base)
    # “Move a” can no longer be taken back either: the step after it, on the same clip, stays as it is.
    assert dropped == ("Move a", "Move a and c")
    assert listener.take() == ["committed", "changed", "steps_dropped"]
    assert [start_of(document.state, key) for key in "abc"] == [3, 2, 9]
    assert (document.undo_label, document.redo_label, document.is_clean) == ("Move b", "Move d", False)
    document.undo()
    document.redo()
    document.redo()
    assert [start_of(document.state, key) for key in "abcd"] == [3, 2, 9, 5]


def test_others_changes_elsewhere_cost_no_step(document: Document) -> None:
    document.apply("Move a", moved(document.state, "a", 1))
    base = document.work.state
    assert document.accept_outside(moved(base, "b", 9), base=base) == ()
    document.undo()
    assert [start_of(document.state, key) for key in "ab"] == [0, 9]


def test_others_changes_for_another_state_or_during_a_drag_are_refused(document: Document) -> None:
    base = document.work.state
    document.preview(moved(base, "a", 1))
    with pytest.raises(OutdatedError):
        document.accept_outside(moved(base, "b", 9), base=base)
    document.apply("Move", moved(base, "a", 1))
    with pytest.raises(OutdatedError):
        document.accept_outside(moved(base, "b", 9), base=base)
    assert start_of(document.state, "b") == 240_000


def test_where_files_lie_is_no_step_and_undo_leaves_it(document: Document) -> None:
    place = MediaPlace(Path("/media/a.mp4"), None, None)
    document.apply("Move", moved(document.state, "a", 1))
    listener = Listener(document)
    document.place_media({"x": place})
    document.place_media({"x": place})
    assert listener.take() == ["committed", "media_changed"]
    document.undo()
    assert (document.media, document.is_clean) == ({"x": place}, False)


def test_the_journal_hears_of_every_step_before_any_view_does(document: Document) -> None:
    listener = Listener(document)
    document.apply("Move", moved(document.state, "a", 1))
    document.undo()
    document.redo()
    document.place_media({"x": MediaPlace(Path("/x"), None, None)})
    base = document.work.state
    document.accept_outside(moved(base, "b", 9), base=base)
    kinds = [type(value) for name, value in listener.heard if name == "committed"]
    assert kinds == [Applied, Undone, Redone, Placed, Pulled]
    assert listener.take()[::2] == ["committed"] * 5


def test_another_project_takes_the_place_of_this_one_with_its_history(document: Document) -> None:
    document.apply("Move", moved(document.state, "a", 1))
    snapshot = document.snapshot()
    other = Document(Work(small_state(2)))
    listener = Listener(other)
    other.load(snapshot.work, snapshot.history)
    assert listener.take() == ["loaded"]
    assert (other.state, other.undo_label, other.is_clean) == (document.state, "Move", False)
    other.undo()
    assert start_of(other.state, "a") == 0


def test_old_steps_are_packed_and_come_back_all_the_same() -> None:
    document = Document(Work(small_state()), steps_at_hand=2)
    before = to_bytes(document.state)
    for place in range(1, 6):
        document.apply(
            f"To {place}", moved(document.state, "a", place), sidecar=Sidecar(title=f"film {place}")
        )
    after = to_bytes(document.state)
    steps = document.snapshot().history.steps
    assert [step.is_packed for step in steps] == [True, True, True, False, False]
    assert steps[0].label == "To 1"
    while document.undo():
        pass
    assert to_bytes(document.state) == before
    while document.redo():
        pass
    assert (to_bytes(document.state), document.sidecar.title) == (after, "film 5")


def test_a_step_of_thousands_of_clips_stays_as_it_is() -> None:
    state = read(documents.document(*(documents.solid(f"c{n}", n * 240_000) for n in range(40))))[0]
    moved_all = state.replace(items={key: item.replace(start_ticks=7) for key, item in state.items.items()})
    step = Step.between("Move", Work(state), Work(moved_all))
    step.pack()
    assert not step.is_packed


def test_a_title_from_outside_is_no_step_and_drops_steps_that_named_it() -> None:
    base = small_state()
    document = Document(Work(base, Sidecar(title="Mine")))
    document.apply("Rename", sidecar=document.sidecar.with_title("Other"))
    document.apply("Describe", sidecar=document.sidecar.with_description("About"))
    entries: list[Entry] = []
    document.committed.connect(entries.append)
    titled = document.sidecar.with_title("Theirs")
    assert document.accept_outside(base, base=base, sidecar=titled) == ("Rename",)
    assert document.sidecar.title == "Theirs"
    assert document.undo()
    assert (document.sidecar.title, document.sidecar.description) == ("Theirs", "")
    assert isinstance(entries[0], Pulled)
    replay = Replay(Work(base, titled.with_title("Other")))
    replay.play(read_entry(write_entry(entries[0])))
    assert replay.work.sidecar == titled


def test_a_link_is_a_fact_that_undo_leaves_alone_and_the_journal_tells() -> None:
    base = small_state()
    document, link = Document(Work(base)), CloudLink("https://api.example", "p1")
    entries: list[Entry] = []
    document.committed.connect(entries.append)
    document.apply("Move", moved(base, "b", 9))
    document.link(link)
    document.link(link)
    assert document.undo()
    assert document.work.cloud == link
    assert [type(entry) for entry in entries] == [Applied, Linked, Undone]
    replay = Replay(Work(base))
    for entry in entries:
        replay.play(read_entry(write_entry(entry)))
    assert replay.work.cloud == link
    assert not document.is_clean
