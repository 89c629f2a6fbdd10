"""What is said of media that are fetched: what happened, to which file, and what to do next."""

from __future__ import annotations

import errno

from PySide6.QtCore import QCoreApplication

from editor_app.cloud.indream.errors import TOO_LARGE, APIError
from editor_app.store.media_cache import WrongContentError
from editor_app.store.reasons import reason

_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_GB = 10**9


def tr(text: str) -> str:
    """Translate a text about media that are fetched."""
    return QCoreApplication.translate("Fetching", text)


def asking(name: str, host: str) -> str:
    """Say of a medium that its host waits for a word."""
    return tr("“{name}” is at {host} and is not fetched yet.").format(name=name, host=host)


def declined(name: str, host: str) -> str:
    """Say of a medium that nobody wants it from its host."""
    text = tr("“{name}” is not on this computer. Locate it, or “Fetch missing media” from {host}.")
    return text.format(name=name, host=host)


def coming(name: str, host: str) -> str:
    """Say of a medium that it is being fetched."""
    return tr("“{name}” is being fetched from {host}.").format(name=name, host=host)


def awaited(name: str) -> str:
    """Say of a medium that its file has never been here and is nowhere else yet."""
    text = tr("“{name}” is not uploaded yet by whoever added it; it comes once they have.")
    return text.format(name=name)


def away(host: str) -> str:
    """Say why nothing comes from a host at the moment."""
    return tr("{host} does not answer. What is missing is fetched as soon as it does.").format(host=host)


def refused(name: str, host: str, error: APIError) -> str:
    """Say why a service does not give a file."""
    if error.error_code == TOO_LARGE:
        text = tr(
            "“{name}” is larger than all media kept here may be. Raise the limit in Settings ▸ Storage."
        )
    elif error.status in (404, 410):
        text = tr("“{name}” is no longer at {host}. Locate it, or remove its clips.")
    elif error.status in (401, 403):
        text = tr("{host} does not give “{name}” away; its link may have expired. Locate the file.")
    else:
        text = tr("“{name}” cannot be fetched from {host}: {reason} Try again, or locate it.")
    return text.format(name=name, host=host, reason=error.detail)


def is_full(error: Exception) -> bool:
    """Tell whether a disk has no room."""
    return isinstance(error, OSError) and error.errno in _FULL


def broken(name: str, host: str, error: Exception) -> str:
    """Say why a file that came is not kept."""
    if isinstance(error, WrongContentError):
        return tr(
            "{host} gives another file than the “{name}” that was uploaded. Try again, or locate it."
        ).format(name=name, host=host)
    if is_full(error):
        return tr(
            "“{name}” cannot be kept on this computer: its disk has no room for it. Make room there, or "
            "clear what was fetched in Settings ▸ Storage, then try again."
        ).format(name=name)
    if isinstance(error, OSError):
        text = tr("“{name}” cannot be kept on this computer: {reason}. Mend that, then try again.")
        return text.format(name=name, reason=reason(error))
    return tr("“{name}” cannot be kept on this computer: {reason}").format(name=name, reason=error)


def in_use() -> str:
    """Say why nothing was cleared though there is something."""
    return tr("The open project uses all of it. Close the project, then clear.")


def not_cleared(error: OSError) -> str:
    """Say why a fetched file is still there."""
    text = tr("Not all could be removed: {reason}. Mend that, or close other windows, then clear again.")
    return text.format(reason=reason(error))


def over_limit(limit_bytes: int) -> str:
    """Say that a project needs more than the limit."""
    text = tr(
        "The media of this project take more than the {limit} GB set in Settings ▸ Storage. "
        "They are kept while it is open."
    )
    return text.format(limit=f"{limit_bytes / _GB:g}")
