"""What a service can be asked for beside the usual, as it was written, and what is wrong with it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from editor_app.services.exporting.jobs.job import IndreamSettings
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.ui.export.recipes import Recipe
from editor_app.ui.export.texts import tr

RATIOS = ("custom", "16:9", "9:16", "1:1", "4:3", "3:4")
MOST_WORKERS = 64
_SMALLEST_PX, _LARGEST_PX = 50, 1920
_LONGEST_ID, _LONGEST_URL = 128, 1024
_CANVAS = re.compile(r"\s*(\d{1,5})\s*[x×*, ]\s*(\d{1,5})\s*")
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


@dataclass(frozen=True, slots=True)
class IndreamExtras:
    """For Indream; `headers` are names and values, `canvas` is as it was written."""

    ratio: str = "custom"
    client_task_id: str = ""
    callback_url: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    canvas: str = ""

    @property
    def canvas_px(self) -> tuple[int, int] | None:
        """Give the canvas; None where none is written, or it cannot be read."""
        found = _CANVAS.fullmatch(self.canvas)
        return (int(found[1]), int(found[2])) if found else None

    @property
    def header_values(self) -> Mapping[str, str]:
        """Give the headers by name."""
        return {name.strip(): value for name, value in self.headers if name.strip()}

    def troubles(self) -> tuple[str, ...]:
        """Say what is wrong."""
        found = list(_url_troubles(self.callback_url, tr("callback address")))
        if self.canvas.strip() and not self._fits():
            text = tr("The canvas must be written as 1080x1920, each side from {least} to {most} px.")
            found.append(text.format(least=_SMALLEST_PX, most=_LARGEST_PX))
        if len(self.client_task_id.strip()) > _LONGEST_ID:
            found.append(tr("The task’s name may have {n} characters.").format(n=_LONGEST_ID))
        for name, value in self.header_values.items():
            if not _HEADER.fullmatch(name) or not value.isprintable():
                found.append(
                    tr("“{name}” cannot be the name of a header, or its value cannot be sent.").format(
                        name=name
                    )
                )
        if self.header_values and not self.callback_url.strip():
            found.append(tr("Headers are sent with the callback: write its address, or remove them."))
        return tuple(found)

    def settings(self, recipe: Recipe) -> IndreamSettings:
        """Give them with the usual settings; without the headers' values, which are secrets."""
        return IndreamSettings(
            "webm" if recipe.format == "webm" else "mp4",
            recipe.fps,
            recipe.scale,
            self.ratio,
            self.client_task_id.strip(),
            self.callback_url.strip(),
            tuple(self.header_values),
            self.canvas_px,
        )

    def _fits(self) -> bool:
        size = self.canvas_px
        return size is not None and all(_SMALLEST_PX <= side <= _LARGEST_PX for side in size)


@dataclass(frozen=True, slots=True)
class OtherExtras:
    """For RenderingVideo: where it tells that a film is done, how many workers make it (0: its choice)."""

    webhook_url: str = ""
    workers: int = 0

    def troubles(self) -> tuple[str, ...]:
        """Say what is wrong."""
        found = _url_troubles(self.webhook_url, tr("webhook address"))
        if self.workers > MOST_WORKERS:
            text = tr("There are at most {n} workers. Write fewer, or leave it to the service.")
            found.append(text.format(n=MOST_WORKERS))
        return tuple(found)

    def wish(
        self, recipe: Recipe, ticks: tuple[int, int] | None, *, prerenders: bool, is_preview: bool
    ) -> OtherWish:
        """Give them with the usual settings."""
        url = self.webhook_url.strip()
        return OtherWish(recipe.fps, recipe.scale, ticks, prerenders, url, self.workers, is_preview)


def _url_troubles(url: str, what: str) -> list[str]:
    url = url.strip()
    if not url:
        return []
    try:
        parts = urlsplit(url)
        is_right = parts.scheme in ("https", "http") and bool(parts.hostname) and len(url) <= _LONGEST_URL
    except ValueError:
        is_right = False
    if is_right:
        return []
    return [tr("The {what} must be a whole one: https://example.com/done").format(what=what)]
