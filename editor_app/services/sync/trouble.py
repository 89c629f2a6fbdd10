"""What an error of an exchange means: what it is called, and when to try again. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication

from editor_app.cloud.indream import APIError, AuthError, NetworkError, RateLimitError, ValidationError
from editor_app.services.account_drafts import AccountError
from editor_app.services.sync.at_hand import NotKeptError
from editor_app.services.sync.far import ProcessEndedError, ProcessHungError
from editor_app.state import DocumentError
from editor_app.store.accounts import LOCAL_WORKSPACE
from editor_app.store.local_database import LocalDatabaseError

Kind = Literal["offline", "waiting", "refused", "locked", "denied", "gone", "unkept"]

_FIRST_S, _MOST_S = 1.0, 60.0
_OF_DOCUMENTS = ("EDITOR_", "STATE_", "SDK_", "OPEN_API_BAD_REQUEST", "OPEN_API_REQUEST_INVALID")
"""How the codes begin with which a service refuses a document for what it holds."""
_OF_LIMITS = ("QUOTA", "LIMIT", "STORAGE", "CREDIT", "PAYMENT")


@dataclass(frozen=True, slots=True)
class Trouble:
    """`again_s` is when to try again by itself, None for not before something changes.

    `locked` waits for an account, `refused` for an edit, `denied` for room or a plan, `gone` for a decision.
    """

    kind: Kind
    sentence: str
    again_s: float | None


def trouble_of(error: Exception, name: str, failures: int, chance: float) -> Trouble | None:
    """Give what an error means that came as the `failures`th in a row; None for one of the program.

    `name` is what the service is called, `chance` (0 to 1) spreads those who wait apart.
    """
    pause_s = pause_after(failures, chance)
    if isinstance(error, NotKeptError | LocalDatabaseError):
        return Trouble("unkept", str(error), pause_s)
    if isinstance(error, AccountError):
        return Trouble("locked", str(error), None)
    if isinstance(error, ProcessHungError):
        return Trouble(
            "waiting", tr("Synchronizing did not go on any more. It was ended, and begins again."), pause_s
        )
    if isinstance(error, ProcessEndedError):
        return Trouble(
            "waiting", tr("Synchronizing stopped by itself, and begins again in a moment."), pause_s
        )
    if isinstance(error, DocumentError):
        text = tr("What {name} has of this project cannot be read: {why} What is here is kept here.")
        return Trouble("refused", text.format(name=name, why=error), _MOST_S)
    if isinstance(error, APIError):
        return _of_service(error, name, pause_s)
    return None


def stalled() -> str:
    """Say that the process that exchanges does not answer."""
    return tr(
        "Synchronizing does not get going: this computer may be very busy. Changes are kept here, and it is "
        "tried again by itself. “Sync now” begins it anew; if that does not help, restart the program."
    )


def asking(reason: str, name: str) -> str:
    """Say why somebody must choose, by the reason of a ForeignError."""
    text = (
        tr("At {name}, another program has changed this project. Choose how it goes on.")
        if reason == "stripped"
        else tr(
            "The project at {name} and the one here have no version in common that is known here. Choose how "
            "it goes on."
        )
    )
    return text.format(name=name)


def no_account(service: str) -> str:
    """Say that nobody here can speak with a service."""
    if service == LOCAL_WORKSPACE:
        return tr("The local workspace is not running. Start it under Settings ▸ Developer.")
    text = tr("There is no account for {service} here. Add it under Settings ▸ Services.")
    return text.format(service=service)


def pause_after(failures: int, chance: float) -> float:
    """Give the seconds to wait: twice as long each time, up to a minute, and up to a fifth more."""
    return min(_MOST_S, _FIRST_S * 2 ** min(failures - 1, 10)) * (1 + 0.2 * chance)


def _of_service(error: APIError, name: str, pause_s: float) -> Trouble:
    if isinstance(error, NetworkError):
        text = tr("{name} cannot be reached. Changes are kept here, and go there by themselves later.")
        return Trouble("offline", text.format(name=name), pause_s)
    if isinstance(error, RateLimitError):
        text = tr("{name} asks for a pause. Changes are kept here meanwhile.")
        return Trouble("waiting", text.format(name=name), max(pause_s, error.retry_after or 0.0))
    if isinstance(error, AuthError) and error.status == 401:
        text = tr("{name} does not take the key any more. Give another one under Settings ▸ Services.")
        return Trouble("locked", text.format(name=name), None)
    if _is_denied(error):
        return Trouble("denied", _denied(error, name), _MOST_S)
    if error.status == 404:
        text = tr("The project is no longer at {name}. What is here is whole.")
        return Trouble("gone", text.format(name=name), None)
    if error.status == 413:
        text = tr("{name} does not take a document as large as this one. It is saved here.")
        return Trouble("refused", text.format(name=name), None)
    if isinstance(error, ValidationError):
        text = tr("Saved here. {name} refused the document: {why}")
        return Trouble("refused", text.format(name=name, why=error.detail), None)
    text = tr("{name} has trouble of its own ({why}). Changes are kept here, and go there later.")
    why = error.detail.rstrip(".")
    return Trouble("waiting", text.format(name=name, why=why), max(pause_s, error.retry_after or 0.0))


def _is_denied(error: APIError) -> bool:
    """Tell whether a refusal is about the account, and no edit of the document would help."""
    if not isinstance(error, ValidationError):
        return error.status in (402, 403)
    code = error.error_code or ""
    is_limit = any(word in f"{error.type} {code}".upper() for word in _OF_LIMITS)
    return is_limit or (bool(code) and not code.startswith(_OF_DOCUMENTS))


def _denied(error: APIError, name: str) -> str:
    if error.status == 403:
        text = tr(
            "{name} does not let this account keep projects ({why}). Changes are kept here, and it is asked "
            "again every minute."
        )
    else:
        text = tr(
            "{name} takes no changes for now: {why}. They are kept here, and it is asked again every minute."
        )
    return text.format(name=name, why=error.detail.rstrip("."))


def tr(text: str) -> str:
    """Translate a text of synchronization."""
    return QCoreApplication.translate("Sync", text)
