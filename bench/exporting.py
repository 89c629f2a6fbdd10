"""What an export costs beyond its frames, in one run: the finished file's check, kept pieces; estimates.

    python bench/exporting.py [--pairs 3] [--seconds 10]

Films of the three-layer scene are made with passing and with kept pieces in turn, then one in each format.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from editor_app.render import processes

if __name__ == "__main__":
    # First of all, as the command `render` does.
    processes.begin()

import scene
from peers import ours
from scene_media import make_media

from editor_app.render.export.content import content_of
from editor_app.render.export.estimate import estimate
from editor_app.render.export.run import export_video, plan_target
from editor_app.render.export.settings import ExportReport, ExportSettings, Format
from editor_app.state.dialects import read

OTHERS: tuple[Format, ...] = (
    "mp4",
    "webm",
    "mkv",
    "gif",
    "m4a",
    "mp3",
    "wav",
    "png-sequence",
    "jpg-sequence",
)


@dataclass(frozen=True, slots=True)
class Made:
    """One export: its report and the seconds its check took."""

    report: ExportReport
    check_s: float


class Exporter:
    """The scene and where it is made."""

    def __init__(self, folder: Path, seconds: int) -> None:
        self._folder = folder
        document, media = scene.document(seconds), make_media(folder, seconds)
        for name, path in zip(("bg", "clip"), media, strict=True):
            document["assets"][name]["size"] = path.stat().st_size
        self._state = read(document)[0]
        self._sources = ours.sources(*media)

    def make(self, settings: ExportSettings, *, keeps: bool = False) -> Made:
        """Export once."""
        output = self._folder / f"{time.monotonic_ns()}.out"
        spool = self._folder / "spool" if keeps else None
        report = export_video(
            self._state,
            self._sources,
            settings,
            output,
            spool=spool,
            cache_dir=self._folder,
        )
        return Made(report, report.stages.check)

    def guess(self, settings: ExportSettings) -> tuple[int, float]:
        """Give the bytes and seconds that are told beforehand."""
        target = plan_target(self._state, settings)
        found = estimate(target, content_of(self._state, target))
        return found.size_bytes, found.seconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=3, help="rounds (default 3)")
    parser.add_argument("--seconds", type=int, default=10, help="length of the scene (default 10)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        exporter = Exporter(Path(scratch), options.seconds)
        compare(exporter, options.pairs)
        list_formats(exporter)


def compare(exporter: Exporter, pairs: int) -> None:
    """Print the shares of the check and of keeping the pieces."""
    settings = ExportSettings(preset="veryfast", crf=23)
    checks, keeping = list[float](), list[float]()
    for _ in range(pairs):
        passing, kept = exporter.make(settings), exporter.make(settings, keeps=True)
        checks += [made.check_s / made.report.seconds for made in (passing, kept)]
        keeping.append(kept.report.seconds / passing.report.seconds)
    print(f"the check of the finished file: {statistics.median(checks):.1%} of the export (aim 5 %)")
    print(f"with kept pieces it takes {statistics.median(keeping):.2f} times as long")


def list_formats(exporter: Exporter) -> None:
    """Print what each format takes, beside what was guessed."""
    print(f"{'format':14}{'MB':>9}{'guess':>9}{'s':>8}{'guess':>8}{'check':>8}")
    for form in OTHERS:
        settings = ExportSettings(form, 15, size=(640, 360)) if form == "gif" else ExportSettings(form)
        made, (size, seconds) = exporter.make(settings), exporter.guess(settings)
        report = made.report
        print(
            f"{form:14}{report.size_bytes / 1e6:9.1f}{size / 1e6:9.1f}{report.seconds:8.1f}{seconds:8.1f}"
            f"{made.check_s / report.seconds:8.1%}"
        )


if __name__ == "__main__":
    main()
