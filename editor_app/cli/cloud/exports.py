"""`editor-app cloud exports …`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from editor_app.cli.cloud.documents import add_export_options, export_body, read_document
from editor_app.cli.cloud.progress import Bytes, Line
from editor_app.cli.cloud.session import WithCall, tell
from editor_app.cli.options import path_argument
from editor_app.cli.outcome import CommandError, Exit, Subcommands

if TYPE_CHECKING:
    from editor_app.cloud.indream import AsyncIndreamClient
    from editor_app.cloud.indream.models import ExportTask

_PATIENCE_S = 600.0


def add_to(commands: Subcommands, with_call: WithCall) -> None:
    """Add the subcommands."""
    create = with_call(commands.add_parser("create", help="render a document in the cloud"), create_export)
    create.add_argument("document", type=path_argument, metavar="FILE", help="a project or an editorState")
    add_export_options(create)
    create.add_argument("--idempotency-key", metavar="KEY", help="a second call with it makes no second task")
    page = with_call(commands.add_parser("list", help="list tasks"), list_exports)
    page.add_argument("--page-size", type=int, metavar="N", help="1 to 50 (default 20)")
    page.add_argument("--page-cursor", metavar="CURSOR", help="as the page before gave it")
    page.add_argument("--created-by", metavar="KEY-ID", help="only tasks that this key made")
    _of_one(with_call(commands.add_parser("get", help="tell how a task is"), get_export))
    wait = _of_one(with_call(commands.add_parser("wait", help="wait until a task is done"), wait_for_export))
    wait.add_argument("--timeout", type=float, default=_PATIENCE_S, metavar="S", help="default 600 s")
    wait.add_argument("-o", "--output", type=path_argument, metavar="OUT", help="and fetch its video")
    _of_one(with_call(commands.add_parser("cancel", help="stop a task"), cancel_export))
    fetch = _of_one(with_call(commands.add_parser("download", help="fetch a task's video"), download_export))
    fetch.add_argument("-o", "--output", type=path_argument, required=True, metavar="OUT")


def _of_one(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("task", metavar="TASK", help="the task's id")
    return parser


async def create_export(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    """Make a task of a file."""
    body = {**export_body(options), "editorState": read_document(options.document)}
    made = await client.exports.create(body, options.idempotency_key)
    tell(made, options, [made.task_id])


async def list_exports(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    """Print a page of tasks."""
    page = await client.exports.list(options.page_size, options.page_cursor, options.created_by)
    more = [f"more: --page-cursor {page.next_page_cursor}"] if page.next_page_cursor else []
    tell(page, options, [*map(_line, page.items), *more])


async def get_export(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    """Tell how a task is."""
    task = await client.exports.get(options.task)
    tell(task, options, [_line(task)])


async def wait_for_export(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    """Wait until a task is done, and fetch its video where that is asked for."""
    with Line() as line:
        task = await client.exports.wait(
            options.task, options.timeout, on_change=lambda seen: line.write(_line(seen))
        )
    if options.output is not None:
        await _fetch(client, options)
    tell(task, options, [_line(task)])


async def cancel_export(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    """Stop a task."""
    task = await client.exports.cancel(options.task)
    tell(task, options, [_line(task)])


async def download_export(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    """Fetch a task's video."""
    await _fetch(client, options)
    task = await client.exports.get(options.task)
    tell(task, options, [str(options.output)])


async def _fetch(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    try:
        with Bytes("fetched") as progress:
            await client.exports.download(options.task, options.output, progress=progress.show)
    except OSError as error:
        raise CommandError(
            Exit.OUTPUT, f"“{options.output}” was not written: {error.strerror or error}."
        ) from error


def _line(task: ExportTask) -> str:
    phase = f" {task.export_phase}" if task.export_phase else ""
    error = f"  {task.error}" if task.error else ""
    return f"{task.task_id}  {task.status}{phase}  {task.progress:g} %{error}"
