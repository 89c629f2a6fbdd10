"""The journal: torn anywhere it opens with all that is whole; foreign or damaged it is refused."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from editor_app.document import Document
from editor_app.record import json_bytes
from editor_app.state import to_bytes
from editor_app.store.entries import read_entry, step_to_json, write_entry
from editor_app.store.history import (
    Applied,
    Entry,
    Forgotten,
    History,
    Marked,
    Placed,
    Pulled,
    Redone,
    Replay,
    Saving,
    Step,
    Undone,
    Work,
)
from editor_app.store.journal import Header, Journal, JournalError, read_journal
from editor_app.store.project import MediaPlace
from tests.document.edits import moved, random_change, small_state

HEADER = Header("id", "/films/a.editorproj", "ab" * 32)


def scripted(count: int) -> tuple[list[Entry], list[bytes]]:
    """Give entries, and what the document is before and after each."""
    work, entries = Work(small_state()), list[Entry]()
    replay = Replay(work)
    seen = [to_bytes(work.state)]
    for number in range(count):
        state, sidecar = random_change(replay.work, random.Random(number), f"new-{number}")
        step = Step.between(f"Füge “{number}” ein", replay.work, Work(state, sidecar))
        entry: Entry = Undone() if number % 5 == 4 else Redone() if number % 10 == 5 else Applied(step)
        replay.play(entry)
        entries.append(entry)
        seen.append(to_bytes(replay.work.state))
    return entries, seen


def played(history: History, entries: tuple[Entry, ...]) -> bytes:
    replay = Replay(Work(small_state()), history)
    for entry in entries:
        replay.play(entry)
    return to_bytes(replay.work.state)


def test_torn_at_every_byte_it_opens_with_every_whole_entry(tmp_path: Path) -> None:
    path, torn = tmp_path / "journal", tmp_path / "torn"
    entries, seen = scripted(7)
    journal = Journal.create(path, HEADER, History())
    ends = [path.stat().st_size]
    for entry in entries:
        journal.write([entry])
        ends.append(path.stat().st_size)
    journal.close()
    data = path.read_bytes()
    for length in range(len(data) + 1):
        torn.write_bytes(data[:length])
        if length < ends[0]:
            with pytest.raises(JournalError):
                read_journal(torn, "id")
            continue
        story = read_journal(torn, "id")
        whole = sum(end <= length for end in ends) - 1
        assert len(story.entries) == whole
        assert story.torn_bytes == length - ends[whole]
        if length in ends:
            assert played(story.history, story.entries) == seen[whole]


def test_a_byte_gone_bad_ends_the_story_before_it(tmp_path: Path) -> None:
    path, bad = tmp_path / "journal", tmp_path / "bad"
    entries, seen = scripted(6)
    Journal.create(path, HEADER, History()).close()
    start = path.stat().st_size
    journal, _ = Journal.resume(path, "id")
    journal.write(entries)
    journal.close()
    data = path.read_bytes()
    for at in range(start, len(data), 7):
        bad.write_bytes(data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :])
        story = read_journal(bad, "id")
        assert played(story.history, story.entries) == seen[len(story.entries)]
        assert len(story.entries) < len(entries)


def test_after_a_tear_it_goes_on_behind_the_last_whole_entry(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    entries, seen = scripted(8)
    journal = Journal.create(path, HEADER, History())
    journal.write(entries[:4])
    journal.close()
    with path.open("ab") as file:
        file.write(b"\x30\0\0\0\x12\x34\x56\x78half a rec")
    journal, story = Journal.resume(path, "id")
    assert (len(story.entries), story.torn_bytes) == (4, 18)
    journal.write(entries[4:])
    journal.sync()
    journal.close()
    story = read_journal(path, "id")
    assert (played(story.history, story.entries), story.torn_bytes) == (seen[8], 0)


def test_entries_of_another_journal_are_not_read_as_its_own(tmp_path: Path) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    Journal.create(a, HEADER, History()).close()
    size = a.stat().st_size
    journal = Journal.create(b, Header("id", "/films/b.editorproj", "cd" * 32), History())
    start = b.stat().st_size
    journal.write([Undone(), Undone()])
    journal.close()
    a.write_bytes(a.read_bytes() + b.read_bytes()[start:])
    assert read_journal(a, "id").entries == ()
    assert read_journal(a, "id").torn_bytes == a.stat().st_size - size


def test_a_journal_of_another_project_is_refused(tmp_path: Path) -> None:
    Journal.create(tmp_path / "journal", HEADER, History()).close()
    with pytest.raises(JournalError, match="another project"):
        Journal.resume(tmp_path / "journal", "other")


@pytest.mark.parametrize("content", [b"", b"\0" * 64, b"{}", b"\xff" * 9, b'{"format": "editor-app/1"}' * 9])
def test_what_is_no_journal_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "journal").write_bytes(content)
    with pytest.raises(JournalError):
        read_journal(tmp_path / "journal", "id")


def test_every_kind_of_entry_comes_back(tmp_path: Path) -> None:
    work = Work(small_state())
    state, sidecar = random_change(work, random.Random(9), "new")
    step = Step.between("Half \ud800 a pair", work, Work(state, sidecar.with_title("Ein Film \ud83c")))
    entries = [
        Applied(step),
        Undone(),
        Redone(),
        Forgotten(),
        Pulled(step.patch),
        Placed({"x": MediaPlace(Path("/media/ä.mp4"), None, 5)}),
        Marked(3),
        Saving(3, "ef"),
    ]
    again = [read_entry(write_entry(entry)) for entry in entries]
    assert [type(entry) for entry in again] == [type(entry) for entry in entries]
    assert list(map(write_entry, again)) == list(map(write_entry, entries))
    assert again[5:] == entries[5:]
    assert list(map(write_entry, entries[:1])) == [json_bytes({"did": "apply", **step_to_json(step)})]


def test_compacted_it_keeps_the_history_and_what_came_after_the_mark(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    entries, seen = scripted(10)
    journal = Journal.create(path, HEADER, History())
    journal.write([*entries[:6], Marked(1), *entries[6:8]])
    replay = Replay(Work(small_state()))
    for entry in entries[:6]:
        replay.play(entry)
    new = Header("id", HEADER.path, "12" * 32)
    journal = journal.compact(new, replay.history, 1)
    journal.write(entries[8:])
    journal.close()
    story = read_journal(path, "id")
    assert (story.header, len(story.entries), len(story.history.steps)) == (
        new,
        4,
        len(replay.history.steps),
    )
    later = Replay(replay.work, story.history)
    for entry in story.entries:
        later.play(entry)
    assert to_bytes(later.work.state) == seen[10]
    while later.history.position:
        later.play(Undone())
    assert to_bytes(later.work.state) == seen[0]


def test_undo_and_redo_go_on_beyond_a_history_that_was_shortened(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    document = Document(Work(small_state()))
    entries = list[Entry]()
    document.committed.connect(entries.append)
    for number in range(12):
        document.apply(f"Edit {number}", moved(document.state, "a", number + 1))
    first_and_last = to_bytes(small_state()), to_bytes(document.state)
    for _ in range(4):
        document.undo()
    snapshot = document.snapshot(most_steps=3)
    assert len(snapshot.history.steps) == 3
    journal = Journal.create(path, HEADER, snapshot.history)
    entries.clear()
    assert [document.redo() for _ in range(4)] == [True] * 4
    while document.undo():
        pass
    journal.write(entries)
    entries.clear()
    while document.redo():
        pass
    journal.write(entries)
    journal.close()
    story = read_journal(path, "id")
    replay = Replay(snapshot.work, story.history)
    for entry in story.entries:
        replay.play(entry)
    assert to_bytes(replay.work.state) == first_and_last[1]
    recovered = Document(replay.work, replay.history)
    while recovered.undo():
        pass
    assert to_bytes(recovered.state) == first_and_last[0]


def test_a_save_that_came_through_is_known_by_the_file(tmp_path: Path) -> None:
    entries, _ = scripted(4)
    story = [*entries[:2], Marked(7), entries[2], Saving(7, "new"), entries[3]]
    for found, clean in (("new", 2), ("old", 0), (None, 0)):
        replay = Replay(Work(small_state()), file_sha256=found)
        for entry in story:
            replay.play(entry)
        assert (replay.history.clean, replay.history.position) == (clean, 4)


def test_a_shortened_history_keeps_the_latest_steps_and_its_place() -> None:
    steps = tuple(entry.step for entry in scripted(4)[0] if isinstance(entry, Applied))
    history = History(steps, 3, 1)
    assert (history.last(9).steps, history.last(9).position, history.last(9).clean) == (steps, 3, 1)
    short = history.last(2)
    assert (short.steps, short.position, short.clean) == (steps[1:3], 2, 0)
    assert (history.last(1).steps, history.last(1).position, history.last(1).clean) == (steps[2:3], 1, None)
