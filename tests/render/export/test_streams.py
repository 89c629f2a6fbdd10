"""Frames at given times of a finished file."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.frame import VideoFrame

from editor_app.render.export.streams import seek


@pytest.mark.parametrize("number", range(0, 30, 5))
def test_seeking_to_a_key_frame_needs_nothing_before_it(tmp_path: Path, number: int) -> None:
    path = tmp_path / "film.mkv"  # its times are whole milliseconds
    with av.open(str(path), "w") as container:
        stream = container.add_stream(
            "libx264", 30, options={"g": "5", "keyint_min": "5", "sc_threshold": "0"}
        )
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        for n in range(30):
            frame = VideoFrame.from_ndarray(np.full((36, 64, 3), n * 8, np.uint8))
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        seek(container, stream, Fraction(number, 30))
        packet = next(container.demux(stream))
        assert packet.is_keyframe
        assert packet.pts == round(1000 * number / 30)
