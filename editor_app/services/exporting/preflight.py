"""What is to be known before an export is begun, from what is known of the project and the place. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from PySide6.QtCore import QCoreApplication

from editor_app.services.exporting.earlier import Callback
from editor_app.services.sizes import file_size

Severity = Literal["error", "warning", "note"]
Way = Literal["problems", "media", "uploads", "folder", "room", "scale", "settings", "credits", "format", ""]
"""Where a person can do something about it."""
_ROOM_TO_SPARE = 1.1


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known; None where it is not.

    Sizes in bytes; `needs_bytes` is what the file is expected to have, the same figure wherever it is shown,
    and `least_bytes` what it surely has; `pieces_bytes` lie on the same disk until it is whole.
    `unsupported` says why the format cannot hold this,
    `account_trouble` why the account cannot be used. `used_name` is the task's name where the account has
    used it before. At a sandbox, nobody can buy credits.
    """

    is_local: bool = True
    is_empty: bool = False
    errors: int = 0
    warnings: int = 0
    missing: tuple[str, ...] = ()
    coming: tuple[str, ...] = ()
    uploads_waiting: int = 0
    upload_bytes: int = 0
    needs_bytes: int | None = None
    least_bytes: int = 0
    pieces_bytes: int = 0
    free_bytes: int | None = None
    has_folder: bool = True
    exists: bool = False
    needs_memory: int | None = None
    free_memory: int | None = None
    unsupported: str = ""
    credits: str | None = None
    price: str | None = None
    is_sandbox: bool = False
    storage_left: int | None = None
    account_trouble: str = ""
    used_name: str = ""
    callback: Callback = "fine"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know; an `error` keeps the export from being begun. `remedy` says what can be done."""

    severity: Severity
    sentence: str
    remedy: str = ""
    way: Way = ""


def preflight(facts: Facts) -> tuple[Finding, ...]:
    """Give what is to be known, errors first."""
    found = [
        *_project(facts),
        *_media(facts),
        *_disk(facts),
        *_machine(facts),
        *_account(facts),
        *_task(facts),
    ]
    order: tuple[Severity, ...] = ("error", "warning", "note")
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))


def can_begin(findings: tuple[Finding, ...]) -> bool:
    """Tell whether nothing keeps the export from being begun."""
    return all(finding.severity != "error" for finding in findings)


def _project(facts: Facts) -> list[Finding]:
    found = list[Finding]()
    if facts.is_empty:
        text = _tr("The timeline is empty, so there is nothing to export.")
        found.append(Finding("error", text, _tr("Add a clip.")))
    if facts.errors:
        severity: Severity = "warning" if facts.is_local else "error"
        text = _counted(facts.errors, _tr("The project has an error."), _tr("The project has {n} errors."))
        found.append(Finding(severity, text, _tr("Look at the Problems panel."), "problems"))
    elif facts.warnings:
        text = _counted(facts.warnings, _tr("There is a warning."), _tr("There are {n} warnings."))
        found.append(Finding("note", text, _tr("Look at the Problems panel."), "problems"))
    if facts.unsupported:
        found.append(Finding("error", facts.unsupported, _tr("Choose another format or size."), "format"))
    return found


def _media(facts: Facts) -> list[Finding]:
    found = list[Finding]()
    if facts.missing:
        names = ", ".join(f"“{name}”" for name in facts.missing[:3])
        if facts.is_local:
            text = _tr("Media are missing: {names}. A placeholder stands in their place.")
        else:
            text = _tr("Media are missing, and cannot be sent: {names}.")
        severity: Severity = "warning" if facts.is_local else "error"
        remedy = _tr("Locate them in the media library, or remove their clips.")
        found.append(Finding(severity, text.format(names=names), remedy, "media"))
    if facts.coming:
        names = ", ".join(f"“{name}”" for name in facts.coming[:3])
        text = _tr("Media are still being fetched: {names}.")
        found.append(Finding("warning", text.format(names=names), _tr("Wait until they are here."), "media"))
    if facts.uploads_waiting and not facts.is_local:
        text = _counted(
            facts.uploads_waiting,
            _tr("A file ({size}) is uploaded first."),
            _tr("{n} files ({size}) are uploaded first."),
        )
        found.append(Finding("note", text.format(size=file_size(facts.upload_bytes)), "", "uploads"))
    return found


def _disk(facts: Facts) -> list[Finding]:
    found = list[Finding]()
    if not facts.has_folder:
        text = _tr("The folder for the file is not there.")
        found.append(Finding("error", text, _tr("Choose another folder."), "folder"))
    elif facts.exists:
        text = _tr("A file of this name is there, and is replaced.")
        found.append(Finding("note", text, _tr("Choose another name to keep it."), "folder"))
    return found + _room(facts)


def _room(facts: Facts) -> list[Finding]:
    needs, free = facts.needs_bytes, facts.free_bytes
    if needs is None or free is None:
        return []
    whole = needs + facts.pieces_bytes
    if whole * _ROOM_TO_SPARE <= free:
        return []
    least = facts.least_bytes * whole / needs if needs else 0
    severity: Severity = "warning"
    if least > free:
        severity, text = "error", _tr("About {needed} are needed on the disk, and {free} are free.")
    elif whole > free:
        # Expected is not certain: what may fit after all is not refused.
        text = _tr("It may not fit on the disk: about {needed} are needed, and {free} are free.")
    else:
        text = _tr("The disk will be nearly full: about {needed} of {free}.")
    if facts.pieces_bytes:
        text = " ".join((text, _tr("While it is made, it takes {pieces} more.")))
    sizes = {"needed": file_size(needs), "pieces": file_size(facts.pieces_bytes), "free": file_size(free)}
    return [Finding(severity, text.format(**sizes), _tr("Make room, or choose another disk."), "room")]


def _machine(facts: Facts) -> list[Finding]:
    if not facts.is_local or facts.needs_memory is None or facts.free_memory is None:
        return []
    if facts.needs_memory <= facts.free_memory:
        return []
    text = _tr("About {needed} of memory are needed, and {free} are free.")
    sizes = {"needed": file_size(facts.needs_memory), "free": file_size(facts.free_memory)}
    remedy = _tr("Choose a smaller size, or close other programs.")
    return [Finding("error", text.format(**sizes), remedy, "scale")]


def _account(facts: Facts) -> list[Finding]:
    found = list[Finding]()
    if facts.account_trouble:
        found.append(Finding("error", facts.account_trouble, "", "settings"))
    if _is_more(facts.price, facts.credits):
        found.append(_too_few(facts))
    if facts.storage_left is not None and facts.upload_bytes > facts.storage_left:
        text = _tr("The account has {free} of storage left, and the files have {needed}.")
        sizes = {"free": file_size(max(0, facts.storage_left)), "needed": file_size(facts.upload_bytes)}
        found.append(Finding("error", text.format(**sizes), _tr("Delete files at the service."), "credits"))
    return found


def _too_few(facts: Facts) -> Finding:
    if facts.is_sandbox:
        one = _tr("It takes 1 credit of the sandbox, which has {credits}.")
        text = _tr("It takes {n} credits of the sandbox, which has {credits}.")
        remedy = _tr("Make it shorter or smaller.")
    else:
        one = _tr("It costs 1 credit, and the account has {credits}.")
        text = _tr("It costs {n} credits, and the account has {credits}.")
        remedy = _tr("Buy credits, or make it shorter or smaller.")
    said = one if facts.price == "1" else text
    return Finding("error", said.format(n=facts.price, credits=facts.credits), remedy, "credits")


def _task(facts: Facts) -> list[Finding]:
    found = list[Finding]()
    if facts.used_name:
        text = _tr("An export called “{name}” was made with this account before, and would be given again.")
        remedy = _tr("Give the task another name, or none.")
        found.append(Finding("error", text.format(name=facts.used_name), remedy))
    if facts.callback == "refused":
        text = _tr("The last export with a callback was refused: the account had no webhook secret.")
        remedy = _tr("Make one at the service, or remove the callback’s address.")
        found.append(Finding("warning", text, remedy))
    elif facts.callback == "unproven":
        text = _tr("The service makes callbacks only for accounts with a webhook secret.")
        found.append(Finding("note", text, _tr("Make one there, unless there is one.")))
    return found


def _is_more(price: str | None, credits: str | None) -> bool:
    try:
        return price is not None and credits is not None and Decimal(price) > Decimal(credits)
    except InvalidOperation:
        return False


def _counted(n: int, one: str, many: str) -> str:
    """Say how many there are; other places of the sentence stay to be filled."""
    return one if n == 1 else many.replace("{n}", str(n))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Exporting", text)
