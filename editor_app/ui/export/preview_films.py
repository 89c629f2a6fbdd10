"""What to ask before another film of a preview link is paid for. Pure."""

from __future__ import annotations

from editor_app.services.rendering_previews import Film, ShownPreview
from editor_app.ui.export.job_words import when
from editor_app.ui.export.texts import tr


def question_of(preview: ShownPreview, film: Film, *, is_under_way: bool = False) -> tuple[str, str]:
    """Give title and text of the question, where there is a film or one is being made."""
    title = tr("Make another film of “{name}”?").format(name=preview.title or tr("Film"))
    moment = when(film.made_at)
    if is_under_way:
        said = tr("A film of this link is being made now.")
    elif moment:
        said = tr("A film of this link was made on {time}.").format(time=moment)
    else:
        said = tr("A film of this link was made already.")
    return title, f"{said} {_price(preview.credits or film.credits)}"


def _price(credits: str) -> str:
    if not credits:
        return tr("Another one is paid for again.")
    if credits == "1":
        return tr("Another one costs 1 credit again.")
    return tr("Another one costs {n} credits again.").format(n=credits)
