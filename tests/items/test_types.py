"""The registry of item types is complete, and every field is ready to be inspected."""

from __future__ import annotations

import pytest

from editor_app.items import ITEM_TYPES, Item
from editor_app.record import Hint
from tests.documents import RICH

INTERNAL = {
    *("id", "type", "is_dragging_in_timeline", "link_group_id", "asset_id", "sticker_id", "sticker_version"),
    *("schema_version", "template_category", "source", "caption_group_id", "motion_graphic_version"),
}


def test_all_fourteen_types_are_there_and_in_the_rich_document() -> None:
    assert len(ITEM_TYPES) == 14
    assert {item["type"] for item in RICH["newer"]["items"].values()} == ITEM_TYPES.keys()
    assert {item["type"] for item in RICH["seed"]["items"].values()} == ITEM_TYPES.keys() - {"motion-graphic"}


@pytest.mark.parametrize("model", ITEM_TYPES.values(), ids=ITEM_TYPES.keys())
def test_every_field_a_person_may_edit_has_a_hint(model: type[Item]) -> None:
    for name, field in model.model_fields.items():
        hints = [mark for mark in field.metadata if isinstance(mark, Hint)]
        assert len(hints) == (0 if name in INTERNAL else 1), name
