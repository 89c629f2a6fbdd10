"""What the queue renders: tasks of any service, which each service keeps and ends in its own way."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Protocol

from editor_app.render.export.apart import Order


class Job(Protocol):
    """A task that was taken up; what is said of it after it was halted changes nothing."""

    @property
    def id(self) -> str:
        """Give what `Queue.halt` knows it by."""
        ...

    @property
    def format(self) -> str:
        """Give the ending of its file."""
        ...

    async def announce(self) -> None:
        """Tell who wants to know that it has begun."""
        ...

    async def still_counts(self) -> bool:
        """Tell whether it is still wanted."""
        ...

    async def order(self, output: Path) -> Order:
        """Give what is to be rendered; raise MissingMedia."""
        ...

    async def note_progress(self, phase: str, progress: float) -> None:
        """Note how far it is, in per cent."""
        ...

    async def complete(self, output_file: str) -> bool:
        """End it well; tell whether its file is still wanted."""
        ...

    async def fail(self, sentence: str) -> None:
        """End it badly."""
        ...

    async def put_back(self) -> None:
        """Let it wait again, as if it had not been taken."""
        ...


class Stock(Protocol):
    """The tasks of one service."""

    async def recover(self) -> None:
        """After a start: let those wait again that the last end of the server has interrupted."""
        ...

    def waiting_since(self, connection: sqlite3.Connection) -> str | None:
        """Give the moment since which its first task has waited, None where none does."""
        ...

    def take(self, connection: sqlite3.Connection) -> Job | None:
        """Take up the task that has waited longest."""
        ...
