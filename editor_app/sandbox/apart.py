"""The server as a process of another one: it says where it listens and which key opens it, and ends with it.

Whoever starts it imports this module too, so what a server needs is imported by the new process alone.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import tempfile
import threading
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from editor_app.render.with_parent import end_with_parent
from editor_app.store.lock import ProjectInUseError, wait_for_lock
from editor_app.store.log import start_log

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from editor_app.sandbox.server import Server

ACCOUNT = "editor"
"""Whose projects those of the window are; the command line's own are the default account's."""
KEY_NAME = "Editor App"
KEY_FILE = "editor.key"
RENDERINGVIDEO_KEY_FILE = "editor-renderingvideo.key"
_PATIENCE_S = 8.0


@dataclass(frozen=True, slots=True)
class Listening:
    """The server answers; `key` opens the first service, `renderingvideo_key` the second."""

    url: str
    key: str = field(repr=False)
    renderingvideo_key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class InUse:
    """Another server has the folder; `pid` says which, as far as is known."""

    pid: int | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no server, in a sentence."""

    sentence: str


News = Listening | InUse | Refusal


def main(connection: Connection, data_dir: Path) -> None:
    """Serve on a free port of this machine until something is received, or the line or the parent ends."""
    if hasattr(signal, "pthread_sigmask"):  # Ctrl-C in a terminal is the parent's to answer
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    start_log()
    import sqlite3

    from editor_app.sandbox.database import DatabaseError
    from editor_app.sandbox.private import make_private_folder
    from editor_app.sandbox.server import Server, ServerError
    from editor_app.sandbox.settings import Settings

    server, ended = Server(Settings(data_dir, port=0)), threading.Event()

    def leave() -> None:
        server.stop()
        ended.wait(_PATIENCE_S)

    end_with_parent(leave)
    threading.Thread(target=_listen, args=(connection, server), daemon=True, name="orders").start()

    def tell(news: News) -> None:
        with contextlib.suppress(OSError):
            connection.send(news)

    try:
        make_private_folder(data_dir)
        wait_for_lock(data_dir / "server.lock").release()
        keys = key_of_editor(data_dir), renderingvideo_key_of_editor(data_dir)
        server.run(lambda url: tell(Listening(url, *keys)))
    except ProjectInUseError as error:
        tell(InUse(error.pid))
    except (ServerError, DatabaseError) as error:
        tell(Refusal(str(error)))
    except (OSError, sqlite3.Error) as error:
        why = getattr(error, "strerror", None) or error
        tell(Refusal(f"“{data_dir}” cannot be used: {why}."))
    except Exception as error:
        logging.getLogger(__name__).exception("The local server failed.")
        tell(Refusal(f"It failed: {error or type(error).__name__}."))
    finally:
        ended.set()


def key_of_editor(data_dir: Path) -> str:
    """Give the key of the window's own account, made once and kept in a file that only the user can read.

    A key that the database does not know, or no longer, is replaced. Raises DatabaseError, OSError.
    """
    from editor_app.sandbox.accounts import create_key, find_caller

    return _key(
        data_dir,
        KEY_FILE,
        lambda connection, key: find_caller(connection, key) is not None,
        lambda connection: create_key(connection, KEY_NAME, ACCOUNT),
    )


def renderingvideo_key_of_editor(data_dir: Path) -> str:
    """Give the same account's `sk-` key to RenderingVideo; as `key_of_editor`."""
    from editor_app.sandbox.renderingvideo.auth import is_open, make_key

    return _key(
        data_dir,
        RENDERINGVIDEO_KEY_FILE,
        is_open,
        lambda connection: make_key(connection, KEY_NAME, ACCOUNT),
    )


def _key(
    data_dir: Path,
    name: str,
    is_known: Callable[[sqlite3.Connection, str], bool],
    make: Callable[[sqlite3.Connection], str],
) -> str:
    from editor_app.sandbox.database import DATABASE_NAME, connect, transaction

    file = data_dir / name
    connection = connect(data_dir / DATABASE_NAME)
    try:
        with transaction(connection):
            kept = _read(file)
            if kept and is_known(connection, kept):
                return kept
            key = make(connection)
            # Before the transaction ends: a key that nobody has would stay in the database for ever.
            _write(file, key)
        return key
    finally:
        connection.close()


def _read(file: Path) -> str:
    try:
        return file.read_text("ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return ""


def _write(file: Path, key: str) -> None:
    handle, name = tempfile.mkstemp(prefix=".key-", dir=file.parent)  # readable by the user only
    try:
        with os.fdopen(handle, "w", encoding="ascii") as temporary:
            temporary.write(key)
            temporary.flush()
            os.fsync(temporary.fileno())
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _listen(connection: Connection, server: Server) -> None:
    with contextlib.suppress(EOFError, OSError):
        connection.recv()
    server.stop()
