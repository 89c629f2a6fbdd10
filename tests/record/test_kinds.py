"""JSON Schema's meaning of whole numbers, numbers, texts and maps, and the sentences for what breaks it."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app.items import ChartItem, EffectItem, MotionGraphicItem, SolidItem, TextTemplateItem
from editor_app.problem import CODES, format_path, printable, printable_line, problem, quoted
from editor_app.record import Record, RecordError
from tests.documents import RICH, solid


def faults(model: type[Record], raw: Any) -> dict[str, str]:
    with pytest.raises(RecordError) as caught:
        model.read(raw, "newer")
    return {format_path(f.where): f.message for f in caught.value.faults}


@pytest.mark.parametrize("value", [0, 0.0, 7, 7.0, 10**30, 1e300])
def test_whole_numbers_may_be_written_with_a_point(value: float) -> None:
    item = SolidItem.read(solid("a", startTicks=value), "newer")
    assert item.start_ticks == value
    assert isinstance(item.start_ticks, int)


@pytest.mark.parametrize("value", [True, "5", 1.5, -1, None, [], {}])
def test_nothing_else_is_a_whole_number(value: object) -> None:
    found = faults(SolidItem, solid("a", startTicks=value))
    assert list(found) == ["$.startTicks"]
    assert found["$.startTicks"].startswith("startTicks must be a whole number, 0 or more, not ")


@pytest.mark.parametrize("value", [True, "5", None])
def test_only_numbers_are_numbers(value: object) -> None:
    found = faults(SolidItem, solid("a", width={"value": value, "keyframes": []}))
    assert list(found) == ["$.width.value"]


def test_a_number_beyond_a_float_has_a_code_of_its_own() -> None:
    with pytest.raises(RecordError, match="too large to calculate with") as caught:
        SolidItem.read(solid("a", width={"value": 10**400, "keyframes": []}), "newer")
    assert [f.code for f in caught.value.faults] == ["LOCAL_NUMBER_TOO_LARGE"]


def test_every_fault_is_found_at_its_leaf() -> None:
    raw = solid("", color=5, shape="hexagon", width={"value": 1, "keyframes": [{"timeTicks": 0}], "x": 1})
    del raw["opacity"]
    assert faults(SolidItem, raw) == {
        "$.id": 'id must be a text that is not empty, not "".',
        "$.width.keyframes[0].value": "value is missing.",
        "$.width.x": "x is not a key that belongs here.",
        "$.opacity": "opacity is missing.",
        "$.color": "color must be a text, not 5.",
        "$.shape": "shape must be 'rectangle', 'circle', 'triangle' or 'star', not \"hexagon\".",
    }


def test_unions_are_decided_by_their_tag() -> None:
    chart = RICH["newer"]["items"]["growth"]
    assert faults(ChartItem, chart | {"chartType": "pie"}).keys() == {
        *("$.data.slices", "$.data.series", "$.data.rows"),
    }
    assert faults(ChartItem, chart | {"data": {"series": [], "rows": [{"label": "x", "values": {}}]}}) == {
        "$.data.series": "series must have at least 1 entry.",
        "$.data.rows[0].values": "values must have at least 1 entry.",
    }
    card = RICH["newer"]["items"]["card"]
    nodes = [card["nodes"][0] | {"type": "video"}, {"x": 1}, 5]
    assert faults(TextTemplateItem, card | {"nodes": nodes}) == {
        "$.nodes[0].type": 'type must be one of image, text, not "video".',
        "$.nodes[1].type": "type is missing.",
        "$.nodes[2]": "nodes entry 2 must be an object, not 5.",
    }


def test_maps_of_texts_numbers_and_booleans() -> None:
    motion = RICH["newer"]["items"]["motion"]
    bad = {"props": {"a": None, "b": [1], "c": 1}, "slots": {"a": "", "b": ["x", 3], "c": None}}
    assert faults(MotionGraphicItem, motion | bad).keys() == {
        *("$.props.a", "$.props.b", "$.slots.a", "$.slots.b[1]"),
    }


def test_unknown_kinds_have_the_services_code() -> None:
    raw = RICH["newer"]["items"]["opening"] | {"effectType": "sparkle"}
    with pytest.raises(RecordError) as caught:
        EffectItem.read(raw, "newer")
    assert [f.code for f in caught.value.faults] == ["EDITOR_EFFECT_TYPE_INVALID"]


def test_paths_quote_keys_that_are_not_plain() -> None:
    assert format_path(("items", "a-b_1", "nodes", 3, "x")) == "$.items.a-b_1.nodes[3].x"
    assert format_path(("items", 'a "b".c', "id")) == '$.items["a \\"b\\".c"].id'
    assert format_path(("items", "", "\ud800")) == '$.items[""]["\\ud800"]'


def test_words_can_always_be_printed() -> None:
    assert printable("a\ud800") == "a\\ud800"
    assert printable("\0\x1b[2J\x7f\x9b\r\u202e\u2066") == r"\u0000\u001b[2J\u007f\u009b\u000d\u202e\u2066"
    assert printable("Ä 字 👍 עברית\n\t") == "Ä 字 👍 עברית\n\t"
    assert printable_line("a\nb\tc\u202e") == r"a\nb\tc\u202e"
    assert quoted("x" * 100) == "“" + "x" * 59 + "…”"
    assert problem("LOCAL_RATIO_MISMATCH", (), "…").severity == "warning"
    assert all(info.ours == code.startswith("LOCAL_") for code, info in CODES.items())
