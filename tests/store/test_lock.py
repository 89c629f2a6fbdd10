"""A lock that a disk does not take, and one whose file is removed."""

from __future__ import annotations

import errno
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from editor_app.store.lock import ProjectInUseError, ProjectLock


def test_a_lock_that_cannot_be_written_is_held_by_nobody(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limit[1]))
    try:
        with pytest.raises(OSError, match="too large") as caught:
            ProjectLock(tmp_path / "lock")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    ProjectLock(tmp_path / "lock").release()
    assert caught.value.errno == errno.EFBIG  # kept until here, with all that it leads to


def test_nothing_is_left_of_a_lock_that_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    first = ProjectLock(path)
    first.remove()
    assert not path.exists()
    second = ProjectLock(path)
    first.remove()  # nor is it somebody else's that goes
    assert path.exists()
    with pytest.raises(ProjectInUseError):
        ProjectLock(path)
    second.release()


def test_of_many_that_take_and_remove_a_lock_one_has_it_at_a_time(tmp_path: Path) -> None:
    path, holders, most = tmp_path / "lock", [0], [0]

    def take_often() -> int:
        taken = 0
        while taken < 500:
            try:
                lock = ProjectLock(path)
            except ProjectInUseError:
                continue
            holders[0] += 1
            most[0] = max(most[0], holders[0])
            time.sleep(0)  # let others have a try
            holders[0] -= 1
            taken += 1
            lock.remove()
        return taken

    with ThreadPoolExecutor(4) as threads:
        assert [done.result() for done in [threads.submit(take_often) for _ in range(4)]] == [500] * 4
    assert most == [1]
    assert not path.exists()
