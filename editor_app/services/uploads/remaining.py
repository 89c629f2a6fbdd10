"""What a service lacks of a project's media, and what that waits for. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from editor_app.services.uploads.upload import Upload

Waits = Literal[
    "going",  # it needs nobody
    "asked",  # a question is to be answered
    "forbidden",
    "stuck",  # stopped, paused, cancelled or failed
    "gone",  # its file is not on this computer
]


@dataclass(frozen=True, slots=True)
class Remaining:
    """So many files are not at the service, and what most of them wait for; `others` wait for something else.

    Of equally many the first counts that needs nobody, then those to be seen to first. `missing` of the
    others are not even on this computer.
    """

    count: int = 0
    waits: Waits = "going"
    others: int = 0
    missing: int = 0


def remaining_of(
    uploads: Iterable[Upload],
    missing: Mapping[str, str],
    *,
    unread: int,
    unreadable: int,
    is_asked: bool,
    is_permitted: bool,
    is_stopped: bool,
) -> Remaining:
    """Count what is not there.

    `missing` are contents by asset key, as far as known, whose files are not here, whether on the list of
    uploads or not; `unread` are files whose content is not known yet.
    """
    turn: Waits = (
        "asked" if is_asked else "forbidden" if not is_permitted else "stuck" if is_stopped else "going"
    )
    lacking = [upload for upload in uploads if upload.status != "done"]
    found = Counter[Waits](_waits(upload, turn) for upload in lacking)
    found[turn] += unread
    found["stuck"] += unreadable
    listed = {name for upload in lacking for name in (upload.wanted.sha256, *upload.wanted.keys)}
    found["gone"] += len({sha256 or key for key, sha256 in missing.items() if not listed & {sha256, key}})
    count = found.total()
    if not count:
        return Remaining()
    waits: Waits = max(get_args(Waits), key=lambda one: found[one])
    gone = 0 if waits == "gone" else found["gone"]
    return Remaining(count, waits, count - found[waits], gone)


def _waits(upload: Upload, turn: Waits) -> Waits:
    """Give what one upload waits for; `turn` is what those do that need nobody themselves."""
    if upload.is_gone:
        return "gone"
    return "stuck" if upload.is_over or (upload.status == "paused" and turn == "going") else turn
