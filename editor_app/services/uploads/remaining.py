"""What a service lacks of a project's media, and what that waits for. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from editor_app.services.uploads.upload import Upload

Waits = Literal[
    "going",  # it needs nobody
    "asked",  # a question is to be answered
    "forbidden",
    "stuck",  # stopped, paused, cancelled or failed
    "gone",  # its file is on this computer no more
]


@dataclass(frozen=True, slots=True)
class Remaining:
    """So many files are not at the service, whatever the reason.

    Of several reasons the first counts that needs nobody, then the one to be seen to first; files that are
    gone from this computer are told of only where no other is left. What goes is counted alone.
    """

    count: int = 0
    waits: Waits = "going"


def remaining_of(
    uploads: Iterable[Upload],
    *,
    unread: int,
    unreadable: int,
    is_asked: bool,
    is_permitted: bool,
    is_stopped: bool,
) -> Remaining:
    """Count what is not there; `unread` are files whose content is not known yet."""
    lacking = [upload for upload in uploads if upload.status != "done"]
    here = [upload for upload in lacking if not upload.is_gone]
    opened = [upload for upload in here if not upload.is_over]
    count = len(here) + unread + unreadable
    if not count:
        return Remaining(len(lacking), "gone") if lacking else Remaining()
    if opened and is_asked:
        return Remaining(count, "asked")
    if opened and not is_permitted:
        return Remaining(count, "forbidden")
    going = unread + sum(upload.status != "paused" for upload in opened)
    return Remaining(going, "going") if going and not is_stopped else Remaining(count, "stuck")
