"""Whether a film that came home has the ratio that was asked for. Pure."""

from __future__ import annotations

import re

from editor_app.services.exporting.jobs.job import ExportJob, IndreamSettings
from editor_app.services.exporting.jobs.words import tr

_RATIO = re.compile(r"([1-9]\d*):([1-9]\d*)")
_ROUNDED_PX = 2
"""Each side is rounded to an even number."""


def other_shape(job: ExportJob, size: tuple[int, int]) -> str:
    """Say that a film of `size` px has another shape than was asked for; empty where it has that."""
    ratio = job.settings.ratio if isinstance(job.settings, IndreamSettings) else ""
    if has_ratio(size, ratio):
        return ""
    text = tr(
        "The film is {width} × {height}: {service} did not give it the ratio {ratio} that was asked for. "
        "Give the project itself that ratio, then export it again."
    )
    return text.format(width=size[0], height=size[1], service=job.target.name, ratio=ratio)


def has_ratio(size: tuple[int, int], ratio: str) -> bool:
    """Tell whether a size has a ratio such as `16:9`; any has what is none, such as `custom`."""
    found = _RATIO.fullmatch(ratio)
    if found is None:
        return True
    wide, high = int(found[1]), int(found[2])
    width, height = size
    return min(abs(width - height * wide / high), abs(height - width * high / wide)) <= _ROUNDED_PX
