"""What can be done in which state of synchronization, and the sentences about it. Pure."""

from __future__ import annotations

from editor_app.services.sync.status import SyncStatus
from editor_app.ui.window.texts import tr


def can_do(status: SyncStatus, *, has_link: bool, has_question: bool) -> dict[str, bool]:
    """Tell which actions make sense in an open project."""
    is_asking = has_question and status.kind == "asking"
    is_gone = has_link and status.kind == "gone"
    return {
        "sync.begin": not has_link,
        "sync.now": has_link and not is_asking,
        "sync.pause": has_link and not is_asking and not is_gone,
        "sync.stop": has_link,
        "sync.conflicts": has_link or status.conflicts > 0,
        "sync.choose": is_asking,
        "sync.again": is_gone,
        "sync.keep-here": is_gone,
    }


def reason_of(status: SyncStatus, *, has_problems: bool) -> str:
    """Give why the service takes nothing, where the Problems panel does not say so."""
    is_told = status.kind == "denied" or (status.kind == "refused" and not has_problems)
    return status.sentence if is_told else ""


def menu_of(status: SyncStatus, *, lacks_media: bool = False, has_problems: bool = True) -> tuple[str, ...]:
    """Give what the status offers when it is clicked, by ids; an empty one is a rule."""
    first = {
        "in-step": ("go.uploads",) if lacks_media else (),
        "asking": ("sync.choose",),
        "gone": ("sync.again", "sync.keep-here", "file.save-as"),
        "locked": ("edit.services",),
        "refused": ("go.problems",) if has_problems else (),
    }.get(status.kind, ())
    rest = ("sync.now", "sync.pause", "sync.conflicts", "", "sync.stop")
    if status.kind == "off":  # stopped, with something left to choose
        rest = ("sync.conflicts", "sync.begin")
    if status.kind == "denied":  # another try, another plan or key, or room that is made there
        return ("sync.now", "edit.services", "file.service-media", "", *rest[1:])
    if status.kind == "gone":
        rest = ("sync.now", "sync.conflicts")
    return (*first, "", *rest) if first else rest


def stop_text(status: SyncStatus) -> str:
    """Say what stays where when syncing stops."""
    here = tr(
        "The project stays on this computer with everything in it, and at {name} as it was last in step. "
        "They no longer follow each other."
    )
    parts = [here.format(name=status.service_name)]
    if status.waiting > 0:
        count = (
            tr("1 change has not gone there and stays here only.")
            if status.waiting == 1
            else tr("{count} changes have not gone there and stay here only.")
        )
        parts.append(count.format(count=status.waiting))
    if status.conflicts > 0:
        count = (
            tr("1 conflict still waits for your choice under Project ▸ Conflicts.")
            if status.conflicts == 1
            else tr("{count} conflicts still wait for your choice under Project ▸ Conflicts.")
        )
        parts.append(count.format(count=status.conflicts))
    return " ".join(parts)


def conflicts_found(count: int) -> str:
    """Say that changes collided; both versions are kept."""
    if count == 1:
        return tr("1 change collided with one of others. Both versions are kept until you choose.")
    text = tr("{count} changes collided with those of others. Both versions are kept until you choose.")
    return text.format(count=count)


def conflicts_text(count: int) -> str:
    """Name the action that shows what waits for a choice."""
    return tr("Conflicts ({count})…").format(count=count) if count else tr("Conflicts…")


def copy_kept(name: str) -> str:
    """Say where what was given up is."""
    return tr("This project is theirs now. Yours is kept as “{name}”, under Recent.").format(name=name)


def dropped_text(labels: tuple[str, ...]) -> str:
    """Say which steps others have made impossible to take back."""
    if len(labels) == 1:
        return tr("“{label}” can no longer be undone: others changed the same.").format(label=labels[0])
    if len(labels) > 3:
        text = tr("{count} steps can no longer be undone: others changed the same. The latest is “{label}”.")
        return text.format(count=len(labels), label=labels[-1])
    steps = ", ".join(f"“{label}”" for label in labels)
    return tr("These steps can no longer be undone, as others changed the same: {steps}.").format(steps=steps)
