"""A small server for webhooks: it reads little, waits not long, and prints a line for each."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from editor_app.cli.listening.judges import Judge, Verdict
from editor_app.cli.outcome import CommandError, Exit, say, show
from editor_app.problem import printable_line

MOST_BYTES = 64 * 1024
_PATIENCE_S = 10.0
_LOOK_S = 0.1


def listen(host: str, port: int, judge: Judge, cancelled: threading.Event, *, as_json: bool) -> None:
    """Serve until `cancelled`; raise CommandError where the address cannot be had."""
    printer = _Printer(as_json, cancelled)

    class Handler(_Handler):
        """Knows whom to ask and where to print."""

    Handler.judge, Handler.printer = judge, printer
    try:
        server = ThreadingHTTPServer((host, port), Handler)
    except (OSError, OverflowError) as error:
        raise CommandError(
            Exit.OUTPUT, f"{host}:{port} cannot be listened at: {error}. Choose another --port."
        ) from error
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(_LOOK_S,), name="webhooks")
    thread.start()
    try:
        shown = f"[{host}]" if ":" in host else host
        say(f"listening at http://{shown}:{server.server_address[1]}/ (Ctrl-C ends it)")
        while not cancelled.wait(_LOOK_S):
            pass
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Printer:
    """Prints, one line after the other; the end of whoever reads ends all."""

    def __init__(self, as_json: bool, cancelled: threading.Event) -> None:
        self._as_json, self._cancelled = as_json, cancelled
        self._lock = threading.Lock()

    def tell(self, verdict: Verdict) -> None:
        """Print what has arrived."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        with self._lock:
            try:
                if self._as_json:
                    show(json.dumps({"at": now, "believed": verdict.is_true, **_rest(verdict)}))
                elif verdict.is_true:
                    show(printable_line(f"{now}  {_summary(verdict.event)}"))
                else:
                    say(printable_line(f"{now}  not believed: {verdict.reason}"))
            except (CommandError, BrokenPipeError):
                self._cancelled.set()


def _rest(verdict: Verdict) -> dict[str, Any]:
    return {"event": dict(verdict.event)} if verdict.is_true else {"reason": verdict.reason}


def _summary(event: Mapping[str, Any]) -> str:
    return json.dumps(event, ensure_ascii=False)


class _Handler(BaseHTTPRequestHandler):
    """One connection; it says nothing of what it runs on."""

    judge: Judge
    printer: _Printer
    timeout = _PATIENCE_S
    server_version, sys_version = "webhooks", ""

    def do_POST(self) -> None:
        """Judge a webhook, print it, answer."""
        with suppress(OSError):
            verdict = self._judged()
            self.printer.tell(verdict)
            self._answer(verdict.status)

    def _judged(self) -> Verdict:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()) or "Transfer-Encoding" in self.headers:
            self.close_connection = True
            return Verdict(411, reason="it does not say how long it is")
        if len(length) > 9 or int(length) > MOST_BYTES:
            self.close_connection = True
            return Verdict(413, reason=f"it is larger than {MOST_BYTES} bytes")
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            return Verdict(400, reason="it broke off")
        return self.judge.judge(dict(self.headers.items()), body)

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing beside what is told."""
