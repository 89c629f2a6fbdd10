"""The templates that come with the program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from editor_app.resources import resources_dir
from editor_app.ui.projects.texts import tr


@dataclass(frozen=True, slots=True)
class Template:
    """A template: its file's name, what it is called, its length and ratio; `cover_at` in seconds."""

    name: str
    title: str
    seconds: int
    ratio: str
    cover_at: float

    @property
    def path(self) -> Path:
        """Give its file."""
        return resources_dir() / "templates" / f"{self.name}.json"

    @property
    def cover(self) -> Path:
        """Give the file of its picture."""
        return resources_dir() / "templates" / f"{self.name}.jpg"


def templates() -> tuple[Template, ...]:
    """List the templates."""
    return (
        Template("product-teaser", tr("Product teaser"), 15, "9:16", 2.5),
        Template("quote-card", tr("Quote card"), 8, "1:1", 4.0),
        Template("title-sequence", tr("Title sequence"), 12, "16:9", 2.5),
        Template("talk", tr("Talk with lower thirds"), 20, "16:9", 3.0),
    )


def demo_cover() -> Path:
    """Give the file of the demo's picture."""
    return resources_dir() / "templates" / "demo.jpg"
