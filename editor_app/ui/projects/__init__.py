"""The start page."""

from editor_app.ui.projects.page import StartPage

__all__ = ["StartPage"]
