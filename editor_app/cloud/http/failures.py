"""What can go wrong on the way, before any service has a word in it; each client tells it as its own errors.

Failure                   `detail` is a sentence for people
├── NoAnswer              refused, broken off (`may_have_arrived`)
│   └── TooSlow           nothing came in time
├── OddAnswer             an answer that nobody can use (`status`)
│   ├── FileRefused       a file is not given out (`retry_after`)
│   └── FileTooLarge      a file is larger than it may be
└── UnfitArgument         what shall be sent is not right (`what`)
"""

from __future__ import annotations


class Failure(Exception):
    """Trouble on the way."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class NoAnswer(Failure):
    """No usable answer came; `may_have_arrived` tells whether the service may have acted all the same."""

    def __init__(self, detail: str, *, may_have_arrived: bool = True) -> None:
        super().__init__(detail)
        self.may_have_arrived = may_have_arrived


class TooSlow(NoAnswer):
    """Nothing came in time."""


class OddAnswer(Failure):
    """An answer with a status of HTTP that cannot be used."""

    def __init__(self, detail: str, status: int, retry_after: float | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.retry_after = retry_after
        """Seconds after which the service wants to be asked again, if it said so."""


class FileRefused(OddAnswer):
    """A file is not given out."""


class FileTooLarge(OddAnswer):
    """A file is larger than it may be."""


class UnfitArgument(Failure):
    """`what` names what cannot be sent; `detail` says why, to be read after the name."""

    def __init__(self, what: str, detail: str) -> None:
        super().__init__(detail)
        self.what = what


class ServiceError(Exception):
    """The root that the services' trees of errors share: a call that did not succeed."""

    retry_after: float | None = None
    """Seconds after which the service wants to be asked again, if it said so."""
