"""What to ask before something is deleted at a service, where nothing brings it back. Pure."""

from __future__ import annotations

from editor_app.services.exporting.clouds.history import Task
from editor_app.services.exporting.renderingvideo.history import StoredFile
from editor_app.services.rendering_previews import ShownPreview
from editor_app.ui.export.prices import credits_text
from editor_app.ui.export.texts import tr

Question = tuple[str, str]
"""Title and text."""


def of_task(task: Task, service: str) -> Question:
    """Ask about an export of an account: most of them are paid."""
    title = tr("Delete “{name}” at {service}?").format(name=task.title or tr("Film"), service=service)
    return title, _gone_with(task)


def _gone_with(task: Task) -> str:
    if task.has_film:
        said = tr("A film that was paid is deleted for good.")
        if task.credits:
            said = tr("A film that was paid with {price} is deleted for good.")
        more = tr("Nobody can fetch it again, and another one is paid for anew. Files on this computer stay.")
        return f"{said.format(price=credits_text(task.credits))} {more}"
    if task.status in ("rendering", "paused"):
        return tr("A film that is paid is being made. It is deleted for good, and so comes to nothing.")
    if task.status == "failed":
        return tr("There is no film of it. What it was to be made of is deleted for good.")
    return tr("No film of it was made or paid. What it would be made of is deleted for good.")


def of_file(file: StoredFile, service: str) -> Question:
    """Ask about a file of an account, which may be shown by many videos."""
    title = tr("Delete the file “{name}” at {service}?").format(name=file.name or file.id, service=service)
    text = tr(
        "It is deleted for good. Preview links that show it, and films that are made from now on, go without "
        "it. Films that are made already stay, and so does the file on this computer."
    )
    return title, text


def of_preview(preview: ShownPreview) -> Question:
    """Ask about a link, which others may have been given."""
    title = tr("Delete the preview link of “{name}” at the service?")
    text = tr(
        "Whoever has the link sees nothing any more, and no film can be made of it. "
        "Films that were made of it stay."
    )
    return title.format(name=preview.title or tr("Film")), text
