"""The journal on a disk that is full, and beside the files it protects."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import resource, signal, sys
from pathlib import Path
from editor_app.store.history import Applied, History, Step, Undone, Work
from editor_app.store.journal import Header, Journal, read_journal
from tests.document.edits import moved, small_state

path = Path(sys.argv[1])
journal = Journal.create(path, Header("id", "a", "b"), History())
start = Work(small_state())
step = Step.between("Move", start, Work(moved(start.state, "a", 5)))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 1000, resource.RLIM_INFINITY))
written = 0
try:
    while True:
        journal.write([Applied(step)])
        written += 1
except OSError as error:
    print(type(error).__name__)
assert len(read_journal(path, "id").entries) == written
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
journal.write([Undone()])
journal.sync()
story = read_journal(path, "id")
print(len(story.entries) - written, story.torn_bytes)
"""


def test_when_there_is_room_again_it_goes_on_behind_the_last_whole_entry(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "journal")],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["OSError", "1", "0"], done.stderr
