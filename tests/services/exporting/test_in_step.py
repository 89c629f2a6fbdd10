"""An export waits for the exchange that it asks for, whether that begins now or is under way already."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from editor_app.services.exporting.indream.in_step import Found, InStep
from editor_app.services.sync.status import Kind, SyncStatus
from editor_app.store.cloud_link import CloudLink


class Exchanges(QObject):
    """Stands as it is told to; asked for an exchange, it says only what is another status than before."""

    status_changed = Signal(object)

    def __init__(self, kind: Kind, *after: Kind) -> None:
        super().__init__()
        self.status, self._after = SyncStatus(kind), after

    def sync_now(self) -> None:
        """Let what comes of it happen in a moment."""
        asyncio.get_running_loop().call_soon(self._go_on)

    def _go_on(self) -> None:
        for kind in self._after:
            if kind != self.status.kind:
                self.status = SyncStatus(kind, sentence=f"It is {kind}.")
                self.status_changed.emit(self.status)


@pytest.mark.parametrize(
    ("kinds", "found"),
    [
        (("in-step", "syncing", "in-step"), "in-step"),
        (("changed", "syncing", "in-step"), "in-step"),
        (("syncing", "syncing", "in-step"), "in-step"),
        (("syncing", "changed", "syncing", "in-step"), "in-step"),
        (("in-step", "changed", "syncing", "offline"), "away"),
        (("syncing", "syncing", "offline"), "away"),
        (("syncing", "waiting"), "away"),
        (("offline", "offline", "syncing", "in-step"), "in-step"),
        (("syncing", "refused"), "stuck"),
        (("paused",), "stuck"),
    ],
)
def test_what_an_exchange_comes_to_is_waited_for(kinds: tuple[Kind, ...], found: Found) -> None:
    sync, link = Exchanges(*kinds), CloudLink("sandbox", "p")

    async def work() -> tuple[Found, str]:
        document = SimpleNamespace(work=SimpleNamespace(cloud=link))
        async with asyncio.timeout(10):
            return await InStep(sync, document).reach("sandbox", "p")

    assert asyncio.run(work())[0] == found


def test_what_never_comes_is_not_waited_for_longer_than_its_patience() -> None:
    async def work() -> tuple[Found, str]:
        document = SimpleNamespace(work=SimpleNamespace(cloud=CloudLink("sandbox", "p")))
        return await InStep(Exchanges("syncing"), document, patience_s=0.01).reach("sandbox", "p")

    assert asyncio.run(work())[0] == "away"
