"""The effect item: for its time it treats the whole picture."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from editor_app.items.base import TimelineItem
from editor_app.items.values import AtLeastZero, Ticks
from editor_app.problem import Fault
from editor_app.record import Dialect, Hint, Maybe, Params, RawObject, Value, fault, faults_of, read_as
from editor_app.timebase import ticks_per_frame

_TICKS_PER_SEED_FRAME = ticks_per_frame(30)


class Flash(Value, frozen=True):
    """The phases of a flash to black, repeated over the item; the last `tail_dark_ticks` stay dark."""

    bright_ticks: Ticks
    dark_ticks: Ticks
    tail_dark_ticks: Ticks
    max_opacity: Annotated[float, Field(ge=0, le=1)]


class EffectItem(TimelineItem, frozen=True):
    """An effect over the whole picture."""

    type: Literal["effect"] = "effect"
    effect_type: Annotated[
        Literal["flash-to-black", "blur", "blurred-opening", "fade-in", "fade-out"], Hint("Effect", "style")
    ]
    intensity: Annotated[AtLeastZero, Hint("Intensity", "style")]
    params: Annotated[Maybe[Params], Hint("Settings", "style")] = None

    @classmethod
    def dialect_faults(cls, raw: RawObject, dialect: Dialect) -> tuple[Fault, ...]:
        """Ask a flash for its phases as the newer schema does."""
        if dialect == "seed" or raw["effectType"] != "flash-to-black":
            return ()
        if "params" not in raw:
            return (fault(("params",), "is missing"),)
        try:
            read_as(Flash, raw["params"])
        except ValidationError as error:
            return tuple(Fault(("params", *f.where), f.code, f.message) for f in faults_of(error))
        return ()

    @property
    def flash(self) -> Flash:
        """Give the phases of a flash to black; the seed dialect counts frames at 30 a second."""
        params = self.params or {}

        def ticks(name: str) -> int:
            if f"{name}Ticks" in params:
                return max(0, round(_number(params[f"{name}Ticks"])))
            return max(0, round(_number(params.get(f"{name}Frames", 0)) * _TICKS_PER_SEED_FRAME))

        return Flash(
            bright_ticks=ticks("bright"),
            dark_ticks=ticks("dark"),
            tail_dark_ticks=ticks("tailDark"),
            max_opacity=min(1.0, max(0.0, _number(params.get("maxOpacity", 1)))),
        )


def _number(value: Any) -> float:
    return value if isinstance(value, int | float) else 0
