"""What a service did not do, as a sentence with a way on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication

from editor_app.cloud.indream import APIError, NetworkError, RateLimitError
from editor_app.services.accounts import AccountError

CloudError = APIError | AccountError
"""What goes wrong with calls and says so itself; anything else is a fault of the program."""
Way = Literal["retry", "settings", "none"]


@dataclass(frozen=True, slots=True, eq=False)
class Trouble:
    """A sentence, and what can be done: try again (`retry` does it), look at the settings, or nothing."""

    sentence: str
    way: Way = "retry"
    retry: Callable[[], object] | None = None
    label: str = ""
    """What a button says that does so, where that is not trying again."""


def trouble_of(error: CloudError, name: str, retry: Callable[[], object] | None = None) -> Trouble:
    """Say why the service that is called `name` did not do something."""
    if isinstance(error, AccountError):
        return Trouble(str(error), "settings", retry)
    if isinstance(error, NetworkError):
        said = _tr("{name} does not answer. See whether this computer is online, then try again.")
    elif error.status == 401:
        said = _tr("{name} does not accept the key. Enter it anew under Settings ▸ Services.")
        return Trouble(said.format(name=name), "settings", retry)
    elif error.status == 403:
        said = _tr("{name} accepts the key, but this account may not use projects. See your plan there.")
        return Trouble(said.format(name=name), "settings", retry)
    elif error.status == 404:
        said = _tr("{name} no longer has it. It was deleted elsewhere; refresh the list.")
        return Trouble(said.format(name=name), "none")
    elif isinstance(error, RateLimitError):
        return Trouble(_busy(error, name), "retry", retry)
    elif error.status >= 500:
        said = _tr("{name} has trouble of its own at the moment. Try again in a minute.")
    else:
        said = _tr("{name} refused: {why}")
    return Trouble(said.format(name=name, why=str(error)), "retry", retry)


def _busy(error: RateLimitError, name: str) -> str:
    if error.retry_after is None:
        return _tr("{name} was asked too often. Try again in a minute.").format(name=name)
    seconds = max(1, round(error.retry_after))
    return _tr("{name} was asked too often. Try again in {n} s.").format(name=name, n=seconds)


def _tr(text: str) -> str:
    return QCoreApplication.translate("CloudTrouble", text)
