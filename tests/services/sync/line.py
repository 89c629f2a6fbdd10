"""The line to a server, which can be cut anywhere, and media on a seat that go over it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from editor_app.assets import ImageAsset
from editor_app.edits import add_asset
from editor_app.sandbox.service import DATABASE_NAME
from editor_app.store.project import MediaPlace
from tests.cloud.service import Behaviour, reset
from tests.cloud.storm import Storm
from tests.sandbox.running import Running
from tests.services.sync.seats import Seat
from tests.services.uploads.scene import sha256_of

Rule = Callable[[str], Behaviour | str | None]
"""Gives how a call of a route fares: by itself, as Storm calls it, or well."""


def well(_route: str) -> None:
    """Let every call through."""


def away(_route: str) -> Behaviour:
    """Let nothing through, as in an airplane."""
    return reset


@dataclass
class Line(Storm):
    """Hands calls on as its rule says."""

    rule: Rule = well

    def _behaviour(self, route: str) -> Behaviour:
        found = self.rule(route)
        return self._handing_on(found or "well") if found is None or isinstance(found, str) else found

    def cut_at(self, route: str, kind: str | Behaviour, after: str = "") -> None:
        """Be cut off by the next call of a route, once another was made, and for good."""
        state = {"armed": not after, "cut": False}

        def rule(now: str) -> Behaviour | str | None:
            if state["cut"]:
                return reset
            if not state["armed"]:
                state["armed"] = matches(now, after)
                return None
            state["cut"] = matches(now, route)
            return kind if state["cut"] else None

        self.rule = rule


def matches(route: str, pattern: str) -> bool:
    """Tell whether a route is one of a method whose path ends, or begins, so."""
    method, _, end = pattern.partition(" ")
    given, _, path = route.partition(" ")
    return method == given and (path.endswith(end) or (end.endswith("/") and path.startswith(end)))


def show(one: Seat, files: Mapping[str, Path]) -> None:
    """Let a seat's document have files, as if they had been dropped."""
    state = one.document.work.state
    for key, path in files.items():
        size = path.stat().st_size
        asset = ImageAsset(id=key, filename=path.name, size=size, mime_type="image/png", width=16, height=16)
        state = add_asset(state, asset=asset)
    one.document.apply("Drop", state)
    places = {key: MediaPlace(path, sha256_of(path), path.stat().st_size) for key, path in files.items()}
    one.document.place_media(places)


async def ask_database(server: Running, query: str) -> list[tuple[object, ...]]:
    """Ask the server's own database, behind its back."""

    def ask() -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(server.settings.data_dir / DATABASE_NAME)) as connection:
            return connection.execute(query).fetchall()

    return await asyncio.to_thread(ask)
