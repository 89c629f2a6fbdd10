"""The scene as an ffmpeg command line."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import fontpkg
import scene

NAME = "ffmpeg"


def version() -> str | None:
    """Give the version, None where ffmpeg is absent."""
    if shutil.which("ffmpeg") is None:
        return None
    first = subprocess.run(["ffmpeg", "-version"], capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )[0]
    return first.split(" Copyright")[0]


def command(background: Path, clip: Path, output: Path, seconds: int, preset: str, crf: int) -> list[str]:
    """Give the command: the clip turns, with alpha, on a square that holds it at every angle."""
    width, height = scene.CLIP_WIDTH, scene.CLIP_HEIGHT
    side = 2 * round((width**2 + height**2) ** 0.5 / 2 + 0.5)
    left = round(scene.CLIP_LEFT + width / 2 - side / 2)
    top = round(scene.CLIP_TOP + height / 2 - side / 2)
    font = fontpkg.path("Inter")
    angle = f"{scene.DEGREES}*PI/180*t/{seconds}"
    title = scene.TITLE.replace(",", "\\,")
    baseline = f"{scene.TITLE_TOP}+{scene.TITLE_SIZE * 1.25}/2-ascent/2"
    graph = (
        f"[1:v]scale={width}:{height},format=yuva420p,colorchannelmixer=aa={scene.OPACITY},"
        f"rotate=angle={angle}:ow={side}:oh={side}:c=black@0[pip];"
        f"[0:v][pip]overlay=x={left}:y={top}[two];"
        f"[two]drawtext=fontfile='{font}':text='{title}':fontcolor=white:fontsize={scene.TITLE_SIZE}:"
        f"x=(w-text_w)/2:y={baseline},"
        "format=yuv420p[out]"
    )
    return [
        *("ffmpeg", "-v", "error", "-y", "-i", str(background), "-i", str(clip)),
        *("-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo"),
        *("-filter_complex", graph, "-map", "[out]", "-map", "2:a", "-t", str(seconds)),
        *("-c:v", "libx264", "-preset", preset, "-crf", str(crf), "-c:a", "aac", "-b:a", "192k"),
        *("-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709"),
        *("-movflags", "+faststart", str(output)),
    ]
