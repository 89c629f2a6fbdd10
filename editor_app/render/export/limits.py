"""How large a film may be: its size in px, its length, what the codecs and the memory take."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from editor_app.render.export.settings import BadSettings, Target, TooLarge

MIN_SCALE, MAX_SCALE = 0.6, 8.0
MAX_HOURS = 100
_GIF_SIDE = 640

# Level 6.2 of H.264 (139 264 macroblocks, side √(8 × that)) and of VP9 (luma samples, side).
_H264_MACROBLOCKS, _H264_SIDE = 139_264, 16_880
_VP9_PIXELS, _VP9_SIDE = 35_651_584, 16_834
# A QImage's bytes are counted in 32 bits, at 4 a pixel.
_IMAGE_PIXELS, _IMAGE_SIDE = 2**29 - 1, 32_766

# Peaks measured with two video layers and a text, at 1080p, 4K and 8K: what a worker needs for any picture,
# and for each output pixel (decoded sources, painting, the encoder's references and lookahead).
_BASE_BYTES = 380 * 2**20
_PARENT_BYTES = 130 * 2**20
_BYTES_PER_PIXEL = {"webm": 95}
_USUAL_BYTES_PER_PIXEL = 90
_SOUND_BYTES = 200 * 2**20


def output_size(width: int, height: int, scale: float) -> tuple[int, int]:
    """Scale a composition, each side rounded to the nearest even number; raise BadSettings."""
    if not MIN_SCALE <= scale <= MAX_SCALE:
        raise BadSettings(f"The scale is {scale:g}, but must lie between {MIN_SCALE:g} and {MAX_SCALE:g}.")
    return _even(width * scale), _even(height * scale)


def _even(side: float) -> int:
    return max(2, int(side / 2 + 0.5) * 2)


def gif_size(width: int, height: int) -> tuple[int, int]:
    """Give the size in px of a GIF that can be sent: at most 640 px at the longer side."""
    scale = min(1.0, _GIF_SIDE / max(width, height))
    return _even(width * scale), _even(height * scale)


def check_codec_limits(target: Target) -> None:
    """Raise TooLarge where the format's codec cannot hold the picture."""
    if not target.has_pictures:
        return
    width, height = target.size
    side, most, area = _IMAGE_SIDE, _IMAGE_PIXELS, width * height
    name = {"mp4": "H.264", "webm": "VP9", "mkv": "FFV1"}.get(target.format, f"a {target.format}")
    if target.format == "mp4":
        side, most = _H264_SIDE, _H264_MACROBLOCKS
        area = -(-width // 16) * -(-height // 16)
    elif target.format == "webm":
        side, most = _VP9_SIDE, _VP9_PIXELS
    if max(width, height) > side or area > most:
        raise TooLarge(
            f"A picture of {width} × {height} is larger than {name} allows; choose a smaller scale"
            + (" or the format mkv." if target.format in ("mp4", "webm") else ".")
        )


def check_length(target: Target) -> None:
    """Raise TooLarge where the film is so long that only a mistake in the document explains it."""
    hours = target.frames / target.fps / 3600
    if hours > MAX_HOURS:
        raise TooLarge(
            f"The film would last {hours:,.0f} hours, and {MAX_HOURS} is the most; "
            "look for an item that starts or ends far out, or choose a range."
        )


def worker_bytes(target: Target) -> int:
    """Estimate the peak memory of one worker."""
    if not target.has_pictures:
        return _SOUND_BYTES
    per_pixel = _BYTES_PER_PIXEL.get(target.format, _USUAL_BYTES_PER_PIXEL) * (2 if target.alpha else 1)
    return _BASE_BYTES + per_pixel * target.width * target.height


def worker_count(target: Target, wanted: int | None, segments: int, available: int | None) -> int:
    """Choose how many workers run at once; raise TooLarge where `available` bytes do not carry even one."""
    count = min(wanted or usable_cores(), segments)
    if available is None:
        return count
    needed = worker_bytes(target)
    fitting = (available - _PARENT_BYTES) // needed
    if fitting < 1:
        raise TooLarge(
            f"A picture of {target.width} × {target.height} needs about {_gigabytes(needed + _PARENT_BYTES)} "
            f"of memory, and {_gigabytes(available)} is free; choose a smaller scale or close other programs."
        )
    return min(count, fitting)


def usable_cores() -> int:
    """Count the processor cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def available_memory(root: Path = Path("/")) -> int | None:
    """Give the bytes of memory that are free to use, None where the system does not say."""
    numbers = [n for n in (_meminfo(root), _control_group(root)) if n is not None]
    if numbers:
        return min(numbers)
    names = getattr(os, "sysconf_names", {})
    if "SC_PHYS_PAGES" in names:
        # macOS tells a program only the total; half of it is a fair guess.
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    return None


def _meminfo(root: Path) -> int | None:
    try:
        lines = (root / "proc/meminfo").read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return None
    for line in lines:
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return None


def _control_group(root: Path) -> int | None:
    folder = root / "sys/fs/cgroup"
    try:
        limit = int((folder / "memory.max").read_text(encoding="ascii"))
        used = int((folder / "memory.current").read_text(encoding="ascii"))
        counts = dict(
            line.split() for line in (folder / "memory.stat").read_text(encoding="ascii").splitlines()
        )
    except (OSError, ValueError):
        return None
    # Cached files count as used and are given up first.
    return max(0, limit - used + int(counts.get("inactive_file", 0)))


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB"
