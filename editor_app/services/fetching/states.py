"""How far the fetching of media is, as the window shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """Whether media may be fetched from hosts; `size_bytes` is what the document says they have in all."""

    hosts: tuple[str, ...]
    files: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Summary:
    """All of it: what waits for a word, what comes, and what does not.

    `fetched` of `files` are there; `share` is how much of their bytes. `waits` says why nothing comes at the
    moment. `failures` are sentences, one a file.
    """

    question: Question | None = None
    files: int = 0
    fetched: int = 0
    share: float = 0.0
    waits: str = ""
    failures: tuple[str, ...] = ()

    @property
    def is_busy(self) -> bool:
        """Tell whether anything comes, or will by itself."""
        return self.fetched < self.files
