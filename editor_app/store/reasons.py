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


def reason(error: OSError, folder: Path | None = None) -> str:
    """Give what keeps the program from reading or writing, in `folder` if that is known, for a sentence."""
    code = error.errno
    if folder is None and isinstance(error.filename, str):
        folder = Path(error.filename).parent
    place = f"“{folder}”" if folder is not None else "its folder"
    if code in _FULL:
        return "the disk is full"
    if code == errno.EROFS:
        return f"{place} can only be read"
    if code in _FORBIDDEN:
        return f"you are not allowed to use {place}"
    if code in (errno.ENOENT, errno.ENOTDIR):
        return f"{'the folder ' if folder else ''}{place} is no longer there"
    if code in _AWAY:
        return f"the disk or the network with {place} does not answer"
    return error.strerror or str(error) or type(error).__name__


def why_not_written(path: Path, error: OSError) -> str:
    """Give the reason why `path` was not written, and what to do next, as sentences."""
    code, why = error.errno, reason(error, path.parent)
    if code in _FULL:
        step = "Make room on it, or use “Save as…” to save on another disk"
    elif code == errno.EROFS or code in _FORBIDDEN:
        step = "Use “Save as…” to save in another folder"
    elif code in (errno.ENOENT, errno.ENOTDIR):
        step = "Bring it back, or use “Save as…”"
    elif code in _AWAY:
        step = "Connect it again, or use “Save as…”"
    else:
        step = "Use “Save as…” to save elsewhere"
    return f"{why[0].upper()}{why[1:]}. {step}."
