"""What the panel needs of others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from editor_app.problem import Problem
from editor_app.services.service_word import Word


class KnowsProblems(Protocol):
    """Who knows what is wrong."""

    @property
    def problems(self) -> Sequence[Problem]:
        """Give what is wrong."""
        ...

    @property
    def problems_changed(self) -> Any:
        """Give the signal that tells of others."""
        ...


class AsksService(Protocol):
    """Who asks a service for its word on the document."""

    @property
    def word(self) -> Word:
        """Give its word."""
        ...

    @property
    def word_changed(self) -> Any:
        """Give the signal that tells of another."""
        ...

    def ask_again(self) -> None:
        """Ask now."""
        ...
