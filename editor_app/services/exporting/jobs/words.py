"""What happens to exports, in sentences with a next step."""

from __future__ import annotations

import errno
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from editor_app.cloud.indream import APIError, NetworkError, RateLimitError
from editor_app.cloud.indream.policy import QUOTA_USED_UP
from editor_app.services.exporting.jobs.job import Remedy

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
NO_SECRET = "WEBHOOK_SECRET_REQUIRED"


def tr(text: str) -> str:
    """Translate a sentence about exports."""
    return QCoreApplication.translate("Exporting", text)


def not_kept(error: Exception) -> str:
    """Say that the disk does not take what has to be on it first."""
    text = tr("The export cannot be kept on this computer, so it does not begin: {why} Try again then.")
    return text.format(why=_sentence(error))


def not_read(error: Exception) -> str:
    """Say that what was kept of exports cannot be read."""
    return tr("The exports of before cannot be shown: {why}").format(why=_sentence(error))


def fault(error: Exception) -> str:
    """Say that the program itself is at fault."""
    text = tr("The export failed through a fault of this program ({why}). The project is untouched.")
    return text.format(why=type(error).__name__)


def no_snapshot() -> str:
    """Say that what an export is made of is gone."""
    return tr("What was kept for this export is gone from the disk. Export the project again.")


def no_file(error: OSError, output: Path) -> tuple[str, Remedy]:
    """Say why a finished file cannot be put in its place, and what can be done."""
    if error.errno in _FULL:
        text = tr("“{name}” does not fit on the disk. Make room, then try again: nothing is made twice.")
        return text.format(name=output.name), "room"
    if isinstance(error, FileNotFoundError):
        text = tr("The folder “{folder}” is gone. Choose another one, then try again: nothing is made twice.")
        return text.format(folder=output.parent), "folder"
    text = tr("“{name}” cannot be written: {why}. Choose another place, then try again.")
    return text.format(name=output.name, why=error.strerror or error), "folder"


def relocated(name: str, other: str) -> str:
    """Say that a film has another name, as its own was taken meanwhile."""
    text = tr("There is another “{name}” by now, which is not replaced. This film is “{other}”.")
    return text.format(name=name, other=other)


def held(error: APIError, service: str) -> str:
    """Say what is waited for, as an export goes on by itself."""
    if isinstance(error, NetworkError):
        text = tr("{service} does not answer. It goes on when the line is back.")
    elif isinstance(error, RateLimitError):
        text = tr("{service} was asked too often. It goes on in a moment.")
    else:
        return troubled(str(error), service)
    return text.format(service=service)


def troubled(why: str, service: str) -> str:
    """Say that a service answers, but not as it should, in its own words where it has any."""
    if not why.strip():
        text = tr("{service} has trouble of its own at the moment. It is asked again in a while.")
        return text.format(service=service)
    text = tr("{service} has trouble of its own at the moment: {why} It is asked again in a while.")
    return text.format(service=service, why=whole(why))


def no_room(service: str) -> str:
    """Say that a service has no room for another export."""
    text = tr("{service} is busy with other exports of the account. This one waits until there is room.")
    return text.format(service=service)


def refused(error: APIError, service: str) -> tuple[str, Remedy]:
    """Say why a service does not make an export, and what can be done."""
    if error.error_code == QUOTA_USED_UP:
        text = tr("The key's seconds at {service} are used up. See your plan there, or use another key.")
        return text.format(service=service), "credits"
    if error.status == 402:
        return _unpaid(error, service)
    if error.error_code == NO_SECRET:
        return no_secret(service), "anew"
    if error.status == 401:
        text = tr("{service} does not accept the key. Enter it anew under Settings ▸ Services.")
        return text.format(service=service), "settings"
    if error.status == 403:
        text = tr("{service} accepts the key, but this account may not export. See your plan there.")
        return text.format(service=service), "settings"
    if error.status == 404:
        text = tr("{service} no longer has the project. Try again: the document is sent by itself then.")
        return text.format(service=service), "retry"
    if error.status == 413:
        text = tr("The document is larger than {service} takes. Export a part, or on this computer.")
        return text.format(service=service), "anew"
    text = tr("{service} refused the export: {why} Change that, then export again.")
    return text.format(service=service, why=_sentence(error)), "anew"


def no_secret(service: str) -> str:
    """Say that a service has nothing to sign callbacks with."""
    text = tr("{service} sends callbacks only once there is a webhook secret. Make one there.")
    return text.format(service=service)


def _unpaid(error: APIError, service: str) -> tuple[str, Remedy]:
    """Tell credits from storage, which share a status."""
    if "storage" in f"{error.error_code} {error.detail}".lower():
        text = tr("The storage at {service} is full ({why}). Delete files there, then try again.")
        return text.format(service=service, why=error.detail.rstrip(".")), "storage"
    text = tr("The credits at {service} do not suffice ({why}). Buy some there, then try again.")
    return text.format(service=service, why=error.detail.rstrip(".")), "credits"


def task_failed(why: str, service: str) -> str:
    """Say that a service could not make a film."""
    if not why:
        text = tr("{service} failed to make the film, and does not say why. Try again.")
        return text.format(service=service)
    text = tr("{service} failed to make the film: {why} Change that, or try again.")
    return text.format(service=service, why=whole(why))


def task_cancelled(service: str) -> str:
    """Say that somebody else has cancelled a task."""
    return tr("The export was cancelled at {service}. Try again to make it anew.").format(service=service)


def task_gone(service: str, *, can_retry: bool = True) -> str:
    """Say that a service does not know a task any more; `can_retry`: what it was made of is still kept."""
    return f"{tr('{service} no longer knows this export.').format(service=service)} {_once_more(can_retry)}"


def link_expired(service: str, *, can_retry: bool = True) -> str:
    """Say that a film can be had no more; `can_retry`: what it was made of is still kept."""
    text = tr("The link to the film has expired, and {service} gives no new one.").format(service=service)
    return f"{text} {_once_more(can_retry)}"


def _once_more(can_retry: bool) -> str:
    if can_retry:
        return tr("Try again to make it anew: that is paid again.")
    return tr("Export the project again to make it anew: that is paid again.")


def tells_of_loss(sentence: str, service: str) -> bool:
    """Tell whether a sentence says that a film which was made can be had no more."""
    losses = (loss(service, can_retry=can) for loss in (task_gone, link_expired) for can in (True, False))
    return sentence in losses


def task_waits(service: str) -> str:
    """Say that a service has a task, and has not begun with it."""
    return tr("{service} has not begun with it yet. It begins by itself.").format(service=service)


def task_paused(service: str) -> str:
    """Say that a service has paused a task."""
    return tr("{service} has paused it. It goes on when the service does.").format(service=service)


def not_downloaded(error: APIError, service: str) -> str:
    """Say that a link does not give the film."""
    text = tr("The film of {service} could not be fetched: {why} Try again: it is not made twice.")
    return text.format(service=service, why=_sentence(error))


def damaged(error: Exception, service: str) -> str:
    """Say that a file that was fetched is no whole film."""
    text = tr(
        "What {service} gave is not the whole film ({why}). Try again: it is fetched once more, and not made "
        "twice. If it is damaged there, only another export helps, which is paid again."
    )
    return text.format(service=service, why=str(error).rstrip("."))


def no_headers() -> str:
    """Say that secrets which were kept for one run are gone."""
    return tr(
        "The values of the callback's headers were kept while the program ran, and it was ended before the "
        "export had begun. Export the project again."
    )


def same_client_task(name: str, service: str) -> str:
    """Say that a service would give an older film."""
    text = tr(
        "An export called “{name}” was made at {service} before, and would be given again. Name it anew."
    )
    return text.format(name=name, service=service)


def media_missing(names: tuple[str, ...], service: str) -> str:
    """Say that media cannot be sent."""
    shown = ", ".join(f"“{name}”" for name in names[:3]) + (" …" if len(names) > 3 else "")
    text = tr("Media are missing, so {service} cannot show them: {names}. Locate them, then export again.")
    return text.format(names=shown, service=service)


def medium_refused(name: str, error: APIError, service: str) -> str:
    """Say that a service does not take a medium."""
    text = tr("{service} did not take “{name}”: {why} Replace it, then export again.")
    return text.format(service=service, name=name, why=_sentence(error))


def medium_unreadable(name: str) -> str:
    """Say that a medium cannot be sent as it was."""
    text = tr("“{name}” cannot be read, or is another file now. Look at it, then export again.")
    return text.format(name=name)


def changed_by_others(service: str) -> str:
    """Say that a project is not what is exported."""
    text = tr(
        "The project at {service} is not as it was here when the export was begun, as somebody has edited it "
        "since. The film shows it as it was here."
    )
    return text.format(service=service)


def not_in_step(service: str, why: str) -> str:
    """Say that a project could not be synced before."""
    text = tr(
        "The project could not be synced with {service} before ({why}). The film shows it as it is here."
    )
    return text.format(service=service, why=why.rstrip("."))


def ended_from_outside(name: str, how: str) -> str:
    """Say that the process of an export was ended."""
    text = tr(
        "The process that made “{name}” was ended{how}, so there is no file. "
        "Export again; if memory is short, choose a smaller size."
    )
    return text.format(name=name, how=how)


def not_started(why: str) -> str:
    """Say that the process of an export could not be started."""
    return tr("The export could not be started: {why}.").format(why=why)


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return whole(error.strerror)
    return whole(str(error))


def whole(text: str) -> str:
    """Give a text that ends as sentences do."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
