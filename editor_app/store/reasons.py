"""Why a disk refuses, in words, and what to do then."""

from __future__ import annotations

import errno
from pathlib import Path

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM})
_AWAY = frozenset(
    getattr(errno, name)
    for name in ("EIO", "ENODEV", "ENXIO", "ESTALE", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH",
                 "ENOTCONN", "ETIMEDOUT")
    if hasattr(errno, name)
)  # fmt: skip


def why_not_written(path: Path, error: OSError) -> str:
    """Give the reason why `path` was not written, and what to do next, as sentences."""
    folder, code = path.parent, error.errno
    if code in _FULL:
        return "The disk is full. Make room on it, or use “Save as…” to save on another disk."
    if code == errno.EROFS:
        return f"“{folder}” can only be read. Use “Save as…” to save in another folder."
    if code in _FORBIDDEN:
        return f"You are not allowed to write to “{folder}”. Use “Save as…” to save in another folder."
    if code in (errno.ENOENT, errno.ENOTDIR):
        return f"The folder “{folder}” is no longer there. Bring it back, or use “Save as…”."
    if code in _AWAY:
        return (
            f"The disk or the network with “{folder}” does not answer. Connect it again, or use “Save as…”."
        )
    return f"{error.strerror or error}. Use “Save as…” to save elsewhere."
