"""`editor-app sandbox`: the services' APIs on this machine, and the keys that open them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from editor_app.cli.outcome import CommandError, Exit, Subcommands, print_json, say, show
from editor_app.product import APPLICATION_ID

if TYPE_CHECKING:
    import sqlite3

    from editor_app.sandbox.faults import Faults

SERVICES = ("indream", "renderingvideo")
_PLANS = ("free", "starter", "standard", "pro")
_MOST_CREDITS = 1_000_000_000
_PORT = 8787
_MOST_DAYS = 36_500
_MOST = 100
"""Exports at once: more would be a slip of the finger."""


def add_to(commands: Subcommands) -> None:
    """Add the subcommand to the parser."""
    parser = commands.add_parser("sandbox", help="run the services' APIs on this machine")
    parser.add_argument("--port", type=int, default=_PORT, help=f"default {_PORT}; 0 takes any free one")
    parser.add_argument(
        "--host", default="127.0.0.1", help="default 127.0.0.1, which only this machine reaches"
    )
    _add_data(parser)
    parser.add_argument(
        "--fault",
        metavar="SPEC",
        help="fail on purpose, such as latency=0.2,rate=0.1,status=429 or code=REMOTE_ERROR,status=502",
    )
    parser.add_argument(
        "--clock-ahead",
        type=float,
        default=0.0,
        metavar="DAYS",
        help="let the previews of RenderingVideo see a clock that goes ahead; default 0",
    )
    parser.add_argument(
        "--active-exports",
        type=int,
        default=2,
        metavar="N",
        help="exports an account may have waiting, running or paused; default 2",
    )
    parser.add_argument(
        "--renders",
        type=int,
        default=1,
        metavar="N",
        help="exports rendered at the same time; default 1, as one uses every core",
    )
    parser.set_defaults(run=run)
    kinds = parser.add_subparsers(title="commands", metavar="key")
    key = kinds.add_parser("key", help="make, list and revoke API keys").add_subparsers(
        title="commands", metavar="COMMAND", required=True
    )
    _add_key_commands(key)


def _add_key_commands(key: Subcommands) -> None:
    create = key.add_parser("create", help="make an API key and print it")
    create.add_argument("--name", default="key", metavar="N", help="what the key is called in lists")
    create.add_argument("--account", metavar="A", help="whose it is (made if new)")
    create.add_argument("--no-access", action="store_true", help="of an account that may not use paid routes")
    create.add_argument(
        "--service", choices=SERVICES, default=SERVICES[0], help="what it opens; default indream"
    )
    create.add_argument(
        "--plan", choices=_PLANS, help="how much the account may store (renderingvideo); default free"
    )
    create.add_argument(
        "--credits", type=int, metavar="N", help="what the account has left (renderingvideo); default 1000"
    )
    secret = key.add_parser("secret", help="print the webhook secret (made if there is none yet)")
    secret.add_argument("--account", default="default", metavar="A", help="whose it is")
    listing = key.add_parser("list", help="list the keys")
    listing.add_argument("--json", action="store_true", help="print the list as JSON")
    revoke = key.add_parser("revoke", help="end a key")
    revoke.add_argument("id", metavar="ID", help="as `list` shows it")
    runs: tuple[tuple[argparse.ArgumentParser, Callable[[argparse.Namespace], int]], ...] = (
        (create, create_key),
        (secret, show_secret),
        (listing, list_keys),
        (revoke, revoke_key),
    )
    for parser, command in runs:
        _add_data(parser)
        parser.set_defaults(run=command)


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data", type=Path, default=argparse.SUPPRESS, metavar="DIR", help="where everything is kept"
    )


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted; the address is printed once it answers."""
    faults = _faults(options.fault)

    from editor_app.sandbox.database import DatabaseError
    from editor_app.sandbox.guard import is_loopback
    from editor_app.sandbox.server import Server, ServerError
    from editor_app.sandbox.settings import Limits, Settings

    for name in ("active_exports", "renders"):
        if not 1 <= (count := getattr(options, name)) <= _MOST:
            option = f"--{name.replace('_', '-')}"
            raise CommandError(Exit.UNREADABLE, f"{option} takes a number from 1 to {_MOST}, not {count}.")
    if not 0 <= options.port <= 65535:
        raise CommandError(Exit.UNREADABLE, f"There is no port {options.port}; the last is 65535.")
    if not is_loopback(options.host):
        say(f"{APPLICATION_ID}: {options.host} can be reached from other machines, without encryption.")
    limits = Limits(active_exports=options.active_exports, renders=options.renders)
    if not 0 <= options.clock_ahead <= _MOST_DAYS:
        raise CommandError(Exit.UNREADABLE, f"--clock-ahead takes days from 0 to {_MOST_DAYS}.")
    ahead = options.clock_ahead * 24 * 3600
    server = Server(Settings(_data_dir(options), options.host, options.port, limits, faults, ahead))
    try:
        server.run(show)
    except (ServerError, DatabaseError) as error:
        raise CommandError(Exit.OUTPUT, str(error)) from error
    return Exit.DONE


def create_key(options: argparse.Namespace) -> int:
    """Print a new key, and nothing else."""
    from editor_app.sandbox import accounts

    _refuse_mixture(options)
    with _database(options, makes=True) as connection:
        try:
            key = _make_key(connection, options)
        except accounts.AccountError as error:
            raise CommandError(Exit.UNREADABLE, str(error)) from error
    show(key)
    return Exit.DONE


def _make_key(connection: sqlite3.Connection, options: argparse.Namespace) -> str:
    if options.service == "renderingvideo":
        from editor_app.sandbox.renderingvideo.auth import make_key

        wallet = {"plan": options.plan, "credits": options.credits}
        return make_key(connection, options.name, options.account, **wallet)
    from editor_app.sandbox.accounts import create_key

    return create_key(connection, options.name, options.account, has_access=not options.no_access)


def _refuse_mixture(options: argparse.Namespace) -> None:
    """Refuse options of one service for a key of the other."""
    if options.service != "renderingvideo" and (options.plan or options.credits is not None):
        raise CommandError(Exit.UNREADABLE, "--plan and --credits go with --service renderingvideo.")
    if options.service == "renderingvideo" and options.no_access:
        raise CommandError(Exit.UNREADABLE, "--no-access goes with --service indream.")
    if options.credits is not None and not 0 <= options.credits <= _MOST_CREDITS:
        raise CommandError(Exit.UNREADABLE, f"--credits takes a whole number from 0 to {_MOST_CREDITS}.")


def show_secret(options: argparse.Namespace) -> int:
    """Print the webhook secret, and nothing else."""
    from editor_app.sandbox import accounts

    with _database(options) as connection:
        try:
            accounts.require_account(connection, options.account)
        except accounts.AccountError as error:
            raise CommandError(Exit.UNREADABLE, str(error)) from error
        secret = accounts.webhook_secret(connection, options.account)
    show(secret)
    return Exit.DONE


def list_keys(options: argparse.Namespace) -> int:
    """Print a line a key."""
    from editor_app.sandbox import accounts
    from editor_app.sandbox.names import shown

    with _database(options) as connection:
        keys = accounts.list_keys(connection)
    if options.json:
        print_json([asdict(key) for key in keys])
        return Exit.DONE
    for key in keys:
        state = "revoked" if key.revoked_at else "open" if key.has_access else "no access"
        show(f"{key.id}  {key.hint}…  {state:<9}  {key.service:<14}  {shown(key.account)}  {shown(key.name)}")
    return Exit.DONE


def revoke_key(options: argparse.Namespace) -> int:
    """End a key."""
    from editor_app.sandbox import accounts
    from editor_app.sandbox.names import shown

    with _database(options) as connection:
        was_there = accounts.revoke_key(connection, options.id)
    if not was_there:
        raise CommandError(Exit.UNREADABLE, f"There is no key “{shown(options.id)}”. `key list` shows all.")
    return Exit.DONE


def _faults(text: str | None) -> Faults | None:
    if text is None:
        return None
    from editor_app.sandbox.faults import parse_faults

    try:
        return parse_faults(text)
    except ValueError as error:
        raise CommandError(Exit.UNREADABLE, f"--fault: {error}") from None


def _data_dir(options: argparse.Namespace) -> Path:
    if named := getattr(options, "data", None):
        return named
    from platformdirs import user_data_path

    return user_data_path(APPLICATION_ID, appauthor=False) / "sandbox"


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:  # whoever opens it is told why that cannot be
        return True
    return True


@contextmanager
def _database(options: argparse.Namespace, *, makes: bool = False) -> Iterator[sqlite3.Connection]:
    """Give the database inside one transaction, as a running server may be writing too.

    One that is not there is made only if asked for: a folder named wrongly would look like an empty sandbox.
    """
    from editor_app.sandbox.database import DATABASE_NAME, DatabaseError, connect, transaction

    folder = _data_dir(options)
    try:
        if not makes and not _is_there(folder / DATABASE_NAME):
            raise CommandError(
                Exit.UNREADABLE, f"There is no sandbox in “{folder}”. `sandbox key create` makes one."
            )
        connection = connect(folder / DATABASE_NAME)
    except DatabaseError as error:
        raise CommandError(Exit.OUTPUT, str(error)) from error
    try:
        with transaction(connection):
            yield connection
    finally:
        connection.close()
