"""A receiver of webhooks that keeps what it was sent, and may refuse."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Received:
    """One call: its headers and its raw body."""

    headers: dict[str, str]
    body: str


@dataclass
class Receiver:
    """Answers each call with the next of `statuses`, then with 204."""

    url: str = ""
    statuses: list[int] = field(default_factory=list[int])
    calls: list[Received] = field(default_factory=list[Received])
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def take(self, call: Received) -> int:
        """Keep a call and give the status to answer with."""
        with self._changed:
            self.calls.append(call)
            self._changed.notify_all()
            return self.statuses.pop(0) if self.statuses else 204

    def wait_for(self, count: int) -> list[Received]:
        """Wait until so many calls have come."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.calls) >= count, 60), self.calls
            return list(self.calls)


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Run a receiver."""
    receiver = Receiver()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.send_response(receiver.take(Received(dict(self.headers.items()), body)))
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    receiver.url = f"http://127.0.0.1:{server.server_port}/hook?x=1"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
