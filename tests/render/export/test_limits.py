"""Sizes, what the codecs take, what the memory takes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from editor_app.render.export import limits
from editor_app.render.export.settings import BadSettings, Target, TooLarge

HD = Target(
    format="mp4",
    width=1920,
    height=1080,
    fps=30,
    start_tick=0,
    frames=300,
    alpha=False,
    crf=20,
    preset="veryfast",
)
GIB = 2**30


@pytest.mark.parametrize(
    ("size", "scale", "expected"),
    [
        ((1920, 1080), 1, (1920, 1080)),
        ((1920, 1080), 8, (15_360, 8_640)),
        ((1080, 1920), 0.6, (648, 1152)),
        ((51, 53), 1, (52, 54)),
        ((99, 101), 0.6, (60, 60)),
        ((50, 50), 0.6, (30, 30)),
    ],
)
def test_each_side_is_rounded_to_the_nearest_even_number(size, scale, expected) -> None:
    assert limits.output_size(*size, scale) == expected


@pytest.mark.parametrize("scale", [0.59, 8.01, 0, -1, float("nan"), float("inf")])
def test_scales_outside_the_range_are_refused(scale: float) -> None:
    with pytest.raises(BadSettings, match=r"between 0\.6 and 8"):
        limits.output_size(1920, 1080, scale)


@pytest.mark.parametrize(
    ("format", "width", "height", "fits"),
    [
        ("mp4", 7680, 4320, True),
        ("mp4", 8192, 4352, True),
        ("mp4", 15_360, 8_640, False),
        ("mp4", 16_896, 64, False),
        ("webm", 7680, 4320, True),
        ("webm", 15_360, 8_640, False),
        ("mkv", 15_360, 15_360, True),
    ],
)
def test_codec_limits(format, width: int, height: int, fits: bool) -> None:
    target = replace(HD, format=format, width=width, height=height)
    if fits:
        limits.check_codec_limits(target)
    else:
        with pytest.raises(TooLarge, match=f"{width} × {height} is larger than"):
            limits.check_codec_limits(target)


def test_a_film_of_a_hundred_hours_is_the_longest() -> None:
    hundred_hours = 100 * 3600 * HD.fps
    limits.check_length(replace(HD, frames=hundred_hours))
    with pytest.raises(TooLarge, match=r"would last 1,000 hours, and 100 is the most"):
        limits.check_length(replace(HD, frames=10 * hundred_hours))


def test_workers_are_as_many_as_memory_carries() -> None:
    assert limits.worker_count(HD, 4, 100, 16 * GIB) == 4
    assert limits.worker_count(HD, 4, 3, 16 * GIB) == 3
    assert 1 <= limits.worker_count(HD, 4, 100, GIB) < 4
    assert limits.worker_count(HD, None, 100, None) == limits.usable_cores()


def test_too_little_memory_is_refused_in_words() -> None:
    large = replace(HD, format="mkv", width=15_360, height=8_640)
    with pytest.raises(TooLarge, match=r"15360 × 8640 needs about .* GB of memory, and 4\.3 GB is free"):
        limits.worker_count(large, 1, 10, 4 * GIB)


def test_free_memory_is_the_lesser_of_the_system_and_the_control_group(tmp_path: Path) -> None:
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc/meminfo").write_text("MemTotal: 9000 kB\nMemAvailable:    4000 kB\n")
    assert limits.available_memory(tmp_path) == 4000 * 1024
    group = tmp_path / "sys/fs/cgroup"
    group.mkdir(parents=True)
    (group / "memory.max").write_text("2000000\n")
    (group / "memory.current").write_text("1500000\n")
    (group / "memory.stat").write_text("anon 1200000\ninactive_file 100000\n")
    assert limits.available_memory(tmp_path) == 600_000
    (group / "memory.max").write_text("max\n")
    assert limits.available_memory(tmp_path) == 4000 * 1024
