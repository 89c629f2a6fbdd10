"""Who may be sent media: asked before the first time for each service, kept, and taken back at will."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from editor_app.services.uploads.target import Target
from editor_app.services.uploads.upload import Upload


@dataclass(frozen=True, slots=True)
class Question:
    """May so many files go to a service? `size` in bytes."""

    service: str
    service_name: str
    count: int
    size: int


class Permissions:
    """What has been answered, in this run of the program or before."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._refused: set[str] = set()

    def take_in(self, given: frozenset[str]) -> None:
        """Know what is kept."""
        self._given |= given - self._refused

    def give(self, service: str) -> None:
        """Let a service be sent media."""
        self._given.add(service)
        self._refused.discard(service)

    def refuse(self, service: str) -> None:
        """Ask about a service no more, in this run of the program."""
        self._given.discard(service)
        self._refused.add(service)

    def is_given(self, service: str) -> bool:
        """Tell whether a service may be sent media."""
        return service in self._given

    def question(self, target: Target | None, uploads: Iterable[Upload]) -> Question | None:
        """Give what is to be asked before anything is sent, None where nothing is."""
        waiting = [upload for upload in uploads if not upload.is_over]
        if target is None or not waiting or not self.is_open(target.service):
            return None
        size = sum(upload.wanted.size for upload in waiting)
        return Question(target.service, target.service_name, len(waiting), size)

    def is_open(self, service: str) -> bool:
        """Tell whether somebody has yet to be asked."""
        return service not in self._given and service not in self._refused
