"""The scene by our renderer; run as a program it renders once and prints the report as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

# Run as a program, this file's folder is on the path, not the one above it.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from editor_app.render import processes

if __name__ == "__main__":
    # First of all, as the command `render` does.
    processes.begin()

import scene

from editor_app import product
from editor_app.render.export.run import export_video
from editor_app.render.export.settings import ExportSettings
from editor_app.render.media.source import MediaSource
from editor_app.state.dialects import read

NAME = "ours"


def version() -> str:
    """Give our version."""
    return f"{product.NAME} {product.VERSION}"


def command(background: Path, clip: Path, output: Path, seconds: int, preset: str, crf: int) -> list[str]:
    """Give the command that runs this file."""
    return [sys.executable, __file__, str(background), str(clip), str(output), str(seconds), preset, str(crf)]


def sources(background: Path, clip: Path) -> dict[str, MediaSource]:
    """Give the scene's two media."""
    named = {"bg": background, "clip": clip}
    return {name: MediaSource(name, path, "video", path.name) for name, path in named.items()}


def main() -> None:
    """Render the scene as the arguments say."""
    background, clip, output, seconds, preset, crf = sys.argv[1:]
    state, problems = read(scene.document(int(seconds)))
    assert not problems, problems
    settings = ExportSettings(preset=preset, crf=int(crf))
    report = export_video(state, sources(Path(background), Path(clip)), settings, Path(output))
    print(json.dumps(asdict(report), default=str))


if __name__ == "__main__":
    main()
