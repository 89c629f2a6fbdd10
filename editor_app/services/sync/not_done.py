"""What is said where a project of a service was not opened, or none was made there, and what to do. Pure."""

from __future__ import annotations

from collections.abc import Callable

from editor_app.cloud.indream import APIError, NetworkError, RateLimitError, ValidationError
from editor_app.problem import quoted
from editor_app.services.account_drafts import AccountError
from editor_app.services.cloud_trouble import Trouble, Way
from editor_app.services.sync.trouble import tr
from editor_app.state import DocumentError


def not_opened(error: Exception, name: str) -> Trouble:
    """Say why a project of the service that is called `name` was not opened."""
    if isinstance(error, APIError) and error.status == 404:
        why, way = tr("It is no longer at {name}. Refresh the list there."), "none"
    elif isinstance(error, DocumentError):
        why, way = tr("What {name} has of it cannot be read: {detail}."), "none"
    else:
        why, way = _why(error)
    return _told(tr("The project could not be opened: {why}"), why, way, error, name)


def in_another_window(title: str, again: Callable[[], object]) -> Trouble:
    """Say that another window has a project open, which is called `title` as far as is known."""
    text = tr("{project} is open in another window on this computer. Go on there, or close it there first.")
    return Trouble(text.format(project=quoted(title) if title else tr("The project")), "retry", again)


def not_made(error: Exception, name: str) -> Trouble:
    """Say why no project was made at the service that is called `name`; the open one stays as it is."""
    if isinstance(error, APIError) and error.status == 413:
        why, way = tr("{name} does not take a document as large as this one. It is saved here."), "none"
    elif isinstance(error, ValidationError):
        why, way = tr("{name} refused the document: {detail}. It is saved here."), "none"
    else:
        why, way = _why(error)
    return _told(tr("The project could not be made: {why}"), why, way, error, name)


def _why(error: Exception) -> tuple[str, Way]:
    """Give a reason with places for `name` and `detail`, and what can be done."""
    if isinstance(error, AccountError):
        return "{detail}.", "settings"
    if not isinstance(error, APIError):
        return "{detail}.", "retry"
    if isinstance(error, NetworkError):
        return tr("{name} cannot be reached. Try again."), "retry"
    if isinstance(error, RateLimitError):
        return tr("{name} asks for a pause. Try again in a minute."), "retry"
    if error.status == 401:
        return tr(
            "{name} does not take the key any more. Give another one under Settings ▸ Services."
        ), "settings"
    if error.status == 403:
        return tr("{name} does not let this account keep projects ({detail}). See your plan there."), "none"
    return tr("{name} has trouble of its own ({detail}). Try again in a minute."), "retry"


def _told(sentence: str, why: str, way: Way, error: Exception, name: str) -> Trouble:
    detail = str(error).rstrip(".")
    return Trouble(sentence.format(why=why.format(name=name, detail=detail)), way)
