"""`make live`: the same calls to the real service and to a local server, and every difference printed.

A pass that changes and costs nothing comes first; then, if whoever runs it agrees, the cheapest film.
Needs INDREAM_API_KEY; INDREAM_URL for another address. Never run by the tests: it is not free.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx

from editor_app.cloud.indream.client import BASE_URL
from editor_app.sandbox.settings import Settings
from tests.live.calls import EXPORT, Seen, Sent, document, reading, send
from tests.live.shapes import differences, shape_of
from tests.sandbox.running import Running

_PATIENCE_S = 600.0
Ask = Callable[[str], bool]


def compare(live: httpx.Client, live_key: str, ours: httpx.Client, our_key: str, ask: Ask) -> list[str]:
    """Make every call to both and give a line for each difference."""
    found: list[str] = []
    for sent in reading():
        found += _told(sent.name, send(live, live_key, sent), send(ours, our_key, sent))
    price = "One export of one second (192 × 108, mp4) will be made and billed to the account of this key."
    if not ask(price):
        return found
    made = [_export(client, key) for client, key in ((live, live_key), (ours, our_key))]
    for name, there, here in zip(("export", "finished task"), *made, strict=True):
        found += _told(name, there, here)
    return found


def _told(name: str, there: Seen, here: Seen) -> list[str]:
    lines: list[str] = []
    if there.status != here.status:
        lines.append(f"{name}: status there {there.status}, here {here.status}")
    if there.code != here.code:
        lines.append(f"{name}: code there {there.code}, here {here.code}")
    lines += [f"{name}: {line}" for line in sorted(differences(there.shape, here.shape))]
    return lines


def _export(client: httpx.Client, key: str) -> tuple[Seen, Seen]:
    body = {**EXPORT, "editorState": document(), "stateSchemaVersion": "v1"}
    made = send(client, key, Sent("export", "POST", "/v1/exports", body))
    if made.status >= 300:
        return made, made
    print(
        f"  billed: {made.body['data'].get('billedStandardSeconds')} standard seconds, "
        f"{made.body['data'].get('chargedCredits')} credits"
    )
    task = f"/v1/exports/{made.body['data']['taskId']}"
    until = time.monotonic() + _PATIENCE_S
    while True:
        seen = send(client, key, Sent("task", "GET", task))
        status = _status(seen.body)
        if status in ("COMPLETED", "FAILED", "CANCELED", None) or time.monotonic() > until:
            return made, Seen(seen.status, status, shape_of(seen.body))
        time.sleep(2)


def _status(body: Any) -> str | None:
    data = body.get("data") if isinstance(body, dict) else None
    return data.get("status") if isinstance(data, dict) else None


def _ask(question: str) -> bool:
    return input(f"{question}\nGo on? Type yes: ").strip().lower() == "yes"


def main(arguments: Sequence[str]) -> int:
    """Compare, print, and give 0 where nothing differs."""
    key = os.environ.get("INDREAM_API_KEY")
    if not key:
        print("Set INDREAM_API_KEY to a real key first.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        running = Running(Settings(Path(folder), port=0))
        try:
            with (
                httpx.Client(base_url=os.environ.get("INDREAM_URL", BASE_URL), timeout=60) as live,
                httpx.Client(base_url=running.url, timeout=60) as ours,
            ):
                found = compare(live, key, ours, running.key(), _ask)
        finally:
            running.stop()
    print("\n".join(found) or "No difference.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
