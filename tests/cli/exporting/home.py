"""A command line with a home of its own, and a server that speaks both languages."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import av
import pytest

from editor_app.sandbox.service import DATABASE_NAME
from tests.cli.conftest import Ended
from tests.sandbox.running import Running

Command = Callable[..., Ended]


class Home:
    """Where a command keeps its things, and the keys that it is given."""

    def __init__(self, folder: Path, app: Command, server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._app, self.server = folder, app, server
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            monkeypatch.setenv(name, str(folder / name.lower()))
        self.account = folder.name
        monkeypatch.setenv("INDREAM_API_KEY", server.key(self.account))
        monkeypatch.setenv("RENDERINGVIDEO_API_KEY", server.rv_key(self.account, credits=100))

    def export(self, *words: object) -> Ended:
        """Run the command."""
        return self._app("export", *words)

    def at(self, target: str, *words: object) -> Ended:
        """Run the command for the server."""
        return self.export(*words, "--to", target, "--url", self.server.url)

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the server's database about this home's account, whose id is `?`."""
        with closing(sqlite3.connect(self.server.settings.data_dir / DATABASE_NAME)) as connection:
            account = connection.execute("SELECT id FROM accounts WHERE name = ?", (self.account,)).fetchone()
            return connection.execute(query, account).fetchall()

    def kept(self) -> list[dict[str, Any]]:
        """Give the exports that the command line lists."""
        return json.loads(self.export("--list", "--json").out)


def frames(path: Path) -> int:
    """Count the pictures of a film by decoding them."""
    with av.open(str(path)) as container:
        return sum(1 for _ in container.decode(video=0))
