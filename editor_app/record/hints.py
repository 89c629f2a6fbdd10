"""What an inspector needs to know about a field beside its type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Group = Literal["layout", "style", "motion", "sound", "data"]


@dataclass(frozen=True, slots=True)
class Hint:
    """Stands in a field's annotation: its label, the group it is shown in, and its unit."""

    label: str
    group: Group
    unit: str = ""
