"""The scene as an MLT project for melt, which Kdenlive and Shotcut export with."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

import scene

NAME = "melt"


def version() -> str | None:
    """Give the version, None where melt or the virtual display it needs is absent."""
    if shutil.which("melt") is None or shutil.which("xvfb-run") is None:
        return None
    told = subprocess.run(["melt", "--version"], capture_output=True, text=True, check=False)
    return (told.stdout + told.stderr).strip().split("\n")[0]


def command(background: Path, clip: Path, output: Path, seconds: int, preset: str, crf: int) -> list[str]:
    """Write the project beside `output` and give the command; qtblend draws blank without a display."""
    project = output.with_suffix(".mlt")
    project.write_text(_project(background, clip, seconds), encoding="utf-8")
    return [
        *("xvfb-run", "-a", "melt", str(project), "-consumer", f"avformat:{output}"),
        *("vcodec=libx264", f"preset={preset}", f"crf={crf}", "acodec=aac", "ab=192k"),
        *(
            "pix_fmt=yuv420p",
            "movflags=+faststart",
            f"real_time=-{os.cpu_count() or 1}",
            "terminate_on_pause=1",
        ),
    ]


def _project(background: Path, clip: Path, seconds: int) -> str:
    last = seconds * scene.FPS - 1
    box = f"{scene.CLIP_LEFT} {scene.CLIP_TOP} {scene.CLIP_WIDTH} {scene.CLIP_HEIGHT} {scene.OPACITY}"
    turn = {"rotation": f"0=0;{last}={scene.DEGREES}", "rotate_center": "1", "compositing": "0"}
    mlt = Element("mlt")
    SubElement(
        mlt,
        "profile",
        {"width": str(scene.WIDTH), "height": str(scene.HEIGHT), "progressive": "1", "colorspace": "709"}
        | {"frame_rate_num": str(scene.FPS), "frame_rate_den": "1"}
        | {"sample_aspect_num": "1", "sample_aspect_den": "1"}
        | {"display_aspect_num": "16", "display_aspect_den": "9"},
    )
    for name, path in (("back", background), ("clip", clip)):
        _add(mlt, "producer", {"id": name}, last, {"resource": str(path.resolve()), "audio_index": "-1"})
    title = {"mlt_service": "qtext", "text": scene.TITLE, "fgcolour": "#ffffffff", "bgcolour": "#00000000"}
    font = {"family": "Inter", "size": str(scene.TITLE_SIZE)}
    _add(mlt, "producer", {"id": "title"}, last, {"resource": f"text:{scene.TITLE}"} | title | font)
    tractor = SubElement(mlt, "tractor", {"id": "all", "in": "0", "out": str(last)})
    tracks = SubElement(tractor, "multitrack")
    for name in ("back", "clip", "title"):
        SubElement(tracks, "track", {"producer": name})
    blend = {"mlt_service": "qtblend"}
    _add(tractor, "transition", {"a_track": "0", "b_track": "1"}, last, blend | {"rect": box} | turn)
    _add(tractor, "transition", {"a_track": "0", "b_track": "2"}, last, blend | {"rect": _title_box()})
    return tostring(mlt, encoding="unicode")


def _add(
    parent: Element, tag: str, attributes: dict[str, str], last: int, properties: dict[str, str]
) -> None:
    child = SubElement(parent, tag, attributes | {"in": "0", "out": str(last)})
    for name, value in properties.items():
        SubElement(child, "property", {"name": name}).text = value


def _title_box() -> str:
    """Give the rect of the title; the width is what Inter needs at that size."""
    width, height = round(scene.TITLE_SIZE * 9.93), round(scene.TITLE_SIZE * 1.25)
    return f"{(scene.WIDTH - width) // 2} {scene.TITLE_TOP} {width} {height} 1"
