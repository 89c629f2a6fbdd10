"""HDR and wide-gamut pictures look right in bt709."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from editor_app.render.media.colour import Converter
from editor_app.render.media.gamut import to_bt709_matrix
from editor_app.render.media.hdr import hlg_nits, pq_nits, roll_off
from tests.render.media.making import fill, pixels, pool_of, write_frames
from tests.render.media.samples import BT2020, Array, middles, patch_frame

PQ, HLG, SDR = 16, 18, 1
PRIMARIES_2020, PRIMARIES_P3 = 9, 12
LUMA = np.array([0.2627, 0.6780, 0.0593])
TO_2020 = np.linalg.inv(to_bt709_matrix(PRIMARIES_2020))


def pq_code(nits: Array) -> Array:
    """The inverse of ST 2084's EOTF."""
    power = (np.asarray(nits, float) / 10_000) ** 0.1593017578125
    return ((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** 78.84375


def hlg_code(nits: Array) -> Array:
    """The inverse of BT.2100's HLG EOTF for a 1000 nit display."""
    light = np.asarray(nits, float) / 1000
    luma = np.maximum(light @ LUMA, 1e-12)[..., None]
    scene = light * luma ** (1 / 1.2 - 1)
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    return np.where(scene <= 1 / 12, np.sqrt(3 * scene), a * np.log(np.maximum(12 * scene - b, 1e-9)) + c)


def hdr_frame(nits_709: Array, transfer: int) -> av.VideoFrame:
    """A BT.2020 frame of patches given in linear bt709 light, shape (1, n, 3), in nits."""
    nits = np.maximum(nits_709 @ TO_2020.T, 0)
    code = np.clip(pq_code(nits) if transfer == PQ else hlg_code(nits), 0, 1)
    frame, _ = patch_frame("yuv420p10le", code, BT2020)
    frame.color_trc, frame.color_primaries = transfer, PRIMARIES_2020
    return frame


def converted(frame: av.VideoFrame) -> Array:
    return middles(pixels(Converter().image(frame, (frame.width, frame.height))))[0] * 255


@pytest.mark.parametrize("transfer", [PQ, HLG], ids=["pq", "hlg"])
class TestHdr:
    def test_greys_keep_their_place(self, transfer: int) -> None:
        nits = [0.0, 1.0, 26.0, 50.0, 100.0, 203.0, 500.0, 1000.0]
        grey = converted(hdr_frame(np.array([[[n] * 3 for n in nits]]), transfer))
        assert np.ptp(grey, axis=1).max() <= 2  # stays grey
        levels = grey.mean(axis=1)
        assert np.all(np.diff(levels) > -0.5)
        assert levels[0] <= 1
        # 26 nits, an 18 % grey card under a 203 nit white, is about where SDR has its middle grey
        assert levels[2] == pytest.approx(255 * (26 / 203) ** (1 / 2.2), abs=2)
        assert 92 <= levels[2] <= 120
        assert levels[4] == pytest.approx(255 * (100 / 203) ** (1 / 2.2), abs=2)
        assert 230 <= levels[5] <= 245  # reference white is near white …
        assert 246 <= levels[6] <= 255  # … highlights lie above it …
        assert levels[7] >= 252  # … and the brightest are white

    def test_colours_within_bt709_keep_their_hue(self, transfer: int) -> None:
        sdr = np.array([[(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 0.5, 0), (0.5, 0, 1), (0.9, 0.5, 0.4)]], float)
        frame = hdr_frame(120 * sdr**2.2, transfer)
        found = converted(frame)
        expected = 255 * sdr[0] * (120 / 203) ** (1 / 2.2)
        assert np.abs(found - expected).max() <= 12
        assert np.abs(found - expected).mean() <= 3

    def test_bright_saturated_colours_do_not_turn_white(self, transfer: int) -> None:
        orange = converted(hdr_frame(np.array([[(600.0, 150.0, 0.0)]]), transfer))[0]
        assert orange[0] > 245
        assert 100 < orange[1] < 170
        assert orange[2] < 40

    def test_scaled_down_it_looks_the_same(self, transfer: int) -> None:
        frame = hdr_frame(np.array([[(203.0,) * 3, (50.0, 20.0, 10.0), (10.0, 60.0, 90.0)]]), transfer)
        whole = converted(frame)
        half = Converter().image(frame, (frame.width // 2, frame.height // 2))
        assert np.abs(middles(pixels(half), 2)[0] * 255 - whole).max() <= 2


def test_files_of_phones_are_recognised(tmp_path: Path) -> None:
    frame = hdr_frame(np.array([[(203.0,) * 3, (26.0,) * 3]]), HLG)
    tags = {"colorspace": BT2020, "color_range": 1, "color_trc": HLG, "color_primaries": PRIMARIES_2020}
    path = write_frames(
        tmp_path / "a.mp4",
        [frame] * 2,
        "libx265",
        options={"x265-params": "log-level=none:qp=2:bframes=0"},
        tags=tags,
    )
    white, grey = middles(pixels(pool_of(path).picture("m", 0, (64, 32))))[0] * 255
    assert white == pytest.approx([238] * 3, abs=4)
    assert grey == pytest.approx([100] * 3, abs=4)


@pytest.mark.parametrize("primaries", [PRIMARIES_2020, PRIMARIES_P3], ids=["bt2020", "p3"])
def test_sdr_of_wide_primaries_converts_exactly(primaries: int) -> None:
    wanted = np.array(
        [[(255, 255, 255), (0, 0, 0), (128, 128, 128), (200, 120, 90), (60, 90, 160), (180, 60, 70)]]
    )
    matrix = np.linalg.inv(to_bt709_matrix(primaries))
    code = ((wanted / 255) ** 2.4 @ matrix.T) ** (1 / 2.4)
    frame, _ = patch_frame("yuv444p12le", code, BT2020)
    frame.color_trc, frame.color_primaries = SDR, primaries
    assert np.abs(converted(frame) - wanted[0]).max() <= 2


def test_colours_outside_bt709_clip() -> None:
    frame, _ = patch_frame("yuv444p12le", np.array([[(0.0, 1.0, 0.0), (1.0, 0.0, 0.0)]]), BT2020)
    frame.color_trc, frame.color_primaries = SDR, PRIMARIES_2020
    assert converted(frame)[0] == pytest.approx([0, 255, 0], abs=2)
    assert converted(frame)[1] == pytest.approx([255, 0, 0], abs=2)


def test_a_bt2020_matrix_alone_changes_no_gamut() -> None:
    frame, meant = patch_frame("yuv420p10le", np.array([[(0.8, 0.2, 0.1), (0.1, 0.7, 0.3)]]), BT2020)
    assert np.abs(converted(frame) - meant[0] * 255).max() <= 2


def test_the_formulas_hit_the_published_points() -> None:
    assert pq_nits(np.array([0.0, 0.5806889, 1.0])) == pytest.approx([0, 203, 10_000], rel=2e-3)
    assert hlg_nits(np.array([0.75] * 3)) == pytest.approx([203] * 3, rel=2e-2)
    assert hlg_nits(np.array([1.0] * 3)) == pytest.approx([1000] * 3, rel=1e-3)
    assert roll_off(np.array([0.0, 0.3, 0.6])) == pytest.approx([0, 0.3, 0.6])
    assert roll_off(np.array([50.0]))[0] <= 1


def test_graphs_follow_a_change_of_size() -> None:
    converter = Converter()
    frame = hdr_frame(np.array([[(203.0,) * 3] * 4]), PQ)
    for width in (128, 64, 100, 128):
        image = pixels(converter.image(frame, (width, 16)))
        assert image.shape == (16, width, 4)
        assert image[8, width // 2, :3] == pytest.approx([238] * 3, abs=3)


def test_a_frame_is_not_changed_by_being_shown() -> None:
    frame = av.VideoFrame(64, 32, "gbrp16le")
    fill(frame, [np.full((32, 64), 30_000, np.uint16)] * 3)
    frame.color_trc, frame.color_primaries, frame.color_range = PQ, PRIMARIES_2020, 2
    first = pixels(Converter().image(frame, (64, 32)))
    assert np.array_equal(first, pixels(Converter().image(frame, (64, 32))))
