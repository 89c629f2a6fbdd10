"""From settings to what every worker must make, or to why that cannot be: pure."""

from __future__ import annotations

from editor_app.render.export import limits
from editor_app.render.export.formats import can_be_transparent, kind_of, rates_of
from editor_app.render.export.recipes import DEFAULT_PRESET, default_crf
from editor_app.render.export.settings import BadSettings, ExportSettings, NothingToExport, Target
from editor_app.state.model import EditorState
from editor_app.state.queries import project_length
from editor_app.timebase import frame_count

_TRANSPARENT = {"film": "webm or mkv", "still": "png", "sequence": "png-sequence"}


def checked_target(state: EditorState, settings: ExportSettings) -> Target:
    """Give what is to be made; raise BadSettings, NothingToExport, TooLarge where the request is wrong."""
    target = plan_target(state, settings)
    limits.check_codec_limits(target)
    limits.check_length(target)
    return target


def plan_target(state: EditorState, settings: ExportSettings) -> Target:
    """Work out size and frames; raise BadSettings, NothingToExport."""
    form, fps = settings.format, settings.fps
    _refuse_contradictions(settings)
    length = project_length(state)
    if length <= 0:
        raise NothingToExport("The timeline is empty, so there is nothing to export.")
    end = length if settings.end_tick is None else min(settings.end_tick, length)
    if settings.start_tick < 0 or settings.start_tick >= end:
        raise NothingToExport(
            "The chosen range holds nothing of the timeline, so there is nothing to export."
        )
    composition = settings.size or (state.composition_width, state.composition_height)
    width, height = limits.output_size(*composition, settings.scale)
    return Target(
        format=form,
        width=width,
        height=height,
        fps=fps,
        start_tick=settings.start_tick,
        frames=1 if kind_of(form) == "still" else frame_count(end - settings.start_tick, fps),
        alpha=settings.alpha,
        crf=default_crf(form) if settings.crf is None else settings.crf,
        preset=settings.preset or DEFAULT_PRESET,
        fit=settings.fit,
    )


def _refuse_contradictions(settings: ExportSettings) -> None:
    form, rates = settings.format, rates_of(settings.format)
    if settings.fps not in rates:
        *most, last = map(str, rates)
        raise BadSettings(f"The frame rate is {settings.fps}, but must be {', '.join(most)} or {last}.")
    if settings.alpha and not can_be_transparent(form):
        name = "An mp4" if form == "mp4" else f"The format {form}"
        raise BadSettings(f"{name} cannot be transparent; choose {_TRANSPARENT.get(kind_of(form), 'png')}.")
    if settings.workers is not None and settings.workers < 1:
        raise BadSettings("At least one worker is needed.")
    if settings.size is not None and min(settings.size) < 2:
        wide, high = settings.size
        raise BadSettings(f"The size is {wide} × {high}, but each side must have 2 px at least.")
