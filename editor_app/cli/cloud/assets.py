"""`editor-app cloud assets …`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from editor_app.cli.cloud.progress import Bytes
from editor_app.cli.cloud.session import WithCall, tell
from editor_app.cli.options import path_argument
from editor_app.cli.outcome import CommandError, Exit, Subcommands

if TYPE_CHECKING:
    from editor_app.cloud.indream import AsyncIndreamClient


def add_to(commands: Subcommands, with_call: WithCall) -> None:
    """Add the subcommands."""
    upload = with_call(commands.add_parser("upload", help="upload a file"), upload_asset)
    upload.add_argument("file", type=path_argument, metavar="FILE")
    upload.add_argument("--project", metavar="PROJECT", help="let it belong to this project")
    upload.add_argument("--type", metavar="MIME", help="default: by the file's name")
    for name, call, help_text in (
        ("get", get_asset, "describe an asset"),
        ("delete", delete_asset, "delete an asset"),
    ):
        parser = with_call(commands.add_parser(name, help=help_text), call)
        parser.add_argument("asset", metavar="ASSET", help="the asset's id")


async def upload_asset(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    """Upload a file."""
    try:
        with Bytes("sent") as progress:
            asset = await client.uploads.upload(
                options.file, content_type=options.type, project_id=options.project, progress=progress.show
            )
    except OSError as error:
        raise CommandError(
            Exit.UNREADABLE, f"“{options.file}” cannot be read: {error.strerror or error}."
        ) from error
    tell(asset, options, [f"{asset.asset_id}  {asset.type:<8}  {asset.filename}  {asset.file_url}"])


async def get_asset(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    """Describe an asset."""
    asset = await client.assets.get(options.asset)
    tell(asset, options, [f"{asset.asset_id}  {asset.type:<8}  {asset.filename}  {asset.file_url}"])


async def delete_asset(client: AsyncIndreamClient, options: argparse.Namespace) -> None:
    """Delete an asset."""
    gone = await client.assets.delete(options.asset)
    tell(gone, options, [f"{gone.asset_id} is deleted"])
