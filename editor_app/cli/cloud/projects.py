"""`editor-app cloud projects …`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from editor_app.cli.cloud.documents import add_export_options, export_body, read_document
from editor_app.cli.cloud.session import WithCall, tell
from editor_app.cli.options import path_argument
from editor_app.cli.outcome import CommandError, Exit, Subcommands

if TYPE_CHECKING:
    from editor_app.cloud.indream import AsyncIndreamClient


def add_to(commands: Subcommands, with_call: WithCall) -> None:
    """Add the subcommands."""
    page = with_call(commands.add_parser("list", help="list projects"), list_projects)
    page.add_argument("--page-size", type=int, metavar="N", help="1 to 50 (default 20)")
    page.add_argument("--page-cursor", metavar="CURSOR", help="as the page before gave it")
    get = _of_one(with_call(commands.add_parser("get", help="fetch a project"), get_project))
    get.add_argument("-o", "--output", type=path_argument, metavar="OUT", help="write its document to a file")
    create = with_call(commands.add_parser("create", help="make a project of a document"), create_project)
    create.add_argument("document", type=path_argument, metavar="FILE", help="a project or an editorState")
    create.add_argument("--title")
    create.add_argument("--description")
    create.add_argument("--idempotency-key", metavar="KEY", help="a second call with it makes no second one")
    sync = _of_one(with_call(commands.add_parser("sync", help="replace a project's document"), sync_project))
    sync.add_argument("document", type=path_argument, metavar="FILE", help="a project or an editorState")
    update = _of_one(with_call(commands.add_parser("update", help="rename, describe"), update_project))
    update.add_argument("--title")
    update.add_argument("--description")
    _of_one(with_call(commands.add_parser("delete", help="delete a project"), delete_project))
    assets = _of_one(with_call(commands.add_parser("assets", help="list a project's assets"), list_assets))
    assets.add_argument("--page-size", type=int, metavar="N", help="1 to 100 (default 80)")
    assets.add_argument("--page-cursor", metavar="CURSOR", help="as the page before gave it")
    for name, call, help_text in (
        ("add-asset", add_asset, "let an asset belong to a project"),
        ("remove-asset", remove_asset, "let an asset no longer belong to a project"),
    ):
        parser = _of_one(with_call(commands.add_parser(name, help=help_text), call))
        parser.add_argument("asset", metavar="ASSET", help="the asset's id")
    export = _of_one(
        with_call(commands.add_parser("export", help="render the stored document"), export_project)
    )
    add_export_options(export)


def _of_one(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("project", metavar="PROJECT", help="the project's id")
    return parser


async def list_projects(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    """Print a page of projects."""
    page = await client.projects.list(options.page_size, options.page_cursor)
    lines = [f"{item.project_id}  {item.updated_at}  {item.title}" for item in page.items]
    tell(page, options, [*lines, *_next(page.next_page_cursor)])


async def get_project(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    """Print a project, or write its document to a file."""
    project = await client.projects.get(options.project)
    if options.output is not None:
        write_json(options.output, project.editor_state)
    tell(project, options, [f"{project.project_id}  {project.updated_at}  {project.title}"])


async def create_project(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    """Make a project of a file."""
    named = {"title": options.title, "description": options.description}
    body = {"editorState": read_document(options.document)}
    body |= {name: value for name, value in named.items() if value is not None}
    made = await client.projects.create(body, options.idempotency_key)
    tell(made, options, [made.project_id])


async def sync_project(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    """Replace the stored document by a file's."""
    synced = await client.projects.sync(options.project, {"editorState": read_document(options.document)})
    tell(synced, options, [f"{synced.project_id}  {synced.updated_at}"])


async def update_project(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    """Change title and description."""
    named = {"title": options.title, "description": options.description}
    body = {name: value for name, value in named.items() if value is not None}
    if not body:
        raise CommandError(Exit.UNREADABLE, "There is nothing to change: say --title or --description.")
    changed = await client.projects.update(options.project, body)
    tell(changed, options, [f"{changed.project_id}  {changed.updated_at}  {changed.title}"])


async def delete_project(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    """Delete a project."""
    gone = await client.projects.delete(options.project)
    tell(gone, options, [f"{gone.project_id} is deleted"])


async def list_assets(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    """Print a page of a project's assets."""
    page = await client.projects.list_assets(options.project, options.page_size, options.page_cursor)
    lines = [f"{asset.asset_id}  {asset.type:<8}  {asset.filename}" for asset in page.items]
    tell(page, options, [*lines, *_next(page.next_page_cursor)])


async def add_asset(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    """Bind an asset."""
    bound = await client.projects.add_asset(options.project, options.asset)
    tell(bound, options, [f"{bound.asset_id} belongs to {bound.project_id}"])


async def remove_asset(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    """Unbind an asset, which stays."""
    gone = await client.projects.remove_asset(options.project, options.asset)
    tell(gone, options, [f"{gone.asset_id} no longer belongs to {gone.project_id}"])


async def export_project(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    """Make a task of the stored document."""
    made = await client.projects.create_export(options.project, export_body(options))
    tell(made, options, [made.task_id])


def write_json(path: Path, value: object) -> None:
    """Write JSON to a file, whole or not at all; raise CommandError."""
    import json

    from editor_app.store.whole_file import whole_file

    try:
        with whole_file(path) as temporary:
            temporary.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise CommandError(Exit.OUTPUT, f"“{path}” was not written: {error.strerror or error}.") from error


def _next(cursor: str | None) -> list[str]:
    return [f"more: --page-cursor {cursor}"] if cursor else []
