"""What is asked of RenderingVideo survives being kept, and JSON."""

from __future__ import annotations

import json

import pytest

from editor_app.services.exporting.jobs.job import OtherSettings
from editor_app.services.exporting.renderingvideo.wish import OtherWish


@pytest.mark.parametrize(
    "wish",
    [
        OtherWish(),
        OtherWish(60, 0.6, (240_000, 480_000), False, "https://example.com/hook", 8, True),
    ],
)
def test_what_is_kept_is_read_as_it_was(wish: OtherWish) -> None:
    kept = json.loads(json.dumps(dict(wish.settings().values)))
    assert OtherWish.of(OtherSettings(kept)) == wish


def test_what_is_not_there_is_as_usual() -> None:
    assert OtherWish.of(OtherSettings()) == OtherWish()
