"""Bring HDR and wide-gamut frames to bt709 with FFmpeg's filters, which leave Python's lock alone.

HDR: lut3d (8.7 ms for 1080p on 16-bit planes; 33 ms on 10-bit ones, which have no fast path), then
colorspace for the gamut. Wide SDR: BT.1886 to light, matrix, BT.1886 back, in floats (28 ms): the
colorspace filter knows no BT.1886, and a wrong curve turns pure red into (255, 51, 32).
"""

from __future__ import annotations

import atexit
import tempfile
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from av.filter import Graph
from av.video.reformatter import ColorPrimaries, ColorRange, ColorTrc

from editor_app.render.media.hdr import Floats, Hdr, cube

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

HDR_NODES = 33
_CURVE_NODES = 16_384
_TIME_BASE = Fraction(1, 1000)
_SPC_RGB, _SPC_BT709 = 0, 1
_BT1886 = 2.4

# x and y of red, green, blue; all have the white of D65, which stands in for DCI white (SMPTE 431)
_WHITE = (0.3127, 0.3290)
_BT709 = ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060))
_P3 = ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
_CHROMATICITIES: dict[int, tuple[tuple[float, float], ...]] = {
    ColorPrimaries.BT2020: ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046)),
    ColorPrimaries.SMPTE431: _P3,
    ColorPrimaries.SMPTE432: _P3,
}
Filters = tuple[tuple[str, str], ...]


class FilterStage:
    """A chain of filters, set up again only when the frames' shape changes."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._graph: Graph | None = None

    def run(self, frame: VideoFrame, filters: Filters) -> VideoFrame:
        """Give the filtered frame."""
        key = (frame.width, frame.height, frame.format.name, frame.colorspace, frame.color_range, filters)
        if self._graph is None or key != self._key:
            self._graph, self._key = _graph(frame, filters), key
        frame.pts, frame.time_base = 0, _TIME_BASE
        self._graph.vpush(frame)
        return self._graph.vpull()


def hdr_to_sdr(stage: FilterStage, frame: VideoFrame, transfer: Hdr) -> VideoFrame:
    """Bring a 16-bit planar RGB frame of HDR to SDR; it stays BT.2020, coded with a power of 2.2."""
    frame.colorspace, frame.color_range = _SPC_RGB, ColorRange.JPEG
    table = _table(transfer, lambda: cube(transfer, HDR_NODES))
    return stage.run(frame, (("lut3d", f"file={table}:interp=tetrahedral"),))


def narrow(stage: FilterStage, frame: VideoFrame) -> VideoFrame:
    """Bring a YCbCr frame of BT.2020, coded with a power of 2.2, to bt709."""
    frame.color_primaries, frame.color_trc = ColorPrimaries.BT2020, ColorTrc.GAMMA22
    levels = "pc" if frame.color_range == ColorRange.JPEG else "tv"
    arguments = f"iprimaries=bt2020:itrc=gamma22:space=bt709:primaries=bt709:trc=gamma22:range={levels}"
    result = stage.run(frame, (("colorspace", arguments),))
    result.colorspace, result.color_primaries = _SPC_BT709, ColorPrimaries.BT709
    return result


def wide_to_bt709(stage: FilterStage, frame: VideoFrame, primaries: int) -> VideoFrame:
    """Bring a planar float RGB frame of wide SDR primaries to bt709 (BT.2087, display-referred)."""
    frame.colorspace, frame.color_range = _SPC_RGB, ColorRange.JPEG
    decode = _table("decode", lambda: _curve(_BT1886))
    encode = _table("encode", lambda: _curve(1 / _BT1886))
    matrix = to_bt709_matrix(primaries)
    weights = ":".join(
        f"{out}{into}={matrix[row, column]:.9f}"
        for row, out in enumerate("rgb")
        for column, into in enumerate("rgb")
    )
    chain: Filters = (
        ("lut1d", f"file={decode}:interp=linear"),
        ("colorchannelmixer", weights),
        ("lut1d", f"file={encode}:interp=linear"),
    )
    return stage.run(frame, chain)


def to_bt709_matrix(primaries: int) -> Floats:
    """Give the 3 × 3 matrix from linear light of `primaries` to that of bt709."""
    return np.linalg.inv(_to_xyz(_BT709)) @ _to_xyz(_CHROMATICITIES[primaries])


def _to_xyz(corners: tuple[tuple[float, float], ...]) -> Floats:
    columns = np.array([(x / y, 1.0, (1 - x - y) / y) for x, y in corners]).T
    x, y = _WHITE
    return columns * np.linalg.solve(columns, np.array([x / y, 1.0, (1 - x - y) / y]))


def _curve(power: float) -> str:
    values = "\n".join(f"{v:.7f} {v:.7f} {v:.7f}" for v in np.linspace(0, 1, _CURVE_NODES) ** power)
    return f"LUT_1D_SIZE {_CURVE_NODES}\n{values}\n"


def _graph(frame: VideoFrame, filters: Filters) -> Graph:
    graph = Graph()
    graph.threads = 1
    source = graph.add(
        "buffer",
        f"video_size={frame.width}x{frame.height}:pix_fmt={frame.format.name}:time_base=1/1000"
        f":colorspace={frame.colorspace}:range={frame.color_range}",
    )
    nodes = [graph.add(name, arguments) for name, arguments in filters]
    graph.link_nodes(source, *nodes, graph.add("buffersink")).configure()
    return graph


_tables: dict[str, str] = {}


def _table(name: str, text: Callable[[], str]) -> str:
    """Give the path, quoted for a filter's arguments, of a table file of this process."""
    if name not in _tables:
        path = _scratch() / f"{name}.cube"
        path.write_text(text(), encoding="ascii")
        _tables[name] = path.as_posix().replace(":", r"\\:").replace("'", r"\\\'")
    return _tables[name]


@cache
def _scratch() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="editor-app-tables-")
    atexit.register(folder.cleanup)
    return Path(folder.name)
