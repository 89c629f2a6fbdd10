"""The chart item: numbers as a drawing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, PlainValidator, ValidationInfo

from editor_app.css import parse_color
from editor_app.drawing import Operation
from editor_app.items.base import PlacedItem
from editor_app.items.stand_in import stand_in
from editor_app.items.values import Animations, AtLeastZero, Moving, Ticks
from editor_app.record import FreeKeys, Hint, Maybe, Name, Tuple, Value, read_as

if TYPE_CHECKING:
    from editor_app.items.context import DrawContext


class Series(Value, frozen=True):
    """One line of the legend."""

    key: Name
    label: Name


class Row(Value, frozen=True):
    """The values at one place of the axis, by series key."""

    label: Name
    values: Annotated[Mapping[str, float], FreeKeys(at_least=1)]


class RowData(Value, frozen=True):
    """The data of line, bar, area and radar charts."""

    series: Annotated[Tuple[Series], Field(min_length=1)]
    rows: Annotated[Tuple[Row], Field(min_length=1)]


class Slice(Value, frozen=True):
    """One piece of a pie."""

    label: Name
    value: AtLeastZero


class PieData(Value, frozen=True):
    """The data of a pie chart."""

    slices: Annotated[Tuple[Slice], Field(min_length=1)]


class Point(Value, frozen=True):
    """One dot of a scatter chart."""

    series_key: Name
    x: float
    y: float


class ScatterData(Value, frozen=True):
    """The data of a scatter chart."""

    series: Annotated[Tuple[Series], Field(min_length=1)]
    points: Annotated[Tuple[Point], Field(min_length=1)]


ChartData = RowData | PieData | ScatterData


def _read_data(value: Any, info: ValidationInfo) -> Any:
    """Read the data by the chart's type; leave it alone where that is at fault itself."""
    models: dict[str, type[Value]] = {"pie": PieData, "scatter": ScatterData}
    chart_type = info.data.get("chart_type")
    return value if chart_type is None else read_as(models.get(chart_type, RowData), value)


class ChartItem(PlacedItem, frozen=True):
    """A chart that draws itself in over `animation_duration_ticks`."""

    type: Literal["chart"] = "chart"
    chart_type: Annotated[Literal["line", "bar", "area", "pie", "radar", "scatter"], Hint("Chart", "data")]
    theme_color: Annotated[str, Hint("Colour", "style")]
    data: Annotated[ChartData, PlainValidator(_read_data), Hint("Data", "data")]
    animation_duration_ticks: Annotated[Ticks, Hint("Draws in over", "motion", "ticks")]
    keep_aspect_ratio: Annotated[bool, Hint("Keep proportions", "layout")]
    rotation: Annotated[Moving, Hint("Rotation", "layout", "°")]
    animations: Annotated[Maybe[Animations], Hint("Animation", "motion")] = None

    def draw(self, context: DrawContext) -> tuple[Operation, ...]:
        """Draw a stand-in."""
        return stand_in(context, f"{self.chart_type.capitalize()} chart", parse_color(self.theme_color))
