"""`editor-app webhook-listen`: print what services tell of exports, once it is known to be true."""

from __future__ import annotations

import argparse
import os

from editor_app.cli.interrupts import interruptible
from editor_app.cli.outcome import CommandError, Exit, Subcommands

SECRET_VARIABLE = "INDREAM_WEBHOOK_SECRET"
_PORT = 8788


def add_to(commands: Subcommands) -> None:
    """Add the subcommand to the parser."""
    parser = commands.add_parser(
        "webhook-listen",
        help="print the webhooks of a service, once they are known to be true",
        epilog="Indream's are believed by their signature and time, RenderingVideo's once the service, "
        "asked with the key, says the same.",
    )
    parser.add_argument("--port", type=int, default=_PORT, help=f"default {_PORT}; 0 takes any free one")
    parser.add_argument(
        "--host", default="127.0.0.1", help="default 127.0.0.1, which only this machine reaches"
    )
    parser.add_argument("--to", choices=("indream", "renderingvideo"), default="indream", help="whose")
    parser.add_argument(
        "--secret-env",
        default=SECRET_VARIABLE,
        metavar="NAME",
        help=f"indream: the variable that holds the webhook secret (default {SECRET_VARIABLE})",
    )
    parser.add_argument("--account", metavar="NAME", help="renderingvideo: the account that is asked")
    parser.add_argument("--url", metavar="URL", help="renderingvideo: the service's address, in its place")
    parser.add_argument("--json", action="store_true", help="print a line of JSON for each webhook")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Listen until interrupted; the address is printed once it answers."""
    if not 0 <= options.port <= 65535:
        raise CommandError(Exit.UNREADABLE, f"There is no port {options.port}; the last is 65535.")
    with interruptible() as cancelled:
        from editor_app.cli.listening.judges import IndreamJudge, Judge, OtherJudge
        from editor_app.cli.listening.server import listen

        judge: Judge
        if options.to == "indream":
            secret = os.environ.get(options.secret_env, "").strip()
            if not secret:
                raise CommandError(
                    Exit.UNREADABLE, f"{options.secret_env} is not set. Put the webhook secret into it."
                )
            judge = IndreamJudge(secret)
        else:
            judge = OtherJudge.of(options.account, options.url)
        try:
            listen(options.host, options.port, judge, cancelled, as_json=options.json)
        finally:
            judge.close()
    return Exit.DONE
