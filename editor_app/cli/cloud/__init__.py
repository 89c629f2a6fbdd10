"""`editor-app cloud`: projects, assets and exports of a service, from the command line."""

from editor_app.cli.cloud.command import add_to

__all__ = ["add_to"]
