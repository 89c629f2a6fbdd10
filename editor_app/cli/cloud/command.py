"""The tree of `editor-app cloud`, and what belongs to no one kind of thing."""

from __future__ import annotations

import argparse
import getpass
import sys
from functools import partial
from typing import TYPE_CHECKING

from editor_app.cli.cloud import assets, exports, projects
from editor_app.cli.cloud.documents import read_for_verdict
from editor_app.cli.cloud.session import PROFILES, Call, address, run_call, tell
from editor_app.cli.options import path_argument
from editor_app.cli.outcome import CommandError, Exit, Subcommands, show
from editor_app.store.key_chain import KEY_VARIABLE

if TYPE_CHECKING:
    from editor_app.cloud.indream import AsyncIndreamClient

_KINDS = {
    "projects": (projects, "documents that the service keeps"),
    "assets": (assets, "files that the service keeps"),
    "exports": (exports, "films that the service makes"),
}


def add_to(commands: Subcommands) -> None:
    """Add the subcommand to the parser."""
    parser = commands.add_parser(
        "cloud",
        help="work with projects, assets and exports of a service",
        epilog=f"The key comes from {KEY_VARIABLE}, or else from the system's key chain.",
    )
    kinds = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, (kind, help_text) in _KINDS.items():
        group = kinds.add_parser(name, help=help_text)
        kind.add_to(group.add_subparsers(title="commands", metavar="COMMAND", required=True), _with_call)
    check = _with_call(kinds.add_parser("validate", help="ask for the service's verdict"), validate)
    check.add_argument("document", type=path_argument, metavar="FILE", help="a project or an editorState")
    _with_call(kinds.add_parser("capabilities", help="tell what the service's editor can do"), capabilities)
    key = kinds.add_parser("key", help="keep a key in the system's key chain, or forget it")
    _add_key_commands(key.add_subparsers(title="commands", metavar="COMMAND", required=True))


def _with_call(parser: argparse.ArgumentParser, call: Call) -> argparse.ArgumentParser:
    _add_service(parser)
    parser.add_argument("--json", action="store_true", help="print the reply as JSON")
    parser.set_defaults(run=partial(run_call, call))
    return parser


def _add_service(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--profile", choices=tuple(PROFILES), default="indream", help="default indream")
    parser.add_argument("--url", help="the service's address, instead of a profile's")


def _add_key_commands(commands: Subcommands) -> None:
    keep = commands.add_parser("set", help="keep a key; it is asked for, or read from stdin")
    forget = commands.add_parser("forget", help="take the key out of the key chain")
    for parser, run in ((keep, set_key), (forget, forget_key)):
        _add_service(parser)
        parser.set_defaults(run=run)


async def validate(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    """Print the service's verdict on a file; ours is not asked."""
    result = await client.editor.validate(read_for_verdict(options.document), check=False)
    lines = [f"{found.path}: {found.message} [{found.code}]" for found in result.errors]
    tell(result, options, lines or ["valid"])
    if not result.valid:
        count = len(result.errors)
        raise CommandError(
            Exit.DOCUMENT_ERRORS,
            f"The service finds {count} error{'s' * (count != 1)} in “{options.document}”.",
        )


async def capabilities(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    """Print what the service's editor can do."""
    found = await client.editor.capabilities()
    lists = {
        "animations": found.animations,
        "transitions": found.transitions,
        "effects": found.effects,
        "filters": found.filters,
        "shapes": found.shapes,
    }
    tell(found, options, [f"version {found.version}", *(f"{k}: {', '.join(v)}" for k, v in lists.items())])


def set_key(options: argparse.Namespace) -> int:
    """Keep a key; it is never an argument, for those stand in lists of processes."""
    from editor_app.store.key_chain import NoKeyChainError, store_key

    base = address(options)
    key = (getpass.getpass(f"Key for {base}: ") if sys.stdin.isatty() else sys.stdin.readline()).strip()
    if not key:
        raise CommandError(Exit.UNREADABLE, "No key was given, and nothing was changed.")
    try:
        store_key(base, key)
    except NoKeyChainError as error:
        raise CommandError(Exit.OUTPUT, str(error)) from error
    show(f"The key for {base} is in the system's key chain.")
    return Exit.DONE


def forget_key(options: argparse.Namespace) -> int:
    """Take a key out of the key chain."""
    from editor_app.store import key_chain

    base = address(options)
    if not key_chain.forget_key(base):
        raise CommandError(Exit.UNREADABLE, f"The key chain holds no key for {base}.")
    show(f"The key for {base} is forgotten.")
    return Exit.DONE
