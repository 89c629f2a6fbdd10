"""What an export will come to: size in pixels, length and, after another one like it, bytes and time."""

from __future__ import annotations

from collections.abc import Iterable

from editor_app.render.export.limits import output_size
from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting.exports import ShownJob
from editor_app.services.sizes import file_size
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.export.texts import clock, duration, tr


def output_line(
    settings: ExportSettings, composition: tuple[int, int], length_ticks: int, jobs: Iterable[ShownJob] = ()
) -> str:
    """Say what will be made: “1920 × 1080 · 0:12.4”, and below it what `expected` knows."""
    width, height = output_size(*composition, settings.scale)
    line = f"{width} × {height} · {clock(length_ticks)}"
    guess = expected(settings, width * height * length_ticks * settings.fps / TICKS_PER_SECOND, jobs)
    if guess is None:
        return line
    size_bytes, seconds = guess
    about = tr("about {size}, in {time}").format(size=file_size(size_bytes), time=duration(seconds))
    return f"{line}\n{about}"


def expected(settings: ExportSettings, pixels: float, jobs: Iterable[ShownJob]) -> tuple[int, float] | None:
    """Give (bytes, seconds) in proportion to the pixels of the first of `jobs` that was made alike.

    None where there is none: how much a picture takes depends on what it shows.
    """
    for job in jobs:
        report = job.report
        if job.status == "done" and report is not None and _encoding(job.settings) == _encoding(settings):
            ratio = pixels / (report.width * report.height * report.frames)
            return round(report.size_bytes * ratio), report.seconds * ratio
    return None


def _encoding(settings: ExportSettings) -> tuple[object, ...]:
    return settings.format, settings.alpha, settings.crf, settings.preset
