"""What RenderingVideo did not do for a list or a person, as a sentence with a way on."""

from __future__ import annotations

from collections.abc import Callable

from editor_app.cloud.renderingvideo import (
    APIError,
    AuthError,
    NetworkError,
    NotFoundError,
    PaymentError,
    is_transient,
)
from editor_app.services.account_drafts import AccountError
from editor_app.services.cloud_trouble import Trouble
from editor_app.services.exporting.jobs.words import tr
from editor_app.services.exporting.renderingvideo import words


def other_trouble_of(
    error: APIError | AccountError, name: str, retry: Callable[[], object] | None = None
) -> Trouble:
    """Say why the service that is called `name` did not do something."""
    match error:
        case AccountError():
            return Trouble(str(error), "settings", retry)
        case AuthError():
            return Trouble(words.refused(error, name)[0], "settings", retry)
        case PaymentError():
            return Trouble(words.refused(error, name)[0], "retry", retry)
        case NotFoundError():
            said = tr("{name} no longer has it. It was deleted elsewhere; refresh the list.")
            return Trouble(said.format(name=name), "none")
        case NetworkError():
            said = tr("{name} does not answer. See whether this computer is online, then try again.")
        case _ if is_transient(error):
            said = tr("{name} has trouble of its own at the moment. Try again in a minute.")
        case _:
            said = tr("{name} refused: {why}")
    return Trouble(said.format(name=name, why=str(error)), "retry", retry)
