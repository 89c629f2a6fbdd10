"""Opening a project with what its journal knows: work that was not saved, and the history."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path

from editor_app.product import PROJECT_SUFFIX
from editor_app.state.model import EditorState
from editor_app.state.patch import PatchError
from editor_app.store.cloud_link import CloudLink, read_link
from editor_app.store.folders import Folders, RecoveryFolder
from editor_app.store.history import History, Marked, Replay, Saving, Synced, Work
from editor_app.store.journal import JournalError, Story, read_journal
from editor_app.store.left_behind import LeftBehind
from editor_app.store.linked_projects import linked_files
from editor_app.store.local_database import LocalDatabase, LocalDatabaseError
from editor_app.store.lock import ProjectInUseError, ProjectLock, is_free, wait_for_lock
from editor_app.store.project import (
    MediaPlace,
    Project,
    ProjectError,
    key_problems,
    load_project,
    new_project,
    places_of,
    project_bytes,
)
from editor_app.store.recent import remember
from editor_app.store.saving import with_work
from editor_app.store.sidecar import Sidecar, read_sidecar
from editor_app.store.whole_file import whole_file


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A project, open and locked.

    `base` is the file content that the journal starts from, if it `has_journal`, or would. `file_sha256` is
    the one that the file has (None: there is no file). `recovered_changes` counts the steps in effect that
    the file lacks, and `last_change` is when the last of them was done, in local time.
    `notices` are sentences.
    """

    project: Project
    work: Work
    history: History
    base: bytes
    file_sha256: str | None
    lock: ProjectLock
    has_journal: bool = False
    recovered_changes: int = 0
    notices: tuple[str, ...] = ()
    last_change: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A project that nobody has open and whose journal has more than its file, by so many steps.

    `new_title` is what it was called last, where it was called anything since it was opened; `waiting` counts
    the changes that its service, if it has one, has not got.
    """

    path: Path
    title: str
    steps: int
    new_title: str | None = None
    waiting: int = 0


def open_project(path: Path, folders: Folders) -> Opened:
    """Open a project file or a bare editorState; raise ProjectError, ProjectInUseError, OSError."""
    path = path.resolve()
    folder = folders.recovery(path)
    lock = wait_for_lock(folder.lock)
    try:
        return _open(path, folders, folder, lock)
    except BaseException:
        lock.release()
        raise


def open_untitled(
    state: EditorState,
    folders: Folders,
    *,
    sidecar: Sidecar | None = None,
    media: Mapping[str, MediaPlace] | None = None,
    cloud: CloudLink | None = None,
    called: str = "Untitled",
) -> Opened:
    """Open a new project without a name; nothing is on disk until its first edit. Raise OSError.

    `called` is what it is called until it has one, with a number.
    """
    work = Work(state, sidecar or Sidecar(), media or {}, cloud)
    for number in count(1):
        path = folders.untitled.resolve() / f"{called} {number}{PROJECT_SUFFIX}"
        folder = folders.recovery(path)
        if path.exists() or folder.journal.exists():
            continue
        try:
            lock = ProjectLock(folder.lock)
        except ProjectInUseError:
            continue
        project = with_work(new_project(path, state), work, path)
        return Opened(project, work, History(), project_bytes(project), None, lock)
    raise AssertionError("numbers never end")


def unfinished(folders: Folders) -> tuple[Unfinished, ...]:
    """List what a crash has left behind, the latest first."""
    found: list[tuple[float, Unfinished]] = []
    linked = _linked(folders)
    for folder in folders.open.glob("*"):
        kept = RecoveryFolder(folder.name, folder)
        try:
            when = kept.journal.stat().st_mtime
            story = read_journal(kept.journal, kept.project_id)
            if not is_free(kept.lock):
                continue
        except (OSError, JournalError):
            continue
        path = Path(story.header.path)
        if _changes(story) and (steps := (left := _left(story, path)).steps):
            is_linked = str(path) in linked if left.is_linked is None else left.is_linked
            waiting = left.unsent if is_linked else 0
            found.append((when, Unfinished(path, path.stem, steps, left.title or None, waiting)))
    return tuple(entry for _, entry in sorted(found, key=lambda pair: pair[0], reverse=True))


@dataclass(frozen=True, slots=True)
class _File:
    """The project file as it is found."""

    project: Project | None
    content: bytes
    sha256: str | None
    error: Exception | None


@dataclass(frozen=True, slots=True)
class _Recalled:
    """What the journal leads to, from its base."""

    project: Project
    base: bytes
    replay: Replay
    story: Story
    notices: tuple[str, ...]
    is_cut: bool = False

    def knows(self, sha256: str) -> bool:
        """Tell whether the file is the one that the journal started from, or one that it led to."""
        saved = {entry.sha256 for entry in self.story.entries if isinstance(entry, Saving)}
        return sha256 == self.story.header.base_sha256 or sha256 in saved


def _open(path: Path, folders: Folders, folder: RecoveryFolder, lock: ProjectLock) -> Opened:
    file, when = _read_file(path), _last_change(folder)
    recalled, notices = _recall(folder, path, file)
    if file.project is None or file.sha256 is None:
        if recalled is None:
            raise file.error or ProjectError(f"“{path}” cannot be opened.")
        note = f"“{path}” is gone or damaged. What it last held is open; save it to have the file back."
        opened = _go_on(replace(recalled, notices=(*recalled.notices, note)), recalled.project, None, lock)
        return replace(opened, last_change=when)
    notices = (*notices, *_keys_twice(file.project))
    if recalled and recalled.knows(file.sha256):
        recalled = replace(recalled, notices=(*recalled.notices, *notices))
        opened = _go_on(recalled, file.project, file.sha256, lock)
        return replace(opened, last_change=when) if opened.recovered_changes else opened
    if recalled:
        if _changes(recalled.story):
            notices = (*notices, _set_apart(path, recalled, folders))
        folder.clear()
    return Opened(
        file.project, _work(file.project), History(), file.content, file.sha256, lock, notices=notices
    )


def _keys_twice(project: Project) -> tuple[str, ...]:
    found = key_problems(project)
    more = f" So it is with {len(found) - 1} more." if len(found) > 1 else ""
    return tuple(f"“{project.path.name}”, {p.path}: {p.message}{more}" for p in found[:1])


def _go_on(recalled: _Recalled, project: Project, sha256: str | None, lock: ProjectLock) -> Opened:
    history = recalled.replay.history
    if sha256 is None:
        history = replace(history, clean=None)
    changes = _in_effect(history, recalled.story)
    work, notices = recalled.replay.work, recalled.notices
    base = project_bytes(with_work(project, work, project.path)) if recalled.is_cut else recalled.base
    project = replace(project, aside=recalled.project.aside)
    return Opened(project, work, history, base, sha256, lock, not recalled.is_cut, changes, notices)


def _read_file(path: Path) -> _File:
    try:
        project = load_project(path)
    except ProjectError as error:
        return _File(None, b"", None, error)
    content = project_bytes(project)
    return _File(project, content, hashlib.sha256(content).hexdigest(), None)


def _recall(folder: RecoveryFolder, path: Path, file: _File) -> tuple[_Recalled | None, tuple[str, ...]]:
    """Give where the journal leads, if there is one that can be read, and what there is to say."""
    try:
        story = read_journal(folder.journal, folder.project_id)
    except FileNotFoundError:
        return None, ()
    except JournalError:
        folder.journal.replace(folder.path / "journal.damaged")
        return None, (f"Changes to “{path.name}” that were not saved cannot be read, and were set aside.",)
    if story.torn_bytes:
        shutil.copyfile(folder.journal, folder.path / "journal.torn")
    found = _base(folder, path, file, story)
    if found is None:
        lost = f"Changes to “{path.name}” that were not saved could not be brought back."
        folder.journal.replace(folder.path / "journal.damaged")
        return None, (lost,) if _changes(story) else ()
    project, content = replace(found[0], aside=story.header.aside), found[1]
    replay = Replay(_work(project), story.history, file_sha256=file.sha256)
    for number, entry in enumerate(story.entries):
        try:
            replay.play(entry)
        except PatchError:
            note = f"The last {len(story.entries) - number} changes do not fit and are lost."
            return _Recalled(project, content, replay, story, (note,), is_cut=True), ()
    return _Recalled(project, content, replay, story, ()), ()


def _base(folder: RecoveryFolder, path: Path, file: _File, story: Story) -> tuple[Project, bytes] | None:
    """Give the project as it was when the journal was started: the file itself, or the copy of it."""
    sha256 = story.header.base_sha256
    if file.project is not None and file.sha256 == sha256:
        return file.project, file.content
    try:
        copy = load_project(folder.base(sha256))
    except ProjectError:
        return None
    content = project_bytes(copy)
    return (replace(copy, path=path), content) if hashlib.sha256(content).hexdigest() == sha256 else None


def _set_apart(path: Path, recalled: _Recalled, folders: Folders) -> str:
    """Keep work that no longer fits its file as a project of its own; give the sentence about it."""
    names = (f"{path.stem} (recovered{'' if number == 1 else f' {number}'})" for number in count(1))
    folder = folders.untitled.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    target = next(target for name in names if not (target := folder / f"{name}{PROJECT_SUFFIX}").exists())
    with whole_file(target) as temporary:
        temporary.write_bytes(project_bytes(with_work(recalled.project, recalled.replay.work, target)))
    remember(folders.recent, target, target.stem)
    return (
        f"“{path.name}” was changed by another program while it had changes that were not saved. "
        f"Those are kept as “{target.stem}”, under Recent."
    )


def _work(project: Project) -> Work:
    media = {**places_of(project.aside, project.path.parent), **project.media}
    return Work(project.state, read_sidecar(project.root), media, read_link(project.root))


def _in_effect(history: History, story: Story) -> int:
    """Count the steps that the file lacks or has too many of: none where it was saved just there."""
    if history.clean == history.position:
        return 0
    saved = history.clean if history.clean is not None else story.history.position
    return max(1, abs(history.position - min(saved, len(history.steps))))


@dataclass(frozen=True, slots=True)
class _Left:
    """What opening the project will bring back, as `_go_on` does, without playing it on the work."""

    steps: int
    title: str | None
    unsent: int
    is_linked: bool | None


def _left(story: Story, path: Path) -> _Left:
    has_saved = any(isinstance(entry, Saving) for entry in story.entries)
    course = LeftBehind(story.history, file_sha256=_read_file(path).sha256 if has_saved else None)
    least = 0
    try:
        for entry in story.entries:
            course.play(entry)
    except PatchError:
        least = 1
    history = course.history if least or path.exists() else replace(course.history, clean=None)
    steps = max(least, _in_effect(history, story))
    return _Left(steps, course.title, course.unsent, course.is_linked)


def _linked(folders: Folders) -> frozenset[str]:
    """Give the project files that are in step with a service, as far as that can be read."""
    if not folders.services.exists():
        return frozenset()
    try:
        return linked_files(LocalDatabase(folders.services))
    except LocalDatabaseError:
        return frozenset()


def _last_change(folder: RecoveryFolder) -> datetime | None:
    """Give when the journal was last written to."""
    try:
        return datetime.fromtimestamp(folder.journal.stat().st_mtime).astimezone()
    except OSError:
        return None


def _changes(story: Story) -> int:
    return sum(not isinstance(entry, Marked | Saving | Synced) for entry in story.entries)
