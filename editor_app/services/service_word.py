"""What a service says of the document, or why it says nothing, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication

from editor_app.cloud.indream import APIError, NetworkError, RateLimitError, ValidationError
from editor_app.problem import Problem
from editor_app.state import EditorState

Standing = Literal["none", "asking", "given", "pending"]
FIRST_PAUSE_S, LONGEST_PAUSE_S = 2.0, 60.0
_KEY_REFUSED = (401, 403)


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A service's word: `problems` are what it said of the document `about`.

    It stands at `none` where there is no service, `asking` while its answer is awaited (`problems` are then
    those of its last one), `given`, or `pending` where it cannot be had, and `sentence` says why.
    """

    service: str = ""
    standing: Standing = "none"
    problems: tuple[Problem, ...] = ()
    about: EditorState | None = None
    sentence: str = ""


def state_line(word: Word) -> str:
    """Say how it stands in one line; nothing where there is no service."""
    match word.standing:
        case "none":
            return ""
        case "asking":
            return tr("{name}: asking…").format(name=word.service)
        case "pending":
            return word.sentence
        case "given":
            count = len(word.problems)
            if not count:
                return tr("{name}: valid").format(name=word.service)
            text = tr("{name}: 1 problem") if count == 1 else tr("{name}: {count} problems")
            return text.format(name=word.service, count=f"{count:,}")


def pause_after(failures: int, error: Exception) -> float | None:
    """Give the seconds until a service is asked again after so many failures in a row (from 1).

    None where that would not help before something has changed. What the service asks for is the least: one
    that asks for a second again and again is asked ever less often too.
    """
    least_s = 0.0
    if isinstance(error, APIError):
        if error.status in _KEY_REFUSED or error.status == 413 or isinstance(error, ValidationError):
            return None
        least_s = error.retry_after or 0.0
    return max(least_s, min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** min(failures - 1, 16)))


def asks_to_wait(error: Exception) -> bool:
    """Tell whether a service wants to be left alone for the pause, also where something changes."""
    return isinstance(error, RateLimitError) or getattr(error, "retry_after", None) is not None


def is_refused_key(error: Exception) -> bool:
    """Tell whether no question with the same key would be answered."""
    return isinstance(error, APIError) and error.status in _KEY_REFUSED


def no_word(name: str, error: Exception, pause_s: float | None) -> str:
    """Say why a service says nothing, that our own checks go on, and when it is asked again."""
    parts = [
        tr("No word from {name}: {why}").format(name=name, why=_reason(error)),
        tr("Local checks go on."),
    ]
    if pause_s is not None:
        seconds = max(1, round(pause_s))
        text = (
            tr("It is asked again in {n} s.")
            if asks_to_wait(error)
            else tr("It is asked again within {n} s, and after the next change.")
        )
        parts.append(text.format(n=seconds))
    return " ".join(parts)


def _reason(error: Exception) -> str:
    if not isinstance(error, APIError):
        return str(error) or tr("something went wrong; the log has more.")
    if isinstance(error, NetworkError):
        return tr("offline, or it does not answer.")
    known = {
        401: tr("it does not accept the key. Enter it anew under Settings ▸ Services."),
        403: tr("this account may not ask for it. See your plan there."),
        413: tr("the document is too large for it."),
        429: tr("it was asked too often."),
    }
    if error.status >= 500:
        return tr("it has trouble of its own.")
    return known.get(error.status) or tr("it refused: {why}").format(why=str(error))


def tr(text: str) -> str:
    """Translate a text about a service's word."""
    return QCoreApplication.translate("ServiceWord", text)
