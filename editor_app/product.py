"""What the product calls itself, in one place."""

from __future__ import annotations

NAME = "Editor App"
APPLICATION_ID = "editor-app"
VERSION = "0.1.0"
PROJECT_SUFFIX = ".editorproj"
PROJECT_FORMAT = "editor-app/1"
