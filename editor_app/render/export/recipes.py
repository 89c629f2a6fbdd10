"""How each format is encoded and joined: codecs, quality, containers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from editor_app.render.export.settings import Format, Target

_MACROBLOCK = 16

SPOOL_FORMAT = "matroska"
"""The container of the pieces: it keeps VP9's alpha and every codec's header; times are counted anew."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a format is encoded and joined; a GIF's pieces are lossless: its colours are chosen at the end."""

    container: str
    container_options: dict[str, str]
    video_codec: Literal["libx264", "libvpx-vp9", "ffv1", ""] = ""
    audio_codec: Literal["aac", "libopus", "pcm_f32le", "pcm_s24le", "libmp3lame", ""] = ""
    sample_format: Literal["fltp", "flt", "s32"] = "fltp"
    audio_bit_rate: int | None = None
    default_crf: int = 0


RECIPES: Mapping[Format, Recipe] = {
    "mp4": Recipe(
        video_codec="libx264",
        audio_codec="aac",
        sample_format="fltp",
        audio_bit_rate=192_000,
        default_crf=18,
        container="mp4",
        # Edit lists count in movie time: 48 000 a second holds frames and samples exactly.
        container_options={"movflags": "+faststart", "movie_timescale": "48000"},
    ),
    "webm": Recipe(
        video_codec="libvpx-vp9",
        audio_codec="libopus",
        sample_format="flt",
        audio_bit_rate=160_000,
        default_crf=24,
        container="webm",
        container_options={"cues_to_front": "1"},
    ),
    "mkv": Recipe(
        video_codec="ffv1",
        audio_codec="pcm_f32le",
        sample_format="flt",
        container="matroska",
        container_options={"cues_to_front": "1"},
    ),
    "gif": Recipe(container="gif", container_options={"loop": "0"}, video_codec="ffv1"),
    "m4a": Recipe(
        container="ipod",
        container_options={"movflags": "+faststart"},
        audio_codec="aac",
        audio_bit_rate=192_000,
    ),
    "mp3": Recipe(container="mp3", container_options={}, audio_codec="libmp3lame", audio_bit_rate=192_000),
    # Beyond 4 GB, which is four hours, only RF64 holds it.
    "wav": Recipe(
        container="wav",
        container_options={"rf64": "auto"},
        audio_codec="pcm_s24le",
        sample_format="s32",
    ),
}
DEFAULT_PRESET = "veryfast"


def default_crf(form: Format) -> int:
    """Give our quality for a format; 0 where there is nothing to choose."""
    return RECIPES[form].default_crf if form in RECIPES else 0


def is_rgb(target: Target) -> bool:
    """Tell whether the picture stream stores red, green and blue as they are."""
    return RECIPES[target.format].video_codec == "ffv1"


def pixel_format(target: Target) -> str:
    """Name the pixel format of the target's picture stream."""
    if is_rgb(target):
        return "bgra" if target.alpha else "bgr0"
    return "yuva420p" if target.alpha else "yuv420p"


def video_options(target: Target) -> dict[str, str]:
    """Give the encoder's options."""
    if target.format == "mp4":
        return {"preset": target.preset, "crf": str(target.crf), "x264-params": _x264_params(target.width)}
    if target.format == "webm":
        # Measured: realtime 8 is four times as fast as good 4. Alpha forbids alternate references.
        quality = {"crf": str(target.crf), "b": "0", "deadline": "realtime", "cpu-used": "8"}
        return {**quality, "auto-alt-ref": "0", "lag-in-frames": "0", "row-mt": "0"}
    return {"level": "3", "slicecrc": "1", "slices": "4", "g": "1"}


def _x264_params(width: int) -> str:
    # Imported here, in the workers, which need numpy anyway; the parent does not.
    from numpy._core._multiarray_umath import __cpu_features__ as cpu_features

    # libswscale puts chroma in the middle of its pixels, where decoders do not expect it unless told.
    params = "chromaloc=1"
    # WORKAROUND(x264 165): its AVX-512 code for macroblock trees takes rows in groups of eight and reads what
    # lies behind a row that is no multiple of that: of 8 runs at 720 × 1280 (45 in a row), 6 differed. Other
    # rows give the AVX2 code's bytes (1920 and 1280 wide among them), in a seventh less time.
    in_a_row = -(-width // _MACROBLOCK)
    return params if in_a_row % 8 == 0 or not cpu_features.get("AVX512F") else f"{params}:asm=avx2"
