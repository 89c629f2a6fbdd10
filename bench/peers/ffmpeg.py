"""The scene as an ffmpeg command line, in the two ways its overlay can blend."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import fontpkg
import scene


@dataclass(frozen=True)
class Ffmpeg:
    """ffmpeg blending with quartered chroma (its default, the fastest) or with whole chroma, as ours does."""

    NAME: str
    chroma: Literal["420", "444"]

    def version(self) -> str | None:
        """Give the version, None where ffmpeg is absent."""
        if shutil.which("ffmpeg") is None:
            return None
        told = subprocess.run(["ffmpeg", "-version"], capture_output=True, text=True, check=True)
        return told.stdout.partition(" Copyright")[0]

    def command(
        self, background: Path, clip: Path, output: Path, seconds: int, preset: str, crf: int
    ) -> list[str]:
        """Give the command: the clip turns, with alpha, on a square that holds it at every angle."""
        return [
            *("ffmpeg", "-v", "error", "-y", "-i", str(background), "-i", str(clip)),
            *("-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo"),
            *("-filter_complex", self._graph(seconds), "-map", "[out]", "-map", "2:a", "-t", str(seconds)),
            *("-c:v", "libx264", "-preset", preset, "-crf", str(crf), "-c:a", "aac", "-b:a", "192k"),
            *("-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709"),
            *("-movflags", "+faststart", str(output)),
        ]

    def _graph(self, seconds: int) -> str:
        # Opacity by lutyuv: colorchannelmixer would go through RGB, slower and some levels off.
        width, height = scene.CLIP_WIDTH, scene.CLIP_HEIGHT
        side = 2 * round((width**2 + height**2) ** 0.5 / 2 + 0.5)
        left = round(scene.CLIP_LEFT + width / 2 - side / 2)
        top = round(scene.CLIP_TOP + height / 2 - side / 2)
        title = scene.TITLE.replace(",", "\\,")
        baseline = f"{scene.TITLE_TOP}+{scene.TITLE_SIZE * 1.25}/2-ascent/2"
        return (
            f"[1:v]scale={width}:{height},format=yuva{self.chroma}p,lutyuv=a=val*{scene.OPACITY},"
            f"rotate=angle={scene.DEGREES}*PI/180*t/{seconds}:ow={side}:oh={side}:c=black@0[pip];"
            f"[0:v][pip]overlay=x={left}:y={top}:format=yuv{self.chroma}[two];"
            f"[two]drawtext=fontfile='{fontpkg.path('Inter')}':text='{title}':fontcolor=white:"
            f"fontsize={scene.TITLE_SIZE}:x=(w-text_w)/2:y={baseline},format=yuv420p[out]"
        )
