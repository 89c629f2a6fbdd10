"""Which service, with which key; and how its answers and refusals are told."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any

from editor_app.cli.outcome import CommandError, Exit, print_json, show
from editor_app.problem import printable_line
from editor_app.store.key_chain import KEY_VARIABLE

if TYPE_CHECKING:
    from pydantic import BaseModel

    from editor_app.cloud.indream import AsyncIndreamClient
    from editor_app.cloud.indream.errors import APIError

Call = Callable[["AsyncIndreamClient", argparse.Namespace], Awaitable[None]]

WithCall = Callable[[argparse.ArgumentParser, Call], argparse.ArgumentParser]
"""Gives a parser what all calls have: service, key and --json."""

PROFILES = {"indream": "https://api.indream.ai", "sandbox": "http://127.0.0.1:8787"}
"""The addresses that have a name."""


def address(options: argparse.Namespace) -> str:
    """Give the address that is meant, without a slash at its end; raise CommandError."""
    from editor_app.cloud.http.origin import read_origin

    try:
        return read_origin(options.url or PROFILES[options.profile]).base
    except ValueError as error:
        raise CommandError(Exit.UNREADABLE, str(error)) from error


def run_call(call: Call, options: argparse.Namespace) -> int:
    """Call a service and give the exit code; raise CommandError."""
    from editor_app.cloud.indream import APIError, AsyncIndreamClient
    from editor_app.store.key_chain import stored_key

    base = address(options)
    key = os.environ.get(KEY_VARIABLE) or stored_key(base)
    if not key:
        raise CommandError(
            Exit.UNREADABLE,
            f"There is no key for {base}. Set {KEY_VARIABLE}, or keep one: editor-app cloud key set.",
        )

    async def work() -> None:
        async with AsyncIndreamClient(key, base_url=base) as client:
            await call(client, options)

    try:
        asyncio.run(work())
    except APIError as error:
        raise _told(error) from error
    except TimeoutError as error:
        raise CommandError(Exit.SERVICE, f"The wait ran out: {error}.") from error
    except ValueError as error:  # a key that no header can carry
        raise CommandError(Exit.UNREADABLE, str(error)) from error
    return Exit.DONE


def _told(error: APIError) -> CommandError:
    from editor_app.cloud.indream import ValidationError

    code = f" [{error.error_code}]" if error.error_code else ""
    if isinstance(error, ValidationError):
        lines = [f"{problem.path}: {problem.message} [{problem.code}]" for problem in error.errors]
        return CommandError(Exit.DOCUMENT_ERRORS, "\n".join(lines) or f"{error.detail}{code}")
    after = f" Try again in {error.retry_after:g} s." if error.retry_after else ""
    return CommandError(Exit.SERVICE, f"{error.detail}{code}{after}")


def tell(reply: BaseModel, options: argparse.Namespace, lines: Iterable[str]) -> None:
    """Print a reply: whole as JSON where that is asked for, else as lines."""
    if options.json:
        print_json(as_json(reply))
        return
    for line in lines:
        show(printable_line(line))  # a title with a line feed must not look like two


def as_json(reply: BaseModel) -> Any:
    """Give a reply as the service names things; what it did not send is left out."""
    return reply.model_dump(mode="json", by_alias=True, exclude_unset=True)
