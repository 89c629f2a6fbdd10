"""What the window says of the project: its name, how safe it is. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from editor_app.problem import Problem
from editor_app.ui.window.texts import tr

if TYPE_CHECKING:  # the window is there before the services are
    from editor_app.services.recovery import JournalStatus
    from editor_app.services.sync.status import SyncStatus
    from editor_app.services.uploads import Remaining

_NAME_LETTERS = 26

Tone = Literal["ok", "warning", "error", "quiet"]


@dataclass(frozen=True, slots=True)
class Line:
    """A short text and how it is meant."""

    text: str
    tone: Tone


def kept_line(
    kept: JournalStatus, *, is_clean: bool, is_untitled: bool, has_file: bool = True, is_linked: bool = False
) -> Line:
    """Say in words how safe the work is; a new project has no file yet, one of a service needs no name."""
    if kept.kind == "failed":
        return Line(tr("Not kept on the disk"), "error")
    if kept.kind == "writing":
        return Line(tr("Saving…"), "quiet")
    time = kept.at.strftime(" %H:%M") if kept.at else ""
    if is_clean and not is_untitled:
        return Line(tr("Saved{time}").format(time=time), "ok" if time else "quiet")
    if is_clean and not time and not has_file:
        return Line(tr("Nothing to save yet"), "quiet")
    if is_untitled and is_linked:
        return Line(tr("Saved{time}").format(time=time), "ok" if time else "quiet")
    if is_untitled:
        return Line(tr("Kept{time} · not yet named").format(time=time), "ok")
    return Line(tr("Kept{time} · not yet in the file").format(time=time), "ok")


def sync_line(
    status: SyncStatus, left_s: int | None = None, media: Remaining | None = None, refusals: int = 0
) -> Line:
    """Say how the project stands with its service; `left_s` is how long until it is tried again.

    Conflicts come first unless the service refuses: they wait for nobody but the person, who can choose
    without it as well. Then `media` that are not there. `refusals` counts the problems for which it
    refuses the document, as far as they are known.
    """
    if status.kind == "refused" and refusals:
        text = (
            tr("Saved here; {name} refused: 1 problem")
            if refusals == 1
            else tr("Saved here; {name} refused: {count} problems")
        )
        return Line(text.format(name=_short(status.service_name), count=refusals), "error")
    if status.conflicts and status.kind in ("off", "in-step", "offline", "waiting", "paused"):
        return Line(_conflicts_line(status), "warning")
    if status.kind == "in-step" and media is not None and media.count:
        return Line(_media_line(media), "warning")
    if status.kind == "waiting":
        return Line(_again_line(status.waiting, left_s), "warning")
    if status.kind == "offline" and left_s is not None:
        text = tr("Offline: {count} waiting · {left} s") if status.waiting > 0 else tr("Offline · {left} s")
        return Line(text.format(count=status.waiting, left=left_s), "warning")
    tone, none, one, many = _sync_words().get(status.kind, ("quiet", "", "", ""))
    text = none if status.waiting <= 0 else one if status.waiting == 1 else many
    time = status.at.strftime(" %H:%M") if status.at else ""
    return Line(text.format(count=status.waiting, time=time, name=_short(status.service_name)), tone)


def _conflicts_line(status: SyncStatus) -> str:
    """Say how many conflicts there are, how many changes wait, and whether the service can be reached."""
    found = tr("1 conflict") if status.conflicts == 1 else tr("{n} conflicts")
    parts = (_waiting_line(status), found.format(n=status.conflicts))
    return " · ".join(part for part in parts if part)


def _waiting_line(status: SyncStatus) -> str:
    """Say how many changes wait and for what, as shortly as there is room for beside conflicts."""
    if status.waiting <= 0:
        return {"offline": tr("Offline"), "paused": tr("Paused")}.get(status.kind, "")
    texts = {
        "offline": tr("Offline: {n} waiting"),
        "paused": tr("Paused: {n} waiting"),
        "waiting": tr("{n} waiting"),
    }
    return texts.get(status.kind, "").format(n=status.waiting)


def _again_line(waiting: int, left_s: int | None) -> str:
    """Say when it is tried again, and how many changes wait for that."""
    if left_s is None:
        text = tr("Trying again: {count} waiting") if waiting > 0 else tr("Trying again soon")
    else:
        text = tr("Retry in {left} s: {count} waiting") if waiting > 0 else tr("Trying again in {left} s")
    return text.format(count=waiting, left=left_s)


def looking_line() -> Line:
    """Say that both are in step as far as is known, while it is looked which media are not there."""
    return Line(tr("Synced · looking at the media…"), "quiet")


def _sync_words() -> dict[str, tuple[Tone, str, str, str]]:
    """Give what is said of each state, by how many changes wait: none, one, more."""
    gone = tr("Gone from {name}")
    refused = (
        tr("Refused by {name}"),
        tr("Refused: 1 waiting"),
        tr("Refused: {count} waiting"),
    )
    unkept = (
        tr("Not synced: disk trouble"),
        tr("Disk trouble: 1 waiting"),
        tr("Disk trouble: {count} waiting"),
    )
    stalled = (
        tr("Syncing is held up"),
        tr("Held up: 1 waiting"),
        tr("Held up: {count} waiting"),
    )
    locked = (
        tr("No access to {name}"),
        tr("No access: 1 waiting"),
        tr("No access: {count} waiting"),
    )
    denied = (
        tr("Denied by {name}"),
        tr("Denied: 1 waiting"),
        tr("Denied: {count} waiting"),
    )
    asking, synced = tr("Changed elsewhere: choose"), tr("Synced{time}")
    syncing = (tr("Syncing…"), tr("Syncing 1 change…"), tr("Syncing {count} changes…"))
    changed = (tr("Not synced yet"), tr("1 change not synced yet"), tr("{count} changes not synced yet"))
    paused = (tr("Syncing paused"), tr("Paused: 1 change waiting"), tr("Paused: {count} changes waiting"))
    offline = (tr("Offline"), tr("Offline: 1 change waiting"), tr("Offline: {count} changes waiting"))
    return {
        "in-step": ("ok", synced, synced, synced),
        "syncing": ("quiet", *syncing),
        "stalled": ("warning", *stalled),
        "changed": ("quiet", *changed),
        "paused": ("warning", *paused),
        "offline": ("warning", *offline),
        "asking": ("warning", asking, asking, asking),
        "refused": ("error", *refused),
        "denied": ("error", *denied),
        "locked": ("error", *locked),
        "gone": ("error", gone, gone, gone),
        "unkept": ("error", *unkept),
    }


def _media_line(media: Remaining) -> str:
    """Say how many media are not at the service: still here, not even here, or some of both."""
    one, many = tr("Synced · 1 file still here"), tr("Synced · {count} files still here")
    if media.missing or (media.waits == "gone" and media.others):
        many = tr("Synced · {count} files not there")
    elif media.waits == "gone":
        one, many = tr("Synced · 1 file missing"), tr("Synced · {count} files missing")
    return (one if media.count == 1 else many).format(count=media.count)


def sync_sentence(status: SyncStatus, media: Remaining | None = None, left_s: int | None = None) -> str:
    """Say the same in sentences: what is so, and what to expect or to do."""
    sentences = {
        "in-step": tr("{name} has all that is here."),
        "syncing": tr("Changes go to {name}, and those of others come from there."),
        "changed": tr("Your latest changes are kept here and go to {name} in a moment."),
        "paused": tr("Nothing goes to {name}, and nothing comes from there, until you sync again."),
    }
    text = status.sentence or sentences.get(status.kind, "").format(name=status.service_name)
    if status.kind == "in-step" and not status.sentence and media is not None and media.count:
        text = _media_sentence(status.service_name, media)
    parts = [text]
    if status.kind in ("offline", "waiting") and left_s is not None:
        again = tr("The next try is in {count} s; “Sync now” tries at once.")
        parts.append(again.format(count=left_s))
    if status.conflicts:
        more = (
            tr("1 change collided with one of others and waits for your choice.")
            if status.conflicts == 1
            else tr("{count} changes collided with those of others and wait for your choice.")
        )
        parts.append(more.format(count=status.conflicts))
    return " ".join(part for part in parts if part)


def _media_sentence(name: str, media: Remaining) -> str:
    """Say that media are not at the service, and what most of them wait for."""
    one, many = {
        "going": (
            tr("1 file is on its way; the Uploads panel shows how far it is."),
            tr("{count} files are on their way; the Uploads panel shows how far they are."),
        ),
        "asked": (
            tr("1 file is still here: answer above the picture whether it may go there."),
            tr("{count} files are still here: answer above the picture whether they may go there."),
        ),
        "forbidden": (
            tr("1 file is still here until you allow uploads in the Uploads panel."),
            tr("{count} files are still here until you allow uploads in the Uploads panel."),
        ),
        "stuck": (
            tr("1 file is still here; the Uploads panel says why, and what can be done."),
            tr("{count} files are still here; the Uploads panel says why, and what can be done."),
        ),
        "gone": (
            tr("1 file is neither there nor here; put it back, or locate it in the Media panel."),
            tr("{count} files are neither there nor here; put them back, or locate them in the Media panel."),
        ),
    }[media.waits]
    most = media.count - media.others
    parts = [
        tr("{name} has the document, but not all media.").format(name=name),
        tr("{count} files are not there.").format(count=media.count) if media.others else "",
        (one if most == 1 else many).format(count=most),
    ]
    return " ".join(part for part in parts if part)


def _short(name: str) -> str:
    return name if len(name) <= _NAME_LETTERS else f"{name[: _NAME_LETTERS - 1].rstrip()}…"


def problems_line(errors: int, warnings: int, *, is_pending: bool = False) -> Line:
    """Say how many problems there are; `is_pending` where the service has still to say its word."""
    if errors:
        text = tr("1 problem") if errors + warnings == 1 else tr("{count} problems")
        return Line(text.format(count=errors + warnings), "error")
    if warnings:
        return Line(
            (tr("1 warning") if warnings == 1 else tr("{count} warnings")).format(count=warnings), "warning"
        )
    return Line(tr("No problems here") if is_pending else tr("No problems"), "quiet")


def awaited_text(service_name: str) -> str:
    """Say whose word on the document is still to come."""
    return tr("Waiting for {name}").format(name=_short(service_name)) if service_name else ""


def told_problem(problems: Sequence[Problem], walked: Problem | None) -> Problem | None:
    """Give the problem to tell: the one that was walked to, as long as it is there, else the worst."""
    if walked is not None:
        key = walked.code, walked.path
        if (same := next((one for one in problems if (one.code, one.path) == key), None)) is not None:
            return same
    by_severity = [[one for one in problems if one.severity == name] for name in ("error", "warning")]
    return next((found[0] for found in by_severity if found), None)


def proxy_line(label: str, share: float, waiting: int) -> str:
    """Say which video is being made light enough to play, how far that is, and how many wait."""
    if len(label) > _NAME_LETTERS:
        label = f"{label[: _NAME_LETTERS // 2]}…{label[1 - _NAME_LETTERS // 2 :]}"
    text = tr("Making {name} light to play · {percent} %").format(name=label, percent=int(100 * share))
    return f"{text} · {tr('{count} more').format(count=waiting)}" if waiting else text


def window_title(title: str, program: str, *, is_dirty: bool) -> str:
    """Give the window's title: a dot for what the file lacks, the project, the program."""
    if not title:
        return program
    return f"{'● ' if is_dirty else ''}{title} – {program}"
