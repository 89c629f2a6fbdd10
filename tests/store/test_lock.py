"""A lock that a disk does not take."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from editor_app.store.lock import ProjectLock


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
