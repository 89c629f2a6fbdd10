"""What to ask before a film of a preview link, or of a task, is paid for. Pure."""

from __future__ import annotations

from editor_app.services.exporting.clouds.history import Task
from editor_app.services.rendering_previews import Film, ShownPreview
from editor_app.ui.export.job_words import when
from editor_app.ui.export.prices import credits_text, left_after
from editor_app.ui.export.texts import tr

Question = tuple[str, str]
"""Title and text."""


def first_question_of(preview: ShownPreview, left: float | None = None) -> Question:
    """Ask before the first film of a link; `left` is how many credits the account has, where it is known."""
    title = tr("Make a film of “{name}”?").format(name=preview.title or tr("Film"))
    return title, _price(preview.credits, left)


def question_of(
    preview: ShownPreview, film: Film, left: float | None = None, *, is_under_way: bool = False
) -> Question:
    """Ask where there is a film of a link, or one is being made."""
    title = tr("Make another film of “{name}”?").format(name=preview.title or tr("Film"))
    moment = when(film.made_at)
    if is_under_way:
        said = tr("A film of this link is being made now.")
    elif moment:
        said = tr("A film of this link was made on {time}.").format(time=moment)
    else:
        said = tr("A film of this link was made already.")
    return title, f"{said} {_price_again(preview.credits or film.credits, left)}"


def question_of_task(task: Task, left: float | None = None) -> Question:
    """Ask before a task of an account is rendered that is not."""
    title = tr("Render “{name}”?").format(name=task.title or tr("Film"))
    return title, _price(task.credits, left)


def _price(credits: str, left: float | None) -> str:
    said = tr("It costs credits; how many, the service says only once it is made.")
    if credits:
        said = tr("It costs {price}.").format(price=credits_text(credits))
    return _joined(said, left_after(credits, left))


def _price_again(credits: str, left: float | None) -> str:
    said = tr("Another one is paid for again.")
    if credits:
        said = tr("Another one costs {price} again.").format(price=credits_text(credits))
    return _joined(said, left_after(credits, left))


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
