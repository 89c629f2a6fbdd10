"""Locks, the list of recent projects, and the one way a project file is written."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from editor_app.edits.blank import blank_document
from editor_app.state.dialects import to_bytes
from editor_app.store import recent
from editor_app.store.backups import MOST, backups_of, load_backup
from editor_app.store.folders import Folders, project_id
from editor_app.store.kinds import kind_of
from editor_app.store.lock import ProjectInUseError, ProjectLock, is_free, wait_for_lock
from editor_app.store.reasons import reason, why_not_written
from editor_app.store.saving import LARGE_BYTES, FileChangedError, SaveError, write_content

HOLD = """
import sys
from pathlib import Path
from editor_app.store.lock import ProjectLock
lock = ProjectLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_lock_names_its_holder_and_ends_with_its_process_even_when_killed(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(ProjectInUseError) as caught:
            ProjectLock(path)
        assert caught.value.pid == holder.pid
        assert caught.value.since is not None
        assert caught.value.since not in str(caught.value)  # no raw time; the window says it in words
        holder.kill()
    stale = path.read_bytes()
    assert str(holder.pid).encode() in stale
    lock = ProjectLock(path)
    with pytest.raises(ProjectInUseError) as caught:
        ProjectLock(path)
    assert caught.value.pid == os.getpid()
    lock.release()
    lock.release()
    ProjectLock(path).release()


def test_a_lock_file_with_rubbish_in_it_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / "lock").write_bytes(b"\0rubbish")
    ProjectLock(tmp_path / "lock").release()


def test_recent_projects_stand_latest_first_each_once_and_few(tmp_path: Path) -> None:
    file = tmp_path / "data" / "recent.json"
    assert recent.read_recent(file) == ()
    for number in (*range(recent.MOST + 2), 5):
        recent.remember(file, tmp_path / f"{number}.editorproj", f"Film {number}")
    entries = recent.read_recent(file)
    assert (len(entries), entries[0].title, entries[1].title) == (recent.MOST, "Film 5", "Film 31")
    assert len({entry.path for entry in entries}) == recent.MOST
    assert not entries[0].exists
    recent.forget(file, tmp_path / "5.editorproj")
    assert recent.read_recent(file) == entries[1:]


@pytest.mark.parametrize("content", ["", "{", "5", '[5, {"path": 5}, {"title": "x"}, {"path": "a\\u0000b"}]'])
def test_a_damaged_list_of_recent_projects_is_empty(tmp_path: Path, content: str) -> None:
    file = tmp_path / "recent.json"
    file.write_text(content, "utf-8")
    assert recent.read_recent(file) == ()
    recent.remember(file, tmp_path / "a", "A")
    assert [entry.title for entry in recent.read_recent(file)] == ["A"]


def test_one_place_has_one_id_however_it_is_spelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    names = [
        tmp_path / "a.editorproj",
        tmp_path / "link/a.editorproj",
        Path("a.editorproj"),
        Path("x/../a.editorproj"),
    ]
    assert len({project_id(name) for name in names}) == 1
    assert project_id(tmp_path / "b.editorproj") != project_id(names[0])
    assert Folders(tmp_path).is_untitled(tmp_path / "link/projects/x.editorproj")


def write(path: Path, content: bytes, known: bytes | None = None) -> None:
    sha256 = None if known is None else hashlib.sha256(known).hexdigest()
    write_content(path, content, known_sha256=sha256, backups=path.parent / "backups")


def test_what_was_there_is_kept_the_latest_ten_times(tmp_path: Path) -> None:
    path = tmp_path / "a.editorproj"
    for number in range(MOST + 4):
        write(path, b'{"n": %d}' % number)
    kept = sorted((tmp_path / "backups").iterdir())
    assert [p.read_bytes() for p in kept] == [b'{"n": %d}' % n for n in range(3, MOST + 3)]
    write(path, path.read_bytes())
    assert sorted((tmp_path / "backups").iterdir()) == kept


@pytest.mark.parametrize("content", [b"", b'{"a": ', b"[]", b"\0\0\0", b'{"a": NaN'])
def test_what_could_not_be_opened_again_does_not_replace_a_good_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.editorproj"
    write(path, b'{"good": 1}')
    with pytest.raises(SaveError, match="as it was"):
        write(path, content)
    assert path.read_bytes() == b'{"good": 1}'


def test_a_large_file_is_checked_likewise(tmp_path: Path) -> None:
    path = tmp_path / "a.editorproj"
    good = b'{"a": "%s"}' % (b"x" * LARGE_BYTES)
    write(path, good)
    with pytest.raises(SaveError, match="damaged"):
        write(path, good[:-1])
    assert path.read_bytes() == good


def test_a_file_that_somebody_else_changed_is_left_to_them(tmp_path: Path) -> None:
    path = tmp_path / "a.editorproj"
    path.write_bytes(b'{"theirs": 1}')
    with pytest.raises(FileChangedError, match="another program"):
        write(path, b'{"ours": 1}', known=b"{}")
    assert path.read_bytes() == b'{"theirs": 1}'
    path.unlink()
    write(path, b'{"ours": 1}', known=b"{}")
    assert path.read_bytes() == b'{"ours": 1}'


def test_a_folder_that_does_not_exist_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match=r"was not saved. The folder “.*” is no longer there"):
        write(tmp_path / "none" / "a.editorproj", b"{}")


def test_a_lock_that_is_only_looked_at_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    held = ProjectLock(path)
    assert not is_free(path)
    with pytest.raises(ProjectInUseError):
        wait_for_lock(path, seconds=0.0)
    later = threading.Timer(0.1, held.release)
    later.start()
    taken = wait_for_lock(path, seconds=30)
    later.join()
    taken.release()
    assert is_free(path)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "Make room"),
        (errno.EACCES, "not allowed"),
        (errno.EROFS, "can only be read"),
        (errno.ENOENT, "no longer there"),
        (errno.ETIMEDOUT, "does not answer"),
        (errno.EINVAL, "Invalid argument"),
    ],
)
def test_a_disk_that_refuses_says_why_and_what_to_do(code: int, said: str) -> None:
    text = why_not_written(Path("/films/a.editorproj"), OSError(code, os.strerror(code)))
    assert said in text
    assert "Save as…" in text
    assert ("Make room" in text) == (code == errno.ENOSPC)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (
            PermissionError(errno.EACCES, "Permission denied", "/films/a"),
            "you are not allowed to use “/films”",
        ),
        (OSError(errno.EROFS, "Read-only file system"), "its folder can only be read"),
        (
            FileNotFoundError(errno.ENOENT, "No such file", "/films/a"),
            "the folder “/films” is no longer there",
        ),
        (OSError("odd"), "odd"),
    ],
)
def test_what_keeps_a_disk_from_working_is_said_in_words(error: OSError, said: str) -> None:
    assert reason(error) == said


def test_earlier_versions_are_read_as_if_they_lay_where_the_project_does(tmp_path: Path) -> None:
    path, folder = tmp_path / "films" / "a.editorproj", tmp_path / "backups"
    path.parent.mkdir()
    for number in range(3):
        state = json.loads(to_bytes(blank_document(width=100 + 2 * number, height=100)))
        root = {"format": "editor-app/1", "editorState": state, "media": {"m": {"path": "sub/clip.mp4"}}}
        write_content(path, json.dumps(root).encode(), known_sha256=None, backups=folder)
    latest, first = backups_of(path, folder)
    assert (latest.project, first.project) == (path, path)
    assert latest.path.name > first.path.name
    assert latest.saved_at.tzinfo is not None
    assert load_backup(first).state.composition_width == 100
    assert load_backup(latest).state.composition_width == 102
    assert load_backup(latest).media["m"].path == path.parent / "sub" / "clip.mp4"
    assert backups_of(path, tmp_path / "none") == ()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n", "a picture"),
        (b"\0\0\0\x18ftypmp42", "a film"),
        (b"RIFF\0\0\0\0WAVE", "a sound"),
        (b"Dear all", "a plain text file"),
        (b" \n", "an empty file"),
        (b"\1\2\0\3", "a file of another program"),
        (b'{"cut": ', None),
    ],
)
def test_what_is_no_project_is_named(content: bytes, kind: str | None) -> None:
    assert kind_of(content) == kind
