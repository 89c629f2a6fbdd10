"""Turn sound into packets: into a spool file, or into the finished one where there is nothing else."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.codec.context import Flags
from numpy.typing import NDArray

from editor_app.render.export.recipes import RECIPES, SPOOL_FORMAT, Recipe
from editor_app.render.export.settings import Target
from editor_app.render.export.writing import writing
from editor_app.timebase import SAMPLE_RATE

_BIT_EXACT = {"fflags": "+bitexact"}
_PCM_FRAME = 1024
_LARGEST = 2**31 - 1


def encode_sound(
    path: Path,
    output: Path,
    target: Target,
    blocks: Iterable[NDArray[np.float32]],
    spool: Path | None = None,
) -> None:
    """Encode `blocks` of 48 kHz stereo, float32 (2, n), into the file `path`, `target.samples` in all.

    Raises CannotWrite, which names `output`.
    """
    recipe = RECIPES[target.format]
    form, options = SPOOL_FORMAT, dict(_BIT_EXACT)
    if target.kind == "sound":
        form, options = recipe.container, {**_BIT_EXACT, **recipe.container_options}
    container = av.open(str(path), "w", format=form, options=options)
    try:
        stream = cast(AudioStream, container.add_stream(recipe.audio_codec, rate=SAMPLE_RATE))
        frame_size = _open_sound(cast(AudioCodecContext, stream.codec_context), recipe)
        position = 0
        for block in _equal_blocks(blocks, frame_size):
            frame = _sound_frame(block, recipe)
            frame.pts = position
            position += block.shape[1]
            packets = stream.encode(frame)
            with writing(output, spool):
                container.mux(packets)
        with writing(output, spool):
            container.mux(stream.encode(None))
            container.close()
    finally:
        with contextlib.suppress(OSError, ValueError):
            container.close()


def _open_sound(context: AudioCodecContext, recipe: Recipe) -> int:
    """Open the encoder; give the samples it wants a frame."""
    context.layout = "stereo"
    context.format = recipe.sample_format
    context.flags |= Flags.bitexact
    context.thread_count = 1
    if recipe.audio_bit_rate is not None:
        context.bit_rate = recipe.audio_bit_rate
    context.open()
    return context.frame_size or _PCM_FRAME


def _sound_frame(block: NDArray[np.float32], recipe: Recipe) -> AudioFrame:
    form = recipe.sample_format
    samples = np.ascontiguousarray(block if form == "fltp" else block.T.reshape(1, -1))
    if form == "s32":
        whole = np.rint(np.clip(samples, -1.0, 1.0).astype(np.float64) * _LARGEST).astype(np.int32)
        frame = AudioFrame.from_ndarray(whole, format=form, layout="stereo")
    else:
        frame = AudioFrame.from_ndarray(samples, format=form, layout="stereo")
    frame.sample_rate = SAMPLE_RATE
    frame.time_base = Fraction(1, SAMPLE_RATE)
    return frame


def _equal_blocks(blocks: Iterable[NDArray[np.float32]], size: int) -> Iterator[NDArray[np.float32]]:
    """Cut `blocks` anew into pieces of `size` samples; the last may be shorter."""
    kept = np.zeros((2, 0), np.float32)
    for block in blocks:
        kept = np.concatenate([kept, block], axis=1)
        whole = kept.shape[1] // size * size
        for start in range(0, whole, size):
            yield kept[:, start : start + size]
        kept = kept[:, whole:]
    if kept.shape[1]:
        yield kept
