"""What stands where a medium's file is looked for, in words."""

from __future__ import annotations

import errno
import stat
from pathlib import Path


def what_is_there(path: Path) -> str:
    """Give the half of a sentence after a medium's name that tells why its place holds no file for it."""
    try:
        mode = path.stat().st_mode
    except RuntimeError:  # what Python up to 3.12 may say of links in a circle
        return f"“{path}” is a link that leads in a circle"
    except (OSError, ValueError) as error:
        return _unseen(path, error)
    if stat.S_ISDIR(mode):
        return f"“{path}” is a folder, not a file"
    for is_it, kind in _KINDS:
        if is_it(mode):
            return f"“{path}” is {kind}, not a file"
    return f"“{path}” is not an ordinary file"


_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def _unseen(path: Path, error: OSError | ValueError) -> str:
    number = getattr(error, "errno", None)
    if number == errno.ELOOP:
        return f"“{path}” is a link that leads in a circle"
    if number in (errno.EACCES, errno.EPERM):
        return f"“{path}” may not be looked at ({getattr(error, 'strerror', None)})"
    if number == errno.ENOENT and path.is_symlink():
        return f"“{path}” is a link to a file that is not there"
    return f"there is no file “{path}”"
